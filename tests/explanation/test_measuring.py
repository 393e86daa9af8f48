"""What is measured of a run, and on which reviews."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as drawn

from rnnviz.corpora import Corpus
from rnnviz.errors import DataError, TrainingError
from rnnviz.explanation import (
    GRADIENT,
    METHODS,
    RANDOM,
    VALIDATION,
    Erasure,
    calibrate,
    faithfulness_of,
    held_out,
    keep_measured,
    measure,
    measure_explanations,
)
from rnnviz.recording import record
from rnnviz.runs import BagOfWords, Run, Trust
from rnnviz.shapes import Floats
from rnnviz.training.reviews import reviews_of
from tests.runs.small import small_run


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of 250 reviews."""
    return small_run(tmp_path_factory.mktemp("runs") / "small")


@given(probability=drawn.arrays(np.float64, st.integers(0, 40), elements=st.floats(0, 1)), data=st.data())
def test_a_calibration_counts_every_review_once(probability: Floats, data: st.DataObject) -> None:
    """Bins of a tenth hold all reviews, with their mean probability and how many are positive; 1 is in the last."""
    labels = np.array(data.draw(st.lists(st.integers(0, 1), min_size=len(probability), max_size=len(probability))))
    found = calibrate(probability, labels.astype(np.int8))
    for place in range(10):
        low, high = place / 10, (place + 1) / 10
        inside = [
            (value, label)
            for value, label in zip(probability, labels, strict=True)
            if int(value * 10) == place or (place == 9 and value == 1)
        ]
        assert found.counts[place] == len(inside)
        assert found.positive[place] == sum(label for _, label in inside)
        mean = found.probability[place]
        assert (mean is None) == (not inside)
        if mean is not None:
            assert mean == pytest.approx(np.mean([value for value, _ in inside]))
            assert low - 1e-9 <= mean <= high + 1e-9


@pytest.fixture(scope="module")
def measured(small: Run) -> tuple[BagOfWords, Trust]:
    """What is measured of it on its validation part, eight of the reviews taken apart."""
    on = held_out(small, None)
    bag, trust = measure(small, on)
    return bag, measure_explanations(small, on, bag, trust, most=8)


def test_a_run_is_measured_on_its_validation_part(
    small: Run, measured: tuple[BagOfWords, Trust], tmp_path: Path
) -> None:
    """Without other reviews its own 50 are taken: accuracy and bins are those of the recorded verdicts."""
    run = Run(shutil.copytree(small.path, tmp_path / "copy"))
    on, (bag, trust) = held_out(run, None), measured
    assert (on.name, on.left_out, len(on.corpus)) == (VALIDATION, 0, 50)
    verdicts = np.array([one.probability[-1] for one in record(run.network(), list(on.corpus.texts))])
    assert trust.measured.accuracy == np.mean((verdicts >= 0.5) == on.corpus.labels)
    assert trust.calibration == calibrate(verdicts, on.corpus.labels)
    assert trust.measured.bag_of_words_accuracy == bag.accuracy  # the rows are the same
    assert trust.faithfulness is not None
    assert trust.faithfulness.reviews == 8
    assert set(trust.faithfulness.comprehensiveness) == {*METHODS, GRADIENT, RANDOM}
    keep_measured(run, bag, trust)
    assert run.trust() == trust
    kept = run.bag_of_words()
    assert kept is not None
    np.testing.assert_array_equal(kept.weights, bag.weights)


@given(figures=st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=2, max_size=30))
def test_an_interval_is_that_of_a_mean(figures: list[tuple[float, float]]) -> None:
    """Mean ± 1.96 standard errors over the reviews, within what a difference of probabilities can be."""
    found = faithfulness_of([Erasure(comprehensiveness={"x": one}, sufficiency={"x": two}) for one, two in figures])
    assert found.reviews == len(figures)
    for interval, values in zip(
        (found.comprehensiveness["x"], found.sufficiency["x"]), np.array(figures).T, strict=True
    ):
        error = 1.959964 * np.sqrt(values.var(ddof=1) / len(values))
        assert interval.mean == pytest.approx(values.mean(), abs=1e-12)
        assert interval.low == pytest.approx(max(values.mean() - error, -1), abs=1e-4)
        assert interval.high == pytest.approx(min(values.mean() + error, 1), abs=1e-4)


def test_reviews_that_the_run_knows_are_left_out(small: Run) -> None:
    """Of a file's reviews those that stand in either part are counted and not measured."""
    training, validation = reviews_of(small)
    texts = ("a film nobody wrote of", training.texts[3].upper(), validation.texts[0], "another one")
    given_ones = Corpus(name="/home/me/others.csv", texts=texts, labels=np.array([1, 0, 1, 0], dtype=np.int8))
    on = held_out(small, given_ones)
    assert (on.name, on.left_out, on.corpus.texts) == ("others.csv", 2, (texts[0], texts[3]))
    with pytest.raises(DataError, match="knows all 2 reviews"):
        held_out(small, given_ones.select([1, 2]))


def test_what_was_measured_of_another_model_is_not_kept(
    small: Run, measured: tuple[BagOfWords, Trust], tmp_path: Path
) -> None:
    """A run that was trained on meanwhile keeps what it has."""
    run = Run(shutil.copytree(small.path, tmp_path / "copy"))
    bag, trust = measured
    run.model_file.write_bytes(run.model_file.read_bytes() + b"\0")
    with pytest.raises(TrainingError, match="has changed while it was measured"):
        keep_measured(run, bag, trust)
