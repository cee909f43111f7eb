#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the completion of a shell from the program's own tables:
completion.py BINARY bash|zsh|fish TEMPLATE OUT."""
import sys
from pathlib import Path

from tables import choices, first_words, is_file, tables


def quoted(words):
    """The words as one word of a shell; the same in all three where no backslash is in them."""
    return "'" + words.replace("'", "'\\''") + "'"


def bash_cases(pairs):
    """Lines of a case statement that prints the words for a word."""
    return [f"        {quoted(word)}) echo {quoted(' '.join(words))} ;;" for word, words in pairs]


def bash(known):
    words = first_words(known["commands"])
    settings = known["settings"].values()
    groups = [(first, sorted(seconds)) for first, seconds in words.items() if None not in seconds]
    options = [(command["name"], [f"--{name}" for name in command["options"]] + ["--help"])
               for command in known["commands"]]
    values = [(f"--{setting['name']}", choices(setting)) for setting in settings
              if choices(setting)]
    taken = [f"--{setting['name']}" for setting in settings
             if setting["argument"] and not choices(setting)]
    files = [f"--{setting['name']}" for setting in settings if is_file(setting["argument"])]
    operands = [command["name"] for command in known["commands"] if is_file(command["operand"])]
    return {
        "@FIRST@": ["        " + quoted(" ".join([*words, "help", "--help", "--version"]))],
        "@GROUPS@": bash_cases(groups),
        "@OPTIONS@": bash_cases(options),
        "@VALUES@": bash_cases(values),
        "@FILES@": ["        " + " | ".join([*files, *map(quoted, operands)]) + ") return 0 ;;"],
        "@TAKEN@": ["        " + " | ".join(taken) + ") return 0 ;;"],
    }


def zsh_described(words, what):
    """A word and what it is for, as _describe and _arguments read them."""
    return quoted(words.replace(":", "\\:") + ":" + what)


def zsh_option(setting):
    if not setting["argument"]:
        return f"--{setting['name']}[{zsh_text(setting['meaning'])}]"
    named = f"--{setting['name']}=[{zsh_text(setting['meaning'])}]"
    action = (f"({' '.join(choices(setting))})" if choices(setting)
              else "_files" if is_file(setting["argument"]) else " ")
    return f"{named}:{zsh_text(setting['argument'])}:{action}"


def zsh_text(words):
    for letter in "\\[]:":
        words = words.replace(letter, "\\" + letter)
    return words


def zsh_command(command, settings):
    options = [zsh_option(settings[name]) for name in command["options"]]
    options.append("(- *)--help[list the options]")
    if command["operand"]:
        name = command["operand"].strip("[]")
        optional = ":" if command["operand"].startswith("[") else ""
        options.append(f"1:{optional}{name}:{'_files' if is_file(name) else ' '}")
    yield f"        ({quoted(command['name'])})"
    yield "            _arguments \\"
    yield from (f"                {quoted(option)} \\" for option in options[:-1])
    yield f"                {quoted(options[-1])}"
    yield "            ;;"


def zsh(known):
    words = first_words(known["commands"])
    firsts = [zsh_described(first, seconds[None]["summary"] if None in seconds else
                            ", ".join(sorted(seconds)) + " ...")
              for first, seconds in words.items()]
    groups = []
    for first, seconds in words.items():
        if None not in seconds:
            described = [zsh_described(second, command["summary"])
                         for second, command in seconds.items()]
            groups.append(f"        ({quoted(first)}) seconds=({' '.join(described)}) ;;")
    return {
        "@FIRST@": [f"        {line}" for line in [*firsts, "'help:list the commands'"]],
        "@GROUPS@": groups,
        "@COMMANDS@": [line for command in known["commands"]
                       for line in zsh_command(command, known["settings"])],
    }


def fish_first(first, seconds):
    named = f"complete -c groundbreak -n 'not __groundbreak_has 1' -a {quoted(first)}"
    if None in seconds:
        yield f"{named} -d {quoted(seconds[None]['summary'])}"
        return
    yield named
    for second, command in seconds.items():
        yield (f"complete -c groundbreak -n '__groundbreak_is 1 {first}' -a {quoted(second)}"
               f" -d {quoted(command['summary'])}")


def fish_option(command, setting):
    option = (f"complete -c groundbreak -n {quoted('__groundbreak_runs ' + command['name'])}"
              f" -l {setting['name']} -d {quoted(setting['meaning'])}")
    if not setting["argument"]:
        return option
    if choices(setting):
        return f"{option} -x -a {quoted(' '.join(choices(setting)))}"
    return f"{option} {'-r -F' if is_file(setting['argument']) else '-x'}"


def fish(known):
    firsts = [line for first, seconds in first_words(known["commands"]).items()
              for line in fish_first(first, seconds)]
    commands = []
    for command in known["commands"]:
        if is_file(command["operand"]):
            runs = quoted("__groundbreak_runs " + command["name"])
            commands.append(f"complete -c groundbreak -n {runs} -F")
        commands += [fish_option(command, known["settings"][name]) for name in command["options"]]
    return {"@FIRST@": firsts, "@COMMANDS@": commands}


def main(binary, shell, template, out):
    made = {"bash": bash, "zsh": zsh, "fish": fish}[shell](tables(binary))
    lines = []
    for line in Path(template).read_text(encoding="utf-8").splitlines():
        lines += made.get(line.strip(), [line])
    Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")


main(*sys.argv[1:])
