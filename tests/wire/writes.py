# SPDX-License-Identifier: Apache-2.0
"""What writers are promised on a real socket, as TAP: writes.py PATH_OF_GROUNDBREAK"""
import http.client
import json
import re
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from wire import BINARY, LIVE, Claims, Client, Server, asked, check, problem, request, until

SOURCE = "cns-2024-02-20"
KEY = "boss.0123456789abcdef0123456789abcdef"
AUTHORIZATION = f"Authorization: Bearer {KEY}"
JSON = "Content-Type: application/json"


def project(name, **members):
    return {"id": name, "name_en": name, "source": SOURCE, **members}


class Writer:
    """A client that keeps its connection."""

    def __init__(self, server, key=KEY):
        self.key = key
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    def send(self, method, path, body=None, **headers):
        """(status, headers in lower case, document); a header's _ stands for -."""
        kind = "application/merge-patch+json" if method == "PATCH" else "application/json"
        sent = {"Authorization": f"Bearer {self.key}", **({"Content-Type": kind} if body else {}),
                **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.connection.request(method, path, json.dumps(body) if body else None, sent)
        answer = self.connection.getresponse()
        text = answer.read()
        return (answer.status, {name.lower(): value for name, value in answer.getheaders()},
                json.loads(text) if text else None)


def together(n_threads, work):
    """Runs work(i) in each thread; raises what one of them raised."""
    faults = []

    def one(i):
        try:
            work(i)
        except Exception as fault:  # told by the thread that waits
            faults.append(fault)
    threads = [threading.Thread(target=one, args=(i,)) for i in range(n_threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def posting(body, *headers):
    return request("/projects", AUTHORIZATION, JSON, *headers, method="POST") + body


def a_body_is_taken_whole_in_chunks_and_on_demand(server):
    body = json.dumps(project("whole")).encode()
    status, headers, _ = asked(server, posting(body, f"Content-Length: {len(body)}"))
    check((status, headers["location"]) == (201, "/projects/whole"), (status, headers))
    body = json.dumps(project("chunked")).encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 7]), body[i:i + 7])
                      for i in range(0, len(body), 7)) + b"0\r\n\r\n"
    check(asked(server, posting(chunks, "Transfer-Encoding: chunked"))[0] == 201, "in chunks")
    body = json.dumps(project("demanded")).encode()
    with Client(server, posting(b"", f"Content-Length: {len(body)}", "Expect: 100-continue")) \
            as client:
        check(client.answer("HEAD")[0] == 100, "it is not asked for")
        client.send(body)
        check(client.answer()[0] == 201, "after 100")
        client.send(LIVE)
        check(client.answer()[0] == 200, "the connection does not go on")


def who_may_not_write_is_told_before_any_of_the_body(server):
    expects = ("Content-Length: 60000", "Expect: 100-continue")
    for headers, status in (((JSON,), 401), ((JSON, "Authorization: Bearer boss.x"), 401),
                            ((AUTHORIZATION,), 415), ((AUTHORIZATION, "Content-Type: a/b"), 415)):
        start = time.monotonic()
        said = problem(server, request("/projects", *headers, *expects, method="POST"), status)
        check(time.monotonic() - start < 5, f"it was waited for: {said}")
    large = ("Content-Length: 65537", "Expect: 100-continue")
    problem(server, request("/projects", AUTHORIZATION, JSON, *large, method="POST"), 413)


def a_body_in_chunks_that_is_too_large_is_refused(server):
    chunks = b"".join(b"3e8\r\n" + b" " * 1000 + b"\r\n" for _ in range(100)) + b"0\r\n\r\n"
    problem(server, posting(chunks, "Transfer-Encoding: chunked"), 413)


def a_body_of_64_kib_is_taken(server):
    body = json.dumps(project("large")).encode()
    body += b" " * (64 * 1024 - len(body))
    check(asked(server, posting(body, "Content-Length: 65536"))[0] == 201, "not taken")


def all_threads_see_a_change_at_once(server):
    clients = [Writer(server) for _ in range(6)]
    for turn in range(30):
        one, other = clients[turn % 6], clients[(turn * 5 + 1) % 6]
        status, headers, _ = one.send("POST", "/projects", project(f"seen-{turn}"))
        check(status == 201, status)
        known = other.send("GET", f"/projects/seen-{turn}")
        check(known[0] == 200 and known[1]["etag"] == headers["etag"], known)
        total = other.send("GET", "/projects?limit=0&id__startswith=seen-")
        check(total[2]["meta"]["total"] == turn + 1, total)


def clients_that_race_never_lose_an_update(server):
    n_threads, n_turns = 4, 15
    check(Writer(server).send("POST", "/projects", project("raced", note="0"))[0] == 201, "post")

    def race(_):
        writer, done = Writer(server), 0
        while done < n_turns:
            _, headers, now = writer.send("GET", "/projects/raced")
            note = str(int(now["data"]["note"]) + 1)
            status = writer.send("PATCH", "/projects/raced", {"note": note},
                                 If_Match=headers["etag"])[0]
            check(status in (200, 412), status)
            done += status == 200
    together(n_threads, race)
    note = Writer(server).send("GET", "/projects/raced")[2]["data"]["note"]
    check(note == str(n_threads * n_turns), note)


def one_request_sent_by_many_is_made_once(server):
    answers = []

    def send(_):
        answers.append(Writer(server).send("POST", "/projects", project("once"),
                                           Idempotency_Key="once"))
    together(12, send)
    told = {(status, headers["etag"], json.dumps(document))
            for status, headers, document in answers}
    check(len(told) == 1 and answers[0][0] == 201, told)


def the_log_names_the_key(server):
    writer = Writer(server)
    writer.send("POST", "/projects", project("logged"), X_Request_Id="logged-write")
    until(2, lambda: "logged-write" in server.log())
    line = next(one for one in server.log().splitlines() if "logged-write" in one)
    check("actor=boss" in line.split() and "method=POST" in line.split(), line)
    check(KEY not in server.log() and KEY.split(".")[1] not in server.log(), "it has the secret")


def keys_are_made_used_and_revoked_while_it_serves(server):
    admin = Writer(server)
    status, headers, made = admin.send("POST", "/keys", {"role": "edit", "name": "Ana"})
    where = headers["location"]
    check(status == 201 and made["data"]["role"] == "edit", made)
    editor = Writer(server, made["data"]["key"])
    check(editor.send("POST", "/projects", project("by-ana"))[0] == 201, "an editor may write")
    check(editor.send("GET", "/keys")[0] == 403, "an editor may not list keys")
    listed = admin.send("GET", "/keys")[2]["data"]
    check([key["name"] for key in listed if key["id"] == made["data"]["id"]] == ["Ana"], listed)
    check("key" not in listed[0] and made["data"]["key"] not in json.dumps(listed), listed)
    status, headers, again = admin.send("GET", where)
    check(status == 200 and headers["cache-control"] == "no-store", headers)
    check(again["data"] == {name: value for name, value in made["data"].items() if name != "key"},
          again)
    check(editor.send("GET", where)[0] == 403, "an editor may not see keys")
    check(admin.send("GET", "/keys/none")[0] == 404, "there is no such key")
    check(admin.send("DELETE", f"/keys/{made['data']['id']}")[0] == 204, "revoked")
    check(admin.send("GET", where)[2]["data"]["revoked_at"], "it was revoked")
    check(editor.send("POST", "/projects", project("too-late"))[0] == 401, "it still holds")
    check(admin.send("DELETE", "/keys/none")[0] == 404, "there is no such key")
    for wrong, pointer in (({}, "/role"), ({"role": "boss"}, "/role"), ({"role": "edit", "x": 1},
                           "/x"), ({"role": "edit", "expires": "2020"}, "/expires")):
        status, _, said = admin.send("POST", "/keys", wrong or {"name": "n"})
        check(status == 422 and said["errors"][0]["pointer"] == pointer, said)


def commands_that_change_it_are_refused_meanwhile(server):
    database = ["--db", str(Path(server.folder.name, "register.db"))]
    for command in (["key", "create", "--role", "edit"], ["key", "revoke", "boss"], ["migrate"]):
        run = subprocess.run([BINARY, *command, *database], capture_output=True, text=True,
                             check=False)
        check(run.returncode == 75 and "through the" in run.stderr, (command, run))
    run = subprocess.run([BINARY, "key", "list", *database], capture_output=True, text=True,
                         check=False)
    check(run.returncode == 0 and "boss\tadmin" in run.stdout, run)


def an_unfinished_body_is_not_waited_for(server):
    with Client(server, posting(b'{"id"', "Content-Length: 100")) as client:
        check(client.closed(8), "it is waited for")
    with Client(server, posting(b"", "Content-Length: 5000")) as client:
        start = time.monotonic()
        while time.monotonic() - start < 8:
            client.send(b" ")
            client.socket.settimeout(0.2)
            try:
                if not client.more():
                    break
            except TimeoutError:
                pass
        check(time.monotonic() - start < 8, "a byte now and then holds the connection")


def reading_needs_a_key_where_that_is_wanted(server):
    for path, status in (("/projects", 401), ("/", 401), ("/openapi.json", 401),
                         ("/health/live", 200), ("/health/ready", 200)):
        check(asked(server, request(path))[0] == status, path)
    status, headers, _ = Writer(server).send("GET", "/projects")
    check(status == 200 and headers["cache-control"].startswith("private"), headers)


def who_listens_by_a_key_hears_nothing_once_it_is_revoked(server):
    admin = Writer(server)
    made = admin.send("POST", "/keys", {"role": "read"})[2]["data"]
    with Client(server, request("/changes/stream", f"Authorization: Bearer {made['key']}",
                                "Accept: text/event-stream")) as client:
        check(client.answer()[0] == 200, "no stream")
        check(admin.send("POST", "/projects", project("heard"))[0] == 201, "not made")
        check(until(5, lambda: b'"heard"' in client.rest or not client.more()), "not heard")
        check(admin.send("DELETE", f"/keys/{made['id']}")[0] == 204, "not revoked")
        admin.send("POST", "/projects", project("not-heard"))
        check(until(5, lambda: client.rest.endswith(b"0\r\n\r\n") or not client.more()),
              "it goes on")
        check(b"not-heard" not in client.rest, "it is heard")


SERVED = (
    (("--threads", "2"), (
        a_body_is_taken_whole_in_chunks_and_on_demand,
        who_may_not_write_is_told_before_any_of_the_body,
        a_body_in_chunks_that_is_too_large_is_refused, a_body_of_64_kib_is_taken,
        all_threads_see_a_change_at_once, clients_that_race_never_lose_an_update,
        one_request_sent_by_many_is_made_once, the_log_names_the_key,
        keys_are_made_used_and_revoked_while_it_serves,
        commands_that_change_it_are_refused_meanwhile)),
    (("--timeout", "1"), (an_unfinished_body_is_not_waited_for,)),
    (("--require-key-for-reads",), (
        reading_needs_a_key_where_that_is_wanted,
        who_listens_by_a_key_hears_nothing_once_it_is_revoked)),
)


def concurrent_writers_share_commits(options):
    n_threads, n_turns = 16, 10
    with Server("--threads", "2", *options) as server:
        def write(i):
            writer = Writer(server)
            for turn in range(n_turns):
                check(writer.send("POST", "/sources", {"id": f"s-{i}-{turn}", "title": "S"})[0]
                      == 201, "not written")
        together(n_threads, write)
        check(server.stop(signal.SIGTERM, 10) == 0, "it does not stop")
        written = re.search(r"event=written changes=(\d+) commits=(\d+)", server.log())
        check(written and int(written[1]) == n_threads * n_turns, server.log()[-500:])
        check(int(written[2]) * 2 < int(written[1]), written[0])


def ended(options, number, seconds):
    """Ends a server amid writes: (its exit code, what it acknowledged, what is there)."""
    acknowledged, stop = [], threading.Event()
    with Server("--threads", "2", *options) as server:
        def write(i):
            writer, turn = Writer(server), 0
            while not stop.is_set():
                name = f"w-{i}-{turn}"
                turn += 1
                try:
                    status = writer.send("POST", "/sources", {"id": name, "title": "S"})[0]
                except (OSError, http.client.HTTPException):
                    return
                if status == 201:
                    acknowledged.append(name)
        writers = threading.Thread(target=together, args=(8, write))
        writers.start()
        until(20, lambda: len(acknowledged) > 60)
        code = server.stop(number, seconds)
        stop.set()
        writers.join()
        database = str(Path(server.folder.name, "register.db"))
        run = subprocess.run([BINARY, "export", "--db", database], capture_output=True, check=True)
        sound = subprocess.run([BINARY, "check", "--db", database], capture_output=True,
                               check=False)
        check(sound.returncode == 0, sound.stdout)
    there = {source["id"] for source in json.loads(run.stdout)["sources"]}
    return code, acknowledged, there


def kill_9_loses_nothing_that_was_acknowledged(options):
    for _ in range(3):
        _, acknowledged, there = ended(options, signal.SIGKILL, 10)
        check(len(acknowledged) > 60, len(acknowledged))
        check(not set(acknowledged) - there, set(acknowledged) - there)


def sigterm_during_writes_keeps_what_it_says(options):
    code, acknowledged, there = ended(options, signal.SIGTERM, 10)
    check(code == 0, f"exit code {code}")
    check(len(acknowledged) > 60 and not set(acknowledged) - there, set(acknowledged) - there)


def a_chosen_key_that_is_no_admins_starts_no_server():
    with tempfile.TemporaryDirectory(prefix="groundbreak-key-") as folder:
        database, file = Path(folder, "register.db"), Path(folder, "key")
        subprocess.run([BINARY, "migrate", "--db", database], check=True, capture_output=True)
        made = subprocess.run([BINARY, "key", "create", "--db", database, "--role", "edit"],
                              check=True, capture_output=True)
        file.write_bytes(made.stdout)
        ended = subprocess.run([BINARY, "serve", "--db", database, "--listen", "127.0.0.1:0",
                                "--admin-key-file", file], capture_output=True, timeout=10)
        name, secret = made.stdout.decode().strip().split(".")
        said = ended.stderr.decode()
        check(ended.returncode == 78, ended)
        check(f"the key {name}, chosen as an admin's, has the role edit" in said, said)
        check(secret not in said, said)


def main():
    claims = Claims()
    with tempfile.NamedTemporaryFile("w", prefix="groundbreak-key-") as key:
        key.write(KEY + "\n")
        key.flush()
        given = ("--admin-key-file", key.name)
        for options, held in SERVED:
            with Server(*options, *given) as server:
                for holds in held:
                    claims.claim(holds, server)
        for holds in (concurrent_writers_share_commits, kill_9_loses_nothing_that_was_acknowledged,
                      sigterm_during_writes_keeps_what_it_says):
            claims.claim(holds, given)
    claims.claim(a_chosen_key_that_is_no_admins_starts_no_server)
    claims.end()


main()
