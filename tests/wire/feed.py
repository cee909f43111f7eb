#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a reader of the change feed relies on: feed.py BINARY."""
import json
import random
import subprocess
import tempfile
import threading
from pathlib import Path

from wire import BINARY, Claims, Client, Server, asked, check, problem, request, until

N_CHANGES = 10_000
N_LIVE = 200
HURRIED = random.Random(20240220)


def register(folder):
    """A database with N_CHANGES changes."""
    document = {"format": "groundbreak-register", "version": 1,
                "sources": [{"id": f"s{i}", "title": f"Source {i}"} for i in range(N_CHANGES)]}
    database, text = Path(folder, "feed.db"), Path(folder, "feed.json")
    text.write_text(json.dumps(document), encoding="utf-8")
    subprocess.run([BINARY, "import", "--db", database, text], check=True, capture_output=True)
    return database


class Feed:
    """A reader of the stream, as browsers are: it knows the last id and comes back with it."""

    def __init__(self, server, target):
        self.server, self.target = server, target
        self.last, self.ids, self.heard = None, [], False

    def listen(self, enough):
        """Connects and takes whole events until there are `enough` more, then hangs up."""
        headers = ["Accept: text/event-stream"]
        if self.last is not None:
            headers.append(f"Last-Event-ID: {self.last}")
        start = len(self.ids)
        with Client(self.server, request(self.target, *headers)) as client:
            status, kind, _ = client.answer()
            check(status == 200 and kind["content-type"] == "text/event-stream", (status, kind))
            text = b""
            while len(self.ids) - start < enough and client.rest is not None:
                text += unchunked(client)
                self.heard = True
                *events, text = text.split(b"\n\n")
                for event in events:
                    self.take(event.decode())

    def take(self, event):
        lines = [line for line in event.splitlines() if not line.startswith(":")]
        fields = dict(line.split(": ", 1) for line in lines)
        if "data" in fields:
            self.last = int(fields["id"])
            check(json.loads(fields["data"])["revision"] == self.last, fields)
            self.ids.append(self.last)


def unchunked(client):
    """The next chunk of a chunked body (RFC 9112, 7.1)."""
    while b"\r\n" not in client.rest:
        check(client.more(), "the stream ended")
    size, _, client.rest = client.rest.partition(b"\r\n")
    n = int(size, 16)
    while len(client.rest) < n + 2:
        check(client.more(), "the stream ended within a chunk")
    chunk, client.rest = client.rest[:n], client.rest[n + 2:]
    return chunk


def a_reader_that_comes_and_goes_misses_and_repeats_nothing(server):
    feed = Feed(server, "/changes/stream?since=0&fields=revision")
    while len(feed.ids) < N_CHANGES:
        feed.listen(min(HURRIED.randint(1, 400), N_CHANGES - len(feed.ids)))
    check(feed.ids[:N_CHANGES] == list(range(1, N_CHANGES + 1)), "missed or repeated")


def pages_by_since_are_the_same_changes(server):
    since, ids = 0, []
    while True:
        _, _, body = asked(server, request(f"/changes?since={since}&limit=1000&fields=revision"))
        rows = [row["revision"] for row in json.loads(body)["data"]]
        if not rows:
            break
        ids += rows
        since = rows[-1]
    check(ids == list(range(1, N_CHANGES + 1)), f"{len(ids)} changes")


def a_reader_that_has_all_waits_and_holds_up_nobody(server):
    target = request("/changes/stream", "Accept: text/event-stream")
    with Client(server, target) as waiting:
        check(waiting.answer()[0] == 200, "no stream")
        check(unchunked(waiting).startswith(b"retry: "), "it does not say when to come back")
        for _ in range(50):
            check(asked(server, request())[0] == 200, "another is not answered")
        waiting.socket.settimeout(0.2)
        try:
            check(False, waiting.more())
        except TimeoutError:
            pass


def a_reader_that_hangs_up_is_forgotten(server):
    for _ in range(300):  # more than may listen at once
        with Client(server, request("/changes/stream", "Accept: text/event-stream")) as client:
            check(client.answer()[0] == 200, "no stream")
    check(until(5, lambda: asked(server, request())[0] == 200), "not answered")


def written(server, key, i):
    """Makes a source over HTTP."""
    body = json.dumps({"id": f"live{i}", "title": f"Live {i}"}).encode()
    sent = request("/sources", f"Authorization: Bearer {key}", "Content-Type: application/json",
                   f"Content-Length: {len(body)}", method="POST") + body
    status, _, said = asked(server, sent)
    check(status == 201, (status, said))


def a_change_is_heard_as_soon_as_it_is_made(server, key):
    feeds = [Feed(server, "/changes/stream?fields=revision") for _ in range(4)]
    listeners = [threading.Thread(target=feed.listen, args=[N_LIVE]) for feed in feeds]
    for listener in listeners:
        listener.start()
    check(until(5, lambda: all(feed.heard for feed in feeds)), "they do not listen")
    writers = [threading.Thread(target=lambda n=n: [written(server, key, f"{n}-{i}")
                                                    for i in range(N_LIVE // 4)])
               for n in range(4)]
    for thread in writers:
        thread.start()
    for thread in writers + listeners:
        thread.join(20)
    wanted = list(range(N_CHANGES + 1, N_CHANGES + N_LIVE + 1))
    for feed in feeds:
        check(feed.ids == wanted, f"{len(feed.ids)} of {N_LIVE} changes: {feed.ids[:5]}")


def what_is_no_beginning_is_refused(server):
    for headers, target in [([], "since=-1"), ([], f"since={N_CHANGES + 1}"), ([], "since=soon"),
                            (["Last-Event-ID: x"], "since=1"), ([], "limit=5"), ([], "sort=at"),
                            (["Last-Event-ID: 99999999999999999999"], ""), ([], "format=csv"),
                            ([], "resource=nothing"), ([], "cursor=x")]:
        said = problem(server, request(f"/changes/stream?{target}", *headers), 400, closes=False)
        check(said["errors"][0]["detail"], said)


def a_stream_that_is_not_wanted_is_406(server):
    problem(server, request("/changes/stream", "Accept: text/csv"), 406, closes=False)


def main():
    claims = Claims()
    with tempfile.TemporaryDirectory(prefix="groundbreak-feed-") as folder:
        database = register(folder)
        key = subprocess.run([BINARY, "key", "create", "--db", database, "--role", "edit"],
                             check=True, capture_output=True, text=True).stdout.split()[0]
        with Server("--threads", "2", "--access-log", "no", database=database) as server:
            for claim in [
                a_reader_that_comes_and_goes_misses_and_repeats_nothing,
                pages_by_since_are_the_same_changes,
                a_reader_that_has_all_waits_and_holds_up_nobody,
                a_reader_that_hangs_up_is_forgotten,
                what_is_no_beginning_is_refused,
                a_stream_that_is_not_wanted_is_406,
            ]:
                claims.claim(claim, server)
            claims.claim(a_change_is_heard_as_soon_as_it_is_made, server, key)
    claims.end()


main()
