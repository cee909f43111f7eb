# SPDX-License-Identifier: Apache-2.0
"""/openapi.json is valid OpenAPI, says a validator that is not ours.

    openapi.py ROOT BINARY"""
import json
import shutil
import subprocess
import sys
import urllib.request

import demo
import laws


def get(url):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=20) as answer:
        return answer.read()


def invalid(top, kind, document):
    """What tests/lint/validate.mjs finds wrong with a document, a line each."""
    run = subprocess.run(["node", str(top / "tests/lint/validate.mjs"), kind],
                         input=document, capture_output=True)
    return [] if run.returncode == 0 else (run.stdout + run.stderr).decode().splitlines()


def main():
    top, said, server = laws.root(), laws.Laws(), demo.Demo(sys.argv[2])
    if not shutil.which("node") or not (top / "tests/node_modules").is_dir():
        laws.skip_all("needs node and the packages of tests/package.json; tests/run installs them")
    with server:
        document = get(server.base + "/openapi.json")
    said.law("/openapi.json is valid OpenAPI", invalid(top, "openapi", document))
    version = json.loads(document).get("openapi")
    said.law("/openapi.json is of version 3.1",
             [] if str(version).startswith("3.1.") else [f"openapi is {version}"])
    said.end()


main()
