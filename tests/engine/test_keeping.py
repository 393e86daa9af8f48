"""The compiled functions on disk: whatever is wrong there costs time only."""

import errno
import importlib.util
import resource
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rnnviz.engine import compiling

SOURCE = '''"""Compiled."""

from rnnviz.engine.compiling import compiled


@compiled
def twice(number: int) -> int:
    return number + number
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folder of what is compiled, and a module beside it whose one function is."""
    (tmp_path / "doubling.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "kept").mkdir()
    monkeypatch.setattr(compiling, "_FOLDER", tmp_path / "kept")
    made = list(compiling._made)
    yield tmp_path / "kept"
    compiling._made[:] = made


def twice(folder: Path) -> Any:
    """The function as a new process imports it."""
    spec = importlib.util.spec_from_file_location("doubling", folder.parent / "doubling.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.twice


def hits(function: Any) -> int:
    return sum(function.stats.cache_hits.values())


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_compiled_is_read_again(folder: Path) -> None:
    """The second process compiles nothing; nothing lies beside the sources."""
    assert [twice(folder)(21) for _ in range(2)] == [42, 42]
    again = twice(folder)
    assert again(4) == 8
    assert hits(again) == 1
    assert {path.suffix for path in files(folder)} == {".nbi", ".nbc"}
    assert not list(folder.parent.glob("__pycache__/*.nb?"))


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "zeros": lambda content: bytes(len(content)),
    "cut off": lambda content: content[: len(content) // 2],
    "cut off at the end": lambda content: content[:-1],
    "one bit": lambda content: content[:200] + bytes([content[200] ^ 1]) + content[201:],
    "another one": lambda content: content[:-60] + bytes([content[-60] ^ 128]) + content[-59:],
    "noise": lambda content: bytes((7 * n) % 256 for n in range(len(content))),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("suffix", [".nbi", ".nbc"])
def test_a_damaged_file_is_compiled_anew_and_mended(folder: Path, damage: str, suffix: str) -> None:
    """The result is right, and the process after that finds the function kept."""
    assert twice(folder)(21) == 42
    (file,) = (path for path in files(folder) if path.suffix == suffix)
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    mending = twice(folder)
    assert mending(21) == 42
    assert hits(mending) == 0
    after = twice(folder)
    assert after(21) == 42
    assert hits(after) == 1


def test_a_file_that_went_is_compiled_anew(folder: Path) -> None:
    """An index that names a file which is not there."""
    assert twice(folder)(21) == 42
    next(path for path in files(folder) if path.suffix == ".nbc").unlink()
    assert [twice(folder)(21), hits(twice(folder))] == [42, 0]


def test_a_full_disk_keeps_nothing(folder: Path) -> None:
    """Files cannot grow: the function is compiled and used all the same."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        assert twice(folder)(21) == 42
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.suffix for path in files(folder) if path.suffix == ".nbc"] == []


@pytest.mark.parametrize("at", ["import", "call"])
def test_a_disk_that_became_read_only_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """No file can be made there any more, when the function is imported or when it is called."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    function = twice(folder) if at == "call" else None
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert (function or twice(folder))(21) == 42
    assert files(folder) == []


def test_a_folder_that_cannot_be_made_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the caches should be there is a file: nothing is kept, and no error comes."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file"))
    assert compiling.cache_folder() is None


def test_where_a_home_can_be_written_it_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's cache cannot be made, RNNVIZ_HOME can."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(compiling, "user_cache_path", lambda _: tmp_path / "file" / "cache")
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path / "home"))
    found = compiling.cache_folder()
    assert found is not None
    assert found.is_relative_to(tmp_path / "home")
