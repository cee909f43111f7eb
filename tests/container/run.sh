#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Builds the images without a registry, on a base made by debootstrap, runs each as strictly as an
# operator would, and asks it. Says TAP; leaves with 77 and the reason where it cannot be tried.
#     tests/container/run.sh [PROJECT'S ROOT]
# MIRROR is the Debian mirror (by default the one this machine uses); the base is kept in
# $XDG_CACHE_HOME/groundbreak.
# shellcheck disable=SC2016,SC2317 # templates of other tools; functions that `claim` calls
set -euo pipefail

source=$(cd -- "${1:-$(dirname -- "$0")/../..}" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/groundbreak
release=bookworm
base_name=docker.io/library/debian:$release-slim
images=localhost/groundbreak
user=10001

skip() {
    echo "1..0 # SKIP $*"
    exit 77
}

[ "$(id -u)" = 0 ] || skip "needs root"
for tool in buildah curl debootstrap podman python3 unshare; do
    command -v "$tool" >/dev/null || skip "needs $tool"
done
unshare -m true 2>/dev/null || skip "may not make a mount namespace here"

work=$(mktemp -d)
export no_proxy=127.0.0.1 NO_PROXY=127.0.0.1
export BUILDAH_ISOLATION=chroot
export CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_CONF=$work/containers.conf

clean_up() {
    {
        podman rm -f -a
        buildah rm -a
        podman rmi -f -a
        umount "$work/graph/overlay"
        rm -rf "$work"
    } >/dev/null 2>&1 || :
}
trap clean_up EXIT

# One TAP point: a claim, and the command that shows it, whose output is told where it fails.
points=0
broken=0
claim() {
    local name=$1 said
    shift
    points=$((points + 1))
    if said=$("$@" 2>&1); then
        echo "ok $points - $name"
    else
        echo "not ok $points - $name"
        broken=$((broken + 1))
        echo "# ${said//$'\n'/$'\n'# }"
        return 1
    fi
}

finish() {
    echo "1..$points"
    exit $((broken > 0))
}

# A storage and a configuration of our own, so that no other container is seen or touched.
configure() {
    cat >"$CONTAINERS_STORAGE_CONF" <<END
[storage]
driver = "$1"
graphroot = "$work/graph"
runroot = "$work/run"
END
    cat >"$CONTAINERS_CONF" <<END
[containers]
cgroups = "disabled"
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
netns = "host"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "$work/tmp"
END
}

host_mirror() {
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
        'Origin: Debian' 'Label: Debian' 2>/dev/null | grep -m 1 '^http:' || :
}

# How this machine reaches its mirror: proxies and the like, not the rest of its settings.
host_settings() {
    apt-config dump Acquire | grep -E '^Acquire::(https?|Check-|Retries|Force)' || :
}

make_base() {
    local proxy="" mirror=${MIRROR:-$(host_mirror)}
    eval "$(apt-config shell proxy Acquire::http::Proxy)"
    [ -z "$proxy" ] || [ "$proxy" = DIRECT ] || export http_proxy=$proxy
    debootstrap --variant=minbase "$release" "$work/root" ${mirror:+"$mirror"} \
        >"$work/debootstrap.txt" 2>&1 || {
        tail -n 5 "$work/debootstrap.txt" | sed 's/^/# /'
        skip "debootstrap made no base, perhaps no mirror can be reached"
    }
    # Like the published image: downloaded packages do not stay in a layer.
    echo 'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin"; };' \
        >"$work/root/etc/apt/apt.conf.d/docker-clean"
    echo 'Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";' \
        >>"$work/root/etc/apt/apt.conf.d/docker-clean"
    mkdir -p "$cache"
    tar -C "$work/root" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' \
        --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' --exclude='./dev/*' \
        -cf "$base.$$" .
    mv "$base.$$" "$base"
    rm -rf "$work/root"
}

# A target's layers are kept for the next.
build() {
    buildah bud --format docker --pull-never --layers --target "$1" --file deploy/Containerfile \
        --volume "$work/host.conf:/etc/apt/apt.conf.d/90host:ro" --tag "$images:$1" "$source"
}

inspect() {
    podman image inspect "$images:$target" --format "$1"
}

has() {
    local said
    said=$(inspect "$1")
    [ "$said" = "$2" ] || { echo "$1 is $said, not $2"; return 1; }
}

# A machine with both kinds of cgroups confuses the runtime; it is shown one of them.
podman_apart() {
    unshare -m sh -c 'umount /sys/fs/cgroup/unified 2>/dev/null; exec podman "$@"' sh "$@"
}

start() {
    podman_apart run --detach --name "$target" --read-only --read-only-tmpfs=false \
        --cap-drop=ALL --security-opt=no-new-privileges \
        --env GROUNDBREAK_DEMO=1 --env "GROUNDBREAK_LISTEN=0.0.0.0:$port" \
        --volume "$work/$target:/var/lib/groundbreak" "$images:$target"
}

ready() {
    for _ in $(seq 100); do
        curl -fsS -m 2 "$url/health/ready" 2>/dev/null && return
        sleep 0.2
    done
    podman logs "$target"
    return 1
}

summary() {
    curl -fsS -m 10 "$url/categories/summary" |
        python3 -c 'import json, sys; json.load(sys.stdin)["data"][0]'
}

nothing_of_roots() {
    ls -ln "$work/$target"
    [ -s "$work/$target/register.db" ] && [ -z "$(find "$work/$target" ! -user "$user")" ]
}

# All rows as a spreadsheet, which is made in a file first: also with a root that is read-only.
spreadsheet() {
    curl -fsS -m 10 -o "$work/projects.xlsx" "$url/projects.xlsx" &&
        [ "$(head -c 2 "$work/projects.xlsx")" = PK ]
}

stops() {
    podman stop --time 15 "$target"
    [ "$(podman inspect "$target" --format '{{.State.ExitCode}}')" = 0 ] || {
        podman inspect "$target" --format 'exit code {{.State.ExitCode}}'
        podman logs "$target"
        return 1
    }
}

# Nothing to run but the program.
no_shell() {
    ! podman_apart exec "$target" /bin/sh -c true
}

# What is promised of the image $target, built and run.
promised() {
    claim "$target: the image builds" build "$target" || return
    claim "$target: it does not run as root" has '{{.Config.User}}' "$user:$user" || :
    claim "$target: it declares its port" has '{{json .Config.ExposedPorts}}' '{"8080/tcp":{}}' || :
    claim "$target: it declares its volume" has '{{json .Config.Volumes}}' \
        '{"/var/lib/groundbreak":{}}' || :
    claim "$target: it declares its health check" has '{{json .HealthCheck.Test}}' \
        '["CMD","/usr/bin/groundbreak","healthcheck"]' || :
    echo "# $target: $(inspect '{{.Size}}') bytes"

    install -d -o "$user" -g "$user" "$work/$target"
    port=$(python3 -c \
        'import socket; s = socket.socket(); s.bind(("", 0)); print(s.getsockname()[1])')
    url=http://127.0.0.1:$port
    claim "$target: it starts read-only and without capabilities" start || return
    claim "$target: it becomes ready" ready || :
    claim "$target: it answers with the demo register" summary || :
    claim "$target: it makes a spreadsheet" spreadsheet || :
    claim "$target: its health check is content" \
        podman_apart exec "$target" /usr/bin/groundbreak healthcheck || :
    [ "$target" = runtime ] || claim "$target: it has no shell" no_shell || :
    claim "$target: what it wrote belongs to its user" nothing_of_roots || :
    claim "$target: it stops at SIGTERM with 0" stops || :
}

base=$cache/$release-minbase.tar
[ -s "$base" ] || make_base
configure overlay
podman import "$base" "$base_name" >"$work/import.txt" 2>&1 || {
    # An overlay cannot lie on every file system.
    rm -rf "$work/graph" "$work/run"
    configure vfs
    podman import "$base" "$base_name" >"$work/import.txt" 2>&1 || {
        sed 's/^/# /' "$work/import.txt"
        skip "no storage for containers can be made here"
    }
}
host_settings >"$work/host.conf"
cd "$source"

for target in runtime tiny; do
    promised || :
done
finish
