# SPDX-License-Identifier: Apache-2.0
"""Makes a register of any number of invented projects, the same for the same seed:
generate.py PATH_OF_GROUNDBREAK DATABASE PROJECTS [SEED]

What the projects refer to is the same whatever their number: 4 cities of 10 districts each, 8
launches in each city, 8 categories, 16 sectors, 50 sources. That is imported as a register
document; the projects are written by SQL (generate.sql), past the store. Indexes and triggers are
set aside meanwhile and what they keep is made in one go: a million projects take about a minute.
The texts await indexing for the search, which the next write does.
"""
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

CITIES, DISTRICTS, YEARS, CATEGORIES, SECTORS, SOURCES = 4, 10, range(2021, 2025), 8, 16, 50
DRAWS, BITS = 4, 48


def places():
    yield {"id": "land", "kind": "country", "name_en": "Land", "name_zh": "国"}
    for city in range(CITIES):
        one = f"c{city:02}"
        yield {"id": one, "kind": "city", "parent": "land", "name_en": f"City {city}",
               "name_zh": f"第{city}市"}
        for district in range(DISTRICTS):
            yield {"id": f"{one}-d{district}", "kind": "district", "parent": one,
                   "name_en": f"District {district} of City {city}",
                   "name_zh": f"第{city}市{district}区"}


def codes():
    for name, n, zh in (("category", CATEGORIES, "类"), ("sector", SECTORS, "业")):
        for i in range(n):
            yield {"list": name, "code": f"{name}-{i}", "name_en": f"{name.capitalize()} {i}",
                   "name_zh": f"{zh}{i}", "rank": i}


def announced(city, quarter):
    """What a launch announced in all, and by category as a partition of it."""
    def group(name, dimension, n, yuan, **code):
        figures = [("projects", {"qualifier": "exact", "low": n, "high": n, "unit": "projects"}),
                   ("investment", {"qualifier": "more_than", "low": yuan, "unit": "CNY"})]
        return {"id": name, "dimension": dimension, "part": dimension != "total", "name_en": name,
                **code,
                "figures": [{"id": measure, "measure": measure, "figure": figure,
                             "source": f"s{(city + quarter) % SOURCES:02}", "preferred": True}
                            for measure, figure in figures]}
    yield group("total", "total", 80 * CATEGORIES, 10 ** 11)
    for i in range(CATEGORIES):
        yield group(f"category-{i}", "category", 80, 10 ** 10, category=f"category-{i}")


def launches():
    for city in range(CITIES):
        for year in YEARS:
            for quarter in (1, 3):
                yield {"id": f"c{city:02}-{year}-q{quarter}", "place": f"c{city:02}",
                       "name_en": f"Launch of City {city}, quarter {quarter} of {year}",
                       "held_on": f"{year}-{3 * quarter - 2:02}-15", "period": f"{year}-Q{quarter}",
                       "scope": "started", "source": f"s{(city + quarter) % SOURCES:02}",
                       "announced": list(announced(city, quarter))}


def document():
    return {"format": "groundbreak-register", "version": 1,
            "sources": [{"id": f"s{i:02}", "title": f"Source {i}", "publisher": "A generator"}
                        for i in range(SOURCES)],
            "places": list(places()), "codes": list(codes()), "launches": list(launches())}


def base_make(binary, database):
    with tempfile.TemporaryDirectory(prefix="groundbreak-bench-") as folder:
        path = Path(folder, "base.json")
        path.write_text(json.dumps(document()), encoding="utf-8")
        subprocess.run([binary, "import", "--db", database, str(path)], check=True,
                       stdout=subprocess.DEVNULL)


def draws(n, seed):
    source = random.Random(seed)
    mask = (1 << BITS) - 1
    for i in range(1, n + 1):
        bits = source.getrandbits(DRAWS * BITS)
        yield i, *(bits >> k * BITS & mask for k in range(DRAWS))


def schema_of(connection, kinds):
    """What was made on the two tables that are filled: [(kind, name, sql)]."""
    return connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND"
        f" tbl_name IN ('project', 'project_figure') AND type IN ({kinds})").fetchall()


def projects_make(database, n, seed):
    connection = sqlite3.connect(database, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                             "PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;"
                             "PRAGMA foreign_keys = OFF; BEGIN;"
                             "CREATE TEMP TABLE draw (i INTEGER PRIMARY KEY, a, b, c, d)")
    connection.executemany("INSERT INTO draw VALUES (?, ?, ?, ?, ?)", draws(n, seed))
    aside = schema_of(connection, "'index', 'trigger'")
    connection.executescript(";".join(
        ["BEGIN", *(f"DROP {kind} {name}" for kind, name, _ in aside),
         Path(__file__).with_name("generate.sql").read_text(encoding="utf-8"),
         *(sql for _, _, sql in aside),
         "INSERT INTO rollup SELECT * FROM rollup_recount",
         "INSERT INTO search_stale SELECT 'projects', id FROM project",
         "COMMIT", "PRAGMA journal_mode = WAL"]))
    connection.close()


def generate(binary, database, n, seed=1):
    """Makes the register at `database`, where nothing may be yet."""
    if os.path.exists(database):
        raise FileExistsError(database)
    base_make(binary, database)
    if n > 0:
        projects_make(database, n, seed)


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    generate(sys.argv[1], sys.argv[2], int(sys.argv[3]), *map(int, sys.argv[4:]))
