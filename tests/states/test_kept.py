"""The stores that the app keeps: where they are, when they are whole, which ones go."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from rnnviz.errors import DataError
from rnnviz.runs import Run
from rnnviz.states import StateStore, forget_stores, is_ready, kept_store, note_use, open_index, record_corpus
from rnnviz.training.reviews import reviews_of
from tests.runs.small import small_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A run with fifty validation reviews, in a home of its own."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("RNNVIZ_HOME", str(home))
        yield small_run(home / "runs" / "small", epochs=(1, 2))


@pytest.fixture(scope="module")
def store(run: Run) -> StateStore:
    """Its store, with the index."""
    found = kept_store(run)
    assert not is_ready(found)
    record_corpus(run, found.path)
    assert not is_ready(found)
    open_index(found)
    return found


def test_a_store_is_ready_when_all_of_it_is_there(run: Run, store: StateStore) -> None:
    """With all parts and the index, in the folder of states."""
    assert is_ready(store)
    assert store.path.parent.name == "states"
    assert kept_store(run).path == store.path


def test_the_texts_are_kept(run: Run, store: StateStore) -> None:
    """Each review word for word; one that there is not, and files that are not there, are sentences."""
    _, validation = reviews_of(run)
    assert [store.text(review) for review in range(50)] == list(validation.texts)
    with pytest.raises(DataError, match="The texts of small-"):
        store.text(50)
    with pytest.raises(DataError, match="give the command that recorded it again"):
        StateStore(store.path / "index").text(0)


def test_other_weights_are_another_store(run: Run, store: StateStore, tmp_path: Path) -> None:
    """A run that was trained again is not taken for what it was."""
    other = Run(shutil.copytree(run.path, tmp_path / "small"))
    assert kept_store(other).path == store.path
    other.model_file.write_bytes(other.model_file.read_bytes() + b" ")
    assert kept_store(other).path != store.path


def stores(folder: Path, names: dict[str, int]) -> None:
    for name, used in names.items():
        (folder / name).mkdir()
        (folder / name / "store.json").write_text("{}")
        os.utime(folder / name / "store.json", (used, used))


def test_the_stores_that_were_used_longest_ago_go(tmp_path: Path) -> None:
    """Those of the same run's other weights first; what is being recorded and what is no store stays."""
    stores(tmp_path, {"a-1": 9, "a-2": 8, "b-1": 7, "c-1": 6, "d-1": 5, "e-1": 4, "f-1": 3})
    (tmp_path / "note").write_text("")
    with FileLock(tmp_path / "f-1" / ".lock"):
        forget_stores(StateStore(tmp_path / "a-1"), most=3)
    assert {path.name for path in tmp_path.iterdir()} == {"a-1", "b-1", "c-1", "f-1", "note"}


def test_a_store_that_is_used_stays_longer(tmp_path: Path) -> None:
    """The order is that of the last use, not of the recording."""
    stores(tmp_path, {"a-1": 1, "b-1": 2})
    note_use(StateStore(tmp_path / "a-1"))
    forget_stores(StateStore(tmp_path / "c-1"), most=2)
    assert {path.name for path in tmp_path.iterdir()} == {"a-1"}
