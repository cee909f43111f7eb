# SPDX-License-Identifier: Apache-2.0
"""The laws of words: licence line, include guards, nothing left for later."""
import re

import laws

LICENCE = "SPDX-License-Identifier: Apache-2.0"
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
GUARD = re.compile(r"^#ifndef (\w+)\n#define (\w+)$", re.MULTILINE)
TEXTS = (".c", ".h", ".py", ".mjs", ".js", ".css", ".html", ".sh", ".sql", ".md", ".json")


def told(top, path, number, what):
    return f"{path.relative_to(top)}:{number}: {what}"


def left_for_later(top):
    documents = laws.builds(top) + sorted(top.glob("*.md"))
    for path in laws.files(top, *TEXTS) + laws.scripts(top) + documents:
        for number, line in enumerate(laws.lines(path), 1):
            word = LATER.search(line)
            if word:
                yield told(top, path, number, f"{word[0]}: do it or open an issue")


def unlicensed(top):
    for path in laws.files(top, ".c", ".h"):
        if laws.lines(path)[0] != f"// {LICENCE}":
            yield told(top, path, 1, f"the first line is not // {LICENCE}")
    others = laws.files(top, ".py", ".mjs", ".js", ".css", ".html", ".sh")
    for path in others + laws.scripts(top):
        if not any(LICENCE in line for line in laws.lines(path)[:2]):
            yield told(top, path, 1, f"neither of the first lines says {LICENCE}")


def guard_of(top, inside):
    """GROUNDBREAK_ROOM_NAME_H of a header; GROUNDBREAK_ROOM_NAME_PRIVATE_H of one in src that has a
    namesake in include."""
    below = inside.parts[1:]
    private = inside.parts[0] == "src" and (top / "include").joinpath(*below).exists()
    words = ["GROUNDBREAK", *inside.with_suffix("").parts[1:], *["PRIVATE"] * private, "H"]
    return "_".join(words).upper()


def unguarded(top):
    for path in laws.files(top, ".h", folders=("src", "include")):
        guard = guard_of(top, path.relative_to(top))
        found = GUARD.search(path.read_text(encoding="utf-8"))
        if not found or set(found.groups()) != {guard}:
            yield told(top, path, 2, f"its guard is not {guard}")


def main():
    top, said = laws.root(), laws.Laws()
    said.law("nothing is left for later", left_for_later(top))
    said.law("every file names its licence", unlicensed(top))
    said.law("an include guard is called after its header", unguarded(top))
    said.end()


main()
