# SPDX-License-Identifier: Apache-2.0
"""Sums the TAP points of every suite in meson's testlog.json and ends by "N passed, N failed".

A suite that says nothing, that stops before its plan is fulfilled, or that fails otherwise than by
a point, counts as one failure; a suite that is skipped is named with its reason.
"""
import json
import re
import sys

POINT = re.compile(r"^(not )?ok\b(?: +\d+)?(?: *-)? *(.*)$")
PLAN = re.compile(r"^1\.\.(\d+)(?:\s*#\s*skip\S*\s*(.*))?$", re.IGNORECASE)
SKIPPED = re.compile(r"#\s*skip\S*\s*(.*)$", re.IGNORECASE)
FINE = ("OK", "SKIP")
STDERR_LINES = 80


def points_of(lines):
    """[failed, name, comments below it] of each TAP point."""
    points = []
    for line in lines:
        point = POINT.match(line)
        if point:
            points.append((bool(point[1]), point[2], []))
        elif line.startswith("#") and points:
            points[-1][2].append(line)
    return points


class Tally:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def fail(self, suite, what, comments=()):
        self.failed += 1
        print(f"FAILED {suite}: {what}", *comments, sep="\n    ")

    def skip(self, suite, why):
        self.skipped += 1
        print(f"skipped {suite}: {why or 'no reason given'}")

    def point(self, suite, failed, name, comments):
        skipped = SKIPPED.search(name)
        if failed:
            self.fail(suite, name, comments)
        elif skipped:
            self.skip(suite, skipped[1])
        else:
            self.passed += 1

    def suite(self, suite, result, lines):
        points = points_of(lines)
        plan = next(filter(None, map(PLAN.match, lines)), None)
        failed_before = self.failed
        for point in points:
            self.point(suite, *point)
        if not points and plan and plan[1] == "0":
            self.skip(suite, plan[2])
        elif not points:
            self.fail(suite, f"no test was run ({result})")
        elif not plan or int(plan[1]) != len(points):
            self.fail(suite, f"{len(points)} tests, not as planned ({result})")
        elif result not in FINE and self.failed == failed_before:
            self.fail(suite, f"ended badly ({result})")
        return self.failed == failed_before

    def run(self, run):
        """One line of meson's log; what a failed suite said to stderr is shown."""
        suite = run["name"].split(":", 1)[-1]
        if not self.suite(suite, run["result"], (run["stdout"] or "").splitlines()):
            for line in run.get("stderr", "").splitlines()[-STDERR_LINES:]:
                print("    " + line)

    def line(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def main(path):
    tally = Tally()
    try:
        with open(path, encoding="utf-8") as log:
            for line in log:
                tally.run(json.loads(line))
    except OSError as error:
        tally.fail("meson", f"left no log, see build/log/meson-test.txt ({error.strerror})")
    if tally.passed + tally.failed + tally.skipped == 0:
        tally.fail("meson", "no suite was run")
    print(tally.line())
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
