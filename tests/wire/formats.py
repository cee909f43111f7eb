#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every format of every list, read again by someone else's parser and held against the JSON:
formats.py ROOT BINARY. A law a format and a list."""
import csv
import gzip
import io
import json
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path
from xml.etree import ElementTree

try:
    import openpyxl
except ImportError:  # another reader below looks at workbooks all the same
    openpyxl = None

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lint"))
from demo import Demo  # noqa: E402
from laws import Laws  # noqa: E402

LISTS = ["/projects", "/categories", "/launches", "/rd-targets", "/rd-figures", "/measures",
         "/sources", "/places", "/codelists/status", "/projects/p1/figures", "/launches/l1/figures",
         "/sources/s1/citations"]
TYPES = {"csv": "text/csv; charset=utf-8", "ndjson": "application/x-ndjson",
         "geojson": "application/geo+json",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
PARTS = ("qualifier", "low", "high", "unit")


def figure(qualifier, low=None, high=None, unit="CNY"):
    return {"qualifier": qualifier, "low": low, "high": high, "unit": unit}


def register():
    """Texts and figures that a careless writer would spoil."""
    names = ["=1+1", "+cmd", "-2", "@x", "'quoted'", 'say "hi", they', "two\nlines"[:3], "中文，名",
             "plain", "comma, comma"]
    figures = [figure("exact", 12.5, 12.5), figure("more_than", 320000000000),
               figure("at_most", None, 7), figure("range", 1, 3), figure("about", 0.05, 0.05),
               figure("withheld", unit=None), figure("exact", 92233720368547, 92233720368547)]
    projects = []
    for i, name in enumerate(names):
        project = {"id": f"p{i}", "name_en": name, "source": "s1", "category": "c",
                   "launch": "l1", "note": "line one\nline \"two\", end"}
        if i < len(figures):
            project["figures"] = [{"id": "f", "measure": "total_investment", "preferred": True,
                                   "figure": figures[i], "source": "s1"}]
        if i % 2:
            project.update(latitude=23.1291 + i, longitude=-113.2644 - i)
        projects.append(project)
    return {"format": "groundbreak-register", "version": 1,
            "sources": [{"id": "s1", "title": "=Source, \"one\""}],
            "places": [{"id": "pl", "kind": "city", "name_en": "City"}],
            "codes": [{"list": "category", "code": "c", "name_en": "C"},
                      {"list": "indicator", "code": "i", "name_en": "I"}],
            "launches": [{"id": "l1", "name_en": "L", "place": "pl", "scope": "started",
                          "source": "s1", "announced": [
                              {"id": "total", "dimension": "total", "part": False, "name_en": "T",
                               "figures": [{"id": "n", "measure": "projects", "source": "s1",
                                            "figure": figure("exact", 9, 9, "projects"),
                                            "preferred": True}]}]}],
            "projects": projects,
            "rd_figures": [{"id": "r", "place": "pl", "indicator": "i", "period": "2024",
                            "kind": "target", "figure": figure("more_than", 3.5, None, "percent"),
                            "source": "s1", "preferred": True}],
            "measures": [{"id": "m", "name_en": "M", "place": "pl", "source": "s1"}]}


class Asker:
    def __init__(self, base):
        self.base = base

    def get(self, path, **headers):
        """(status, headers, body); a header's _ stands for -."""
        request = urllib.request.Request(
            self.base + path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.headers, refusal.read()

    def rows(self, path):
        """All rows of a list, page by page."""
        at, found = path + "?limit=3", []
        while at:
            page = json.loads(self.get(at)[2], parse_float=str)
            found += page["data"]
            at = page["links"]["next"]
        return found


def is_figure(value):
    return isinstance(value, dict) and set(value) == set(PARTS)


def flat(rows):
    """Rows as text cells, as a table has them; a column of figures is four."""
    wide = {name for row in rows for name, value in row.items() if is_figure(value)}
    wide |= {"investment", "figure", "target", "actual", "projects"} & set(rows[0])
    table = []
    for row in rows:
        cells = {}
        for name, value in row.items():
            if name in wide:
                for part in PARTS:
                    cells[f"{name}_{part}"] = (value or {}).get(part)
            else:
                cells[name] = value
        table.append(cells)
    return table


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def unsafe(cell):
    """What an import does: takes the mark away from a text that was marked."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r'" else cell


def differences(found, wanted):
    if len(found) != len(wanted):
        yield f"{len(found)} rows, not {len(wanted)}"
    for i, (one, other) in enumerate(zip(found, wanted)):
        if one != other:
            yield f"row {i}: {one!r}\nnot {other!r}"


def csv_faults(body, rows):
    raw = body.decode("utf-8")
    if raw.count("\r\n") < len(rows) + 1:
        yield "its lines do not end in CR LF"
    table = list(csv.reader(io.StringIO(raw, newline=""), strict=True))
    wanted = flat(rows)
    yield from differences([table[0]], [list(wanted[0])])
    yield from differences([[unsafe(cell) for cell in row] for row in table[1:]],
                           [[text(value) for value in row.values()] for row in wanted])
    for row in table[1:]:
        for cell in row:
            if cell[:1] in ("=", "+", "@"):
                yield f"a spreadsheet would compute {cell!r}"


def ndjson_faults(body, rows):
    lines = body.decode("utf-8").split("\n")
    if lines.pop() != "":
        yield "its last line has no end"
    yield from differences([json.loads(line, parse_float=str) for line in lines], rows)


def geojson_faults(body, rows):
    collection = json.loads(body, parse_float=str)
    if collection["type"] != "FeatureCollection":
        yield "it is no FeatureCollection"
    features = collection["features"]
    yield from differences([feature["properties"] for feature in features], rows)
    for feature, row in zip(features, rows):
        point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
        wanted = point if row["latitude"] is not None else None
        if feature["geometry"] != wanted or feature["id"] != row["id"]:
            yield f"{feature['id']}: {feature['geometry']}, not {wanted}"


def sheet_cells(book, number):
    """A worksheet's cells by their place, of the strings that the workbook shares or holds."""
    space = {"": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    cells = {}
    for cell in root.iterfind(".//c", space):
        kind = cell.get("t")
        inline = cell.find("is/t", space)
        value = cell.find("v", space)
        if inline is not None:
            cells[cell.get("r")] = inline.text
        elif value is not None:
            cells[cell.get("r")] = bool(int(value.text)) if kind == "b" else float(value.text)
    return cells


def column_name(i):
    return (chr(64 + i // 26) if i >= 26 else "") + chr(65 + i % 26)


def xlsx_faults(body, rows):
    book = zipfile.ZipFile(io.BytesIO(body))
    if book.testzip():
        yield "its archive is damaged"
    cells = sheet_cells(book, 1)
    wanted = flat(rows)
    for i, name in enumerate(wanted[0]):
        if cells.get(column_name(i) + "1") != name:
            yield f"column {i} is {cells.get(column_name(i) + '1')!r}, not {name!r}"
    for n, row in enumerate(wanted):
        for i, (name, value) in enumerate(row.items()):
            found = cells.get(column_name(i) + str(n + 2))
            number = not isinstance(value, bool) and isinstance(found, float)
            if (number and float(value) != found) or (not number and found != value):
                yield f"row {n}, {name}: {found!r}, not {value!r}"
    if "units" not in sheet_cells(book, 2).values():
        yield "no sheet says what the columns mean"


def workbook_faults(body, rows):
    """The same by openpyxl, which is not ours at all."""
    wanted = flat(rows)
    table = list(openpyxl.load_workbook(io.BytesIO(body)).worksheets[0].values)
    yield from differences([list(table[0])], [list(wanted[0])])
    for n, (found, row) in enumerate(zip(table[1:], wanted)):
        for cell, (name, value) in zip(found, row.items()):
            number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
            if (number and float(value) != cell) or (not number and cell != value):
                yield f"row {n}, {name}: {cell!r}, not {value!r}"
    if len(table) != len(rows) + 1:
        yield f"{len(table) - 1} rows, not {len(rows)}"


FAULTS = {"csv": csv_faults, "ndjson": ndjson_faults, "geojson": geojson_faults,
          "xlsx": xlsx_faults}


def format_faults(ask, path, name, rows):
    status, headers, body = ask.get(f"{path}.{name}")
    located = path == "/projects"
    if name == "geojson" and not located:
        problem = json.loads(body)
        if status != 400 or problem["errors"][0]["parameter"] != "format":
            yield f"{status} {problem}"
        return
    if status != 200 or headers["Content-Type"] != TYPES[name]:
        yield f"{status} {headers['Content-Type']}"
        return
    yield from FAULTS[name](body, rows)
    asked = [ask.get(f"{path}?format={name}")[2],
             ask.get(path, Accept=f"text/html;q=0.1, {TYPES[name].split(';')[0]}")[2]]
    if name != "xlsx" and asked != [body, body]:
        yield "?format= or Accept gives something else"
    if name != "xlsx":
        packed = ask.get(f"{path}.{name}", Accept_Encoding="gzip")
        if packed[1]["Content-Encoding"] != "gzip" or gzip.decompress(packed[2]) != body:
            yield "gzip gives something else"


ROLLUPS = ["/categories/summary", "/districts/summary", "/sectors/summary?launch=l1",
           "/projects/aggregate?group_by=category,launch&aggregate=count,sum,max",
           "/figures/aggregate?group_by=measure&aggregate=count,sum",
           "/projects/facets?facet=category,status&launch=l1", "/projects/facets?id=none"]


def leaves(value, above=""):
    """A row of a rollup without objects in it; a figure that is none has its parts all the same."""
    cells = {}
    for name, part in value.items():
        below = f"{above}{name}"
        if (part is None and name in ("investment", "projects_figure", "sum", "max") and
                above in ("announced_", "itemised_", "investment_", "figure_")):
            part = dict.fromkeys(PARTS)
        if isinstance(part, dict):
            cells |= leaves(part, below + "_")
        else:
            cells[below] = text(part)
    return cells


def rollup_rows(data):
    if isinstance(data, list):
        return [leaves(row) for row in data]
    return [{"facet": name} | {"value" if key == name else key.removeprefix(name + "_"): cell
                               for key, cell in leaves(row).items()}
            for name, rows in data.items() for row in rows]


def rollup_faults(ask, target):
    path, _, query = target.partition("?")
    asked = f"{path}.csv?{query}"
    status, headers, body = ask.get(asked)
    wanted = rollup_rows(json.loads(ask.get(target)[2], parse_float=str)["data"])
    if status != 200 or headers["Content-Type"] != TYPES["csv"]:
        yield f"{status} {headers['Content-Type']}"
        return
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8"), newline=""), strict=True))
    yield from differences([{name: unsafe(cell) for name, cell in row.items()} for row in rows],
                           wanted)
    if ask.get(target, Accept="text/csv")[2] != body:
        yield "Accept gives something else"
    if ask.get(target)[1]["ETag"] == headers["ETag"]:
        yield "its tag is that of the JSON"
    if ask.get(asked, If_None_Match=headers["ETag"])[0] != 304:
        yield "its tag is not known"
    for name in ("xlsx", "ndjson"):
        status, _, body = ask.get(f"{path}.{name}?{query}")
        if status != 400 or "it has json, csv" not in json.loads(body)["detail"]:
            yield f"{name}: {status} {body}"


def checked_faults(body):
    """What a checker of GeoJSON says that is not ours; nothing where node is absent."""
    checker = Path(__file__).resolve().with_name("geojson.mjs")
    said = subprocess.run(["node", checker], input=body, capture_output=True, check=False)
    yield from said.stdout.decode().splitlines() + said.stderr.decode().splitlines()


def search_faults(ask):
    """One character of a Chinese name, and two words that are in different texts."""
    for q, ids in (("文", ["p7"]), ("中文，名", ["p7"]), ("comma line", ["p9"]), ("中名", []),
                   ("line", [f"p{i}" for i in range(10)])):
        asked = urllib.parse.urlencode({"q": q, "fields": "id"})
        _, _, table = ask.get(f"/projects.csv?{asked}")
        _, _, lines = ask.get(f"/projects.ndjson?{asked}")
        _, _, page = ask.get(f"/projects?{asked}")
        _, _, hits = ask.get("/search?" + urllib.parse.urlencode({"q": q, "kind": "projects"}))
        found = [table.decode().split()[1:],
                 [json.loads(line)["id"] for line in lines.splitlines()],
                 [row["id"] for row in json.loads(page)["data"]],
                 sorted(row["id"] for row in json.loads(hits)["data"])]
        if found != [ids] * 4:
            yield f"{q}: {found}, not {ids}"


def main():
    laws = Laws()
    with Demo(sys.argv[2], register()) as demo:
        ask = Asker(demo.base)
        for path in LISTS:
            rows = ask.rows(path)
            for name in TYPES:
                laws.law(f"{path} as {name} is what it is as JSON",
                         format_faults(ask, path, name, rows))
            if openpyxl:
                laws.law(f"{path} as xlsx is the same to openpyxl",
                         workbook_faults(ask.get(f"{path}.xlsx")[2], rows))
        for target in ROLLUPS:
            laws.law(f"{target} as csv is what it is as JSON", rollup_faults(ask, target))
        if shutil.which("node"):
            laws.law("GeoJSON is such to check-geojson",
                     checked_faults(ask.get("/projects.geojson")[2]))
        bom = ask.get("/projects.csv?bom=1")[2]
        laws.law("bom=1 begins a CSV with a byte order mark",
                 [] if bom[3:] == ask.get("/projects.csv")[2] and bom[:3] == b"\xef\xbb\xbf"
                 else [bom[:20]])
        raw = ask.get("/projects.csv?safe=0&fields=name_en&limit=1")[2]
        laws.law("safe=0 leaves texts as they are", [] if raw == b"name_en\r\n=1+1\r\n" else [raw])
        laws.law("a search finds the same in every format", search_faults(ask))
    laws.law("the server stopped well", demo.left_badly())
    laws.end()


main()
