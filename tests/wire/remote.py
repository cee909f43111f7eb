#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Commands that go through a running server, and what they ask of it: remote.py BINARY."""
import json
import os
import subprocess
import tempfile
import threading
from pathlib import Path

from wire import BINARY, Claims, Client, Server, asked, check, request

ROOT = Path(__file__).resolve().parents[2]
GUANGZHOU = ROOT / "deploy/registers/guangzhou-2024-q1.json"
HEAD = '{"format": "groundbreak-register", "version": 1'


class Served:
    """A server of the demo register, a folder with keys of each role, and commands run in it."""

    def __init__(self, *options):
        self.options = options

    def __enter__(self):
        with tempfile.TemporaryDirectory(prefix="groundbreak-wire-") as scratch:
            subprocess.run([BINARY, "migrate", "--db", "scratch.db"], cwd=scratch,
                           capture_output=True, check=True)
            made = subprocess.run(
                [BINARY, "key", "create", "--db", "scratch.db", "--role", "admin"], cwd=scratch,
                capture_output=True, text=True, check=True)
            key = Path(scratch, "admin.key")
            key.write_text(made.stdout, encoding="utf-8")
            self.server = Server("--admin-key-file", str(key), *self.options)
            self.server.__enter__()
        self.folder = Path(self.server.folder.name)
        (self.folder / "admin.key").write_text(made.stdout, encoding="utf-8")
        self.url = f"http://127.0.0.1:{self.server.port}"
        return self

    def __exit__(self, *_):
        self.server.__exit__()

    def run(self, *words, status=0, typed=None, **environment):
        done = subprocess.run(
            [BINARY, *words], cwd=self.folder, capture_output=True, text=True, timeout=120,
            input=typed, env={"PATH": os.environ["PATH"], **environment}, check=False)
        said = done.stdout + done.stderr
        check(done.returncode == status, f"{done.returncode}, not {status}: {words}: {said}")
        return said

    def through(self, *words, key="admin.key", status=0, typed=None):
        """A command that goes through the server with the key in a file."""
        return self.run(
            *words, "--server", self.url, "--key-file", key, status=status, typed=typed)

    def revision(self):
        return json.loads(asked(self.server, request("/health/ready"))[2])["revision"]

    def post(self, target, body, key="admin.key"):
        secret = (self.folder / key).read_text(encoding="utf-8").strip()
        sent = request(target, f"Authorization: Bearer {secret}", "Content-Type: application/json",
                       f"Content-Length: {len(body)}", method="POST") + body.encode()
        with Client(self.server, sent) as client:
            client.socket.settimeout(60)
            status, _, answer = client.answer()
        return status, json.loads(answer)


def a_table_is_imported_through_the_server_by_its_profile():
    header = ("year;project_number;project_name;department;report_category;description_aims;"
              "colour_rating;rating_comment;start_date;end_date;schedule_comment;total_baseline;"
              "yearly_forecast;variance_comment;wlc_baseline_incl_NCG;budget_comment\n")
    table = header + "2021;A1;Bridge;DFT;ICT;;;;2021-02-30;;;;;;£1.5;\n"
    words = ("import", "--profile", "uk-gmpp")
    with Served() as served:
        (served.folder / "t.csv").write_bytes(table.encode("iso-8859-1"))
        before = served.revision()
        said = served.through(*words, "--dry-run", "t.csv")
        check("1 inserted" in said and "dry run" in said and served.revision() == before, said)
        said = served.through(*words, "t.csv")
        check('t.csv:2: start_date: "2021-02-30" is a day that does not exist\n' in said, said)
        check("1 row: 1 inserted, 0 changed, 0 unchanged, 0 refused; 1 not understood" in said,
              said)
        said = served.through(*words, "t.csv")
        check("0 inserted, 0 changed, 1 unchanged" in said, said)
        (served.folder / "bad.csv").write_text(header + "2021\n", encoding="ascii")
        said = served.through(*words, "bad.csv", status=65)
        check("line 2: the row has 1 cell, the header 16" in said, said)
        served.through("import", "--profile", "uk-gmp", "t.csv", status=65)


def a_document_is_imported_through_the_server():
    with Served() as served:
        before = served.revision()
        source = HEAD + ', "sources": [{"id": "gazette", "title": "Gazette"}]}'
        said = served.through("import", "--dry-run", "-", typed=source)
        check(f"1 inserted, 0 changed, 0 restored, 0 unchanged; revision {before}; nothing" in said,
              said)
        check(served.revision() == before, "a trial changed the register")
        said = served.through("import", "-", typed=source)
        check(f"1 inserted, 0 changed, 0 restored, 0 unchanged; revision {before + 1}\n" in said,
              said)
        said = served.through("import", str(GUANGZHOU))
        check("0 inserted, 0 changed, 0 restored, 44 unchanged" in said, said)
        check(asked(served.server, request("/sources/gazette"))[0] == 200, "it is not there")


def faults_are_told_as_they_are_of_a_file():
    with Served() as served:
        before = served.revision()
        wrong = HEAD + ', "sources": [{"id": "a b"}], "colour": 1}'
        for said in (served.through("import", "-", typed=wrong, status=65),
                     served.run("import", "--db", "other.db", "-", typed=wrong, status=65)):
            for fault in ("/colour: there is no such member", "/sources/0/id: must be 1 to 128",
                          "/sources/0/title: this member is required"):
                check(fault in said, said)
        said = served.through("import", "-", typed="{", status=65)
        check("line 1, column 1" in said, said)
        check(served.revision() == before, "a refusal changed the register")
        served.run("import", "--db", "other.db", "--dry-run", str(GUANGZHOU))
        check(not (served.folder / "other.db").exists(), "a trial made a database")


def no_command_leaves_a_register_that_nobody_wanted():
    with tempfile.TemporaryDirectory(prefix="groundbreak-wire-") as folder:
        for words in (["key", "create", "--role", "edit"], ["key", "list"], ["key", "revoke", "x"],
                      ["check"], ["export"], ["backup", "b.db"], ["restore", "b.db"],
                      ["restore", "--check", "b.db"], ["import", "b.json"], ["import", "-"],
                      ["import", "--dry-run", str(GUANGZHOU)]):
            done = subprocess.run([BINARY, *words], cwd=folder, capture_output=True, text=True,
                                  env={"PATH": os.environ["PATH"]}, stdin=subprocess.DEVNULL,
                                  check=False)
            wanted = (0,) if "--dry-run" in words else (65, 66)
            check(done.returncode in wanted, f"{words}: {done}")
            check(not os.listdir(folder), f"{words} leaves {os.listdir(folder)}")
            if words[0] == "key" and words[1] != "list":
                check("there is no register at groundbreak.db: name yours by --db" in done.stderr,
                      done.stderr)


def keys_are_made_listed_and_revoked_through_the_server():
    with Served() as served:
        said = served.through("key", "create", "--role", "edit", "--name", "Ann")
        (served.folder / "edit.key").write_text(said.splitlines()[0] + "\n", encoding="utf-8")
        listed = [line.split("\t") for line in served.through("key", "list").splitlines()]
        edit = next(line for line in listed if line[1] == "edit")
        check(edit[4:] == ["-", "Ann"], edit)
        served.through("import", str(GUANGZHOU), key="edit.key")
        served.through("key", "list", key="edit.key", status=77)
        said = served.through("key", "revoke", edit[0])
        check(f"{edit[0]}: revoked" in said, said)
        served.through("import", str(GUANGZHOU), key="edit.key", status=77)
        said = served.through("key", "revoke", "gbk/none", status=66)
        check("gbk/none" in said, said)
        said = served.through("key", "create", "--role", "edit", "--expires", "1999", status=65)
        check("/expires" in said, said)


def a_key_comes_from_the_environment_too():
    with Served() as served:
        key = (served.folder / "admin.key").read_text(encoding="utf-8").strip()
        served.run("key", "list", "--server", served.url + "/", GROUNDBREAK_KEY=key)
        served.run("key", "list", GROUNDBREAK_KEY=key, GROUNDBREAK_SERVER=served.url)
        served.run("key", "list", "--server", served.url, status=77)
        said = served.run("key", "list", "--server", served.url, GROUNDBREAK_KEY="a b", status=64)
        check("one word" in said, said)
        (served.folder / "bad.key").write_text("a\r\nX-Evil: 1\n", encoding="utf-8")
        served.through("key", "list", key="bad.key", status=64)
        served.through("key", "list", key="none.key", status=66)


def commands_that_find_the_register_held_say_how_to_go_on():
    with Served() as served:
        for words in (["import", str(GUANGZHOU)], ["key", "create"], ["key", "revoke", "gbk"]):
            said = served.run(*words, "--db", "register.db", status=75)
            check("another groundbreak serves or changes register.db: go through the server, by"
                  in said, said)


def a_server_that_is_none_is_told():
    with Served() as served:
        said = served.run("import", str(GUANGZHOU), "--server", "http://127.0.0.1:1", status=75)
        check("http://127.0.0.1:1 does not answer" in said, said)
        served.run("import", str(GUANGZHOU), "--server", "ftp://127.0.0.1", status=64)
        served.through("import", "--mode", "insert", str(GUANGZHOU), status=64)
        said = served.through("import", "--profile", "ba-obras", "--report", "-", "-", status=64)
        check("--report is for an import into the database itself" in said, said)
        said = served.run("restore", "backup.db", "--server", served.url, status=64)
        check("--check" in said, said)


def a_backup_is_held_against_the_server():
    with Served() as served:
        served.run("backup", "--db", "register.db", "backup.db")
        said = served.through("restore", "--check", "backup.db")
        check("at revision 44, 0 later" in said, said)
        served.through("import", "-", typed=HEAD + ', "sources": [{"id": "s", "title": "S"}]}')
        check("at revision 45, 1 later" in served.through("restore", "--check", "backup.db"), "1")


def a_backup_is_whole_while_clients_write():
    with Served() as served:
        ended, counts = threading.Event(), []

        def write(name):
            n = 0
            while not ended.is_set():
                body = json.dumps({"id": f"{name}-{n}", "title": "T"})
                status, answer = served.post("/sources", body)
                check(status == 201, answer)
                n += 1
            counts.append(n)

        writers = [threading.Thread(target=write, args=(f"s{i}",)) for i in range(4)]
        for writer in writers:
            writer.start()
        seen = []
        for i in range(5):
            said = served.run("backup", "--db", "register.db", f"backup{i}.db")
            seen.append(int(said.split("revision ")[1].split()[0]))
        ended.set()
        for writer in writers:
            writer.join()
        check(len(counts) == 4, "a writer was refused")
        check(seen == sorted(seen) and seen[-1] <= 44 + sum(counts), f"{seen}, {counts}")
        for i, revision in enumerate(seen):
            served.run("restore", "--db", f"drill{i}.db", f"backup{i}.db")
            served.run("check", "--db", f"drill{i}.db")
            sources = json.loads(served.run("export", "--db", f"drill{i}.db"))["sources"]
            written = sum(1 for source in sources if source["title"] == "T")
            check(written == revision - 44, f"{written} sources at revision {revision}")
        check(served.revision() == 44 + sum(counts), "an acknowledged write is not there")


def what_is_asked_of_import_is_checked():
    with Served() as served:
        before = served.revision()
        document = HEAD + "}"
        rows = [
            ("/import", document, 200), ("/import?dry_run=true", document, 200),
            ("/import?dry_run=0&mode=upsert", document, 200),
            ("/import?dry_run=maybe", document, 400), ("/import?mode=insert", document, 400),
            ("/import", "", 422), ("/import", "[]", 422), ("/import", '{"version": 1}', 422),
            ("/import", HEAD + ', "sources": [{"id": "s", "title": "T"}], "sources": []}', 422),
            ("/import", HEAD + ', "measures": [{"id": "m", "source": "none"}]}', 422),
        ]
        for target, body, status in rows:
            got, answer = served.post(target, body)
            check(got == status, f"{target} {body}: {got}: {answer}")
        check(served.revision() == before, "it changed the register")


def a_large_document_takes_its_time_while_others_are_answered():
    n = 60000
    sources = [{"id": f"s{i}", "title": "T" * 200} for i in range(n)]
    body = json.dumps({"format": "groundbreak-register", "version": 1, "sources": sources})
    with Served("--timeout", "1") as served:
        answers = []
        importer = threading.Thread(target=lambda: answers.append(served.post("/import", body)))
        importer.start()
        asked_for = 0
        while importer.is_alive():
            check(asked(served.server, request("/projects?limit=1"))[0] == 200, "not answered")
            asked_for += 1
        status, answer = answers[0]
        check(status == 200 and answer["data"]["inserted"] == n, answer)
        check(asked_for > 5, f"{asked_for} answers meanwhile")


claims = Claims()
claims.claim(a_table_is_imported_through_the_server_by_its_profile)
claims.claim(a_document_is_imported_through_the_server)
claims.claim(faults_are_told_as_they_are_of_a_file)
claims.claim(no_command_leaves_a_register_that_nobody_wanted)
claims.claim(keys_are_made_listed_and_revoked_through_the_server)
claims.claim(a_key_comes_from_the_environment_too)
claims.claim(commands_that_find_the_register_held_say_how_to_go_on)
claims.claim(a_server_that_is_none_is_told)
claims.claim(a_backup_is_held_against_the_server)
claims.claim(a_backup_is_whole_while_clients_write)
claims.claim(what_is_asked_of_import_is_checked)
claims.claim(a_large_document_takes_its_time_while_others_are_answered)
claims.end()
