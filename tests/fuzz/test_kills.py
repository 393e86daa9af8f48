"""Kills in the moment of saving."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_forty_kills_amid_saving_lose_nothing() -> None:
    """After each of 40 kills the run is whole, and so are all epochs that were finished; many kills hit the moment."""
    kills = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.kills", "--kills", "40"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert kills.returncode == 0, kills.stderr[-2_000:]
    said = re.match(r"40 kills, (\d+) amid saving: 0 unreadable runs, 0 of (\d+) finished epochs lost", kills.stdout)
    assert said is not None, kills.stdout
    assert int(said[1]) >= 10
    assert int(said[2]) >= 5
