#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The man page and the completions say what --help says: manual.py BINARY ROOT FILE...

FILE: groundbreak.1, groundbreak.bash, _groundbreak and groundbreak.fish, as the build made them."""
import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from ground import claim_with
from wire import BINARY, Claims, check

FILES = {Path(path).name: Path(path).resolve() for path in sys.argv[3:]}
COMMAND = re.compile(r"^  ([a-z]+(?: [a-z]+)?)  +\S", re.MULTILINE)
OPTION = re.compile(r"^  --([a-z0-9-]+)", re.MULTILINE)
SECONDS = 60


def run(*command, said=None):
    done = subprocess.run(command, input=said, capture_output=True, text=True, timeout=SECONDS,
                          env=os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "200"}, check=False)
    return done.returncode, done.stdout, done.stderr


def told(name):
    return FILES[name].read_text(encoding="utf-8")


def helped():
    """{command: its options}, as --help prints them."""
    commands = COMMAND.findall(run(BINARY, "--help")[1])
    options = {name: OPTION.findall(run(BINARY, *name.split(), "--help")[1]) for name in commands}
    check(len(commands) > 5 and all(options.values()), options)
    return options


HELPED = helped()


def the_page_has_each_command_with_its_options():
    page = told("groundbreak.1").replace("\\-", "-")
    items = dict(re.findall(r"^\.It Cm (.+?)(?: (?:Op )?Ar \S+)?\n(.*?)(?=^\.(?:It|El))", page,
                            re.MULTILINE | re.DOTALL))
    check(items.keys() == {*HELPED, "help"}, sorted(items))
    for name, options in HELPED.items():
        check(re.findall(r"^\.Fl -(\S+)", items[name], re.MULTILINE) == options, items[name])


def the_page_explains_each_option_and_its_variable():
    page = told("groundbreak.1").replace("\\-", "-")
    for option in {option for options in HELPED.values() for option in options}:
        variable = "GROUNDBREAK_" + option.upper().replace("-", "_")
        check(re.search(rf"^\.It Fl -{option}( |$)", page, re.MULTILINE), option)
        check(option in ("force", "check") or f".It Ev {variable}\n" in page, variable)


def mandoc_finds_no_fault_but_that_it_has_no_date():
    _, said, _ = run("mandoc", "-Tlint", "-Wwarning", str(FILES["groundbreak.1"]))
    faults = [line for line in said.splitlines() if "missing date" not in line]
    check(not faults, "\n".join(faults))


def man_shows_it_without_a_warning():
    code, said, warned = run("man", "--warnings=w", "-l", str(FILES["groundbreak.1"]))
    check(code == 0 and not warned, warned)
    check("--require-key-for-reads" in said and "[::1]:8080" in said, said[:2000])


def each_completion_has_each_command_and_option():
    for name in ("groundbreak.bash", "_groundbreak", "groundbreak.fish"):
        words = set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", told(name)))
        for command, options in HELPED.items():
            missing = {*command.split(), *options} - words
            check(not missing, f"{name}: {missing}")


def offered_by_bash(*words):
    """What bash offers for the last of the words."""
    script = ('. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _groundbreak;'
              ' printf "%s\\n" "${COMPREPLY[@]}"')
    code, said, warned = run("bash", "--norc", "-c", script, "bash",
                             str(FILES["groundbreak.bash"]), "groundbreak", *words)
    check(code == 0 and not warned, warned)
    return said.split()


def bash_reads_its_completion():
    code, _, said = run("bash", "-n", str(FILES["groundbreak.bash"]))
    check(code == 0 and not said, said)


def bash_offers_what_a_command_takes():
    for name, options in HELPED.items():
        offered = offered_by_bash(*name.split(), "-")
        check(offered == [f"--{option}" for option in [*options, "help"]], f"{name}: {offered}")


def bash_offers_words_values_and_files():
    for words, wanted in (
            (["ch"], ["check"]),
            (["key", ""], ["create", "list", "revoke"]),
            (["serve", "--log", ""], ["logfmt", "json"]),
            (["serve", "--log", "=", "j"], ["json"]),
            (["import", "--mode", "ins"], ["insert"]),
            (["serve", "--listen", ""], []),
            (["import", str(FILES["_groundbreak"])[:-3]], [str(FILES["_groundbreak"])]),
            (["serve", "--config", "=", str(FILES["_groundbreak"])[:-3]],
             [str(FILES["_groundbreak"])]),
            (["migrate", "--d"], ["--db"])):
        offered = offered_by_bash(*words)
        check(offered == wanted, f"{words}: {offered}, not {wanted}")


def read_until(terminal, wanted):
    """What a terminal shows up to the wanted bytes, or to its end."""
    seen = b""
    try:
        while wanted not in seen:
            seen += os.read(terminal, 4096)
    except OSError:  # nobody holds its other side any more
        pass
    return seen


def bash_completes_at_the_keyboard():
    """A shell at a terminal, whose groundbreak is a function that shows what it was given."""
    with tempfile.TemporaryDirectory() as folder:
        rc = Path(folder, "rc")
        rc.write_text(f". {FILES['groundbreak.bash']}; PS1='ready: '\n"
                      "groundbreak() { printf '<%s>' \"$@\"; exit; }\n", encoding="utf-8")
        terminal, shell = pty.openpty()
        with subprocess.Popen(["bash", "--noprofile", "--rcfile", str(rc), "-i"], stdin=shell,
                              stdout=shell, stderr=shell, start_new_session=True) as process:
            os.close(shell)
            read_until(terminal, b"ready: ")
            os.write(terminal, b"groundbreak imp\t--mo\tup\t\n")
            seen = read_until(terminal, b"<import><--mode><upsert>")
            process.wait(SECONDS)
        os.close(terminal)
        check(b"<import><--mode><upsert>" in seen, seen.decode("utf-8", "replace"))


def zsh_reads_its_completion():
    code, _, said = run("zsh", "-n", str(FILES["_groundbreak"]))
    check(code == 0 and not said, said)


def fish_offers_what_a_command_takes():
    line = "source $argv[1]; complete -C $argv[2]"
    with tempfile.TemporaryDirectory() as home:
        def offered(words):
            done = subprocess.run(
                ["fish", "--no-config", "-c", line, str(FILES["groundbreak.fish"]), words],
                capture_output=True, text=True, timeout=SECONDS, check=False,
                env=os.environ | {"HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home})
            check(done.returncode == 0 and not done.stderr, done.stderr)
            return {row.split("\t")[0] for row in done.stdout.splitlines()}

        check(offered("groundbreak ") >= {name.split()[0] for name in HELPED}, "words")
        check(offered("groundbreak import --mode ") == {"upsert", "insert"}, "values")
        for name, options in HELPED.items():
            wanted = {f"--{option}" for option in [*options, "help"]}
            check(offered(f"groundbreak {name} --") == wanted, name)


def main():
    claims = Claims()
    claims.claim(the_page_has_each_command_with_its_options)
    claims.claim(the_page_explains_each_option_and_its_variable)
    claim_with("mandoc", claims, mandoc_finds_no_fault_but_that_it_has_no_date)
    claim_with("man", claims, man_shows_it_without_a_warning)
    claims.claim(each_completion_has_each_command_and_option)
    claim_with("bash", claims, bash_reads_its_completion)
    claim_with("bash", claims, bash_offers_what_a_command_takes)
    claim_with("bash", claims, bash_offers_words_values_and_files)
    claim_with("bash", claims, bash_completes_at_the_keyboard)
    claim_with("zsh", claims, zsh_reads_its_completion)
    claim_with("fish", claims, fish_offers_what_a_command_takes)
    claims.end()


main()
