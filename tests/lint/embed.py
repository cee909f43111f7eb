#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the build puts into the program depends on nothing but the files: embed.py ROOT."""
import gzip
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import laws

DASHBOARD, DOCS = "src/dashboard", "src/docs"
FILE = re.compile(r"static const unsigned char file_\d+\[\] = \{([\d,\n]*)\};")


def embedded(top, paths, *options):
    """The C text that src/embed.py makes of the paths."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.c"
        subprocess.run([sys.executable, str(top / "src/embed.py"), *options, str(out), "pages",
                        *map(str, paths)], check=True)
        return out.read_text(encoding="ascii")


def contents(text):
    """The bytes of each file in the C text, without the NUL behind them."""
    return [bytes(map(int, match[1].replace("\n", "").split(",")))[:-1]
            for match in FILE.finditer(text)]


def varying(top, paths):
    first = embedded(top, paths, "--gzip")
    for path in paths:
        os.utime(path)
    if embedded(top, reversed(paths), "--gzip") != first:
        yield "another time or order gives other bytes"


def altered(top, paths):
    compressed = contents(embedded(top, paths, "--gzip"))
    for path, whole, packed in zip(paths, contents(embedded(top, paths)), compressed, strict=True):
        source = path.read_bytes()
        if whole != source or gzip.decompress(packed) != source:
            yield f"{path.relative_to(top)} is not what browsers would get"


def unlisted(top, paths):
    listed = (top / "src/meson.build").read_text(encoding="utf-8")
    return [f"{path.relative_to(top)} is not in src/meson.build" for path in paths
            if f"'{path.relative_to(top / 'src')}'" not in listed]


def fetched(top, mode, folder):
    """What src/docs/swagger.py says and leaves where npm fails: (exit code, bytes of each file)."""
    outs = [Path(folder) / name
            for name in ("swagger-ui-bundle.js", "swagger-ui.css", "swagger-ui-license.txt")]
    run = subprocess.run([sys.executable, str(top / "src/docs/swagger.py"), mode, "false",
                          str(top / "src/docs/package-lock.json"), *map(str, outs)],
                         stderr=subprocess.PIPE, check=False)
    return run.returncode, [out.read_bytes() for out in outs if out.exists()]


def without_npm(top):
    with tempfile.TemporaryDirectory() as folder:
        if fetched(top, "enabled", folder)[0] == 0:
            yield "-Dswagger=enabled builds without Swagger UI"
        if fetched(top, "auto", folder) != (0, [b"", b"", b""]):
            yield "-Dswagger=auto does not go on"
        if contents(embedded(top, [Path(folder) / "swagger-ui.css"], "--gzip")):
            yield "what could not be had is in the program"


def main():
    top, said = laws.root(), laws.Laws()
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for path in sorted((top / DASHBOARD).iterdir()):
            copies.append(Path(folder) / path.name)
            copies[-1].write_bytes(path.read_bytes())
        said.law("the same files give the same bytes, whenever and in any order",
                 varying(top, copies))
    paths = sorted((top / DASHBOARD).iterdir())
    said.law("the source is what ships", altered(top, paths))
    said.law("every file of the dashboard and the API pages is in the program", unlisted(
        top, paths + [path for path in sorted((top / DOCS).iterdir())
                      if path.suffix in (".css", ".html", ".js", ".md")]))
    said.law("where npm fails, Swagger UI is left out or, if it is a must, the build fails",
             without_npm(top))
    said.end()


main()
