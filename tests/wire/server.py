# SPDX-License-Identifier: Apache-2.0
"""What the server promises on a real socket, as TAP: server.py PATH_OF_GROUNDBREAK"""
import json
import re
import select
import signal
import socket
import time

from wire import LIVE, Claims, Client, Server, asked, check, problem, refused, request, until


def rounds(server, n_connections, n_rounds=5):
    """All connections ask at once, again and again; nobody waits 2 s for all the answers."""
    clients = {client.socket: client
               for client in (Client(server) for _ in range(n_connections))}
    for turn in range(n_rounds):
        start = time.monotonic()
        for client in clients.values():
            client.send(LIVE)
        waiting = set(clients)
        while waiting:
            ready, _, _ = select.select(list(waiting), [], [], 2)
            late = time.monotonic() - start
            check(ready and late < 2, f"round {turn}: {len(waiting)} wait after {late:.1f} s")
            for one in ready:
                check(clients[one].answer()[0] == 200, f"round {turn}: not 200")
                waiting.discard(one)
    for client in clients.values():
        client.socket.close()


def liveness_is_answered(server):
    status, headers, body = asked(server, LIVE)
    check(status == 200 and json.loads(body) == {"status": "live"}, (status, body))
    check("server" not in headers and "date" in headers, headers)


def projects_are_answered_in_json(server):
    status, headers, body = asked(server, request("/projects"))
    check(status == 200 and headers["content-type"].startswith("application/json"), headers)
    check(json.loads(body)["data"], body)


def connections_ready_at_once_128_are_all_answered(server):
    rounds(server, 128)


def connections_ready_at_once_256_are_all_answered(server):
    rounds(server, 256)


def pipelined_requests_are_answered_in_order(server):
    ids = [f"pipelined-{n}" for n in range(100)]
    with Client(server, b"".join(request("/health/live", f"X-Request-Id: {one}") for one in ids)) \
            as client:
        got = [client.answer() for _ in ids]
    check([headers.get("x-request-id") for _, headers, _ in got] == ids, got[-1])
    check({status for status, _, _ in got} == {200}, got)


def head_has_the_headers_of_get_and_no_body(server):
    own = {"date", "x-request-id", "server-timing"}
    with Client(server, request("/projects", method="HEAD") + request("/projects")) as client:
        head, get = client.answer("HEAD"), client.answer()
    check(head[0] == get[0] == 200, (head, get[0]))
    told = [{name: value for name, value in headers.items() if name not in own}
            for _, headers, _ in (head, get)]
    check(told[0] == told[1] and int(told[0]["content-length"]) == len(get[2]), told)


def a_target_of_4096_bytes_is_read(server):
    agent = "User-Agent: " + "Mozilla/5.0 (X11; Linux x86_64) " * 8
    cookie = "Cookie: " + "; ".join(f"name{n}={'x' * 20}" for n in range(25))
    long = "/" + "a" * 4095
    problem(server, request(long, agent, cookie, "Accept: */*"), 404, closes=False)
    many = "/health/live?" + "&".join(f"parameter_{n:02}={'v' * 49}" for n in range(65))
    problem(server, request(many[:4096], agent, cookie, "Accept: */*"), 400, closes=False)


def a_target_of_4096_bytes_may_hold_any_number_of_parameters(server):
    for query, status in (("&" * 4081, 200), ("a&" * 250, 400), ("=&" * 2040, 400),
                          ("&".join(f"p{n}=1" for n in range(700))[:4081], 400)):
        for _ in range(10):
            got, _, body = asked(server, request("/health/live?" + query))
            check(got == status, (query[:20], got, body[:300]))


def a_head_that_is_too_large_is_refused_and_leaves_nothing(server):
    cookies = "Cookie: " + "; ".join(f"c{n}=" for n in range(600))
    lines = [f"a{n}:" for n in range(600)]
    for n, headers in enumerate(([cookies], lines, [cookies] * 2) * 5):
        with Client(server, request(f"/too-large-{n}", *headers)) as client:
            status = client.answer()[0]
            check(status in (0, 404, 431), status)
    told = [f"target=/too-large-{n} " for n in range(15)]
    check(until(3, lambda: all(one in server.log() for one in told)), "not all are in the log")


def a_longer_target_is_told_so(server):
    for length in (4097, 5000, 6000):
        problem(server, request("/" + "a" * (length - 1)), 414, closes=False)
    refused(server, request("/" + "a" * 100_000), 414)


def a_target_in_absolute_form_is_read_by_its_path_and_query(server):
    _, _, plain = asked(server, request("/projects?limit=2"))
    for origin in ("http://localhost", "HTTP://any.example:8080", "https://[::1]:1"):
        status, _, body = asked(server, request(origin + "/projects?limit=2"))
        check((status, body) == (200, plain), (origin, status, body[:300]))
    for target in ("http://localhost", "http://localhost/", "http://localhost?"):
        check(asked(server, request(target))[0] == 200, target)
    for target in ("http://", "http:///projects", "http://user@localhost/", "http://a b/",
                   "http://localhost#/", "ftp://localhost/projects", "http:/projects"):
        refused(server, request(target), 400, closes=False)
    check(until(2, lambda: "target=HTTP://any.example:8080/projects?limit=2 " in server.log()),
          "it is not in the log as it was sent")


def options_of_an_asterisk_says_what_the_server_can(server):
    with Client(server, request("*", method="OPTIONS") + LIVE) as client:
        status, headers, body = client.answer("HEAD")
        check((status, headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE"),
              (status, headers))
        check(client.answer()[0] == 200, "the next request is not answered")
    problem(server, request("*"), 400, closes=False)


def a_target_that_cannot_be_read_is_refused(server):
    for target in ("/projects?q=%zz", "/projects?q=%", "/projects?q=%ff", "/projects?q=%C0%80",
                   "/projects?q=%00", "/projects/%ED%A0%80", "*", "projects"):
        problem(server, request(target), 400, closes=False)
    refused(server, request("/a b"), 400)


def http_1_1_says_its_host_once(server):
    refused(server, request(host=None), 400)
    problem(server, request("/", "Host: localhost"), 400)
    for host in ("", "a b", "a/b", "a:b", "[::1", "user@host"):
        problem(server, request(host=host), 400)
    for host in ("localhost", "localhost:80", "[::1]:8080", "127.0.0.1:"):
        check(asked(server, request(host=host))[0] == 200, host)


def http_1_0_needs_no_host(server):
    with Client(server, request(version="HTTP/1.0", host=None)) as client:
        check(client.answer()[0] == 200 and client.closed(), "not answered and closed")


def two_ways_to_tell_a_length_are_refused(server):
    chunked = "Transfer-Encoding: chunked"
    refused(server, request("/", "Content-Length: 5", chunked) + b"0\r\n\r\n", 400)
    refused(server, request("/", chunked, "Content-Length: 5") + b"0\r\n\r\n", 400)
    problem(server, request("/", "Content-Length: 0", "Content-Length: 0"), 400)
    problem(server, request("/", "Content-Length: 0", "Content-Length: 5"), 400)
    refused(server, request("/", chunked, chunked) + b"0\r\n\r\n", 400)
    refused(server, request("/", "Transfer-Encoding: gzip, chunked") + b"0\r\n\r\n", 400)


def a_length_that_is_no_number_is_refused(server):
    # By libmicrohttpd: 0.9.75 sends the head of that answer twice, so its body is not looked at.
    for length in ("x", "-1", "+1", "0x10", "1 1", "1,1", "1;", "9" * 30):
        with Client(server, request("/", f"Content-Length: {length}") + LIVE) as client:
            while client.more():
                pass
            check(re.match(rb"HTTP/1.1 (400|413) ", client.rest) and b" 200 " not in client.rest,
                  (length, client.rest))


def a_header_name_that_is_no_token_is_refused(server):
    for line in ("Content-Length : 5", "a b: c", "a(b): c"):
        refused(server, request("/", line), 400)


def a_control_byte_in_a_header_value_is_refused(server):
    for value in ("a\rb", "a\r", "a\rX: b", "a\x01", "\x1b[0m", "a\x7f", "a\vb"):
        said = problem(server, request("/", f"X-Any: {value}"), 400)
        check(said["errors"][0]["header"] == "X-Any", said)
    for value in ("a\tb", "\xe9", "a b", ""):
        check(asked(server, request("/health/live", f"X-Any: {value}"))[0] == 200, value)


def trace_is_not_answered_to(server):
    status, _, _ = asked(server, request(method="TRACE"))
    check(status in (405, 501), status)


def a_small_body_is_dropped(server):
    with Client(server, request("/health/live", "Content-Length: 9") + b"GET / HTT") as client:
        check(client.answer()[0] == 200, "the request is not answered")
        client.send(request("/health/live", "Transfer-Encoding: chunked"))
        client.send(b"3\r\nabc\r\n0\r\n\r\n")
        check(client.answer()[0] == 200, "the chunked request is not answered")
        client.send(LIVE)
        check(client.answer()[0] == 200, "the next request is not answered")


def a_large_body_is_refused(server):
    body = b"x" * 100_000
    problem(server, request("/health/live", f"Content-Length: {len(body)}") + body, 413)
    chunks = b"".join(b"3e8\r\n" + b"x" * 1000 + b"\r\n" for _ in range(100)) + b"0\r\n\r\n"
    problem(server, request("/", "Transfer-Encoding: chunked") + chunks, 413)


def a_large_body_is_not_asked_for(server):
    for method, target, status in (("GET", "/", 413), ("PUT", "/", 405), ("POST", "/nowhere", 404)):
        expects = request(target, "Content-Length: 10000000", "Expect: 100-continue", method=method)
        start = time.monotonic()
        problem(server, expects, status)
        check(time.monotonic() - start < 5, "it was waited for")


def request_ids_are_echoed_where_they_are_safe(server):
    for proposed in ("a", "A-b_c.9", "x" * 64):
        _, headers, _ = asked(server, request("/health/live", f"X-Request-Id: {proposed}"))
        check(headers["x-request-id"] == proposed, headers)
    for proposed in ("", "x" * 65, "a b", 'a"b', "\xe9"):
        _, headers, _ = asked(server, request("/health/live", f"X-Request-Id: {proposed}"))
        check(re.fullmatch("[0-9a-f]{16}", headers["x-request-id"]), headers)
    own = {asked(server, LIVE)[1]["x-request-id"] for _ in range(20)}
    check(len(own) == 20, own)


def each_request_has_a_line_in_the_log(server):
    _, _, body = asked(server, request("/projects?limit=1", "X-Request-Id: logged-1"))
    asked(server, request("/no%20such?a=\"\xe9\x01\"", "X-Request-Id: logged-2"))
    asked(server, request("/projects", "X-Request-Id: logged-3", method="HEAD"), "HEAD")
    until(2, lambda: "logged-3" in server.log())
    lines = [[line for line in server.log().splitlines() if f"request_id=logged-{n}" in line]
             for n in (1, 2, 3)]
    check([len(one) for one in lines] == [1, 1, 1], lines)
    for part in ("event=request", "method=GET", "target=/projects?limit=1", "status=200",
                 f"bytes={len(body)}", "peer=127.0.0.1"):
        check(part in lines[0][0].split(), lines[0][0])
    check(re.search(r" microseconds=\d+", lines[0][0]), lines[0][0])
    check("%E9" in lines[1][0] and "status=400" in lines[1][0], lines[1][0])
    check("method=HEAD" in lines[2][0] and "bytes=0" in lines[2][0].split(), lines[2][0])


def a_silent_connection_is_closed(server):
    for sent in (b"", b"GET /health/live HTTP/1.1\r\nHo", LIVE):
        with Client(server, sent) as client:
            start = time.monotonic()
            check(sent != LIVE or client.answer()[0] == 200, "not answered")
            check(client.closed(6), f"after {sent}: still open or more was sent")
            check(time.monotonic() - start > 0.5, f"after {sent}: closed at once")


def a_request_in_drops_is_closed(server):
    with Client(server) as client:
        start = time.monotonic()
        for byte in LIVE[:-1]:
            client.send(bytes([byte]))
            if select.select([client.socket], [], [], 0.3)[0]:
                break
        late = time.monotonic() - start
        check(1.5 < late < 8 and client.closed(1), f"open for {late:.1f} s")


def taken(server, bytes_a_second, seconds):
    """Asks for megabytes and reads that fast: whether the connection lasts for so long."""
    with Client(server, request("/openapi.json") * 60, 4096) as client:
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end:
                time.sleep(0.1)
                if not client.socket.recv(bytes_a_second // 10):
                    return False
        except ConnectionResetError:
            return False
        return True


def a_reader_that_hardly_reads_is_closed(server):
    taken(server, 500, 6)  # and may go on with what its own system has kept for it
    check("end=too_slow" in server.log(), server.log()[-2000:])


def a_reader_that_reads_steadily_is_served(server):
    check(taken(server, 50_000, 6), "it was closed")


def sigterm_answers_what_is_under_way():
    with Server() as server:
        with Client(server, LIVE) as idle, Client(server, LIVE[:-2]) as busy:
            check(idle.answer()[0] == 200, "not answered")
            time.sleep(0.3)
            server.process.send_signal(signal.SIGTERM)
            check(until(2, lambda: " event=draining" in server.log()), server.log())
            time.sleep(0.3)
            check(server.process.poll() is None, "it did not wait")
            check(socket.socket().connect_ex(("127.0.0.1", server.port)) != 0, "it still accepts")
            busy.send(LIVE[-2:])
            status, headers, _ = busy.answer()
            check((status, headers.get("connection")) == (200, "close"), (status, headers))
        check(server.process.wait(3) == 0, "its exit code is not 0")
        check(" event=stopped" in server.log().splitlines()[-1], server.log())


def sigint_stops_an_idle_server():
    with Server() as server, Client(server, LIVE) as client:
        check(client.answer()[0] == 200, "not answered")
        check(server.stop(signal.SIGINT, 3) == 0, "its exit code is not 0, or it goes on")


def a_second_signal_does_not_wait():
    with Server() as server, Client(server, LIVE[:-2]):
        time.sleep(0.3)
        check(server.stop(signal.SIGTERM, 1) is None, "it did not wait at the first")
        check(server.stop(signal.SIGTERM, 2) is not None, "it goes on")


SERVED = (
    (("--threads", "2"), (
        liveness_is_answered, projects_are_answered_in_json,
        connections_ready_at_once_128_are_all_answered,
        connections_ready_at_once_256_are_all_answered,
        pipelined_requests_are_answered_in_order, head_has_the_headers_of_get_and_no_body,
        a_target_of_4096_bytes_is_read,
        a_target_of_4096_bytes_may_hold_any_number_of_parameters,
        a_head_that_is_too_large_is_refused_and_leaves_nothing, a_longer_target_is_told_so,
        a_target_in_absolute_form_is_read_by_its_path_and_query,
        options_of_an_asterisk_says_what_the_server_can,
        a_target_that_cannot_be_read_is_refused, http_1_1_says_its_host_once,
        http_1_0_needs_no_host, two_ways_to_tell_a_length_are_refused,
        a_length_that_is_no_number_is_refused, a_header_name_that_is_no_token_is_refused,
        a_control_byte_in_a_header_value_is_refused, trace_is_not_answered_to,
        a_small_body_is_dropped, a_large_body_is_refused, a_large_body_is_not_asked_for,
        request_ids_are_echoed_where_they_are_safe, each_request_has_a_line_in_the_log)),
    (("--timeout", "1"), (
        a_silent_connection_is_closed, a_request_in_drops_is_closed,
        a_reader_that_hardly_reads_is_closed, a_reader_that_reads_steadily_is_served)),
)
STOPPED = (sigterm_answers_what_is_under_way, sigint_stops_an_idle_server,
           a_second_signal_does_not_wait)


def stops_at_sigterm(server):
    code = server.stop(signal.SIGTERM, 4)  # less than it would wait for what is under way
    check(code == 0, f"exit code {code}: {server.log()[-2000:]}")


def main():
    claims = Claims()
    for options, held in SERVED:
        with Server(*options) as server:
            for holds in (*held, stops_at_sigterm):
                claims.claim(holds, server)
    for holds in STOPPED:
        claims.claim(holds)
    claims.end()


main()
