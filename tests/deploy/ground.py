# SPDX-License-Identifier: Apache-2.0
"""What the tests of deploy/ share: where it is, and what to do where a tool is not there."""
import shutil
import sys
from pathlib import Path

ROOT = Path(sys.argv[2]).resolve()
DEPLOY = ROOT / "deploy"
sys.path.insert(0, str(ROOT / "tests" / "wire"))


def needs(*tools):
    """Skips the whole suite where one of the tools is missing."""
    for tool in tools:
        if not shutil.which(tool):
            print(f"1..0 # SKIP needs {tool}")
            sys.exit(0)


def claim_with(tool, claims, holds, *arguments):
    """Makes the claim where the tool is there; else its point is skipped and says why."""
    if shutil.which(tool):
        claims.claim(holds, *arguments)
    else:
        claims.skip(holds, f"needs {tool}")
