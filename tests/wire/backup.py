#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The drill of README, as it stands there, and a restoration beside a server: backup.py BINARY."""
import os
import re
import signal
import subprocess
from pathlib import Path

from wire import BINARY, LISTENING, START_SECONDS, Claims, Server, asked, check, request, until

README = Path(__file__).resolve().parents[2] / "README.md"
DRILL = re.compile(r"This drill.*?```sh\n(.*?)```", re.DOTALL)


def run(server, script, status=0):
    """What a shell script says in the server's folder, which must end with that status."""
    folder = Path(server.folder.name)
    link = folder / "bin" / "groundbreak"
    if not link.exists():
        link.parent.mkdir()
        link.symlink_to(BINARY)
    done = subprocess.run(
        ["sh", "-e", "-c", script], cwd=folder, capture_output=True, text=True, timeout=120,
        env={"PATH": f"{link.parent}:{os.environ['PATH']}"}, check=False)
    said = done.stdout + done.stderr
    check(done.returncode == status, f"{done.returncode}, not {status}: {script}: {said}")
    return said


def projects(server):
    status, _, body = asked(server, request("/projects.ndjson", "Connection: close"))
    check(status == 200, status)
    return body


def the_drill_of_the_readme_holds_beside_a_server():
    with Server() as server:
        before = projects(server)
        said = run(server, DRILL.search(README.read_text(encoding="utf-8"))[1])
        check("backup.db: written and sound; revision 44" in said, said)
        check("drill.db: sound" in said, said)
        check(projects(server) == before, "the server answers otherwise")


def a_register_that_is_served_is_not_restored():
    with Server() as server:
        run(server, "groundbreak backup --db register.db backup.db")
        said = run(server, "groundbreak restore --db register.db --force backup.db", 75)
        check("another groundbreak serves or changes register.db" in said, said)
        check(server.process.poll() is None, "the server ended")


def what_is_restored_is_served():
    with Server() as server:
        before = projects(server)
        run(server, "groundbreak backup --db register.db backup.db")
        check(server.stop(signal.SIGTERM, 10) == 0, "the server does not end")
        run(server, "groundbreak restore --db register.db backup.db", 65)
        said = run(server, "groundbreak restore --db register.db --force backup.db")
        aside = re.search(r"^(.*\.replaced-\S+): the register that was there", said, re.MULTILINE)
        run(server, f"groundbreak check --db '{aside[1]}' && groundbreak check --db register.db")
        with open(server.stderr, "wb") as stderr:
            server.process = subprocess.Popen(
                [BINARY, "serve", "--db", "register.db", "--listen", "127.0.0.1:0"],
                cwd=server.folder.name, stdin=subprocess.DEVNULL, stderr=stderr)
        check(until(START_SECONDS, server.heard), server.log())
        server.port = int(LISTENING.search(server.log())[1])
        check(projects(server) == before, "the server answers otherwise")


claims = Claims()
claims.claim(the_drill_of_the_readme_holds_beside_a_server)
claims.claim(a_register_that_is_served_is_not_restored)
claims.claim(what_is_restored_is_served)
claims.end()
