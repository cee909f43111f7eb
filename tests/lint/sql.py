# SPDX-License-Identifier: Apache-2.0
"""SQL is written in src/store, in src/query and in migrations, nowhere else."""
import re

import laws

SQL = re.compile(r"""
    \bSELECT\b.*\bFROM\b | \bINSERT\s+(OR\s+\w+\s+)?INTO\b | \bUPDATE\b.*\bSET\b
    | \bDELETE\s+FROM\b | \b(CREATE|DROP|ALTER)\s+(TEMP\s+)?(TABLE|VIEW|INDEX|TRIGGER)\b
    | \b(WHERE|GROUP\s+BY|ORDER\s+BY)\b | \bBEGIN\s+IMMEDIATE\b | \bPRAGMA\b
""", re.VERBOSE | re.DOTALL)


def in_its_room(inside):
    return inside.parts[1] in ("store", "query")


def astray(top):
    for path in laws.files(top, ".c", ".h", folders=("src", "include")):
        inside = path.relative_to(top)
        if in_its_room(inside):
            continue
        for line, text in laws.literals(path.read_text(encoding="utf-8")):
            if SQL.search(text):
                yield f"{inside}:{line}: SQL outside its room: {text[:60]}"


def main():
    top, said = laws.root(), laws.Laws()
    said.law("SQL is written in store and query alone", astray(top))
    said.end()


main()
