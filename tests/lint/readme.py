# SPDX-License-Identifier: Apache-2.0
"""README tells the truth: each `$ curl` of its console blocks gives the answer below it.

    readme.py ROOT BINARY

The answer goes on to the next `$` or the end of the block and is compared to the byte, but for
newlines at its end. Other commands of a console block are left alone."""
import difflib
import os
import re
import subprocess
import sys

import demo
import laws

BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
BASE = "http://127.0.0.1:8080"
SECONDS = 20


def dialogues(readme):
    """(command, answer) of every command; one may go on behind a backslash."""
    for block in BLOCK.finditer(readme):
        for part in re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]:
            command, answer = re.match(r"((?:.*\\\n)*.*)\n?((?s:.*))", part).groups()
            yield command, answer.rstrip("\n")


def ask(command, base):
    environment = {**os.environ, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}
    run = subprocess.run(command.replace(BASE, base), shell=True, env=environment,
                         capture_output=True, text=True, timeout=SECONDS)
    return run.returncode, run.stdout.replace(base, BASE).rstrip("\n"), run.stderr


def untrue(command, answer, base):
    status, got, complaint = ask(command, base)
    if status != 0:
        yield f"exit code {status}: {complaint}"
    if got != answer:
        yield from difflib.unified_diff(answer.split("\n"), got.split("\n"),
                                        "as written", "the server", lineterm="")


def main():
    readme = (laws.root() / "README.md").read_text(encoding="utf-8")
    asked = [pair for pair in dialogues(readme) if pair[0].startswith("curl ")]
    said, server = laws.Laws(), demo.Demo(sys.argv[2])
    said.law("README names the two commands", [
        f"no {command} in README.md" for command in ("deploy/run", "tests/run")
        if command not in readme])
    said.law("README asks with curl five times or more",
             [] if len(asked) >= 5 else [f"{len(asked)} curl lines in console blocks"])
    with server:
        for command, answer in asked:
            said.law("README: " + command.split("\\\n")[0].rstrip(),
                     untrue(command, answer, server.base))
    said.law("the demo stops at SIGTERM with 0", server.left_badly())
    said.end()


if __name__ == "__main__":
    main()
