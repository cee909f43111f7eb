# SPDX-License-Identifier: Apache-2.0
"""The laws of versions: CHANGELOG.md keeps a changelog's shape, and its newest is meson.build's."""
import re

import laws

SECTIONS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
VERSION = re.compile(r"## \[(\d+\.\d+\.\d+)\] - (unreleased|\d{4}-\d\d-\d\d)")
BUILT = re.compile(r"^  version: '([^']+)',$", re.MULTILINE)


def versions(text):
    """(version, date) of each heading of the second order; (heading, None) of a misshapen one."""
    for line in re.findall(r"^##(?!#).*", text, re.MULTILINE):
        match = VERSION.fullmatch(line)
        yield match.groups() if match else (line, None)


def disagreeing(text, built):
    newest = next(versions(text), (None, None))[0]
    if newest != built:
        yield f"CHANGELOG.md begins with {newest}, meson.build says {built}"


def misshapen(text):
    known = list(versions(text))
    yield from (f"{heading}: not ## [X.Y.Z] - YYYY-MM-DD" for heading, date in known if not date)
    yield from (f"{version} is unreleased and not the newest"
                for version, date in known[1:] if date == "unreleased")
    order = [tuple(map(int, version.split("."))) for version, date in known if date]
    if order != sorted(set(order), reverse=True):
        yield "the versions are not in their order, the newest first"


def misplaced(text):
    """Sections that nobody knows, and lines that stand in none."""
    section = version = None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            version, section = line, None
        elif line.startswith("### "):
            section = line[4:]
            if section not in SECTIONS:
                yield f"CHANGELOG.md:{number}: {section} is none of {', '.join(SECTIONS)}"
        elif line.strip() and version and not section:
            yield f"CHANGELOG.md:{number}: in no section"
        elif section and line.strip() and not re.match(r"- \S|  \S", line):
            yield f"CHANGELOG.md:{number}: neither an item nor the rest of one"


def main():
    top, said = laws.root(), laws.Laws()
    text = (top / "CHANGELOG.md").read_text(encoding="utf-8")
    built = BUILT.search((top / "meson.build").read_text(encoding="utf-8"))[1]
    said.law("the newest version is the one that is built", disagreeing(text, built))
    said.law("versions have their shape and order", misshapen(text))
    said.law("a change stands in a section", misplaced(text))
    said.end()


main()
