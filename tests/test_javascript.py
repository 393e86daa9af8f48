"""The unit tests of the JavaScript below `rnnviz/ui`, which stand in `tests/js` and run in deno."""

import os
import subprocess
import sys
from pathlib import Path

from deno import find_deno_bin

ROOT = Path(__file__).resolve().parents[1]


def test_the_javascript_unit_tests_pass() -> None:
    """Every test in `tests/js` passes, without the network and with no permission."""
    offline = {"DENO_DIR": str(Path(sys.prefix) / ".deno"), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"}
    tests = subprocess.run(
        [find_deno_bin(), "test", "--no-remote", "--no-check", "tests/js"],
        cwd=ROOT,
        env={**os.environ, **offline},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert tests.returncode == 0, tests.stdout + tests.stderr
