# SPDX-License-Identifier: Apache-2.0
"""The laws of the house: which room may include whom, and where a library's header may appear."""
import re

import laws

LEVELS = {
    "base": 0,
    "http": 1, "schema": 1, "figure": 1, "client": 1,
    "query": 2, "resources": 2,
    "store": 3, "format": 3,
    "intake": 4,
    "api": 5, "webhook": 5,
    "server": 6,
    "command": 7,
}
MAIN = 8
ROOM_OF_LIBRARY = {
    "microhttpd.h": "server",
    "curl/curl.h": "client",
    "jansson.h": "format",
    "xlsxwriter.h": "format",
    "zlib.h": "format",
    "zstd.h": "format",
    "sqlite3.h": "store",
    "utf8proc.h": "base",
    "sodium.h": "base",
    "csv.h": "intake",
    "iconv.h": "intake",
    "ini.h": "command",
    "check.h": "tests",
}
# C11, POSIX and Linux; a header of any other library needs a room above.
SYSTEM = set("""
    assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h math.h
    setjmp.h signal.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h
    stdnoreturn.h string.h tgmath.h threads.h time.h uchar.h wchar.h wctype.h
    dirent.h fcntl.h getopt.h glob.h ifaddrs.h libgen.h malloc.h netdb.h poll.h pthread.h pwd.h
    grp.h sched.h semaphore.h spawn.h strings.h sysexits.h syslog.h termios.h unistd.h
""".split())
SYSTEM_FOLDERS = ("arpa/", "linux/", "net/", "netinet/", "sys/")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def includes(top):
    """(where, room, quote, header) of every #include in src and include; a private header beside
    the file is of its own room, even where it is called like a library's."""
    for path in laws.files(top, ".c", ".h", folders=("src", "include")):
        inside = path.relative_to(top).parts[1:]
        room = inside[0] if len(inside) > 1 else "main"
        text = laws.without_comments(path.read_text(encoding="utf-8"))
        for match in INCLUDE.finditer(text):
            line = text.count("\n", 0, match.start(2)) + 1
            if match[1] == "<" or "/" in match[2] or not (path.parent / match[2]).exists():
                yield f"{path.relative_to(top)}:{line}", room, match[1], match[2]


def level(room):
    return MAIN if room == "main" else LEVELS[room]


def strangers(top):
    folders = {path for folder in ("src", "include") for path in (top / folder).iterdir()
               if any(path.glob("*.[ch]")) and path.name not in LEVELS}
    return [f"{path.relative_to(top)}: not a room" for path in sorted(folders)]


def upward(top):
    for where, room, quote, header in includes(top):
        other = header.split("/")[0]
        if quote == "<" or header in ROOM_OF_LIBRARY or room not in {*LEVELS, "main"}:
            continue
        if other not in LEVELS and other != "main":
            yield f'{where}: "{header}" is in no room'
        elif other != room and level(other) >= level(room):
            yield f'{where}: {room} ({level(room)}) may not include "{header}" ({level(other)})'


def astray(top):
    for where, room, _, header in includes(top):
        home = ROOM_OF_LIBRARY.get(header)
        if home and home != room:
            yield f"{where}: <{header}> belongs in {home} alone"


def unknown(top):
    for where, _, quote, header in includes(top):
        known = header in SYSTEM or header in ROOM_OF_LIBRARY or header.startswith(SYSTEM_FOLDERS)
        if quote == "<" and not known:
            yield f"{where}: <{header}> has no room; give its library one in tests/lint/layers.py"


def main():
    top, said = laws.root(), laws.Laws()
    said.law("every folder is a room", strangers(top))
    said.law("a file includes its own room and lower ones", upward(top))
    said.law("a library's header appears in its room alone", astray(top))
    said.law("every library has a room", unknown(top))
    said.end()


main()
