# SPDX-License-Identifier: Apache-2.0
"""A server of the demo register, clients that talk to it byte by byte, and claims told as TAP."""
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

BINARY = str(Path(sys.argv[1]).resolve())
LISTENING = re.compile(r"\bevent=listening\b.* port=(\d+)")
ADMIN_LISTENING = re.compile(r"\bevent=admin_listening\b.* port=(\d+)")
START_SECONDS = 30
ANSWER_SECONDS = 10
LIVE = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"


def until(seconds, holds):
    """Whether `holds` comes true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


class Server:
    """Serves the demo, or a database that is there, for as long as a `with` lasts. `launcher` is a
    command that runs it, with `environment` beside this one's and `sockets` open."""

    def __init__(self, *options, database=None, launcher=(), environment=None, sockets=()):
        self.options = options
        self.database = database
        self.launcher = launcher
        self.environment = environment or {}
        self.sockets = sockets

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="groundbreak-wire-")
        self.stderr = Path(self.folder.name, "log")
        served = (["--db", str(self.database)] if self.database
                  else ["--demo", "--db", str(Path(self.folder.name, "register.db"))])
        with open(self.stderr, "wb") as stderr:
            self.process = subprocess.Popen(
                [*self.launcher, BINARY, "serve", *served, "--listen", "127.0.0.1:0",
                 *self.options],
                cwd=self.folder.name, stdin=subprocess.DEVNULL, stderr=stderr,
                pass_fds=self.sockets, env={name: value for name, value in os.environ.items()
                                            if not name.startswith("GROUNDBREAK_")}
                | self.environment)
        until(START_SECONDS, self.heard)
        said = LISTENING.search(self.log())
        if not said:
            self.__exit__()
            raise SystemExit("Bail out! it does not listen: " + self.said)
        self.port = int(said[1])
        admin = ADMIN_LISTENING.search(self.log())
        self.admin = SimpleNamespace(port=int(admin[1])) if admin else None
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.said = self.log()
        self.folder.cleanup()

    def heard(self):
        return LISTENING.search(self.log()) or self.process.poll() is not None

    def log(self):
        return self.stderr.read_text(encoding="utf-8")

    def stop(self, number, seconds):
        """The exit code after a signal, or None where it does not end in time."""
        self.process.send_signal(number)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


class Client:
    """One connection, read by hand: what is wrong must be seen as it is."""

    def __init__(self, server, sent=b"", room=None):
        self.socket = socket.socket()
        if room:  # for what came and is not read yet; to be said before the connection is made
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        self.socket.settimeout(ANSWER_SECONDS)
        self.socket.connect(("127.0.0.1", server.port))
        self.rest = b""
        self.send(sent)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, sent):
        try:
            self.socket.sendall(sent)
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before all was sent: the answer is there to read

    def more(self):
        try:
            piece = self.socket.recv(65536)
        except ConnectionResetError:
            piece = b""
        self.rest += piece
        return piece

    def answer(self, method="GET"):
        """(status, headers, body) of the next answer; (0, {}, b"") where the server closed."""
        while b"\r\n\r\n" not in self.rest:
            if not self.more():
                return 0, {}, b""
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip()
                   for name, _, value in (line.partition(":") for line in lines)}
        length = 0 if method == "HEAD" else int(headers.get("content-length", 0))
        while len(self.rest) < length and self.more():
            pass
        body, self.rest = self.rest[:length], self.rest[length:]
        return int(first.split()[1]), headers, body

    def closed(self, seconds=ANSWER_SECONDS):
        """Whether the server closes in time, having sent nothing more."""
        self.socket.settimeout(seconds)
        try:
            return not self.more() and not self.rest
        except socket.timeout:
            return False


def request(target="/health/live", *headers, method="GET", host="localhost", version="HTTP/1.1"):
    lines = [f"{method} {target} {version}", *([] if host is None else [f"Host: {host}"]), *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def asked(server, sent, method="GET"):
    with Client(server, sent) as client:
        return client.answer(method)


def refused(server, sent, status, closes=True):
    """Checks a refusal: its status, and that the connection is not used any further."""
    with Client(server, sent + (LIVE if closes else b"")) as client:
        got, headers, body = client.answer()
        check(got == status, f"{got}, not {status}: {body[:300]}")
        if closes:
            check(client.closed(), "the connection goes on")
        return headers, body


def problem(server, sent, status, closes=True):
    """Checks a refusal in our own words (RFC 9457)."""
    headers, body = refused(server, sent, status, closes)
    kind = headers.get("content-type", "")
    check(kind.split(";")[0] == "application/problem+json", f"Content-Type: {kind}")
    said = json.loads(body)
    check(said["status"] == status and said["request_id"] == headers["x-request-id"], said)
    return said


def check(holds, otherwise):
    if not holds:
        raise AssertionError(otherwise)


class Claims:
    """A claim is a function, named as a sentence, that raises where it does not hold."""

    def __init__(self):
        self.n_told = self.n_broken = 0

    def claim(self, holds, *arguments):
        try:
            holds(*arguments)
            fault = None
        except Exception as error:  # of any kind: it is a claim that does not hold
            fault = f"{type(error).__name__}: {error}"
        self.n_told += 1
        self.n_broken += bool(fault)
        name = holds.__name__.replace("_", " ")
        print(f"{'not ' if fault else ''}ok {self.n_told} - {name}", flush=True)
        if fault:
            print("\n".join("# " + line for line in fault.splitlines()), flush=True)

    def skip(self, holds, why):
        self.n_told += 1
        print(f"ok {self.n_told} - {holds.__name__.replace('_', ' ')} # SKIP {why}", flush=True)

    def end(self):
        print(f"1..{self.n_told}")
        sys.exit(1 if self.n_broken else 0)
