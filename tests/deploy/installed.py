#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`meson install` puts all there is where it belongs: installed.py BINARY ROOT BUILD."""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from ground import DEPLOY, ROOT, needs

needs("meson")
from wire import Claims, check  # noqa: E402

BUILD = Path(sys.argv[3]).resolve()
SECONDS = 120
UNITS = ("groundbreak.service", "groundbreak.socket", "groundbreak-admin.socket",
         "groundbreak-backup.service", "groundbreak-backup.timer")
MADE = {"bin/groundbreak", "share/man/man1/groundbreak.1",
        "share/groundbreak/groundbreak.cdx.json",
        "share/bash-completion/completions/groundbreak.bash",
        "share/zsh/site-functions/_groundbreak",
        "share/fish/vendor_completions.d/groundbreak.fish",
        *(f"lib/systemd/system/{unit}" for unit in UNITS)}


def copied():
    """{installed path: the file it is a copy of}."""
    files = {f"share/groundbreak/{folder}/{path.name}": path
             for folder in ("profiles", "registers") for path in (DEPLOY / folder).iterdir()}
    return files | {"share/doc/groundbreak/LICENSE": ROOT / "LICENSE",
                    "share/groundbreak/webhooks.conf": DEPLOY / "systemd" / "webhooks.conf"}


def meson(*arguments):
    return subprocess.run(["meson", *arguments], cwd=BUILD, capture_output=True, text=True,
                          timeout=SECONDS, check=True).stdout


PREFIX = next(option["value"] for option in json.loads(meson("introspect", "--buildoptions", "."))
              if option["name"] == "prefix")


def install(folder):
    meson("install", "--no-rebuild", "--destdir", folder)
    return Path(folder + PREFIX)


def all_there_is_is_installed_and_nothing_else(top):
    found = {str(path.relative_to(top)) for path in top.rglob("*") if not path.is_dir()}
    check(found == MADE | copied().keys(), sorted(found ^ (MADE | copied().keys())))


def what_is_copied_is_the_same(top):
    for name, path in copied().items():
        check((top / name).read_bytes() == path.read_bytes(), name)


def the_program_runs_from_there(top):
    said = subprocess.run([top / "bin" / "groundbreak", "version"], capture_output=True, text=True,
                          timeout=SECONDS, check=True).stdout
    check(said.startswith("groundbreak "), said)


def the_units_name_the_program_that_is_installed(top):
    named = set()
    for unit in UNITS:
        text = (top / "lib/systemd/system" / unit).read_text(encoding="utf-8")
        named |= set(re.findall(r"/\S*/bin/groundbreak\b", text))
    check(named == {f"{PREFIX}/bin/groundbreak"}, named)


def every_profile_that_the_program_has_is_a_file(top):
    listed = set(re.findall(r"'\.\./deploy/profiles/([^']+)'",
                            (ROOT / "src" / "meson.build").read_text(encoding="utf-8")))
    there = {path.name for path in (top / "share/groundbreak/profiles").iterdir()}
    check(listed == there, listed ^ there)


def main():
    claims = Claims()
    with tempfile.TemporaryDirectory() as folder:
        top = install(folder)
        claims.claim(all_there_is_is_installed_and_nothing_else, top)
        claims.claim(what_is_copied_is_the_same, top)
        claims.claim(the_program_runs_from_there, top)
        claims.claim(the_units_name_the_program_that_is_installed, top)
        claims.claim(every_profile_that_the_program_has_is_a_file, top)
    claims.end()


main()
