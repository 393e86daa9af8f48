"""Files that nobody has written: each has a result or a sentence, soon, and without filling the memory."""

import os
from pathlib import Path

import pytest

from rnnviz.runs import Run
from tests.fuzz.fuzzer import MOST_MEGABYTES, fuzz
from tests.fuzz.reading import KINDS, read_run
from tests.fuzz.valid import run_files

CASES, PARTS = 2_000, 4


@pytest.fixture(autouse=True)
def _without_waiting_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A runs folder of its own; that bytes reach the disk plays no part here, and takes most of the time."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_file_is_read_or_refused(part: int) -> None:
    """Of 2,000 mutated files of all kinds none ends in anything but a result or an error of ours, within 2 s."""
    each = CASES // PARTS
    report = fuzz(range(part * each, (part + 1) * each))
    assert report.wrong == {}
    assert sum(report.outcomes.values()) == each
    assert {(kind, outcome) for kind in KINDS for outcome in ("read", "refused")} == set(report.outcomes)
    assert report.megabytes < MOST_MEGABYTES


def test_the_fuzzer_begins_with_files_that_are_read(tmp_path: Path) -> None:
    """Unchanged, the run is whole in all its parts."""
    for name, content in run_files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    read_run(Run(tmp_path))
