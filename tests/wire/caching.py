#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a cache and a browser rely on: validators, conditional requests, codings, HEAD, CORS:
caching.py ROOT BINARY."""
import gzip
import http.client
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "lint"))
from demo import Demo  # noqa: E402
from laws import Laws  # noqa: E402

PATHS = ["/projects", "/projects/gz-quwan-global-headquarters", "/categories/summary",
         "/launches/guangzhou-2024-q1/summary", "/projects/aggregate?group_by=category",
         "/projects/facets", "/openapi.json", "/schema/register.json", "/datapackage.json",
         "/projects.csv-metadata.json", "/schema/projects.json", "/.well-known/api-catalog", "/"]
REFUSED = ["/nothing", "/projects?colour=red", "/projects/none"]
FRESH = ["/health/live", "/health/ready", "/version"]
# What is made while it is sent: its length is not known before.
STREAMED = {"/projects.csv": "text/csv; charset=utf-8", "/oc4ids/package.json": "application/json"}
OWN = {"date", "x-request-id"}


class Wire:
    def __init__(self, base):
        self.connection = http.client.HTTPConnection(base.removeprefix("http://"), timeout=30)

    def ask(self, path, method="GET", **headers):
        """(status, headers in lower case, body); a header's _ stands for -."""
        self.connection.request(
            method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = self.connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()


def expect(found, wanted):
    return [] if found == wanted else [f"{found!r}, not {wanted!r}"]


def known_faults(wire, path):
    status, headers, body = wire.ask(path)
    tag, date = headers.get("etag"), headers.get("last-modified")
    if status != 200 or not tag or tag.startswith("W/") or not date:
        yield f"{status} ETag {tag} Last-Modified {date}"
        return
    for name, value in [("If_None_Match", tag), ("If_None_Match", f'"other", {tag}'),
                        ("If_None_Match", f"W/{tag}"), ("If_None_Match", "*"),
                        ("If_Modified_Since", date)]:
        again = wire.ask(path, **{name: value})
        if again[0] != 304 or again[2] or again[1].get("etag") != tag:
            yield f"{name} {value}: {again[0]}"
        if any(name not in again[1] for name in ("cache-control", "vary", "last-modified")):
            yield f"{name} {value}: lacks what caches need: {sorted(again[1])}"
    for name, value in [("If_None_Match", '"other"'), ("If_None_Match", "nonsense"),
                        ("If_Modified_Since", "Tue, 20 Feb 2024 08:00:00 GMT"),
                        ("If_Modified_Since", "yesterday")]:
        if wire.ask(path, **{name: value})[::2] != (200, body):
            yield f"{name} {value} is not answered in full"
    both = wire.ask(path, If_None_Match='"other"', If_Modified_Since=date)
    if both[0] != 200:
        yield "a date is heeded beside a tag that does not match"


def coding_faults(wire, path):
    plain, packed = wire.ask(path), wire.ask(path, Accept_Encoding="gzip")
    small = len(plain[2]) < 1024
    if small:
        yield from expect(packed[1].get("content-encoding"), None)
        return
    yield from expect(packed[1].get("content-encoding"), "gzip")
    if gzip.decompress(packed[2]) != plain[2]:
        yield "gzip gives something else"
    zstd = wire.ask(path, Accept_Encoding="gzip;q=0.5, zstd")
    yield from expect(zstd[1].get("content-encoding"), "zstd")
    if zstd[2][:4] != b"\x28\xb5\x2f\xfd":
        yield "zstd does not begin as such"
    tags = {answer[1]["etag"] for answer in (plain, packed, zstd)}
    yield from expect(len(tags), 3)
    for wish in ("gzip;q=0", "identity", "br"):
        yield from expect(wire.ask(path, Accept_Encoding=wish)[1].get("content-encoding"), None)


def head_faults(wire, path, **headers):
    got, head = wire.ask(path, **headers), wire.ask(path, "HEAD", **headers)
    yield from expect(head[0], got[0])
    yield from expect(head[2], b"")
    mine = {name: value for name, value in head[1].items() if name not in OWN}
    yield from expect(mine, {name: value for name, value in got[1].items() if name not in OWN})


def documented(wire):
    """Every path that /openapi.json has, one that is there for each."""
    words = {"name": "status", "resource": "projects"}
    queries = {"/projects/aggregate": "?group_by=status", "/diff": "?from=0",
               "/figures/aggregate": "?group_by=measure"}
    for path, methods in json.loads(wire.ask("/openapi.json")[2])["paths"].items():
        # Of those that anyone may read, and that end.
        if "security" in methods.get("get", {"security": None}) or path == "/changes/stream":
            continue
        above, _, rest = path.partition("{")
        word, _, rest = rest.partition("}")
        if not word:
            yield path + queries.get(path, "")
            continue
        listed = above.removeprefix("/oc4ids").rstrip("/") + "?limit=1"
        value = words.get(word) or json.loads(wire.ask(listed)[2])["data"][0]["id"]
        yield above + value + rest


def main():
    laws = Laws()
    with Demo(sys.argv[2]) as demo:
        wire = Wire(demo.base)
        for path in PATHS:
            laws.law(f"{path} is not sent twice to who has it", known_faults(wire, path))
            laws.law(f"{path} is compressed for who wants it", coding_faults(wire, path))
        for path in sorted({*PATHS, *REFUSED, *FRESH, *documented(wire)} - set(STREAMED)):
            laws.law(f"HEAD {path} says what GET would", head_faults(wire, path, X_Request_Id="a"))
        for path, media_type in STREAMED.items():
            laws.law(f"HEAD {path} closes, and says the type and the tag",
                     expect({name: wire.ask(path, "HEAD")[1][name]
                             for name in ("content-type", "connection")},
                            {"content-type": media_type, "connection": "close"}))
        for path in REFUSED + FRESH:
            answer = wire.ask(path)[1]
            laws.law(f"{path} is not stored",
                     expect((answer["cache-control"], answer.get("etag")), ("no-store", None)))
        answer = wire.ask("/projects", Origin="https://example.org")[1]
        laws.law("any page may read, and sees the headers it needs",
                 expect((answer["access-control-allow-origin"],
                         {"ETag", "Link"} <= set(
                             answer["access-control-expose-headers"].split(", "))), ("*", True)))
        answer = wire.ask("/projects", Accept="text/html, application/json;q=0")
        laws.law("406 lists what there is",
                 expect((answer[0], b"text/csv" in answer[2]), (406, True)))
    laws.law("the server stopped well", demo.left_badly())
    laws.end()


main()
