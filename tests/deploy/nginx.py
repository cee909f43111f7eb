#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""nginx in front of a register, as deploy/nginx has it: TLS, cache, limits, and the register gone.

    nginx.py BINARY ROOT
"""
import http.client
import signal
import socket
import ssl
import subprocess
import tempfile
from pathlib import Path

from ground import DEPLOY, needs

needs("nginx", "openssl")
from wire import BINARY, Claims, Server, check, until  # noqa: E402

SECONDS = 20
ASKED = "/categories/summary"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def certificate(folder):
    (folder / "tls").mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=register.example", "-addext",
         "subjectAltName=DNS:register.example", "-keyout", folder / "tls/key.pem",
         "-out", folder / "tls/certificate.pem"],
        check=True, capture_output=True, timeout=SECONDS)


class Proxy:
    """nginx with the configuration that is deployed, but for addresses and folders."""

    def __init__(self, folder, register):
        self.folder = folder
        self.port = free_port()
        plain = free_port()
        certificate(folder)
        (folder / "cache").mkdir(mode=0o777)
        folder.chmod(0o755)
        places = [("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen [::]:80;", ""),
                  ("listen 443 ", f"listen 127.0.0.1:{self.port} "),
                  ("listen [::]:443 ssl http2;", ""), ("127.0.0.1:8080", f"127.0.0.1:{register}"),
                  ("/var/cache/nginx/groundbreak", str(folder / "cache")),
                  ("/var/log/nginx", str(folder)), ("worker_processes auto", "worker_processes 1")]
        for name in ("nginx.conf", "upstream.conf"):
            text = (DEPLOY / "nginx" / name).read_text(encoding="utf-8")
            for there, here in places:
                text = text.replace(there, here)
            (folder / name).write_text(text, encoding="utf-8")
        self.plain = plain
        self.process = None

    def command(self, *arguments):
        return ["nginx", "-p", self.folder, "-c", self.folder / "nginx.conf",
                "-e", self.folder / "error.log", "-g",
                f"daemon off; pid {self.folder}/nginx.pid;", *arguments]

    def tested(self):
        return subprocess.run(self.command("-t"), capture_output=True, text=True, check=False,
                              timeout=SECONDS)

    def start(self):
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL)
        if not until(SECONDS, self.listens):
            self.stop()
            raise SystemExit("Bail out! nginx does not listen")

    def listens(self):
        return socket.socket().connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGQUIT if self.process.poll() is None else 0)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGTERM)
                self.process.wait(5)

    def connect(self):
        trusted = ssl.create_default_context(cafile=self.folder / "tls/certificate.pem")
        plain = socket.create_connection(("127.0.0.1", self.port), SECONDS)
        return trusted.wrap_socket(plain, server_hostname="register.example")

    def ask(self, target, method="GET", **headers):
        """(status, headers, body) of an answer over TLS."""
        connection = http.client.HTTPConnection("register.example", timeout=SECONDS)
        connection.sock = self.connect()
        with connection.sock:
            connection.request(method, target, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def cached(self, target=ASKED, **headers):
        """What the cache had to do with an answer that is 200."""
        status, said, _ = self.ask(target, **headers)
        check(status == 200, status)
        return said["X-Cache-Status"]


def nginx_takes_the_configuration(proxy):
    run = proxy.tested()
    check(run.returncode == 0 and "warn" not in run.stderr, run.stderr)


def the_first_answer_is_the_register_s_and_the_second_the_cache_s(proxy):
    check([proxy.cached(), proxy.cached()] == ["MISS", "HIT"], "not MISS, HIT")
    first, second = proxy.ask(ASKED), proxy.ask(ASKED)
    check(first[2] == second[2] and first[1]["ETag"] == second[1]["ETag"], "not the same")
    check(first[1]["X-Request-Id"] != second[1]["X-Request-Id"], "one id for two requests")


def each_form_of_an_answer_is_cached_apart(proxy):
    target = "/launches"
    for headers, kind in (({"Accept": "application/json"}, "application/json"),
                          ({"Accept": "text/csv"}, "text/csv")):
        check(proxy.cached(target, **headers) == "MISS", headers)
        status, said, _ = proxy.ask(target, **headers)
        check(said["X-Cache-Status"] == "HIT", said["X-Cache-Status"])
        check(said["Content-Type"].startswith(kind), said["Content-Type"])


def a_client_that_has_the_answer_is_told_so_by_the_cache(proxy):
    tag = proxy.ask(ASKED)[1]["ETag"]
    status, said, body = proxy.ask(ASKED, **{"If-None-Match": tag})
    check((status, body) == (304, b"") and said["X-Cache-Status"] != "MISS", (status, body))


def what_a_key_is_asked_with_is_not_cached(proxy):
    status, said, _ = proxy.ask(ASKED, Authorization="Bearer none.none")
    check(said["X-Cache-Status"] == "BYPASS", (status, said["X-Cache-Status"]))


def what_changes_the_register_reaches_it(proxy):
    status, said, _ = proxy.ask("/changes", method="DELETE")
    check(status == 405 and "Allow" in said, status)


def plain_http_is_sent_to_tls(proxy):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=SECONDS)
    connection.request("GET", "/projects?limit=1", headers={"Host": "register.example"})
    answer = connection.getresponse()
    check((answer.status, answer.headers["Location"])
          == (308, "https://register.example/projects?limit=1"), answer.status)
    connection.close()


def events_come_as_they_are_sent(proxy):
    with proxy.connect() as stream:
        stream.sendall(b"GET /changes/stream?since=0 HTTP/1.1\r\nHost: register.example\r\n\r\n")
        got = b""
        while b"event: change" not in got:
            piece = stream.recv(65536)
            check(piece, got)
            got += piece


def who_asks_too_often_is_told_to_wait(proxy):
    n = 1000
    with proxy.connect() as stream:
        stream.sendall(b"GET /nothing HTTP/1.1\r\nHost: register.example\r\n\r\n" * (n - 1)
                       + b"GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        got = b""
        while piece := stream.recv(65536):
            got += piece
    check(got.count(b"HTTP/1.1 429 ") > 100, got.count(b"HTTP/1.1 429 "))
    check(got.count(b"HTTP/1.1 404 ") > 100, got.count(b"HTTP/1.1 404 "))


def without_the_register_the_cache_answers_on(proxy):
    check(until(SECONDS, lambda: proxy.cached() == "STALE"), "it is not stale after its time")
    check(proxy.ask("/sectors/summary")[0] == 502, "what was never asked is there")


def a_register_that_is_back_says_that_nothing_changed(proxy, server):
    check(until(SECONDS, lambda: proxy.cached() == "HIT"), "the cache does not come back")
    check(until(5, lambda: f"target={ASKED} status=304" in server.log()),
          "it was sent anew:\n" + server.log())


WITH_THE_REGISTER = [
    the_first_answer_is_the_register_s_and_the_second_the_cache_s,
    each_form_of_an_answer_is_cached_apart,
    a_client_that_has_the_answer_is_told_so_by_the_cache,
    what_a_key_is_asked_with_is_not_cached,
    what_changes_the_register_reaches_it,
    plain_http_is_sent_to_tls,
    events_come_as_they_are_sent,
    who_asks_too_often_is_told_to_wait,
]


def main():
    claims = Claims()
    with tempfile.TemporaryDirectory(prefix="groundbreak-nginx-") as folder:
        database, port = Path(folder, "register.db"), free_port()
        subprocess.run([BINARY, "migrate", "--db", database], check=True, capture_output=True)
        served = ("--demo", "--listen", f"127.0.0.1:{port}")
        proxy = Proxy(Path(folder), port)
        claims.claim(nginx_takes_the_configuration, proxy)
        try:
            with Server(*served, database=database):
                proxy.start()
                for claim in WITH_THE_REGISTER:
                    claims.claim(claim, proxy)
                proxy.cached()
            claims.claim(without_the_register_the_cache_answers_on, proxy)
            with Server(*served, database=database) as server:
                claims.claim(a_register_that_is_back_says_that_nothing_changed, proxy, server)
        finally:
            proxy.stop()
    claims.end()


main()
