"""The arrays beside a store say what the store says, and never what another one does."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from rnnviz.errors import DataError
from rnnviz.runs import find_run
from rnnviz.states import StateStore, open_states, record_corpus, recorder
from rnnviz.states.index import codes_of, open_index


@pytest.fixture(scope="module")
def store(reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> StateStore:
    """Store of a shipped LSTM over the fifty reviews, in five files."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(recorder, "REVIEWS_A_PART", 12)
        return record_corpus(find_run("imdb-lstm"), tmp_path_factory.mktemp("store"), corpus=str(reviews_file))


def test_the_arrays_are_those_of_the_table(store: StateStore) -> None:
    """States, their codes, words, logits, labels and where reviews begin; hidden states only."""
    index, frame = open_index(store), open_states(store.path)
    states = frame[[f"h_{unit}" for unit in range(32)]].to_numpy()
    assert index.units == 32
    np.testing.assert_array_equal(index.halves, states.astype(np.float16))
    for unit in range(32):
        np.testing.assert_array_equal(index.codes_of_unit(unit), codes_of(states[:, unit]))
    np.testing.assert_array_equal(index.ids, frame["id"])
    np.testing.assert_array_equal(index.logits, frame["logit"])
    np.testing.assert_array_equal(index.starts, np.append(np.flatnonzero(frame["position"] == -1), len(frame)))
    np.testing.assert_array_equal(index.labels, frame.groupby("review")["label"].first())
    rows = np.arange(len(frame))
    np.testing.assert_array_equal(index.review_of(rows), frame["review"])
    np.testing.assert_array_equal(index.position_of(rows), frame["position"])


def test_words_are_found_with_their_pushes_and_changes(store: StateStore) -> None:
    """Rows, number, pushes and sums of changes of every word equal those of a group-by over the table."""
    index, frame = open_index(store), open_states(store.path)
    units = [f"h_{unit}" for unit in range(32)]
    changes = frame.astype(dict.fromkeys(units, "float64")).groupby("review")[units].diff()
    real = frame["mask"]
    sums = changes[real].groupby(frame["id"][real]).sum()
    squares = (changes[real] ** 2).groupby(frame["id"][real]).sum()
    push = frame["logit"].astype("float64").diff()[real]
    for number in [1, 2, 4, 17, int(frame["id"].max())]:
        rows = index.rows_of_word(number)
        assert rows.tolist() == np.flatnonzero(frame["id"] == number).tolist()
        assert index.word_counts[number] == len(rows)
        np.testing.assert_allclose(index.pushes_of(rows), push[rows], atol=1e-5)
        np.testing.assert_allclose(index.changes[number], sums.loc[number], atol=1e-10)
        np.testing.assert_allclose(index.squares[number], squares.loc[number], atol=1e-10)
        assert index.pushes[number] == pytest.approx(push[rows].sum(), abs=1e-9)
    assert len(index.rows_of_word(10**9)) == len(index.rows_of_word(-1)) == 0


def test_what_reviews_change_is_what_their_words_change(store: StateStore) -> None:
    """Σ over words of n·s(w) = Σ over reviews of h_T − h_0, to 1e-10, for every unit."""
    index = open_index(store)
    ends = index.halves[index.starts[1:] - 1].astype(np.float64) - index.halves[index.starts[:-1]].astype(np.float64)
    np.testing.assert_allclose(index.changes.sum(axis=0), ends.sum(axis=0), atol=1e-10)


def _touch(folder: Path) -> None:
    for file in folder.glob("part-*"):
        os.utime(file, ns=(1, 1))


def _cut(folder: Path) -> None:
    file = folder / "index" / "codes.npy"
    file.write_bytes(file.read_bytes()[:-10])


@pytest.mark.parametrize("change", [_touch, _cut, lambda folder: (folder / "index" / "ids.npy").unlink()])
def test_an_index_of_other_files_or_a_damaged_one_is_made_anew(
    change: Callable[[Path], None], reviews_file: Path, tmp_path: Path
) -> None:
    """It follows from the store's files as they are; what is cut off or missing is no index."""
    store = record_corpus(find_run("imdb-gru"), tmp_path / "store", corpus=str(reviews_file))
    told: list[int] = []
    before = open_index(store, progress=lambda done, _whole: told.append(done))
    kept = np.array(before.codes)
    open_index(store, progress=lambda done, _whole: told.append(done))
    assert told == [1]
    change(store.path)
    again = open_index(store, progress=lambda done, _whole: told.append(done))
    assert told == [1, 1]
    np.testing.assert_array_equal(again.codes, kept)
    assert {path.name for path in store.path.iterdir() if path.name.startswith(".index-")} == set()


def test_an_unfinished_store_has_no_index(reviews_file: Path, tmp_path: Path) -> None:
    """The sentence is the store's own."""
    store = record_corpus(find_run("imdb-gru"), tmp_path / "store", corpus=str(reviews_file))
    store.part_file(0).unlink()
    with pytest.raises(DataError, match="was not recorded to its end"):
        open_index(StateStore(store.path))


def test_pandas_reads_the_same(store: StateStore) -> None:
    """The files are Parquet that any program reads, without us."""
    whole = pd.concat([pd.read_parquet(file) for file in sorted(store.path.glob("part-*.parquet"))], ignore_index=True)
    pd.testing.assert_frame_equal(whole, open_states(store.path))


@pytest.mark.parametrize("name", ["imdb-lstm", "imdb-simple-rnn"])
@pytest.mark.usefixtures("small_parts")
def test_an_index_made_while_recording_is_that_of_the_files(name: str, reviews_file: Path, tmp_path: Path) -> None:
    """Array by array, and nothing is read again to open it; one of a store that was broken off comes from its files."""
    run, told = find_run(name), list[int]()
    store = record_corpus(run, tmp_path / "store", corpus=str(reviews_file), index=True)
    made = {file.name: file.read_bytes() for file in (store.path / "index").glob("*.npy")}
    sums = dict(np.load(store.path / "index" / "words.npz"))
    open_index(store, progress=lambda done, _whole: told.append(done))
    assert told == []
    shutil.rmtree(store.path / "index")
    open_index(store, progress=lambda done, _whole: told.append(done))
    assert told == [1, 2, 3, 4, 5]
    assert {file.name: file.read_bytes() for file in (store.path / "index").glob("*.npy")} == made
    for name_of_sum, values in np.load(store.path / "index" / "words.npz").items():
        np.testing.assert_array_equal(values, sums[name_of_sum])
    store.part_file(2).unlink()
    (store.path / ".index-left").mkdir()
    record_corpus(run, store.path, corpus=str(reviews_file), index=True)
    assert {file.name: file.read_bytes() for file in (store.path / "index").glob("*.npy")} == made
    assert not list(store.path.glob(".index-*"))
