#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is published as OC4IDS is valid, say the official schema 0.9.5 and, where it is installed,
the standard's own checker libcoveoc4ids; and what is published can be read again:
oc4ids.py ROOT BINARY. The schema is read from ../shared/data/oc4ids beside the project."""
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lint"))
import laws  # noqa: E402
from demo import Demo  # noqa: E402

try:
    import libcoveoc4ids.api
    import libcoveoc4ids.config
except ImportError:
    libcoveoc4ids = None

HOST = "https://standard.open-contracting.org/infrastructure/schema/0__9__5/"
MANY = 4000
GROWTH_KIB = 4096  # of the server from a package of 1000 projects to one of MANY, 9 MB more
FIGURES = [("exact", 12.34, 12.34), ("exact", 0, 0), ("about", 5, 5), ("more_than", 320e9, None),
           ("at_least", 1, None), ("less_than", None, 2), ("at_most", None, 0.01),
           ("range", 1, 1e15), ("withheld", None, None), ("not_stated", None, None)]
TEXTS = ["\"quoted\" \\ {x}", "超3200亿元（约）", "a (b) c)", "(", "\U0001f3d7 <script>&amp;",
         "Date: 2024", "more than 5 CNY", "x" * 500]
DATES = ["2024", "2024-Q1", "2024-02", "2024-02-29", "0001-01-01", "9999-12-31", "0001", None]
LINKS = ["http://例え.jp/路?q=ä#ö", "https://a.example/%zz/100%/[x]#one#two", "http://[::1]:80/x",
         "http://[nonsense]/", "http://a:b/", "http://", "https://u:p@h:1/?a=b|c".replace("|", ""),
         "http://a.example/'()*+,;=:@!$&"]


def figure(i):
    qualifier, low, high = FIGURES[i % len(FIGURES)]
    unit = ["CNY", "SLE", "EUR", "JPY"][i % 4]
    scale = 0 if unit == "JPY" else 1
    bounds = {name: value if scale else round(value) for name, value in
              (("low", low), ("high", high)) if value is not None}
    if qualifier == "range" and unit == "JPY":
        bounds = {"low": 1, "high": 7}
    if bounds or i % 2:
        bounds["unit"] = unit
    return {"qualifier": qualifier, **bounds}


def hostile_project(i):
    def text(k=0):
        return TEXTS[(i + k) % len(TEXTS)]
    project = {"id": f"p:{i}._-", "source": f"s{i % len(LINKS)}", "note": "Never published.",
               ("name_en", "name_zh", "name_local")[i % 3]: text(),
               ("description_en", "description_zh", "description_local")[i % 4 % 3]: text(1),
               "status": ["implementation", "suspended", "odd", "cancelled"][i % 4],
               "status_verbatim": text(2), "category": ["plain", "mapped"][i % 2]}
    if i % 3:
        project["sector"] = ["road", "unmapped"][i % 2]
    for name, k in (("start_date", 0), ("end_date", 3)):
        if DATES[(i + k) % len(DATES)]:
            project[name] = DATES[(i + k) % len(DATES)]
    if i % 5:
        project.update(latitude=-90 + i % 180, longitude=180 - i * 7.1234567 % 360)
    if i % 4:
        project["district"] = f"place{i % 20}"
    project["figures"] = [
        {"id": f"f{k}", "measure": ["total_investment", "planned_investment", "actual_investment",
                                    "odd"][k % 4], "preferred": k == 0, "figure": figure(i + k),
         "source": f"s{k % len(LINKS)}", **({"period": DATES[(i + k) % 4]} if k % 2 else {}),
         **({"verbatim": text(k)} if k % 3 else {}), **({"note": text(k + 1)} if k % 5 else {}),
         **({"stage": "actual"} if k == 7 else {})}
        for k in range(9)]
    project["identifiers"] = [{"scheme": "XX-1", "identifier": f"{text()[:400]} {i}"}]
    if i % 7 == 0:
        project["identifiers"].append({"scheme": "oc4ids", "identifier": f"oc4ids-abc123-{i}"})
    project["parties"] = [{"id": f"a{k}", "role": ["publicAuthority", "supplier", text(k)][k % 3],
                           "name_local": text(k), "source": "s0"} for k in range(4)]
    project["milestones"] = [
        {"id": name, "kind": kind, "source": "s1", "preferred": False,
         **({"date": DATES[(i + k) % len(DATES)]} if DATES[(i + k) % len(DATES)] else {}),
         **({"title": text(k), "note": text(k + 3)} if k % 2 else {})}
        for k, (name, kind) in enumerate([("m", "start"), ("n", "completion"), ("o", "approval"),
                                          ("p", "contract"), ("q", "other")]
                                         + [("period-start", "other")] * (i % 6 == 0))]
    project["documents"] = [
        {"id": name, "title": text(k), "link": LINKS[(i + k) % len(LINKS)], "type": text(k + 1),
         **({"published_on": DATES[(i + k) % len(DATES)]} if DATES[(i + k) % len(DATES)] else {})}
        for k, name in enumerate(["d", "source:s1", "source::s1"])]
    project["sources"] = [{"source": "s2", "supports": text()}, {"source": "s3", "supports": "x"}]
    return project


def hostile():
    """A register in which every member that becomes OC4IDS has values that spoil it."""
    deep = [{"id": f"place{i}", "kind": ["country", "region", "city", "district", "area"][i % 5],
             "name_local": TEXTS[i % len(TEXTS)], **({"scheme": TEXTS[i % 4]} if i % 2 else {}),
             **({"parent": f"place{i - 1}"} if i else {})} for i in range(20)]
    codes = [("category", "plain", None), ("category", "mapped", "transport"),
             ("sector", "road", "transport.road"), ("sector", "unmapped", None),
             ("status", "odd", "no code of OC4IDS"), ("figure_measure", "odd", None)]
    return {"format": "groundbreak-register", "version": 1,
            "sources": [{"id": f"s{i}", "title": TEXTS[i], "author": TEXTS[-i], "link": link,
                         **({"published_on": DATES[i]} if DATES[i] else {})}
                        for i, link in enumerate(LINKS)],
            "places": deep,
            "codes": [{"list": name, "code": code, "name_zh": TEXTS[1],
                       **({"oc4ids": oc4ids} if oc4ids else {})} for name, code, oc4ids in codes],
            "projects": [hostile_project(i) for i in range(120)]}


def plain(n):
    return {"format": "groundbreak-register", "version": 1,
            "sources": [{"id": "s", "title": "Generated"}],
            "projects": [{"id": f"g{i:07}", "name_en": f"Generated {i}", "source": "s",
                          "start_date": "2024-03-01", "description_en": "x" * 3000, "figures": [
                              {"id": "f", "measure": "total_investment", "preferred": True,
                               "source": "s", "figure": {"qualifier": "exact", "low": i, "high": i,
                                                         "unit": "CNY"}}]} for i in range(n)]}


class Standard:
    """The official schema, and who checks by it."""

    def __init__(self, top):
        self.top = top
        folder = top.parent / "shared/data/oc4ids"
        self.package, self.project = (
            json.loads((folder / name).read_text(encoding="utf-8"))
            for name in ("project-package-schema.json", "project-schema.json"))
        self.folder = folder

    def faults(self, name, document, item=False):
        schemas = [self.project] if item else [self.package, self.project]
        asked = json.dumps({"name": name, "document": document, "schemas": schemas})
        run = subprocess.run(["node", str(self.top / "tests/lint/validate.mjs")],
                             capture_output=True, text=True, input=asked + "\n")
        return run.stdout.splitlines() + ([run.stderr] if run.returncode else [])

    def checked(self, document):
        """What libcoveoc4ids says; it fetches the schema, here from a server of our own."""
        with Served(self.folder) as base:
            config = libcoveoc4ids.config.LibCoveOC4IDSConfig(
                {"schema_host": base, "schema_codelists": {"0.9": base + "codelists/"},
                 "schema_version_choices": {"0.9.5": ("0.9.5", base)}})
            said = libcoveoc4ids.api.oc4ids_json_output(
                json_data=document, lib_cove_oc4ids_config=config)
        for fault in said["validation_errors"]:
            yield fault
        if said["additional_closed_codelist_values"]:
            yield said["additional_closed_codelist_values"]
        if said["additional_fields_count"]:
            yield said["additional_fields"]


class Served:
    """The standard's files under an address of our own, which they then name as theirs."""

    def __init__(self, folder):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = folder / urllib.parse.unquote(self.path).lstrip("/")
                body = path.read_bytes().replace(HOST.encode(), outer.base.encode())
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}/"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self.base

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def get(demo, path):
    with urllib.request.urlopen(demo.base + path, timeout=120) as answer:
        return json.load(answer)


def item_faults(standard, demo, package):
    """One by one the projects are valid too, and what they are in the package."""
    for row in get(demo, "/projects?limit=1000")["data"]:
        item = get(demo, f"/oc4ids/projects/{urllib.parse.quote(row['id'])}.json")
        if item not in package["projects"]:
            yield f"{row['id']} is another in the package"
        yield from standard.faults(row["id"], item, item=True) if row["id"][-1] == "1" else []


def empty_values(value, where=""):
    """OC4IDS leaves out what is not known."""
    if value in (None, "", [], {}):
        yield where
    parts = value.items() if isinstance(value, dict) else \
        enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from empty_values(part, f"{where}/{name}")


def growth_faults(demo):
    """A sanitizer keeps what was freed: it tells nothing of memory."""
    def peak():
        lines = Path(f"/proc/{demo.process.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    get(demo, "/oc4ids/package.json?limit=1000")
    before = peak()
    get(demo, "/oc4ids/package.json")
    sanitized = "libasan" in Path(f"/proc/{demo.process.pid}/maps").read_text(encoding="utf-8")
    if not sanitized and peak() - before > GROWTH_KIB:
        yield f"it grew by {peak() - before} KiB"


def same(package):
    """A package but for when a register changed, its projects in the order of their ids."""
    projects = [{name: value for name, value in one.items() if name != "updated"}
                for one in package["projects"]]
    return {**package, "publishedDate": "", "projects": sorted(projects, key=lambda one: one["id"])}


def differences(one, other, where=""):
    if type(one) is not type(other):
        yield f"{where}: {other!r}, not {one!r}"
    elif isinstance(one, dict):
        for name in sorted({*one, *other}):
            yield from differences(one.get(name), other.get(name), f"{where}/{name}")
    elif isinstance(one, list):
        if len(one) != len(other):
            yield f"{where}: {len(other)} items, not {len(one)}"
        for i, pair in enumerate(zip(one, other)):
            yield from differences(*pair, f"{where}/{i}")
    elif one != other:
        yield f"{where}: {other!r}, not {one!r}"


class Intake:
    """An empty register, and what becomes of documents that are imported into it."""

    def __init__(self, binary):
        self.binary = str(Path(binary).resolve())

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="groundbreak-")
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def take(self, document, *options, report=("--report", "-")):
        """The exit code; the report, or what was said where it was refused."""
        run = subprocess.run(
            [self.binary, "import", "--db", "register.db", *report, *options, "-"],
            cwd=self.folder.name, input=document if isinstance(document, bytes) else
            json.dumps(document).encode(), capture_output=True, timeout=120)
        return run.returncode, json.loads(run.stdout) if run.stdout else run.stderr.decode()


def counts(report):
    return tuple(report[name] for name in ("inserted", "changed", "unchanged", "refused"))


def again_faults(binary, package):
    """The package, imported twice, and once by a register that tries it only."""
    n = len(package["projects"])
    with Intake(binary) as intake:
        for options, wanted in [(["--dry-run"], (n, 0, 0, 0)), ([], (n, 0, 0, 0)),
                                ([], (0, 0, n, 0)), (["--mode", "insert"], (0, 0, n, 0))]:
            code, report = intake.take(package, *options)
            if code or counts(report) != wanted:
                yield f"{options}: {code}, {report if code else counts(report)}, not {wanted}"
            elif any(one["pointer"] != "/projects/0/updated" for one in report["entries"]):
                yield report["entries"]


def round_trip_laws(said, binary, name, package):
    said.law(f"{name}: imported again it changes nothing", again_faults(binary, package))
    with Demo(binary, package) as demo:
        said.law(f"{name}: imported into an empty register and exported it is the same package",
                 differences(same(package), same(get(demo, "/oc4ids/package.json"))))


def foreign_faults(binary, path):
    """Another publisher's package is kept under its own ids; what is lost is told of."""
    package = json.loads(path.read_text(encoding="utf-8"))
    with Intake(binary) as intake:
        code, report = intake.take(package)
    if code or counts(report) != (len(package["projects"]), 0, 0, 0):
        yield f"{code}: {report}"
        return
    told = {one["pointer"] for one in report["entries"]}
    wanted = {"/license", "/projects/0/contractingProcesses", "/projects/0/relatedProjects",
              "/projects/0/type", "/projects/0/locations/1", "/projects/0/assetLifetime"}
    yield from wanted - told
    for pointer in told:
        value = package
        for part in pointer.split("/")[1:]:
            value = value[int(part) if isinstance(value, list) else part]
    with Demo(binary, package) as demo:
        [one] = get(demo, "/oc4ids/package.json")["projects"]
    yield from differences({name: package["projects"][0].get(name) for name in
                            ("id", "title", "description", "sector")},
                           {name: one.get(name) for name in
                            ("id", "title", "description", "sector")})
    yield from differences(package["projects"][0]["locations"][0]["geometry"],
                           one["locations"][0]["geometry"])


def taken_faults(binary, path):
    with Intake(binary) as intake:
        code, report = intake.take(path.read_bytes())
    if code or counts(report) != (1, 0, 0, 0):
        yield f"{code}: {report}"


def refusal_faults(binary, path, wanted):
    with Intake(binary) as intake:
        code, said = intake.take(path.read_bytes(), report=())
    if code != 65 or wanted not in said:
        yield f"{code}: {said}, not {wanted}"


def settings_faults(binary):
    """A prefix that no id of the standard has, and the like, is a usage error."""
    for name, value in [("prefix", "ocds-1"), ("prefix", "oc4ids-"), ("prefix", "oc4ids-A"),
                        ("prefix", "oc4ids-a-"), ("prefix", "oc4ids-" + "a" * 40),
                        ("license", "ftp://a.example/"), ("license", "https://a b/"),
                        ("language", "e"), ("language", "EN"), ("language", "en_GB")]:
        run = subprocess.run([binary, "serve", f"--oc4ids-{name}", value, "--db", "/nowhere/r"],
                             capture_output=True, text=True, timeout=20)
        if run.returncode != 64 or f"oc4ids-{name} must be" not in run.stderr:
            yield f"{name} {value}: {run.returncode} {run.stderr}"


def foreign_laws(said, standard, binary):
    fixtures = standard.folder / "lib-cove-fixtures"
    said.law("example.json is taken, and what is lost is told",
             foreign_faults(binary, standard.folder / "example.json"))
    for name in ["data", "additional-checks", "additional-codes", "additional-checks-no-parties"]:
        said.law(f"example-{name}.json is taken",
                 taken_faults(binary, fixtures / f"example-{name}.json"))
    for name, wanted in [("invalid-json.json", "line 3, column 1"),
                         ("rubbish.json", "/format"),
                         ("validation-errors-package.json", "/projects/1/id"),
                         ("validation-errors-package.json", "/projects/0/parties")]:
        said.law(f"{name} is refused for {wanted}",
                 refusal_faults(binary, fixtures / name, wanted))


def package_laws(said, standard, name, demo):
    package = get(demo, "/oc4ids/package.json")
    said.law(f"{name}: the package is valid", standard.faults(name, package))
    said.law(f"{name}: nothing in it is empty", empty_values(package))
    if libcoveoc4ids:
        said.law(f"{name}: libcoveoc4ids finds nothing wrong", standard.checked(package))
    n = get(demo, "/projects?limit=0")["meta"]["total"]
    said.law(f"{name}: all {n} projects are in it, each once",
             [] if len({one["id"] for one in package["projects"]}) == n else [len(package)])
    return package


def main():
    top, said = laws.root(), laws.Laws()
    if not (top.parent / "shared/data/oc4ids").is_dir():
        laws.skip_all("needs the schema of OC4IDS in ../shared/data/oc4ids")
    if not shutil.which("node") or not (top / "tests/node_modules").is_dir():
        laws.skip_all("needs node and the packages of tests/package.json; tests/run installs them")
    standard = Standard(top)
    for name, document in [("Guangzhou", None), ("a hostile register", hostile())]:
        with Demo(sys.argv[2], document) as demo:
            package = package_laws(said, standard, name, demo)
            said.law(f"{name}: each project is valid by itself and the package's own",
                     item_faults(standard, demo, package))
        round_trip_laws(said, sys.argv[2], name, package)
    foreign_laws(said, standard, sys.argv[2])
    said.law("settings that are none are refused", settings_faults(sys.argv[2]))
    with Demo(sys.argv[2], plain(MANY)) as demo:
        said.law("the server's memory does not grow with the package", growth_faults(demo))
        package_laws(said, standard, f"{MANY} projects", demo)
    said.end()


main()
