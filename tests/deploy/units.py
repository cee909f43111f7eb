#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The systemd units are as strict as they say, and do what they say: units.py BINARY ROOT."""
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from ground import DEPLOY, needs

needs("systemd-analyze")
from activation import handed_over, listener  # noqa: E402
from wire import BINARY, Claims, Server, asked, check, request  # noqa: E402

UNITS = DEPLOY / "systemd"
EXPOSURE_MAX = 1.5
EXPOSURE = re.compile(r"Overall exposure level for \S+: ([0-9.]+) ")
SECONDS = 60


def analyze(*arguments):
    run = subprocess.run(["systemd-analyze", "--no-pager", *arguments], capture_output=True,
                         text=True, timeout=SECONDS, check=False)
    return run.returncode, run.stdout + run.stderr


def installed(folder, dropped_in=None):
    """The units in a folder, of the program that is tested; one file of ours dropped in."""
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace("/usr/bin/groundbreak", BINARY)
        Path(folder, unit.name).write_text(text, encoding="utf-8")
    if dropped_in:
        beside = Path(folder, "groundbreak.service.d")
        beside.mkdir()
        shutil.copy(UNITS / dropped_in, beside)


def settings(unit):
    """[(name, value)] of a unit's lines, in their order."""
    lines = (UNITS / unit).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("=", 1)) for line in lines if "=" in line and line[0] not in "#["]


def setting(unit, wanted):
    return [value for name, value in settings(unit) if name == wanted]


def systemd_finds_no_fault_in_the_units():
    with tempfile.TemporaryDirectory() as folder:
        installed(folder, "webhooks.conf")
        units = [str(unit) for unit in Path(folder).iterdir()
                 if unit.suffix in (".service", ".socket", ".timer")]
        check(len(units) == 5, units)
        code, said = analyze("verify", "--man=no", *units)
        check(code == 0 and not said, said)


def exposed(unit, dropped_in=None):
    with tempfile.TemporaryDirectory() as folder:
        installed(folder, dropped_in)
        _, said = analyze("security", "--offline=true", str(Path(folder, unit)))
    level = EXPOSURE.search(said)
    check(level and float(level[1]) <= EXPOSURE_MAX, said)
    return float(level[1])


def the_services_are_hardly_exposed():
    for unit in ("groundbreak.service", "groundbreak-backup.service"):
        exposed(unit)


def with_webhooks_the_service_is_more_exposed_and_not_too_much():
    check(exposed("groundbreak.service", "webhooks.conf") > exposed("groundbreak.service"),
          "what is dropped in changes nothing")


def the_sockets_have_the_names_that_the_program_knows():
    names = [setting(unit, "FileDescriptorName")[0]
             for unit in ("groundbreak.socket", "groundbreak-admin.socket")]
    with listener() as public, listener() as admin:
        with Server(**handed_over(":".join(names), public, admin)) as server:
            check(server.port == public.getsockname()[1], "the register is elsewhere")
            check(asked(server.admin, request("/metrics"))[0] == 200, "no metrics")


def run_as(unit, wanted, state):
    """Runs the lines of a unit as systemd would, with %S being a folder of ours."""
    def meant(text):
        return re.sub("%(.)", lambda found: {"%": "%", "S": str(state)}[found[1]], text)
    environment = dict(meant(one).split("=", 1) for one in setting(unit, "Environment"))
    for line in setting(unit, wanted):
        command = [word.replace("$$", "$").replace("/usr/bin/groundbreak", BINARY)
                   for word in shlex.split(meant(line))]
        subprocess.run(command, env={**os.environ, **environment}, capture_output=True,
                       timeout=SECONDS, check=True)


def the_backup_unit_makes_a_sound_copy_and_drops_old_ones():
    unit = "groundbreak-backup.service"
    with tempfile.TemporaryDirectory() as state, Server() as server:
        copies = Path(state, "groundbreak-backup")
        copies.mkdir()
        Path(state, "groundbreak").symlink_to(server.folder.name)
        old, other = copies / "register-20240220T000000Z.db", copies / "notes.txt"
        for file in (old, other):
            file.touch()
            os.utime(file, (time.time() - 20 * 86400,) * 2)
        run_as(unit, "ExecStart", state)
        run_as(unit, "ExecStartPost", state)
        check(not old.exists() and other.exists(), list(copies.iterdir()))
        made = list(copies.glob("register-*Z.db"))
        check(len(made) == 1, made)
        subprocess.run([BINARY, "restore", "--check", made[0]], capture_output=True, check=True,
                       timeout=SECONDS)


def main():
    claims = Claims()
    for claim in [
        systemd_finds_no_fault_in_the_units,
        the_services_are_hardly_exposed,
        with_webhooks_the_service_is_more_exposed_and_not_too_much,
        the_sockets_have_the_names_that_the_program_knows,
        the_backup_unit_makes_a_sound_copy_and_drops_old_ones,
    ]:
        claims.claim(claim)
    claims.end()


main()
