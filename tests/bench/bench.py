# SPDX-License-Identifier: Apache-2.0
"""What answers cost on registers of several sizes, as TAP:
bench.py PATH_OF_GROUNDBREAK [--smoke] [--sizes 1000,100000,1000000] [--folder FOLDER]

Costs are processor time of the server for a request, read from /proc, and judged as ratios within
the run: other work on the machine takes time from the server, but adds little to its own. Each
ratio is of the least of several rounds, in which what is compared takes turns. Without --folder
the registers are made in a temporary one; in FOLDER those that are there are taken as they are.
--smoke goes through it all with small registers and judges no cost.
"""
import argparse
import http.client
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "wire"))
from generate import generate  # noqa: E402
from wire import BINARY, Claims, Client, Server, check, request  # noqa: E402

SUMMARIES = ("/categories/summary", "/districts/summary", "/sectors/summary")
SORTS = ("id", "-id", "name_en", "-name_zh", "investment", "-investment", "start_date",
         "-start_date", "-revision")
UNINDEXED = ("end_date", "-latitude", "status,-investment")
ENDPOINTS = (
    "/health/live", "/projects?limit=20", "/projects?limit=20&count=none&fields=id,name_en",
    "/projects?limit=20&sort=-investment", "/projects?limit=20&category=category-3",
    "/projects?limit=20&district=c01&sort=-investment&count=none",
    "/projects/{id}", "/projects/{id}/figures", "/categories/summary", "/districts/summary",
    "/launches/c01-2022-q3/summary", "/launches", "/places?limit=20")
RATIO_MAX, RSS_MAX, FIRST_BYTE_MAX = 1.5, 64 * 1024, 0.1


class Asking:
    """A server of one register with one thread, and a connection to it."""

    def __init__(self, database):
        self.server = Server("--threads", "1", "--access-log", "no", database=database)

    def __enter__(self):
        self.server.__enter__()
        self.client = Client(self.server)
        self.tasks = Path(f"/proc/{self.server.process.pid}/task")
        return self

    def __exit__(self, *_):
        self.client.socket.close()
        self.server.__exit__()

    def ask(self, target):
        self.client.send(request(target))
        status, _, body = self.client.answer()
        check(status == 200, f"{target}: {status}: {body[:300]}")
        return body

    def page(self, target):
        return json.loads(self.ask(target))

    def processor(self):
        """Nanoseconds that the server's threads have run."""
        return sum(int(Path(task, "schedstat").read_text().split()[0])
                   for task in self.tasks.iterdir())

    def cost(self, target, n):
        """Microseconds a request, of n in a row."""
        start = self.processor()
        for _ in range(n):
            self.ask(target)
        return (self.processor() - start) / n / 1000

    def memory(self):
        """The most memory that the server ever had, in KiB."""
        status = Path(self.tasks.parent, "status").read_text()
        return int(status.split("VmHWM:")[1].split()[0])


def costs(asked, rounds, n):
    """The least cost of each [(asking, target)], which take turns."""
    least = [float("inf")] * len(asked)
    for _ in range(rounds):
        for i, (asking, target) in enumerate(asked):
            least[i] = min(least[i], asking.cost(target, n))
    return least


class Bench:
    def __init__(self, options, folder):
        self.smoke = options.smoke
        self.sizes = options.sizes
        self.rounds, self.n = (1, 2) if options.smoke else (5, 30)
        self.databases = {size: Path(folder, f"{size}.db") for size in self.sizes}

    def say(self, *words):
        print("#", *words, flush=True)

    def judge(self, ratio, what):
        self.say(f"{ratio:5.2f}  {what}")
        check(self.smoke or ratio <= RATIO_MAX, f"{what}: {ratio:.2f} times")

    def registers_are_made(self):
        for size, database in self.databases.items():
            if database.exists():
                continue
            start = time.monotonic()
            generate(BINARY, str(database), size)
            self.say(f"{size} projects: {time.monotonic() - start:.1f} s,"
                     f" {database.stat().st_size >> 20} MiB")

    def a_generated_register_is_sound_and_its_history_true(self):
        """Its records written out and read again change nothing."""
        database = str(self.databases[self.sizes[0]])
        document = database + ".json"
        subprocess.run([BINARY, "export", "--db", database, document], check=True)
        subprocess.run([BINARY, "import", "--db", database, document], check=True,
                       stdout=subprocess.PIPE)
        told = subprocess.run([BINARY, "import", "--db", database, document], check=True,
                              stdout=subprocess.PIPE, text=True).stdout
        check(" 0 inserted, 0 changed" in told, told)
        told = subprocess.run([BINARY, "check", "--db", database], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        check(told.returncode == 0, told.stdout[-1000:])

    def summaries_cost_the_same_at_every_size(self):
        asking = [Asking(database).__enter__() for database in self.databases.values()]
        try:
            for target in SUMMARIES:
                least = costs([(one, target) for one in asking], self.rounds, self.n)
                for size, cost in zip(self.sizes, least):
                    self.judge(cost / least[0],
                               f"{target} of {size} to that of {self.sizes[0]} ({cost:.0f} us)")
        finally:
            for one in asking:
                one.__exit__()

    def cursors(self, asking, sort):
        """Cursors of pages on the way through the whole list; all of it is there once."""
        size, seen, found = self.sizes[-1], set(), []
        step = max(1, size // 1000 // 4)
        target = f"/projects?sort={sort}&limit=1000&fields=id&count=none"
        for n in range(1, size + 2):
            page = asking.page(target)
            seen.update(row["id"] for row in page["data"])
            target = page["links"]["next"]
            if not target:
                break
            if n % step == 0:
                found.append(target.split("cursor=")[1])
        check(len(seen) == size, f"{len(seen)} of {size} by {sort}")
        return found

    def a_page_costs_the_same_however_far_on(self):
        with Asking(self.databases[self.sizes[-1]]) as asking:
            for sort in SORTS:
                first = f"/projects?sort={sort}&limit=50"
                later = [f"{first}&cursor={cursor}" for cursor in self.cursors(asking, sort)]
                before = asking.page(later[-1])["links"]["prev"]
                least = costs([(asking, target) for target in [first, *later, before]],
                              self.rounds, self.n)
                self.judge(max(least[1:-1]) / least[0],
                           f"sort={sort}: the dearest of {len(later)} pages to the first"
                           f" ({least[0]:.0f} us)")
                self.say(f"{least[-1] / least[0]:5.2f}  sort={sort}: a page before a cursor")

    def pages_by_what_no_index_has_cost_a_scan(self):
        """Told, not judged: there is no index for every combination."""
        with Asking(self.databases[self.sizes[-1]]) as asking:
            for sort in UNINDEXED:
                target = f"/projects?sort={sort}&limit=50"
                self.say(f"{costs([(asking, target)], 2, 1)[0] / 1000:7.0f} ms  sort={sort}")
            for filters in ("name_zh__contains=99", "investment__gte=50000000000"):
                target = f"/projects?limit=0&{filters}"
                self.say(f"{costs([(asking, target)], 2, 1)[0] / 1000:7.0f} ms  count {filters}")

    def export(self, asking, whole):
        """(seconds to the first byte, lines) of a CSV export of all, read to its end or left."""
        connection = http.client.HTTPConnection("127.0.0.1", asking.server.port, timeout=600)
        start = time.monotonic()
        connection.request("GET", "/projects.csv")
        answer = connection.getresponse()
        lines = answer.read(1).count(b"\n")
        first = time.monotonic() - start
        while whole and (piece := answer.read(1 << 20)):
            lines += piece.count(b"\n")
        connection.close()
        return first, lines

    def an_export_starts_at_once_and_takes_little_memory(self):
        with Asking(self.databases[self.sizes[-1]]) as asking:
            start = asking.processor()
            first, lines = self.export(asking, whole=True)
            seconds, memory = (asking.processor() - start) / 1e9, asking.memory()
            for _ in range(4):  # other work on the machine may hold up one
                first = min(first, self.export(asking, whole=False)[0])
        self.say(f"first byte after {first * 1000:.0f} ms, {lines - 1} rows in {seconds:.1f} s of"
                 f" processor, at most {memory} KiB")
        check(lines == self.sizes[-1] + 1, f"{lines} lines of {self.sizes[-1]} projects")
        check(self.smoke or memory < RSS_MAX, f"{memory} KiB")
        check(self.smoke or first < FIRST_BYTE_MAX, f"the first byte came after {first:.3f} s")

    def endpoints_are_priced_by_the_least_there_is(self):
        """Told, not judged."""
        with Asking(self.databases[self.sizes[-1]]) as asking:
            one = asking.page("/projects?limit=1&offset=100")["data"][0]["id"]
            targets = [target.format(id=one) for target in ENDPOINTS]
            least = costs([(asking, target) for target in targets], self.rounds, self.n)
            for target, cost in zip(targets, least):
                self.say(f"{cost / least[0]:6.1f}  {target} ({cost:.0f} us,"
                         f" {1e6 / cost:.0f} a second and processor)")

    def run(self):
        claims = Claims()
        for claim in (self.registers_are_made,
                      self.a_generated_register_is_sound_and_its_history_true,
                      self.summaries_cost_the_same_at_every_size,
                      self.a_page_costs_the_same_however_far_on,
                      self.pages_by_what_no_index_has_cost_a_scan,
                      self.an_export_starts_at_once_and_takes_little_memory,
                      self.endpoints_are_priced_by_the_least_there_is):
            claims.claim(claim)
        claims.end()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--sizes", default=None)
    parser.add_argument("--folder")
    options = parser.parse_args()
    sizes = options.sizes or ("300,2000" if options.smoke else "1000,100000,1000000")
    options.sizes = [int(size) for size in sizes.split(",")]
    with tempfile.TemporaryDirectory(prefix="groundbreak-bench-") as folder:
        Bench(options, options.folder or folder).run()


if __name__ == "__main__":
    main()
