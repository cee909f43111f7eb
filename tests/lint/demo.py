# SPDX-License-Identifier: Apache-2.0
"""A server of the demo register, for the lints that ask one."""
import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

LISTENING = re.compile(r"\bevent=listening\b.*\bport=(\d+)")
START_SECONDS = 30
STOP_SECONDS = 15


class Demo:
    """Serves in a temporary folder and on a free port for as long as a `with` lasts; `base` is its
    URL, `status` its exit code and `log` what it said, both once it has stopped."""

    def __init__(self, binary, document=None):
        """Of the bundled register, or of `document`, a register document as a dict."""
        self.binary = str(Path(binary).resolve())
        self.document = document
        self.base = self.status = None
        self.log = ""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="groundbreak-")
        self.stderr = Path(self.folder.name) / "log.txt"
        settings = {name: value for name, value in os.environ.items()
                    if not name.startswith("GROUNDBREAK_")}
        content = [] if self.document else ["--demo"]
        if self.document:
            subprocess.run([self.binary, "import", "--db", "register.db", "-"], check=True,
                           cwd=self.folder.name, env=settings, stdout=subprocess.DEVNULL,
                           input=json.dumps(self.document).encode())
        with open(self.stderr, "wb") as stderr:
            self.process = subprocess.Popen(
                [self.binary, "serve", *content, "--db", "register.db", "--listen", "127.0.0.1:0"],
                cwd=self.folder.name, env=settings, stdin=subprocess.DEVNULL, stderr=stderr)
        self.base = self.listening()
        return self

    def listening(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            said = LISTENING.search(self.stderr.read_text(encoding="utf-8"))
            if said:
                return f"http://127.0.0.1:{said[1]}"
            time.sleep(0.02)
        self.__exit__()
        raise SystemExit(f"Bail out! the demo does not listen, it left with {self.status}\n"
                         + "".join(f"# {line}\n" for line in self.log.splitlines()[-20:]))

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.status = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.status = self.process.wait()
        self.log = self.stderr.read_text(encoding="utf-8")
        self.folder.cleanup()

    def left_badly(self):
        """Faults: none where it stopped at SIGTERM with exit code 0."""
        return [] if self.status == 0 else [f"exit code {self.status}", self.log[-4000:]]
