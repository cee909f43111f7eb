#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What an operator reads at /metrics, held against what was asked: metrics.py BINARY."""
import re
import shutil
import subprocess
import threading

from wire import Claims, Client, Server, asked, check, problem, request, until

SAMPLE = re.compile(r'^([a-z_]+)(?:\{(.*)\})? (-?[0-9.]+)$')
LABEL = re.compile(r'([a-z_]+)="((?:[^"\\]|\\.)*)"')


def scrape(server):
    """{(name, frozenset of labels): value} of all samples."""
    status, headers, body = asked(server.admin, request("/metrics"))
    check(status == 200 and headers["content-type"].startswith("text/plain; version=0.0.4"),
          (status, headers))
    samples = {}
    for line in body.decode().splitlines():
        if line.startswith("#"):
            continue
        name, labels, value = SAMPLE.match(line).groups()
        key = name, frozenset(LABEL.findall(labels or ""))
        check(key not in samples, f"twice: {line}")
        samples[key] = float(value)
    return samples


def value(samples, name, **labels):
    return samples.get((name, frozenset(labels.items())), 0)


def requests(samples, route, status, method="GET"):
    return value(samples, "groundbreak_http_requests_total", route=route, method=method,
                 status=str(status))


def requests_are_counted_by_route_method_and_status(server):
    targets = [("/projects", "GET", "/projects", 200), ("/projects.csv", "GET", "/projects", 200),
               ("/projects/gz-quwan-global-headquarters", "GET", "/projects/{id}", 200),
               ("/projects/nothing", "GET", "/projects/{id}", 404),
               ("/projects", "HEAD", "/projects", 200), ("/projects?x=1", "GET", "/projects", 400),
               ("/projects", "PURGE", "/projects", 405), ("/nowhere", "GET", "none", 404),
               ("/search?q=a", "GET", "/search", 200), ("/", "OPTIONS", "/", 204)]
    before, expected = scrape(server), {}
    for target, method, route, status in targets:
        with Client(server, request(target, method=method)) as client:
            check(client.answer(method)[0] == status, f"{method} {target}: not {status}")
        key = route, status, method if method != "PURGE" else "other"
        expected[key] = expected.get(key, 0) + 1
    after = scrape(server)
    for key, n in expected.items():
        check(requests(after, *key) - requests(before, *key) == n, (key, n))


def every_answer_is_in_the_histogram_of_its_route(server):
    samples = scrape(server)
    for route in ("/projects", "/projects/{id}", "none"):
        name = "groundbreak_http_request_duration_seconds"
        n = sum(number for (of, labels), number in samples.items()
                if of == "groundbreak_http_requests_total" and ("route", route) in labels)
        buckets = sorted((float(dict(labels)["le"]), number)
                         for (of, labels), number in samples.items()
                         if of == name + "_bucket" and ("route", route) in labels)
        check(n and value(samples, name + "_count", route=route) == n, (route, n))
        check(buckets[-1] == (float("inf"), n), buckets[-1])
        check([number for _, number in buckets] == sorted(number for _, number in buckets), buckets)
        check(0 < value(samples, name + "_sum", route=route) < 30, route)


def a_client_that_has_the_answer_is_counted(server):
    name = "groundbreak_http_conditional_requests_total"
    before = scrape(server)
    tag = asked(server, request("/categories/summary"))[1]["etag"]
    for sent, status in ((tag, 304), ('"another"', 200)):
        got = asked(server, request("/categories/summary", f"If-None-Match: {sent}"))[0]
        check(got == status, got)
    after = scrape(server)
    for result in ("unchanged", "changed"):
        check(value(after, name, result=result) - value(before, name, result=result) == 1, result)


def connections_are_counted_while_they_are_open(server):
    before = scrape(server)
    with Client(server, request()) as one, Client(server, request()) as other:
        one.answer(), other.answer()
        check(value(scrape(server), "groundbreak_connections_open") >= 2, "not two are open")
    check(until(5, lambda: value(scrape(server), "groundbreak_connections_open") == 0), "open")
    name = "groundbreak_connections_accepted_total"
    check(value(scrape(server), name) - value(before, name) == 2, "not two were accepted")


def who_listens_is_counted(server):
    before = value(scrape(server), "groundbreak_listeners")
    with Client(server, request("/changes/stream", "Accept: text/event-stream")) as client:
        client.answer()
        check(before == 0 and value(scrape(server), "groundbreak_listeners") == 1, "not one")


def the_register_and_the_process_are_measured(server):
    samples = scrape(server)
    for name, least, most in [("groundbreak_register_projects", 10, 10),
                              ("groundbreak_register_revision", 44, 44),
                              ("groundbreak_register_readable", 1, 1),
                              ("groundbreak_database_bytes", 100_000, 10_000_000),
                              ("groundbreak_database_wal_bytes", 1, 100_000_000),
                              ("groundbreak_database_seconds_total", 1e-6, 30),
                              ("groundbreak_journal_waiting", 0, 0),
                              ("process_resident_memory_bytes", 1_000_000, 4e9),
                              ("process_start_time_seconds", 1.7e9, 1e11),
                              ("process_open_fds", 10, 1000)]:
        check(least <= value(samples, name) <= most, (name, value(samples, name)))
    build = next(dict(labels) for name, labels in samples if name == "groundbreak_build_info")
    check(build["version"] and build["engine"].startswith("SQLite "), build)


def what_many_threads_count_adds_up(server):
    def ask(n):
        with Client(server, request("/version") * n) as client:
            for _ in range(n):
                check(client.answer()[0] == 200, "not answered")
    before = scrape(server)
    clients = [threading.Thread(target=ask, args=(50,)) for _ in range(16)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    check(requests(scrape(server), "/version", 200) - requests(before, "/version", 200) == 800,
          "not 800")


def the_admin_address_has_the_health_and_nothing_of_the_register(server):
    for target in ("/health/live", "/health/ready"):
        check(asked(server.admin, request(target))[0] == 200, target)
    said = problem(server.admin, request("/projects"), 404, closes=False)
    check("/metrics" in said["detail"], said)
    problem(server.admin, request("/metrics", method="DELETE"), 405, closes=False)
    with Client(server.admin, request("/metrics", method="HEAD")) as client:
        check(client.answer("HEAD")[0] == 200, "no HEAD")


def the_register_s_address_has_no_metrics(server):
    problem(server, request("/metrics"), 404, closes=False)


def promtool_finds_nothing_to_complain_of(server):
    _, _, body = asked(server.admin, request("/metrics"))
    said = subprocess.run(["promtool", "check", "metrics"], input=body, capture_output=True,
                          check=False, timeout=60)
    check(said.returncode == 0 and not said.stderr, said.stderr)


def the_metrics_are_there_when_the_register_has_no_room():
    options = ("--connections", "1", "--admin-listen", "127.0.0.1:0", "--threads", "1")
    with Server(*options) as server, Client(server, request()) as only:
        check(only.answer()[0] == 200, "not answered")
        samples = scrape(server)
        check(value(samples, "groundbreak_connections_open") == 1, "not one is open")
        check(value(samples, "groundbreak_connections_max") == 1, "not one may be")


def who_comes_once_too_often_is_counted_as_refused():
    options = ("--connections-per-address", "1", "--admin-listen", "127.0.0.1:0")
    with Server(*options) as server, Client(server, request()) as first:
        check(first.answer()[0] == 200, "not answered")
        with Client(server) as second:
            check(second.closed(), "it is let in")
        check(value(scrape(server), "groundbreak_connections_refused_total") == 1, "not counted")


def a_key_for_reads_is_not_asked_for_here():
    options = ("--require-key-for-reads", "--admin-listen", "127.0.0.1:0")
    with Server(*options) as server:
        check(asked(server, request("/projects"))[0] == 401, "the register asks for none")
        check(value(scrape(server), "groundbreak_register_projects") == 10, "no metrics")


def without_the_option_there_is_no_such_address():
    with Server() as server:
        check(server.admin is None, server.log())


def main():
    claims = Claims()
    with Server("--threads", "3", "--admin-listen", "127.0.0.1:0") as server:
        for claim in [
            requests_are_counted_by_route_method_and_status,
            every_answer_is_in_the_histogram_of_its_route,
            a_client_that_has_the_answer_is_counted,
            connections_are_counted_while_they_are_open,
            the_register_and_the_process_are_measured,
            what_many_threads_count_adds_up,
            the_admin_address_has_the_health_and_nothing_of_the_register,
            the_register_s_address_has_no_metrics,
            who_listens_is_counted,
            *([promtool_finds_nothing_to_complain_of] if shutil.which("promtool") else []),
        ]:
            claims.claim(claim, server)
    for claim in [
        the_metrics_are_there_when_the_register_has_no_room,
        who_comes_once_too_often_is_counted_as_refused,
        a_key_for_reads_is_not_asked_for_here,
        without_the_option_there_is_no_such_address,
    ]:
        claims.claim(claim)
    claims.end()


main()
