#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The Debian package builds, and holds what it should: package.py BINARY ROOT FOLDER.

It is built in FOLDER, always the same one, so that a compiler's cache knows it again.

By its exit code it says 77 where a tool is missing."""
import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ground import DEPLOY, ROOT, claim_with

ABSENT = [tool for tool in ("dpkg-buildpackage", "dh", "meson") if not shutil.which(tool)]
if ABSENT:
    print(f"1..0 # SKIP needs {', '.join(ABSENT)}")
    sys.exit(77)
from wire import Claims, check  # noqa: E402

FOLDER = str(Path(sys.argv[3]).resolve())
SECONDS = 1100
UNITS = ("groundbreak.service", "groundbreak.socket", "groundbreak-admin.socket",
         "groundbreak-backup.service", "groundbreak-backup.timer")
FILES = {
    "usr/bin/groundbreak": 0o755,
    "usr/share/bash-completion/completions/groundbreak.bash": 0o644,
    "usr/share/doc/groundbreak/changelog.gz": 0o644,
    "usr/share/doc/groundbreak/copyright": 0o644,
    "usr/share/fish/vendor_completions.d/groundbreak.fish": 0o644,
    "usr/share/groundbreak/groundbreak.cdx.json": 0o644,
    "usr/share/man/man1/groundbreak.1.gz": 0o644,
    "usr/share/zsh/vendor-completions/_groundbreak": 0o644,
}


def run(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False,
                          **more)
    check(done.returncode == 0, done.stdout + done.stderr)
    return done.stdout


class Package:
    """The package as it was built in a folder, and what is in it."""

    def __init__(self, folder):
        self.file = Path(run("sh", str(DEPLOY / "package.sh"), folder).strip())
        self.top = Path(folder, "contents")
        shutil.rmtree(self.top, ignore_errors=True)
        run("dpkg-deb", "--extract", str(self.file), str(self.top))

    def field(self, name):
        return run("dpkg-deb", "--field", str(self.file), name).strip()


def it_has_what_meson_installs_where_debian_wants_it(package):
    for name, mode in FILES.items():
        path = package.top / name
        check(path.is_file(), f"{name} is not in it")
        check(path.stat().st_mode & 0o777 == mode, f"{name}: {path.stat().st_mode:o}")
    for folder in ("profiles", "registers"):
        there = {path.name for path in (package.top / "usr/share/groundbreak" / folder).iterdir()}
        check(there == {path.name for path in (DEPLOY / folder).iterdir()}, there)


def its_units_start_by_no_hand_but_the_operators(package):
    """Wherever this Debian has units: debhelper found each, and its scripts restart the service."""
    folder = next(path for path in (package.top / "lib/systemd/system",
                                    package.top / "usr/lib/systemd/system") if path.is_dir())
    check({path.name for path in folder.iterdir()} == set(UNITS), list(folder.iterdir()))
    before, after = (run("dpkg-deb", "--info", str(package.file), script)
                     for script in ("prerm", "postinst"))
    invoked = re.findall(r"deb-systemd-invoke (\S+) (.*?) >", after)
    check(len(invoked) == 1 and invoked[0][0] == "try-restart" and
          invoked[0][1].strip("'") == "groundbreak.service", invoked)
    check("debian-installed 'groundbreak.socket'" in after, after)
    stopped = set(re.findall(r"groundbreak[a-z-]*\.[a-z]+", before))
    check(stopped == set(UNITS) - {"groundbreak-backup.service"}, before)


def everything_in_it_is_roots(package):
    listed = run("dpkg-deb", "--contents", str(package.file)).splitlines()
    others = [line for line in listed if line.split()[1] != "root/root"]
    check(listed and not others, others)


def its_version_is_that_of_the_build_before_the_release(package):
    built = re.search(r"^  version: '(.+)',$", (ROOT / "meson.build").read_text("utf-8"), re.M)[1]
    newest = re.search(r"^## \[.+\] - (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)[1]
    version = package.field("Version")
    check(version.startswith(built + "~") if newest == "unreleased" else version == f"{built}-1",
          version)
    said = run(str(package.top / "usr/bin/groundbreak"), "version")
    check(said.split()[1] == built, said)


def it_depends_on_the_libraries_of_its_bill(package):
    depends = {each.split()[0] for each in package.field("Depends").split(", ")}
    text = (package.top / "usr/share/groundbreak/groundbreak.cdx.json").read_text("utf-8")
    bill = json.loads(text)
    listed = {each["name"] for each in bill["components"] if each["purl"].startswith("pkg:deb/")}
    check(len(listed) > 5 and listed <= depends, listed - depends)
    check("pkg:npm/" not in text and "timestamp" in bill["metadata"], bill["metadata"])


def its_page_has_a_date(package):
    page = gzip.decompress((package.top / "usr/share/man/man1/groundbreak.1.gz").read_bytes())
    check(re.search(rb"^\.Dd \d{4}-\d\d-\d\d$", page, re.M), page[:300])


def its_program_is_hardened(package):
    """As `hardening=+all` wants it: position-independent, and bound before it runs."""
    said = run("readelf", "-hd", str(package.top / "usr/bin/groundbreak"))
    check("DYN (" in said and "BIND_NOW" in said, said)


def lintian_finds_no_fault(package):
    said = run("lintian", "--fail-on", "error,warning", "--allow-root", str(package.file))
    check(not said.strip(), said)


def what_it_is_built_with_is_what_the_scripts_install(_):
    control = (DEPLOY / "debian" / "control").read_text(encoding="utf-8")
    wanted = set(re.search(r"^Build-Depends:\n(.*?)\n\n", control, re.M | re.S)[1].split())
    said = run("sh", "-c", ". deploy/prepare.sh; echo $packages_build", cwd=ROOT)
    missing = {name for name in said.split() if name.endswith("-dev")} - {"libc6-dev"}
    missing -= {name.strip(",") for name in wanted}
    check(not missing, missing)


def main():
    claims = Claims()
    package = None

    def the_package_builds():
        nonlocal package
        package = Package(FOLDER)
    claims.claim(the_package_builds)
    if not package:
        claims.end()
    claims.claim(it_has_what_meson_installs_where_debian_wants_it, package)
    claims.claim(its_units_start_by_no_hand_but_the_operators, package)
    claims.claim(everything_in_it_is_roots, package)
    claims.claim(its_version_is_that_of_the_build_before_the_release, package)
    claims.claim(it_depends_on_the_libraries_of_its_bill, package)
    claims.claim(its_page_has_a_date, package)
    claim_with("readelf", claims, its_program_is_hardened, package)
    claim_with("lintian", claims, lintian_finds_no_fault, package)
    claims.claim(what_it_is_built_with_is_what_the_scripts_install, package)
    claims.end()


main()
