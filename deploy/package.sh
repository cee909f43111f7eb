#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the Debian package of the tree as it is, and says where it is:
#     deploy/package.sh [FOLDER]         into FOLDER, build/debian by default
# DEBFULLNAME and DEBEMAIL say who maintains it; without them it is the author of the last commit.
# Its date is SOURCE_DATE_EPOCH, else the last commit's. Needs the build packages of
# deploy/prepare.sh, and debhelper.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
folder=${1:-$root/build/debian}

fail() {
    echo "$0: $*" >&2
    exit 1
}

# What git says of the last commit, or nothing where this is no clone.
committed() {
    git -C "$root" log -1 --format="$1" 2>/dev/null || :
}

for tool in dpkg-buildpackage dh; do
    command -v "$tool" >/dev/null || fail "needs $tool; as root: apt-get install dpkg-dev debhelper"
done

maintainer=$(committed '%an <%ae>')
[ -z "${DEBEMAIL:-}" ] || maintainer="${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>"
[ -n "$maintainer" ] || fail "needs DEBEMAIL, and DEBFULLNAME: this is no clone with an author"
seconds=${SOURCE_DATE_EPOCH:-$(committed %ct)}
[ -n "$seconds" ] || fail "needs SOURCE_DATE_EPOCH: this is no clone with a date"

# What is not released yet sorts before the release, and after what was built of earlier commits.
version=$(sed -n "s/^  version: '\(.*\)',$/\1/p" "$root/meson.build")
if grep -qi "^## \[$version\] - unreleased" "$root/CHANGELOG.md"; then
    version=$version~$(date -u -d "@$seconds" +%Y%m%d%H%M%S)
fi
year=$(date -u -d "@$seconds" +%Y)

rm -rf "$folder/groundbreak" "$folder"/groundbreak_* "$folder"/groundbreak-dbgsym_*
mkdir -p "$folder/groundbreak"
folder=$(cd -- "$folder" && pwd)
tar -C "$root" --exclude=./build --exclude=./.git --exclude=node_modules --exclude=__pycache__ \
    -cf - . | tar -C "$folder/groundbreak" -xf -
cd "$folder/groundbreak"
cp -R deploy/debian debian
sed -i "s|@MAINTAINER@|$maintainer|; s|@YEAR@|$year|" debian/control debian/copyright
cat >debian/changelog <<END
groundbreak ($version-1) UNRELEASED; urgency=medium

  * What changed is in CHANGELOG.md.

 -- $maintainer  $(LC_ALL=C date -u -R -d "@$seconds")
END
dpkg-buildpackage -us -uc -b >"$folder/build.txt" 2>&1 || {
    tail -n 40 "$folder/build.txt" >&2
    fail "the package cannot be built; the lines above are the end of $folder/build.txt"
}
rm -rf "$folder/groundbreak"
ls "$folder"/groundbreak_*.deb
