"""A corpus's states on disk: what is in them, and what becomes of them when recording is broken off."""

import dataclasses
import errno
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from rnnviz.corpora import load_corpus
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.recording import record
from rnnviz.runs import find_run
from rnnviz.states import StateStore, open_states, record_corpus, recorder
from rnnviz.training.kept_ids import ids_of

RUNS = ["imdb-simple-rnn", "imdb-lstm", "imdb-simple-rnn-stacked"]


@pytest.fixture(scope="module")
def recorded(reviews_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Store of a shipped run over the fifty reviews, recorded at once."""
    folder = tmp_path_factory.mktemp("stores")

    def of(name: str) -> Path:
        if not (folder / name).exists():
            record_corpus(find_run(name), folder / name, corpus=str(reviews_file))
        return folder / name

    return of


@pytest.mark.parametrize("name", RUNS)
def test_every_row_is_what_a_recording_says(name: str, recorded: Callable[[str], Path], reviews_file: Path) -> None:
    """Ids, logits and states of each real timestep, and before it the state that the review starts from."""
    frame = open_states(recorded(name))
    network, corpus = find_run(name).network(), load_corpus(str(reviews_file))
    assert frame["review"].nunique() == len(corpus)
    for number in (0, 4, 17, 49):
        rows = frame[frame["review"] == number]
        told = record(network, corpus.texts[number])
        real = np.flatnonzero(told.mask)
        assert rows["position"].tolist() == list(range(-1, len(real)))
        assert rows["mask"].tolist() == [False] + [True] * len(real)
        assert rows["id"].tolist() == [0, *told.ids[real]]
        assert set(rows["label"]) == {corpus.labels[number]}
        np.testing.assert_allclose(rows["logit"][1:], told.logit[real], atol=2e-4)
        np.testing.assert_allclose(rows["delta_logit"][1:], told.delta_logit[real], atol=2e-4)
        assert (rows["logit"] * 16_384 % 1 == 0).all()
        np.testing.assert_array_equal(rows["delta_logit"][1:], rows["logit"].diff()[1:])
        before = real[0] - 1
        layer = told.layers[-1]
        for kind, values in (("h", "hidden_states"), ("c", "cell_states")):
            if values not in layer.names:
                assert f"{kind}_0" not in rows
                continue
            states = layer.values(values)
            found = rows[[f"{kind}_{unit}" for unit in range(states.shape[1])]].to_numpy()
            np.testing.assert_allclose(found[1:], states[real], rtol=1e-3, atol=2e-4)
            np.testing.assert_allclose(found[0], states[before] if before >= 0 else 0, rtol=1e-3, atol=2e-4)


@pytest.mark.parametrize("name", RUNS)
def test_responses_to_words_sum_to_what_reviews_change(name: str, recorded: Callable[[str], Path]) -> None:
    """Σ over words of n·s(w), the mean change of a unit at a word, is Σ over reviews of h_T − h_0, to 1e-10."""
    frame = open_states(recorded(name)).astype({"h_3": "float64"})
    steps = frame.groupby("review")["h_3"].diff()
    mean = steps.groupby(frame["id"]).agg(["mean", "count"]).dropna()
    whole = frame.groupby("review")["h_3"].agg(lambda states: states.iloc[-1] - states.iloc[0]).sum()
    assert float((mean["mean"] * mean["count"]).sum()) == pytest.approx(float(whole), abs=1e-10)


class _Killed(BaseException):
    """What no handler of ours catches, as nothing catches a SIGKILL."""


@pytest.mark.parametrize("point", ["before the first part", "while a part is written", "between two parts"])
@pytest.mark.parametrize("by_engine", [False, True])
@pytest.mark.usefixtures("small_parts")
def test_a_store_that_was_broken_off_goes_on_where_it_was(
    point: str, by_engine: bool, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at any of three points and recorded again, it equals one that was recorded at once, row by row.

    That holds if the engine would not be chosen any more, or is only now, when it is recorded again.
    """
    monkeypatch.setattr(recorder, "engine_is_sooner", lambda *_: by_engine)
    run, broken, whole = find_run("imdb-lstm"), tmp_path / "broken", tmp_path / "whole"
    record_corpus(run, whole, corpus=str(reviews_file))
    with monkeypatch.context() as patched:
        _kill_at(point, patched)
        with pytest.raises(_Killed):
            record_corpus(run, broken, corpus=str(reviews_file), progress=_kill_after(24, point))
    if point == "while a part is written":
        (broken / ".part-00002.parquet-left").write_bytes(b"half")
    with pytest.raises(DataError, match="was not recorded to its end"):
        open_states(broken)
    kept = {file.name: file.stat().st_mtime_ns for file in broken.glob("part-*")}
    monkeypatch.setattr(recorder, "engine_is_sooner", lambda *_: by_engine if not kept else not by_engine)
    record_corpus(run, broken, corpus=str(reviews_file))
    assert {name: (broken / name).stat().st_mtime_ns for name in kept} == kept
    assert not list(broken.glob(".part-*"))
    pd.testing.assert_frame_equal(open_states(broken), open_states(whole))


def _kill_at(point: str, patched: pytest.MonkeyPatch) -> None:
    write, written = recorder.write_bytes, []

    def killed(path: Path, content: bytes) -> None:
        if len(written) == {"before the first part": 0, "while a part is written": 2}.get(point, 99):
            raise _Killed
        written.append(path)
        write(path, content)

    patched.setattr(recorder, "write_bytes", killed)


def _kill_after(reviews: int, point: str) -> Callable[[int, int], None]:
    def told(done: int, _whole: int) -> None:
        if point == "between two parts" and done >= reviews:
            raise _Killed

    return told


@pytest.mark.usefixtures("small_parts")
def test_a_damaged_file_is_one_sentence_and_recorded_again(reviews_file: Path, tmp_path: Path) -> None:
    """A file that was cut off, or is of other columns, is named; the same command mends it and nothing else."""
    run, out = find_run("imdb-lstm"), tmp_path / "store"
    store = record_corpus(run, out, corpus=str(reviews_file))
    before = open_states(out)
    for damage in (_cut, _other_columns):
        damage(store.part_file(1))
        with pytest.raises(DataError, match=r"part-00001.parquet of store is damaged"):
            open_states(out)
        record_corpus(run, out, corpus=str(reviews_file))
        pd.testing.assert_frame_equal(open_states(out), before)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def _other_columns(file: Path) -> None:
    pd.read_parquet(file).drop(columns=["h_5"]).to_parquet(file, index=False)


def test_another_networks_store_is_never_used(recorded: Callable[[str], Path], reviews_file: Path) -> None:
    """Recording into a folder of another network or other reviews is refused in a sentence that names both."""
    out = recorded("imdb-lstm")
    with pytest.raises(DataError, match=r"holds states of imdb-lstm over fifty \(all\)"):
        record_corpus(find_run("imdb-gru"), out, corpus=str(reviews_file))
    with pytest.raises(DataError, match="another network or other reviews"):
        record_corpus(find_run("imdb-lstm"), out)


def test_a_full_disk_is_one_sentence(reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what is kept and what to do."""

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(recorder, "write_bytes", full)
    with pytest.raises(DataError, match=r"The disk is full: .* holds what was recorded so far"):
        record_corpus(find_run("imdb-lstm"), tmp_path / "store", corpus=str(reviews_file))


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"run": 3}', "null"])
def test_a_damaged_record_is_one_sentence(content: str, tmp_path: Path) -> None:
    """Whatever stands in store.json, and where there is none."""
    with pytest.raises(DataError, match="holds no states of a corpus"):
        open_states(tmp_path / "nowhere")
    (tmp_path / "store.json").write_text(content)
    with pytest.raises(DataError, match="holds no states of a corpus"):
        open_states(tmp_path)


def test_bad_wishes_are_sentences(recorded: Callable[[str], Path], tmp_path: Path) -> None:
    """A part that there is not, and a column that there is not."""
    with pytest.raises(ConfigurationError, match="A part is one of training, validation, all, not 'test'"):
        record_corpus(find_run("imdb-lstm"), tmp_path, part="test")
    with pytest.raises(DataError, match="has no column 'h_99'; it has review, position"):
        open_states(recorded("imdb-lstm"), columns=["h_99"])


@pytest.mark.usefixtures("small_parts")
def test_part_files_hold_reviews_in_their_order(reviews_file: Path, tmp_path: Path) -> None:
    """Files of 12 reviews, the last of 2; labels and ids are those of the corpus."""
    store = record_corpus(find_run("imdb-gru"), tmp_path / "store", corpus=str(reviews_file))
    assert store.record.parts == 5
    assert store.record.reviews_of(4) == range(48, 50)
    assert dataclasses.replace(store.record) == StateStore(store.path).record
    vocabulary = find_run("imdb-gru").network().vocabulary
    assert vocabulary is not None
    lengths = [min(len(ids), 500) for ids in ids_of(load_corpus(str(reviews_file)), vocabulary)]
    counted = open_states(store.path, ["review", "mask"]).groupby("review")["mask"].sum()
    assert counted.tolist() == lengths
