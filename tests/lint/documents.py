# SPDX-License-Identifier: Apache-2.0
"""What Groundbreak publishes is valid, say validators that are not ours: /openapi.json, every
answer of the demo against it, the schema of a register document, and the bundled registers.

    documents.py ROOT BINARY"""
import json
import shutil
import subprocess
import sys
import urllib.request

import demo
import laws

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Values of path parameters that are not an {id} out of the list above it.
WORDS = {"name": ["category", "sector", "status"],
         "resource": ["projects", "launches", "rd-targets", "sources"]}
# What a path cannot be asked without.
QUERIES = {"/projects/aggregate": "?group_by=category,district&aggregate=count,sum,min,max,avg",
           "/figures/aggregate": "?group_by=measure,stage,figure_unit&aggregate=count,sum,max,avg",
           "/diff": "?from=0",
           "/search": "?q=%E5%B9%BF%E5%B7%9E"}


class Asker:
    def __init__(self, base):
        self.base = base
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def get(self, path):
        """(media type, document)"""
        with self.opener.open(self.base + path, timeout=20) as answer:
            return answer.headers.get_content_type(), json.load(answer)

    def ids(self, path):
        return [row["id"] for row in self.get(path + "?limit=1000")[1]["data"]]

    def targets(self, path):
        """A documented path with each value that its parameter can have."""
        if "{" not in path:
            return [path + QUERIES.get(path, "")]
        if path.count("{") > 1:
            return []  # parts of records: tests/openapi.mjs knows some
        above, name = path.split("/{")[0], path.split("{")[1].split("}")[0]
        values = WORDS.get(name) or self.ids(above.removeprefix("/oc4ids"))
        return [path.replace("{" + name + "}", value) for value in values]


def described(openapi):
    """(path, media type, schema) of every documented GET whose answer has an end; the schema brings
    its components."""
    for path, methods in openapi["paths"].items():
        if "get" in methods and "security" not in methods["get"]:
            for media, content in methods["get"]["responses"]["200"]["content"].items():
                if "schema" in content and media != "text/event-stream":
                    yield path, media, {**content["schema"], "$schema": DIALECT,
                                        "components": openapi["components"]}


def answers(asker, openapi):
    """A question for the validator, or a fault, of every answer that is described."""
    for path, media, schema in described(openapi):
        for target in asker.targets(path):
            got, document = asker.get(target)
            if got == media:
                yield {"name": target, "document": document, "schemas": [schema]}
            else:
                yield f"{target}: {got}, not {media}"


def registers(top, schema):
    for path in sorted((top / "deploy/registers").glob("*.json")):
        yield {"name": path.name, "document": json.loads(path.read_text(encoding="utf-8")),
               "schemas": [schema]}


def invalid(top, questions):
    """Faults; of the questions that are not one already, what the validators say."""
    questions = list(questions)
    asked = [question for question in questions if isinstance(question, dict)]
    run = subprocess.run(["node", str(top / "tests/lint/validate.mjs")], capture_output=True,
                         text=True, input="".join(json.dumps(one) + "\n" for one in asked))
    faults = [one for one in questions if isinstance(one, str)] + run.stdout.splitlines()
    if run.returncode != 0:
        faults.append(run.stderr)
    return faults if questions else ["there is none"]


def main():
    top, said, server = laws.root(), laws.Laws(), demo.Demo(sys.argv[2])
    if not shutil.which("node") or not (top / "tests/node_modules").is_dir():
        laws.skip_all("needs node and the packages of tests/package.json; tests/run installs them")
    with server:
        asker = Asker(server.base)
        openapi = asker.get("/openapi.json")[1]
        schema = asker.get("/schema/register.json")[1]
        said.law("/openapi.json is valid OpenAPI",
                 invalid(top, [{"name": "/openapi.json", "document": openapi}]))
        said.law("/openapi.json is of version 3.1",
                 [] if openapi["openapi"].startswith("3.1.") else [openapi["openapi"]])
        said.law("every answer is as /openapi.json says", invalid(top, answers(asker, openapi)))
        said.law("the bundled registers are as /schema/register.json says",
                 invalid(top, registers(top, schema)))
        said.law("/schema/register.json refuses what is no register",
                 [] if invalid(top, [{"name": "{}", "document": {}, "schemas": [schema]}])
                 else ["it lets {} pass"])
    said.end()


main()
