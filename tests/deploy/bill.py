#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The bill of materials is CycloneDX, whole and repeatable.

    bill.py BINARY ROOT BILL [LOCK FETCHED]      the last two as deploy/sbom.py was given them"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ground import DEPLOY, ROOT, claim_with
from wire import BINARY, Claims, check

FILE = Path(sys.argv[3])
BILL = json.loads(FILE.read_text(encoding="utf-8"))
PROGRAM = BILL["metadata"]["component"]
LINKED = [each for each in BILL["components"] if not each.get("purl", "").startswith("pkg:npm/")]
FETCHING = [Path(path).resolve() for path in sys.argv[4:]]
SCHEMAS = ROOT / "tests/node_modules/@cyclonedx/cyclonedx-library/res/schema"
PARSE = """
import { readFileSync } from "node:fs";
import { PackageURL } from "packageurl-js";
for (const url of JSON.parse(readFileSync(0, "utf8"))) {
    const { type, name, version, qualifiers } = PackageURL.fromString(url);
    console.log(JSON.stringify({ type, name, version, arch: qualifiers?.arch }));
}
"""
SECONDS = 60


def run(*command, said=None, **environment):
    done = subprocess.run(command, input=said, capture_output=True, text=True, timeout=SECONDS,
                          cwd=ROOT / "tests", env=os.environ | environment, check=False)
    check(done.returncode == 0, done.stderr)
    return done.stdout


def schema(name):
    """A schema of the standard, by the address that the others refer to it by."""
    read = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    return read | {"$id": f"http://cyclonedx.org/schema/{name}"}


def it_is_as_the_schema_says():
    schemas = [schema(f"{name}.SNAPSHOT.schema.json") for name in ("bom-1.5", "spdx", "jsf-0.82")]

    def faults(document):
        question = {"name": "bill", "document": document, "schemas": schemas}
        return run("node", "lint/validate.mjs", said=json.dumps(question))
    check(not faults(BILL), faults(BILL))
    check(faults(BILL | {"components": [{"type": "library"}]}), "a nameless component passes")


def its_package_urls_are_read_as_they_are_meant():
    components = [each for each in [PROGRAM, *BILL["components"]] if "purl" in each]
    said = run("node", "--input-type=module", "-e", PARSE,
               said=json.dumps([each["purl"] for each in components]))
    for each, line in zip(components, said.splitlines(), strict=True):
        url = json.loads(line)
        check((url["name"], url["version"]) == (each["name"], each["version"]), url)
        check(url["type"] == "deb" and url["arch"] if "properties" in each else
              url["type"] in ("generic", "npm"), url)


def it_names_the_program_as_it_calls_itself():
    said = run(BINARY, "version")
    check(said.split()[1] == PROGRAM["version"], f"{said}: {PROGRAM['version']}")


def it_lists_each_library_that_the_program_loads_by_itself():
    needed = set(re.findall(r"NEEDED +(\S+)", run("objdump", "-p", BINARY)))
    listed = [prop["value"] for each in LINKED for prop in each.get("properties", [])]
    listed += [each["name"] for each in LINKED if "purl" not in each]
    check(sorted(listed) == sorted(needed), set(listed) ^ needed)
    check(BILL["dependencies"][0]["ref"] == PROGRAM["bom-ref"] and
          set(BILL["dependencies"][0]["dependsOn"]) ==
          {each["bom-ref"] for each in BILL["components"]}, BILL["dependencies"])


def its_versions_are_those_of_the_packages():
    for each in LINKED:
        said = run("dpkg-query", "-W", "-f", "${Version}\\n", each["name"]).split()
        check(each["version"] in said, f"{each['name']}: {said}")


def it_lists_swagger_ui_where_the_program_has_it():
    lock, fetched = FETCHING
    pinned = json.loads(lock.read_text(encoding="utf-8"))["packages"][""]["dependencies"]
    listed = {each["name"]: each["version"] for each in BILL["components"] if each not in LINKED}
    check(listed == (pinned if fetched.stat().st_size else {}), listed)


def the_same_program_gives_the_same_bill():
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder, "again.json")
        command = (sys.executable, str(DEPLOY / "sbom.py"), BINARY, PROGRAM["version"], str(again),
                   *map(str, FETCHING))
        clean = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
        subprocess.run(command, check=True, timeout=SECONDS, env=clean)
        first = again.read_bytes()
        run(*command, TZ="Asia/Shanghai", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="86400")
        dated = json.loads(again.read_text(encoding="utf-8"))
        check("timestamp" in BILL["metadata"] or first == FILE.read_bytes(), "it differs")
        check(dated["metadata"]["timestamp"] == "1970-01-02T00:00:00Z", dated["metadata"])


def main():
    claims = Claims()
    validators = SCHEMAS.is_dir() and shutil.which("node")
    for holds in (it_is_as_the_schema_says, its_package_urls_are_read_as_they_are_meant):
        if validators:
            claims.claim(holds)
        else:
            claims.skip(holds, "needs node and the packages of tests/package.json; see tests/run")
    claims.claim(it_names_the_program_as_it_calls_itself)
    claim_with("objdump", claims, it_lists_each_library_that_the_program_loads_by_itself)
    claim_with("dpkg-query", claims, its_versions_are_those_of_the_packages)
    if FETCHING:
        claims.claim(it_lists_swagger_ui_where_the_program_has_it)
    claims.claim(the_same_program_gives_the_same_bill)
    claims.end()


main()
