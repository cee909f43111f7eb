#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a server that is told of changes relies on: webhook.py BINARY."""
import base64
import hashlib
import hmac
import json
import subprocess
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from wire import BINARY, Claims, Server, check, until

SECRET = "a secret that is long enough"


class Told(ThreadingHTTPServer):
    """A server that is told: `answers` are the statuses of its next answers, then 204."""

    n_made = 0

    def __init__(self, *answers, said=b""):
        super().__init__(("127.0.0.1", 0), Listener)
        Told.n_made += 1  # a port may come again, and the register remembers addresses
        self.said = said
        self.answers, self.calls = list(answers), []
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.url = f"{self.origin}/hook-{Told.n_made}?key=open-sesame"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def revisions(self):
        return [change["revision"] for status, _, body in self.calls if status == 204
                for change in json.loads(body)["data"]]


class Listener(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.server.calls.append((status, dict(self.headers.items()), body))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(self.server.said)

    def log_message(self, *_):
        pass


class Register:
    """A database in a folder of its own, that changes while it is not served."""

    def __init__(self, folder):
        self.folder = folder
        self.database = Path(folder, "register.db")
        self.secret = Path(folder, "secret")
        self.secret.write_text(SECRET + "\n", encoding="utf-8")
        self.n_sources = 0
        self.grow(1)

    def grow(self, n):
        sources = [{"id": f"s{i}", "title": f"Source {i}"}
                   for i in range(self.n_sources, self.n_sources + n)]
        self.n_sources += n
        document = {"format": "groundbreak-register", "version": 1, "sources": sources}
        subprocess.run([BINARY, "import", "--db", self.database, "-"], check=True,
                       input=json.dumps(document).encode(), capture_output=True)

    def served(self, *hooks):
        return Server("--webhook", ",".join(hooks), "--webhook-secret-file", str(self.secret),
                      database=self.database)


def a_new_address_is_told_nothing_of_before(register):
    with Told() as told:
        with register.served(told.url) as server:
            check(server.stop(15, 10) == 0, "it does not stop")
        check(not told.calls, told.calls)


def what_changed_while_the_server_was_down_is_told_once_in_order(register):
    with Told() as told:
        with register.served(told.url) as server:
            server.stop(15, 10)
        register.grow(250)
        wanted = list(range(register.n_sources - 249, register.n_sources + 1))
        with register.served(told.url) as server:
            check(until(10, lambda: len(told.revisions()) == 250), len(told.revisions()))
            check(len(told.calls) == 3, f"{len(told.calls)} batches, not 3 of at most 100")
            server.stop(15, 10)
        with register.served(told.url) as server:
            server.stop(15, 10)
        check(told.revisions() == wanted, "not each once and in order")


def a_batch_is_signed_as_standard_webhooks_are(register):
    with Told() as told:
        with register.served(told.url) as server:
            server.stop(15, 10)
        register.grow(1)
        with register.served(told.url) as server:
            check(until(10, lambda: told.calls), "it is not told")
            server.stop(15, 10)
        _, headers, body = told.calls[0]
        headers = {name.lower(): value for name, value in headers.items()}
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        code = base64.b64encode(hmac.digest(SECRET.encode(), signed, hashlib.sha256)).decode()
        check(headers["webhook-signature"] == f"v1,{code}", headers)
        check(headers["content-type"] == "application/json", headers)
        said = json.loads(body)
        check(said["data"][0]["after"]["id"] == f"s{register.n_sources - 1}", said)
        check(said["meta"]["revision"] == said["data"][-1]["revision"], said)


def an_address_that_refuses_is_tried_again_and_holds_up_no_other(register):
    with Told(500, 503) as slow, Told() as quick:
        with register.served(slow.url, quick.url) as server:
            server.stop(15, 10)
        register.grow(1)
        with register.served(slow.url, quick.url) as server:
            check(until(5, lambda: quick.revisions()), "the other is held up")
            check(until(15, lambda: slow.revisions()), slow.calls)
            log = server.log()
            server.stop(15, 10)
        statuses = [status for status, _, _ in slow.calls]
        check(statuses == [500, 503, 204], statuses)
        check(len({body for _, _, body in slow.calls}) == 1, "another batch")
        check("result=refused" in log and "result=delivered" in log, log)


def an_address_that_says_much_has_taken_it(register):
    with Told(200, said=b"thanks " * 40000) as told:
        with register.served(told.url) as server:
            server.stop(15, 10)
        register.grow(1)
        with register.served(told.url) as server:
            check(until(5, lambda: "result=delivered" in server.log()), server.log())
            server.stop(15, 10)
        check(len(told.calls) == 1, f"{len(told.calls)} calls")


def one_that_is_not_there_stops_nothing(register):
    with Told() as gone:
        url = gone.url
    with register.served(url) as server:
        server.stop(15, 10)
    register.grow(1)
    with register.served(url) as server:
        check(until(5, lambda: "result=unreachable" in server.log()), server.log())
        check(server.stop(15, 10) == 0, "it does not stop")


def a_log_names_an_address_by_number_and_origin(register):
    with Told() as gone:
        pass
    with Told() as told:
        with register.served(told.url, gone.url) as server:
            server.stop(15, 10)
        register.grow(1)
        with register.served(told.url, gone.url) as server:
            check(until(5, lambda: "result=delivered" in server.log() and
                        "result=unreachable" in server.log()), server.log())
            server.stop(15, 10)
            log = server.log()
    check(f"number=1 origin={told.origin} result=delivered" in log, log)
    check(f"number=2 origin={gone.origin} result=unreachable" in log, log)
    for secret in ["hook-", "open-sesame"]:
        check(secret not in log, log)


def what_is_no_address_or_secret_is_refused(register):
    short = Path(register.folder, "short")
    short.write_text("short\n", encoding="utf-8")
    foreign = "ftp://hooks.example/open-sesame"
    for options in [["--webhook", foreign, "--webhook-secret-file", register.secret],
                    ["--webhook", "http://x"],
                    ["--webhook", "http://x", "--webhook-secret-file", "/nonexistent"],
                    ["--webhook", "http://x", "--webhook-secret-file", short]]:
        ended = subprocess.run([BINARY, "serve", "--db", register.database, "--listen",
                                "127.0.0.1:0", *options], capture_output=True, timeout=10)
        check(ended.returncode in (64, 66), (options, ended))
        check(b"open-sesame" not in ended.stderr, ended)
        check(b"webhook" in ended.stderr or b"No such file" in ended.stderr or
              b"characters" in ended.stderr, ended)


def main():
    claims = Claims()
    with tempfile.TemporaryDirectory(prefix="groundbreak-webhook-") as folder:
        register = Register(folder)
        for claim in [
            a_new_address_is_told_nothing_of_before,
            what_changed_while_the_server_was_down_is_told_once_in_order,
            a_batch_is_signed_as_standard_webhooks_are,
            an_address_that_refuses_is_tried_again_and_holds_up_no_other,
            an_address_that_says_much_has_taken_it,
            one_that_is_not_there_stops_nothing,
            a_log_names_an_address_by_number_and_origin,
            what_is_no_address_or_secret_is_refused,
        ]:
            claims.claim(claim, register)
    claims.end()


main()
