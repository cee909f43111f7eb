# shellcheck shell=sh
# SPDX-License-Identifier: Apache-2.0
# What the scripts share: the Debian packages of each purpose, and steps that speak when they fail.
# Sourced, from the project's root, by deploy/run, tests/run, .ci/run and deploy/Containerfile.
# shellcheck disable=SC2034 # the lists are for those who source this

packages_build="gcc libc6-dev pkgconf meson ninja-build
    libcsv-dev libcurl4-gnutls-dev libmicrohttpd-dev libjansson-dev libsqlite3-dev libinih-dev
    libsodium-dev libutf8proc-dev libxlsxwriter-dev libzstd-dev zlib1g-dev"
packages_test="check ca-certificates chromium curl fonts-noto-cjk jq python3-openpyxl
    universal-ctags"
packages_lint="clang clang-format clang-tidy shellcheck"
# Some of these start servers where the system lets them: only .ci/run installs them.
packages_deploy="debhelper dpkg-dev fish lintian man-db mandoc systemd zsh
    caddy nginx-light openssl prometheus python3-yaml"
packages_container="buildah debootstrap podman"

# The packages of commands that may have come another way: `packages_unless node nodejs`.
packages_unless() {
    command -v "$1" >/dev/null || echo "$2"
}

fail() {
    echo "$0: $*" >&2
    exit 1
}

# Runs a command with its output in build/log/NAME.txt, which is shown where the command fails.
quietly() {
    log=build/log/$1.txt
    shift
    mkdir -p build/log
    if "$@" >"$log" 2>&1; then return 0; fi
    cat "$log" >&2
    echo "$0: failed: $* (the lines above are $log)" >&2
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -- "$@"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
}

# Installs those of the packages that are not there.
install_packages() {
    command -v dpkg-query >/dev/null ||
        fail "this is not Debian; install the likes of: $*, then see CONTRIBUTING.md"
    missing=
    for package; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed*) ;;
        *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        fail "needs root or sudo to install packages; as root: apt-get install$missing"
    echo "$0: installing$missing" >&2
    # Package lists may be absent or too old for the mirror: then once more, with new ones.
    # shellcheck disable=SC2086 # a list of words
    quietly apt apt_get install --no-install-recommends $missing 2>/dev/null || {
        quietly apt-update apt_get update &&
            quietly apt apt_get install --no-install-recommends $missing
    }
}

# Makes a build directory, if it is not there, with meson's options, and builds its targets:
# build_in build/release src/groundbreak -- --buildtype=release
build_in() {
    directory=$1
    shift
    targets=
    while [ "$1" != -- ]; do
        targets="$targets $1"
        shift
    done
    shift
    [ -f "$directory/build.ninja" ] ||
        quietly "${directory##*/}-setup" meson setup "$directory" "$@" || return 1
    # shellcheck disable=SC2086 # a list of words
    quietly "${directory##*/}" ninja --quiet -C "$directory" $targets
}
