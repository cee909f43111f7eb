# SPDX-License-Identifier: Apache-2.0
"""The laws of size. A comment that begins "Long because" exempts a table in tests: at the top of a
file for its lines, right above a function for its own. A function above which stands that a library
"calls this" has the parameters that the library gives it."""
import re
import shutil

import laws

FILE_LINES = 400
LINE_COLUMNS = 100
FUNCTION_LINES = 40
PARAMETERS = 6
CODE = (".c", ".h", ".py", ".mjs", ".js", ".css", ".html", ".sh", ".sql")
SCRIPT_FUNCTION = re.compile(r"(?:export )?(?:async )?function (\w+)\(")
EXEMPT = "Long because"
CALLED = " calls this"
COMMENT_ABOVE = 5
COMMENT_AT_TOP = 10


def says(path, words, first, last):
    return any(words in line for line in laws.lines(path)[max(first - 1, 0):last])


def excused(top, path, first, last):
    """Whether a file of tests says, between these lines, why it is long."""
    return path.is_relative_to(top / "tests") and says(path, EXEMPT, first, last)


def code(top):
    return laws.files(top, *CODE) + laws.scripts(top) + laws.builds(top)


def long_files(top):
    for path in code(top):
        length = len(laws.lines(path)) - 1
        if length >= FILE_LINES and not excused(top, path, 1, COMMENT_AT_TOP):
            yield f"{path.relative_to(top)}: {length} lines, the limit is below {FILE_LINES}"


def long_lines(top):
    for path in code(top):
        for number, line in enumerate(laws.lines(path), 1):
            if len(line) > LINE_COLUMNS:
                yield f"{path.relative_to(top)}:{number}: {len(line)} columns, not {LINE_COLUMNS}"


def long_functions(top):
    for path, name, fields in laws.tags(laws.files(top, ".c", ".h"), "f"):
        first, last = int(fields["line"]), int(fields.get("end", fields["line"]))
        length = last - first + 1
        if length > FUNCTION_LINES and not excused(top, path, first - COMMENT_ABOVE, first - 1):
            yield (f"{path.relative_to(top)}:{first}: {name} has {length} lines, "
                   f"not {FUNCTION_LINES}")


def script_functions(top):
    """(path, name, first and last line) of the functions of JavaScript: each begins at the margin
    and ends by the next } there."""
    for path in laws.files(top, ".js", ".mjs"):
        first, name = 0, None
        for number, line in enumerate(laws.lines(path), 1):
            begun = SCRIPT_FUNCTION.match(line)
            if begun:
                first, name = number, begun[1]
            elif line == "}" and name:
                yield path, name, first, number
                name = None


def long_script_functions(top):
    for path, name, first, last in script_functions(top):
        length = last - first + 1
        if length > FUNCTION_LINES and not excused(top, path, first - COMMENT_ABOVE, first - 1):
            yield (f"{path.relative_to(top)}:{first}: {name} has {length} lines, "
                   f"not {FUNCTION_LINES}")


def parameters(signature):
    """How many parameters a signature such as "(int a,void (* b)(int,int))" has."""
    depth, count = 0, 1
    for character in signature.strip():
        depth += (character == "(") - (character == ")")
        count += character == "," and depth == 1
    return 0 if signature.strip() in ("()", "(void)") else count


def crowded(top):
    for path, name, fields in laws.tags(laws.files(top, ".c", ".h"), "fp"):
        count, line = parameters(fields.get("signature", "()")), int(fields["line"])
        if count > PARAMETERS and not says(path, CALLED, line - COMMENT_ABOVE, line - 1):
            yield f"{path.relative_to(top)}:{line}: {name} has {count} parameters, not {PARAMETERS}"


def main():
    if not shutil.which("ctags"):
        laws.skip_all("needs universal-ctags")
    top, said = laws.root(), laws.Laws()
    said.law(f"a file has fewer than {FILE_LINES} lines", long_files(top))
    said.law(f"a line has at most {LINE_COLUMNS} columns", long_lines(top))
    said.law(f"a function has at most {FUNCTION_LINES} lines", long_functions(top))
    said.law(f"a function of JavaScript has at most {FUNCTION_LINES} lines",
             long_script_functions(top))
    said.law(f"a function has at most {PARAMETERS} parameters", crowded(top))
    said.end()


main()
