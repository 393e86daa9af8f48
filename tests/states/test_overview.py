"""What comes with a run says what its recorded states say, and nothing of another network or other reviews."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnviz.errors import DataError
from rnnviz.runs import Run
from rnnviz.states import (
    Overview,
    StateIndex,
    corpus_reviews,
    forget_stores,
    has_overview,
    is_ready,
    kept_store,
    open_index,
    open_overview,
    overview_file,
    record_corpus,
    unit_extremes,
    unit_movers,
    unit_summary,
    word_effects,
    word_summary,
    word_uses,
    write_overview,
)
from rnnviz.states.overview import AROUND, MOST_PLACES, overview_of
from rnnviz.states.overview_file import OVERVIEW_FILE
from tests.runs.small import small_run


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A run with fifty validation reviews and an overview of them, in a home of its own."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("RNNVIZ_HOME", str(home))
        yield small_run(home / "runs" / "small", epochs=(1,))


@pytest.fixture(scope="module")
def index(run: Run, tmp_path_factory: pytest.TempPathFactory) -> StateIndex:
    """Index of its recorded states, from which the overview was written."""
    found = open_index(record_corpus(run, tmp_path_factory.mktemp("store")))
    write_overview(run, found)
    return found


@pytest.fixture(scope="module")
def overview(run: Run, index: StateIndex) -> Overview:
    """The overview, read from its file."""
    found = open_overview(run)
    assert found is not None
    return found


def test_what_a_unit_does_is_the_same(index: StateIndex, overview: Overview) -> None:
    """Histogram, moments and correlations to the last digit; mean changes and intervals to float32."""
    assert overview.units == index.units
    for unit in range(index.units):
        ours, theirs = vars(unit_summary(overview, unit)), vars(unit_summary(index, unit))
        np.testing.assert_array_equal(ours.pop("histogram"), theirs.pop("histogram"))
        assert ours == theirs
        one, other = unit_movers(overview, unit, least=3), unit_movers(index, unit, least=3)
        assert sorted(one.what) == sorted(other.what)
        np.testing.assert_allclose(one.means, other.means, atol=1e-7)
        np.testing.assert_allclose(np.sort(one.high), np.sort(other.high), atol=1e-6)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_places_are_the_same(index: StateIndex, overview: Overview, sign: int) -> None:
    """Highest and lowest places, and every state eight words to either side; elsewhere no number."""
    for unit in range(index.units):
        places = unit_extremes(overview, unit, sign=sign, most=6)
        assert places == unit_extremes(index, unit, sign=sign, most=6)
        for one in places:
            first, stop = int(index.starts[one.review]) + 1, int(index.starts[one.review + 1])
            here = first + one.position
            rows = np.arange(max(here - AROUND, first), min(here + AROUND + 1, stop))
            np.testing.assert_array_equal(overview.states_of(unit, rows), index.states_of(unit, rows))
    assert np.isnan(overview.states_of(0, np.array([0]))).all()
    assert len(unit_extremes(overview, 0, most=1_000)) == MOST_PLACES


def test_what_a_word_does_is_the_same(index: StateIndex, overview: Overview) -> None:
    """Every push, their mean and interval to the last digit, the uses; the units that it moves to float32."""
    for number in (2, 4, 17, int(index.ids.max()), int(index.ids.max()) - 1):
        ours, theirs = word_summary(overview, number), word_summary(index, number)
        if ours is None or theirs is None:
            assert ours is theirs
            continue
        np.testing.assert_array_equal(ours.pushes, theirs.pushes)
        assert (ours.mean, ours.low, ours.up, ours.reviews) == (theirs.mean, theirs.low, theirs.up, theirs.reviews)
        assert word_uses(overview, number, sign=1) == word_uses(index, number, sign=1)
        one, other = word_effects(overview, number), word_effects(index, number)
        np.testing.assert_allclose(one.means, other.means, atol=1e-7)


def test_the_verdicts_are_the_same(run: Run, index: StateIndex, overview: Overview) -> None:
    """Logits, labels and what is counted of every review; its text is that of the corpus."""
    for name, values in vars(corpus_reviews(index, [17])).items():
        np.testing.assert_array_equal(getattr(corpus_reviews(overview, [17]), name), values)
    _, validation = overview_file.reviews_of(run)
    assert [kept_store(run).text(review) for review in range(50)] == list(validation.texts)


def test_short_reviews_have_no_states_beyond_them() -> None:
    """Places near either end of a review; more places than reviews."""
    rng = np.random.default_rng(0)
    states = rng.uniform(-1, 1, size=(9, 1)).astype(np.float16)
    words = np.array([0, 4, 5, 4, 0, 5, 4, 5, 4], dtype=np.int32)
    order = np.argsort(words, kind="stable").astype(np.int32)
    tiny = StateIndex(
        codes=np.zeros((1, 1, 4096), dtype=np.uint8),
        halves=states,
        norms=np.zeros(9),
        ids=words,
        logits=np.zeros(9, dtype=np.float32),
        starts=np.array([0, 4, 9]),
        labels=np.array([0, 1], dtype=np.int8),
        by_word=order,
        word_starts=np.searchsorted(words[order], np.arange(7)),
        changes=np.zeros((6, 1)),
        squares=np.zeros((6, 1)),
        pushes=np.zeros(6),
        push_squares=np.zeros(6),
    )
    found = overview_of(tiny)
    assert [one.review for one in unit_extremes(found, 0)] == [one.review for one in unit_extremes(tiny, 0)]
    np.testing.assert_array_equal(found.states_of(0, np.arange(1, 4)), states[1:4, 0])
    assert np.isnan(found.states_of(0, np.array([0, 4]))).all()


def test_it_is_of_no_other_run(run: Run, overview: Overview, tmp_path: Path) -> None:
    """Other weights, words, padding or split: it is not used."""
    other = Run(shutil.copytree(run.path, tmp_path / "small"))
    assert has_overview(other)
    training = replace(run.record.training, split_seed=9)
    assert not has_overview(other.write_record(padding=replace(run.record.padding, maxlen=400)))
    assert not has_overview(other.write_record(padding=run.record.padding, training=training))
    assert has_overview(other.write_record(training=run.record.training))
    other.model_file.write_bytes(other.model_file.read_bytes() + b" ")
    assert open_overview(other) is None


def test_a_damaged_file_is_not_used(run: Run, overview: Overview, tmp_path: Path) -> None:
    """Cut off, empty, or with numbers that no network leaves."""
    other = Run(shutil.copytree(run.path, tmp_path / "small"))
    file = other.path / OVERVIEW_FILE
    content = file.read_bytes()
    for damaged in (content[: len(content) // 2], b"", b"no archive"):
        file.write_bytes(damaged)
        assert open_overview(other) is None
    with np.load(run.path / OVERVIEW_FILE) as arrays:
        told = dict(arrays)
    for name, value in (("correlated", np.nan), ("places", 10**6)):
        np.savez_compressed(file, **{**told, name: np.full_like(told[name], value)}, allow_pickle=False)
        assert has_overview(other)
        assert open_overview(other) is None


def test_the_reviews_are_read_once(run: Run, overview: Overview, monkeypatch: pytest.MonkeyPatch) -> None:
    """Later looks find words and texts beside the place of the store; what was damaged is read again."""
    store = kept_store(run)
    assert not is_ready(store)

    def gone(*_: object, **__: object) -> None:
        raise DataError("The corpus was read.")

    with monkeypatch.context() as patched:
        patched.setattr(overview_file, "reviews_of", gone)
        assert open_overview(run) is not None
        (store.path / "rows.npz").write_bytes(b"")
        with pytest.raises(DataError, match="The corpus was read"):
            open_overview(run)
    assert open_overview(run) is not None


def test_its_reviews_stay_beside_stores(run: Run, overview: Overview) -> None:
    """They are small: whoever records four other networks does not make the next look slow."""
    kept = kept_store(run)
    forget_stores(type(kept)(kept.path.parent / "other-1"), most=1)
    assert (kept.path / "rows.npz").is_file()
