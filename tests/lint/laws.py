# SPDX-License-Identifier: Apache-2.0
"""What the lints share: the project's files, C text read roughly, and TAP on stdout."""
import re
import subprocess
import sys
from pathlib import Path

# Check's tests are functions behind a macro.
MACROS = ("-D", "START_TEST(name)=static void name(void)", "-D", "END_TEST=")
TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)


class Laws:
    """A law is one TAP point: it holds where no fault is told of it."""

    def __init__(self):
        self.told = self.broken = 0

    def law(self, name, faults):
        faults = list(faults)
        self.told += 1
        self.broken += bool(faults)
        print(f"{'not ' if faults else ''}ok {self.told} - {name}")
        for fault in faults:
            print("\n".join("# " + line for line in str(fault).splitlines()))

    def end(self):
        print(f"1..{self.told}")
        sys.exit(1 if self.broken else 0)


def skip_all(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def root():
    return Path(sys.argv[1]).resolve()


def files(top, *suffixes, folders=("src", "include", "tests", "migrations", "deploy", ".ci")):
    """Paths below the folders that end in a suffix; foreign and built ones are left out."""
    found = (path for folder in folders for path in sorted((top / folder).rglob("*")))
    return [path for path in found
            if path.is_file() and path.suffix in suffixes
            and not {"node_modules", "__pycache__"} & set(path.parts)]


def scripts(top):
    """The files without a suffix that a #! makes programs."""
    return [path for path in files(top, "") if path.read_bytes().startswith(b"#!")]


def builds(top):
    return sorted([*top.glob("meson.build"), *top.glob("*/meson.build")])


def lines(path):
    return path.read_text(encoding="utf-8").split("\n")


def without_comments(text):
    """C text with its comments blanked and its lines kept."""
    def blank(match):
        token = match[0]
        return re.sub(r"[^\n]", " ", token) if token.startswith("/") else token
    return TOKEN.sub(blank, text)


def literals(text):
    """(line, content) of each string literal of C text, adjacent ones joined."""
    joined, end = [], None
    text = without_comments(text)
    for match in TOKEN.finditer(text):
        if not match[0].startswith('"'):
            continue
        if end is not None and not text[end:match.start()].strip():
            joined[-1][1] += match[0][1:-1]
        else:
            joined.append([text.count("\n", 0, match.start()) + 1, match[0][1:-1]])
        end = match.end()
    return joined


def tags(paths, kinds):
    """(path, name, fields) of what ctags finds of these kinds, such as "f" for functions."""
    command = ["ctags", "-f", "-", f"--kinds-C={kinds}", "--fields=neS", "--excmd=number",
               "--language-force=C", *MACROS, *map(str, paths)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for row in output.splitlines():
        name, path, _, *fields = row.split("\t")
        yield Path(path), name, dict(field.split(":", 1) for field in fields if ":" in field)
