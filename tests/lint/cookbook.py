# SPDX-License-Identifier: Apache-2.0
"""The cookbook tells the truth: what it asks the demo is answered as it says.

    cookbook.py ROOT BINARY

An answer of curl is compared to the byte, as README's are. The other languages may write a number
another way (5e3, 0.0) and space words apart; where a language is not there, or lacks a package
that the cookbook uses, its code is parsed as far as can be. Where another answer is meant,
GOLDEN_RENEW=1 in the environment writes what curl got into the text."""
import html
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import demo
import laws
import readme

QUESTIONS = 16
TEXT = "src/docs/cookbook.md"
PYTHON_PARSE = "import ast, sys; ast.parse(sys.stdin.read())"
R_PACKAGES = "stopifnot(requireNamespace('jsonlite'), requireNamespace('curl'))"
R_PARSE = "invisible(parse(file('stdin')))"
AT_ONCE = 4


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def runs(*command):
    return shutil.which(command[0]) and subprocess.run(command, capture_output=True).returncode == 0


def languages():
    """By kind of block, the command that runs code from its standard input and, where that cannot
    be, the one that parses it; None for neither."""
    python, parse = [sys.executable, "-"], [sys.executable, "-c", PYTHON_PARSE]
    pandas = runs(sys.executable, "-c", "import pandas")
    r = runs("Rscript", "-e", R_PACKAGES)
    return {
        "python": (python, parse),
        "pandas": (python if pandas else None, parse),
        "r": (["Rscript", "-e", "source(file('stdin'))"] if r else None,
              ["Rscript", "-e", R_PARSE] if runs("Rscript", "-e", "1") else None),
        "js": (["node", "--input-type=module", "-"] if runs("node", "--version") else None, None),
    }


def same(got, answer):
    """Whether the words are the same, and the numbers as numbers."""
    got, answer = (re.split(r"[\s,]+", text.strip()) for text in (got, answer))
    return len(got) == len(answer) and all(map(word_same, got, answer))


def word_same(got, answer):
    try:
        return got == answer or float(got) == float(answer)
    except ValueError:
        return False


def run(command, code, base):
    environment = {**os.environ, "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1",
                   "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, input=code.replace(readme.BASE, base), env=environment,
                          capture_output=True, text=True, timeout=readme.SECONDS * 3)
    return done.returncode, done.stdout, done.stderr


def untrue(commands, code, answer, base):
    command, parse = commands
    status, got, complaint = run(command or parse, code, base)
    if status != 0:
        yield f"exit code {status}: {complaint}"
    elif command and not same(got, answer):
        yield from [f"got: {line}" for line in got.splitlines()] or ["it says nothing"]


def renew(path, text, base):
    """The text with what curl got for answers."""
    def renewed(match):
        return f"{match[1]}{readme.ask(match[2].rstrip(), base)[1]}\n```"
    text = re.sub(r"(^```sh\n(.*?)^```\n+```text\n)(.*?)^```", renewed, text,
                  flags=re.MULTILINE | re.DOTALL)
    path.write_text(text, encoding="utf-8")
    return text


def served(base):
    with urlopen(f"{base}/docs/cookbook") as answer:
        return answer.read().decode("utf-8")


def main():
    top, said, server = laws.root(), laws.Laws(), demo.Demo(sys.argv[2])
    cookbook, path = module(top / "src/docs/cookbook.py"), top / TEXT
    text, spoken = path.read_text(encoding="utf-8"), languages()
    with server:
        if os.environ.get("GOLDEN_RENEW"):
            text = renew(path, text, server.base)
        _, _, sections = cookbook.questions(text)
        said.law("the cookbook has sixteen questions",
                 [] if len(sections) == QUESTIONS else [f"{len(sections)} questions"])
        shown = html.unescape(served(server.base))
        said.law("its page has every question, piece of code and answer", [
            part for one in sections for part in [one["title"], *one["blocks"].values()]
            if part not in shown])
        for one in sections:
            said.law(f"curl: {one['title']}",
                     readme.untrue(one["blocks"]["sh"], one["blocks"]["text"], server.base))
        jobs = [(kind, one) for one in sections for kind, commands in spoken.items()
                if any(commands)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            told = pool.map(lambda job: list(untrue(
                spoken[job[0]], job[1]["blocks"][job[0]], job[1]["blocks"]["text"],
                server.base)), jobs)
            for (kind, one), faults in zip(jobs, told):
                said.law(f"{kind}: {one['title']}", faults)
    said.law("the demo stops at SIGTERM with 0", server.left_badly())
    said.end()


main()
