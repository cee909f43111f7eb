# SPDX-License-Identifier: Apache-2.0
"""What the program says of itself: the commands and settings that --help is printed from."""
import json
import os
import re
import subprocess

CHOICES = re.compile(r"[a-z]+(\|[a-z]+)+")


def tables(binary):
    """{"version", "commands", "settings"} of `groundbreak help --json`, the settings by name."""
    clean = {name: value for name, value in os.environ.items()
             if not name.startswith("GROUNDBREAK_")}
    said = subprocess.run([os.path.abspath(binary), "help", "--json"], check=True,
                          capture_output=True, env=clean).stdout
    known = json.loads(said)
    known["settings"] = {setting["name"]: setting for setting in known["settings"]}
    return known


def choices(setting):
    """The words that the setting's value is one of; none where it is free, or a switch."""
    argument = setting["argument"] or ""
    return argument.split("|") if CHOICES.fullmatch(argument) else []


def is_file(argument):
    """Whether an argument or operand, such as FILE, [FILE] or FILE|NAME, may be a file."""
    return "FILE" in re.findall(r"[A-Z]+", argument or "")


def first_words(commands):
    """{first word of commands: {second word: command}}, or {first word: {None: command}}."""
    words = {}
    for command in commands:
        first, _, second = command["name"].partition(" ")
        words.setdefault(first, {})[second or None] = command
    return words
