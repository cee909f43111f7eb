#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the man page, in mdoc(7): page.py BINARY groundbreak.1.in OUT.

The prose is the template's; commands and options are the program's own tables. The date is that of
SOURCE_DATE_EPOCH, and none without it, so that the same sources give the same page."""
import os
import re
import sys
import time
from pathlib import Path

from tables import tables


def text(words):
    """The words as a line of mdoc text: nothing in them is a request or an escape."""
    words = words.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", words)


def sentence(words):
    return text(words[:1].upper() + words[1:]) + "."


def argument(words):
    """The words as one argument of a macro, of which none is read as a macro."""
    return '"\\&' + text(words).replace('"', '""') + '"'


def operand(name):
    if not name:
        return ""
    return f" Op Ar {name[1:-1]}" if name.startswith("[") else f" Ar {name}"


def command_lines(known):
    for command in known["commands"]:
        yield f".It Cm {command['name']}{operand(command['operand'])}"
        yield sentence(command["summary"])
        yield "Takes"
        yield from (f".Fl \\-{text(name)} ," for name in command["options"][:-1])
        yield f".Fl \\-{text(command['options'][-1])} ."


def setting_lines(known):
    for name, setting in known["settings"].items():
        value = f" Ar {argument(setting['argument'])}" if setting["argument"] else ""
        yield f".It Fl \\-{text(name)}{value}"
        shown = setting["argument"] and setting["initial"]
        yield text(setting["meaning"]) + (";" if shown else ".")
        if shown:
            yield f"without it, {text(shown)}."


def variable_lines(known):
    for name, setting in known["settings"].items():
        if setting["in_environment"]:
            yield f".It Ev GROUNDBREAK_{name.upper().replace('-', '_')}"


def date():
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return f" {time.strftime('%Y-%m-%d', time.gmtime(int(epoch)))}" if epoch else ""


def main(binary, template, out):
    known = tables(binary)
    page = Path(template).read_text(encoding="utf-8")
    for word, made in {
        "@DATE@": date(),
        "@VERSION@": f" {known['version']}",
        "@COMMANDS@": "\n" + "\n".join(command_lines(known)),
        "@OPTIONS@": "\n" + "\n".join(setting_lines(known)),
        "@VARIABLES@": "\n" + "\n".join(variable_lines(known)),
    }.items():
        page = re.sub(rf"\s{word}", lambda _, made=made: made, page)
    Path(out).write_text(page, encoding="utf-8")


main(*sys.argv[1:])
