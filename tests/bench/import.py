# SPDX-License-Identifier: Apache-2.0
"""How many rows a second a table goes into a fresh register, on one core: import.py GROUNDBREAK."""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 100_000
LOADS = 7
WANTED = 50_000  # rows a second

PROFILE = {
    "format": "groundbreak-profile", "version": 1, "title": "Rows for a measurement",
    "table": "csv", "encoding": "utf-8", "dates": "day-month-year", "source": "bench",
    "sources": [{"id": "bench", "title": "Rows made for a measurement"}],
    "places": [{"id": f"ward-{i}", "kind": "district", "name_en": f"Ward {i}"} for i in range(16)],
    "codes": [{"list": "category", "code": f"kind_{i}", "name_en": f"Kind {i}"} for i in range(8)],
    "id_columns": [{"column": "id"}],
    "fields": [{"field": "name_en", "column": "name"}, {"field": "status", "column": "status"},
               {"field": "category", "column": "kind"}, {"field": "district", "column": "ward"},
               {"field": "start_date", "column": "start"}, {"field": "end_date", "column": "end"},
               {"field": "latitude", "column": "lat"}, {"field": "longitude", "column": "lon"}],
    "figures": [{"id": "total", "column": "amount", "measure": "total_investment", "unit": "USD",
                 "preferred": True}],
    "aliases": [{"column": "status", "from": "In Progress", "to": "implementation"},
                {"column": "status", "from": "Done", "to": "completion"}],
}
HEADER = "id,name,kind,ward,status,amount,start,end,lat,lon\n"


def row(i):
    return (f"P{i:07},Reconstruction of street {i},Kind {i % 8},Ward {i % 16},"
            f"{'Done' if i % 3 else 'In Progress'},\"{i % 900 + 100},{i % 1000:03}.50\","
            f"{i % 28 + 1}/{i % 12 + 1}/2023,{i % 28 + 1}/{i % 12 + 1}/2025,"
            f"{22 + i % 997 / 1000:.6f},{113 + i % 991 / 1000:.6f}\n")


def run(groundbreak, folder, command, *arguments):
    """Seconds of the processor, and seconds, that a command takes with the folder's register."""
    before, started = os.times(), time.perf_counter()
    subprocess.run([groundbreak, *command.split(), "--db", folder / "register.db", *arguments],
                   check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    after, ended = os.times(), time.perf_counter()
    return (after.children_user - before.children_user + after.children_system
            - before.children_system, ended - started)


def say(what, seconds, n_rows):
    processor, wall = (n_rows / s for s in seconds)
    print(f"{processor:,.0f} rows a second of one core ({processor / WANTED:.2f} of the {WANTED:,}"
          f" aimed at), {wall:,.0f} a second by the clock: {what}")


def loads(groundbreak, folder, arguments):
    """First loads, each with what it leaves to the next that writes; the last register stays."""
    loaded, ready = [], []
    for _ in range(LOADS):
        for path in folder.glob("register.db*"):
            path.unlink()
        loaded.append(run(groundbreak, folder, "import", *arguments))
        ready.append(run(groundbreak, folder, "key create", "--role", "read"))
    for name, choose in (("the median", statistics.median), ("the best", min)):
        say(f"a first load, {name} of {LOADS}", [choose(each) for each in zip(*loaded)], ROWS)
        say(f"the same with the indexes of lists and search, {name}",
            [choose(one) + choose(other) for one, other in zip(zip(*loaded), zip(*ready))], ROWS)


def main(groundbreak):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as name:
        folder = Path(name)
        (folder / "profile.json").write_text(json.dumps(PROFILE), encoding="utf-8")
        with open(folder / "rows.csv", "w", encoding="utf-8") as table:
            table.write(HEADER)
            table.writelines(row(i) for i in range(ROWS))
        arguments = ["--profile", folder / "profile.json", folder / "rows.csv"]
        loads(groundbreak, folder, arguments)
        say("the same again, which changes nothing",
            run(groundbreak, folder, "import", *arguments), ROWS)
        reading = [*arguments[:2], "--dry-run", "--mode", "insert", folder / "rows.csv"]
        say("read and compared alone", run(groundbreak, folder, "import", *reading), ROWS)


main(sys.argv[1])
