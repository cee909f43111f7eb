#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tables from the command line: what an import says, and that one which is killed at any moment
leaves the register as it was or as it becomes: import.py BINARY."""
import json
import os
import pty
import random
import re
import resource
import subprocess
import tempfile
import time
from pathlib import Path

from wire import BINARY, Claims, Server, asked, check, request

KILLS = 25  # of each import
ROWS = 400
PROFILE = {
    "format": "groundbreak-profile", "version": 1, "title": "Rows to be killed at",
    "table": "csv", "encoding": "utf-8", "source": "s", "sources": [{"id": "s", "title": "S"}],
    "id_columns": [{"column": "id"}], "fields": [{"field": "name_en", "column": "name"}],
    "figures": [{"id": "t", "column": "cost", "measure": "total_investment", "unit": "USD",
                 "preferred": True}],
}


class Register:
    """A folder with a profile, two tables that differ in each row, and a register's files."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="groundbreak-import-")
        self.path = Path(self.folder.name)
        self.write("profile.json", json.dumps(PROFILE))
        for factor, name in enumerate(("old", "new"), 1):
            rows = (f"{i},{name} {i},{factor * i}\n" for i in range(ROWS))
            self.write(f"{name}.csv", "id,name,cost\n" + "".join(rows))
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def write(self, name, text):
        (self.path / name).write_text(text, encoding="utf-8")

    def run(self, *words, status=0):
        done = subprocess.run([BINARY, *words], cwd=self.path, capture_output=True, text=True,
                              check=False)
        check(done.returncode == status, f"{done.returncode}, not {status}: {words}: {done.stderr}")
        return done.stdout if status == 0 else done.stderr

    def table(self, *words, status=0):
        return self.run("import", "--db", "register.db", "--profile", "profile.json", *words,
                        status=status)

    def state(self):
        if not (self.path / "register.db").exists():
            return None
        self.run("check", "--db", "register.db")
        return self.run("export", "--db", "register.db")

    def files(self):
        return {path.name: path.read_bytes() for path in self.path.glob("register.db*")}

    def reset(self, files):
        for path in self.path.glob("register.db*"):
            path.unlink()
        for name, data in files.items():
            (self.path / name).write_bytes(data)

    def kill(self, table, seconds):
        """Imports the table, and kills that after so long."""
        with subprocess.Popen(
                [BINARY, "import", "--db", "register.db", "--profile", "profile.json", table],
                cwd=self.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
        return process.returncode != 0


def took(register, files, table):
    """How long the import takes, begun with those files; the least of some is what it needs."""
    register.reset(files)
    started = time.monotonic()
    register.table(table)
    return time.monotonic() - started


def kills(register, table):
    """Kills imports into the register at times spread over how long one takes."""
    files, states, n_killed = register.files(), {register.state()}, 0
    length = min(took(register, files, table) for _ in range(5))
    states.add(register.state())
    check(len(states) == 2, "the import changes nothing")
    for i in range(KILLS):
        register.reset(files)
        n_killed += register.kill(table, length * (i + random.random()) / KILLS)
        check(register.state() in states, f"kill {i} of {table} left something between")
    check(n_killed > KILLS / 2, f"only {n_killed} were killed in time")


def a_killed_first_load_leaves_old_or_new():
    with Register() as register:
        register.run("migrate", "--db", "register.db")
        kills(register, "old.csv")


def a_killed_import_into_no_register_leaves_none_or_all():
    with Register() as register:
        kills(register, "old.csv")
        register.reset({"register.db.tmp": b"what a killed import left"})
        register.table("old.csv")
        check(not list(register.path.glob("*.tmp")), "a part is left")


def a_killed_upsert_leaves_old_or_new():
    with Register() as register:
        register.table("old.csv")
        kills(register, "new.csv")


def a_server_finds_what_was_imported_before_it():
    with Register() as register:
        register.table("old.csv")
        with Server(database=register.path / "register.db") as server:
            _, _, body = asked(server, request("/search?q=old"))
            check(json.loads(body)["meta"]["total"] == ROWS, body[:300])


def filling(limit):
    """To be run in a process whose files may have so many bytes, as on a disk that is full then."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def a_full_disk_leaves_the_register_as_it_was():
    with Register() as register:
        words = [BINARY, "import", "--db", "register.db", "--profile", "profile.json"]
        for table in (None, "old.csv"):
            if table:
                register.table(table)
            before = register.state()
            for limit in (5000, 50000, 100000, 150000):
                done = subprocess.run([*words, "new.csv"], cwd=register.path, capture_output=True,
                                      text=True, preexec_fn=filling(limit), check=False,
                                      restore_signals=False)  # SIGXFSZ stays ignored
                check(done.returncode == 74, f"{limit}: {done}")
                check("File too large" in done.stderr or "full" in done.stderr, done.stderr)
                check(register.state() == before, f"{limit}: not as it was")
        register.table("new.csv")
        check("new 7" in register.state(), "it cannot be written any more")


def a_report_counts_and_names():
    with Register() as register:
        register.write("one.csv", "id,name,cost\n1,One,1\n2,Two,two\n3,,3\n")
        said = register.table("--report", "report.json", "one.csv")
        report = json.loads((register.path / "report.json").read_text(encoding="utf-8"))
        check([report[name] for name in ("rows", "inserted", "changed", "unchanged", "refused",
                                         "told", "mode", "dry_run")]
              == [3, 2, 0, 0, 1, 2, "upsert", False], report)
        check(report["entries"][0] == {
            "line": 3, "column": "cost", "value": "two", "code": "not_understood",
            "reason": "is not understood as an amount"}, report)
        check(report["counts"][0] == {"column": "cost", "code": "not_understood", "n": 1,
                                      "reason": "is not understood as an amount"}, report)
        check(report["counts"][1]["column"] is None and len(report["counts"]) == 2, report)
        check(report["entries"][1]["line"] == 4 and report["entries"][1]["column"] is None, report)
        check('one.csv:3: cost: "two" is not understood as an amount\n' in said, said)
        check("3 rows: 2 inserted, 0 changed, 0 unchanged, 1 refused" in said, said)
        check(json.loads(register.table("--report", "-", "one.csv"))["unchanged"] == 2, "second")


def a_terminal_is_shown_how_far_a_table_is_read():
    with Register() as register:
        register.write("big.csv", "id,name,cost\n" + "".join(
            f"{i},A street of some length with the number {i},{i}\n" for i in range(6000)))
        words = [BINARY, "import", "--db", "register.db", "--profile", "profile.json", "--dry-run",
                 "big.csv"]
        terminal, theirs = pty.openpty()
        done = subprocess.run(words, cwd=register.path, stdout=subprocess.DEVNULL, stderr=theirs,
                              check=False)
        os.close(theirs)
        shown = os.read(terminal, 65536).decode()
        os.close(terminal)
        parts = [int(part) for part in re.findall(r"\[#* *\] +(\d+)%", shown)]
        check(done.returncode == 0 and len(parts) > 2, shown)
        check(parts == sorted(set(parts)) and parts[-1] == 100, str(parts))
        quiet = subprocess.run(words, cwd=register.path, capture_output=True, check=True)
        check(quiet.stderr == b"", quiet.stderr)


def much_that_is_told_is_counted_first():
    with Register() as register:
        rows = "".join(f"{i},Road {i},{'dear' if i % 2 else 1}\n" for i in range(60))
        register.write("many.csv", "id,name,cost\n" + rows)
        said = register.table("many.csv").splitlines()
        check(said[0] == "many.csv: cost: is not understood as an amount (30 times)", said)
        check(said[1].startswith('many.csv:3: cost: "dear" is not'), said)


def a_dash_is_standard_output():
    with Register() as register:
        register.table("old.csv")
        document = register.run("export", "--db", "register.db", "-")
        check(document == register.state(), document[:100])
        check(not (register.path / "-").exists(), "a file of that name")


def a_dry_run_tells_and_changes_nothing():
    with Register() as register:
        register.table("old.csv")
        before = register.state()
        said = register.table("--dry-run", "new.csv")
        check(f"{ROWS} changed" in said and "dry run" in said, said)
        check(register.state() == before, "it changed something")
        register.reset({})
        register.table("--dry-run", "old.csv")
        check(not (register.path / "register.db").exists(), "it made a register")


def a_refused_table_changes_nothing():
    with Register() as register:
        register.table("old.csv")
        before = register.state()
        register.write("bad.csv", 'id,name,cost\n1,New,1\n2,"open,2\n')
        check("line 3: a quote" in register.table("bad.csv", status=65), "open quote")
        check(register.state() == before, "it changed something")


def a_slip_is_corrected():
    with Register() as register:
        said = register.run("import", "--profile", "ba-obra", "old.csv", status=66)
        check('"ba-obras"' in said, said)
        check("upsert or insert" in register.table("--mode", "replace", "old.csv", status=64), "")


claims = Claims()
claims.claim(a_killed_first_load_leaves_old_or_new)
claims.claim(a_killed_import_into_no_register_leaves_none_or_all)
claims.claim(a_killed_upsert_leaves_old_or_new)
claims.claim(a_server_finds_what_was_imported_before_it)
claims.claim(a_full_disk_leaves_the_register_as_it_was)
claims.claim(a_report_counts_and_names)
claims.claim(a_terminal_is_shown_how_far_a_table_is_read)
claims.claim(much_that_is_told_is_counted_first)
claims.claim(a_dash_is_standard_output)
claims.claim(a_dry_run_tells_and_changes_nothing)
claims.claim(a_refused_table_changes_nothing)
claims.claim(a_slip_is_corrected)
claims.end()
