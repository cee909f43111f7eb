#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fetches Swagger UI as package-lock.json pins it: swagger.py auto|enabled NPM LOCK OUT...

LOCK is the path of package-lock.json, with package.json beside it; OUT are swagger-ui-bundle.js,
swagger-ui.css and swagger-ui-license.txt. By "auto", where npm fails, as it does
offline, each is an empty file, which embed.py leaves out of the program."""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NPM_SECONDS = 180
OPTIONS = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1",
           "--fetch-timeout=20000"]
PACKAGE = "node_modules/swagger-ui-dist"
LICENCES = ["NOTICE", "LICENSE", "swagger-ui-bundle.js.LICENSE.txt"]


def fetch(npm, lock, folder):
    """The files by name, or a RuntimeError that says why there are none."""
    for path in (lock, lock.with_name("package.json")):
        shutil.copy(path, folder)
    try:
        subprocess.run([npm, "ci", *OPTIONS], cwd=folder, check=True, timeout=NPM_SECONDS,
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"npm took over {NPM_SECONDS} s") from None
    except subprocess.CalledProcessError as failed:
        raise RuntimeError(failed.stdout.decode(errors="replace").strip()) from None
    package = folder / PACKAGE
    files = {name: (package / name).read_bytes()
             for name in ("swagger-ui-bundle.js", "swagger-ui.css")}
    licences = [(package / name).read_bytes() for name in LICENCES]
    return {**files, "swagger-ui-license.txt": b"\n".join(licences)}


def main(mode, npm, lock, *outs):
    with tempfile.TemporaryDirectory(prefix="swagger-") as folder:
        try:
            files = fetch(npm, Path(lock), Path(folder))
        except RuntimeError as why:
            if mode == "enabled":
                raise SystemExit(f"Swagger UI cannot be had: {why}") from None
            print(f"/docs is built without Swagger UI: {why}", file=sys.stderr)
            files = {}
    for out in map(Path, outs):
        out.write_bytes(files.get(out.name, b""))


main(*sys.argv[1:])
