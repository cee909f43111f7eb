#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Caddy in front of a register, as deploy/Caddyfile has it: caddy.py BINARY ROOT."""
import os
import socket
import subprocess
import tempfile
from pathlib import Path
from types import SimpleNamespace

from ground import DEPLOY, needs

needs("caddy")
from wire import Claims, Client, Server, asked, check, request, until  # noqa: E402

CADDYFILE = DEPLOY / "Caddyfile"
SECONDS = 30
# On a port of ours without TLS, as Caddy would get a certificate from elsewhere.
WITHOUT_TLS = "{{\n\tadmin off\n\tauto_https off\n}}\nhttp://127.0.0.1:{}"


def caddy(folder, *arguments):
    """A command line with an environment in which Caddy keeps what it keeps below the folder."""
    return {"args": ["caddy", *arguments],
            "env": {**os.environ, "HOME": folder, "XDG_DATA_HOME": folder,
                    "XDG_CONFIG_HOME": folder}}


def caddy_takes_the_configuration(folder):
    run = subprocess.run(
        **caddy(folder, "validate", "--adapter", "caddyfile", "--config", str(CADDYFILE)),
        capture_output=True, text=True, timeout=SECONDS, check=False)
    check(run.returncode == 0 and "Valid configuration" in run.stdout + run.stderr, run.stderr)


def it_is_formatted_as_caddy_does(folder):
    run = subprocess.run(**caddy(folder, "fmt", str(CADDYFILE)), capture_output=True, text=True,
                         timeout=SECONDS, check=False)
    check(run.stdout == CADDYFILE.read_text(encoding="utf-8"), run.stdout)


def answers_and_events_come_through(folder):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    proxy, own = SimpleNamespace(port=port), Path(folder, "Caddyfile")
    with Server() as server:
        own.write_text(CADDYFILE.read_text(encoding="utf-8")
                       .replace("register.example {", WITHOUT_TLS.format(port) + " {")
                       .replace("127.0.0.1:8080", f"127.0.0.1:{server.port}"), encoding="utf-8")
        process = subprocess.Popen(
            **caddy(folder, "run", "--adapter", "caddyfile", "--config", str(own)),
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            check(until(SECONDS, lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0),
                  "it does not listen")
            status, headers, _ = asked(proxy, request("/categories/summary",
                                                      host=f"127.0.0.1:{port}"))
            check(status == 200 and headers["etag"] and len(headers["x-request-id"]) == 36, headers)
            with Client(proxy, request("/changes/stream?since=0",
                                       host=f"127.0.0.1:{port}")) as stream:
                check(until(SECONDS, lambda: stream.more() and b"event: change" in stream.rest),
                      stream.rest)
        finally:
            process.terminate()
            process.wait(SECONDS)


def main():
    claims = Claims()
    with tempfile.TemporaryDirectory(prefix="groundbreak-caddy-") as folder:
        for claim in [caddy_takes_the_configuration, it_is_formatted_as_caddy_does,
                      answers_and_events_come_through]:
            claims.claim(claim, folder)
    claims.end()


main()
