"""Files that are whole or not there."""

import os
import stat
from pathlib import Path

import pytest

from rnnviz.runs import write_bytes, write_text


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """The new content stands in the file, nothing else in the folder, and others may read it."""
    file = tmp_path / "a.txt"
    write_text(file, "the first, much longer content\r\n")
    write_text(file, "é\n")
    assert file.read_bytes() == "é\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o644


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_a_failure_in_the_middle_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    """Whatever fails between opening and replacing, the old content stays and no other file is left."""
    file = tmp_path / "a.bin"
    write_bytes(file, b"old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(type(error)):
        write_bytes(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_the_content_is_on_disk_before_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is synced before it takes the name, so that a crash never shows an empty one."""
    steps: list[str] = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), sync(handle)))
    monkeypatch.setattr(os, "replace", lambda *paths: (steps.append("replace"), replace(*paths)))
    write_bytes(tmp_path / "a.bin", b"x")
    assert steps == ["sync", "replace"]
