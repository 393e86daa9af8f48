"""A run's bag of words: what it says of a review, and a file that may be anybody's."""

import io
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import IncompatibleModelError
from rnnviz.runs import BagOfWords, Run, models_folder, write_bag_of_words

SHIPPED = [Run(path) for path in sorted(models_folder().iterdir()) if path.is_dir()]


def bag_of(weights: list[float], **figures: Any) -> BagOfWords:
    """Bag of words with these weights for the ids from 3 on."""
    kept = {"bias": 0.25, "penalty": 0.1, "accuracy": 0.8, "trained_on": 40, "validated_with": 10, "corpus": "ab" * 32}
    return BagOfWords(weights=np.array([0.0, 0.0, 0.0, *weights]), **{**kept, **figures})


@given(ids=st.lists(st.integers(0, 6), max_size=12))
def test_a_word_counts_once_wherever_it_stands(ids: list[int]) -> None:
    """The logit is the bias and the weight of each word that stands there at all; padding and signs weigh nothing."""
    bag = bag_of([1.0, 2.0, 4.0, -8.0])
    expected = 0.25 + sum(weight for word, weight in {3: 1, 4: 2, 5: 4, 6: -8}.items() if word in ids)
    assert bag.logit(np.array(ids, dtype=np.int32)) == expected


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A run that may be changed."""
    shipped = models_folder() / "imdb-gru"
    return Run(shutil.copytree(shipped, tmp_path / "mine", ignore=shutil.ignore_patterns("epochs")))


def test_it_comes_back_as_it_was_kept(run: Run) -> None:
    """All that is written is read again, and written again it gives the same bytes."""
    first = run.bag_of_words()
    assert first is not None
    before = run.bag_of_words_file.read_bytes()
    write_bag_of_words(run.bag_of_words_file, first)
    assert run.bag_of_words_file.read_bytes() == before
    second = run.bag_of_words()
    assert second is not None
    assert {**vars(first), "weights": 0} == {**vars(second), "weights": 0}
    np.testing.assert_array_equal(first.weights, second.weights)


def test_without_a_file_there_is_none(run: Run) -> None:
    """A run that was not measured has no bag of words."""
    run.bag_of_words_file.unlink()
    assert run.bag_of_words() is None


def changed(run: Run, **arrays: Any) -> None:
    """Replace arrays of the file; None leaves one out."""
    with np.load(run.bag_of_words_file) as kept:
        given = {**kept, **arrays}
    packed = io.BytesIO()
    np.savez(packed, **{name: array for name, array in given.items() if array is not None})
    run.bag_of_words_file.write_bytes(packed.getvalue())


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"weights": np.zeros(9_999, np.float32)}, r"should have the shape \(10000,\) in float32; it has \(9999,\)"),
        ({"weights": np.zeros(10_000)}, "its weights.npy has 80,128 bytes; at most 41,000 are read"),
        ({"weights": np.zeros(10_000, np.int32)}, r"in float32; it has \(10000,\) in int32"),
        ({"weights": np.full(10_000, np.nan, np.float32)}, "inf, nan, or numbers that no regression leaves"),
        ({"weights": np.ones(10_000, np.float32)}, "gives a weight to what is no word"),
        ({"bias": np.float64(np.inf)}, "inf, nan, or numbers that no regression leaves"),
        ({"accuracy": np.float64(1.5)}, "its figures cannot be"),
        ({"trained_on": np.float64(-1)}, "its figures cannot be"),
        ({"penalty": None}, "penalty.npy"),
        ({"bias": np.array({}, dtype=object)}, "in object"),
        ({"corpus": np.zeros(32, np.uint8)}, "was fitted on other reviews"),
    ],
)
def test_what_no_regression_leaves_is_refused(run: Run, arrays: dict[str, Any], message: str) -> None:
    """Another shape or type, what is no number, impossible figures and other reviews are one sentence each."""
    changed(run, **arrays)
    with pytest.raises(IncompatibleModelError, match=message) as caught:
        run.bag_of_words()
    assert str(caught.value).startswith("bag_of_words.npz of mine ")


def test_a_damaged_file_says_how_to_make_it_again(run: Run) -> None:
    """Bytes that are no file of weights are one sentence with the command."""
    run.bag_of_words_file.write_bytes(b"PK\x03\x04")
    with pytest.raises(IncompatibleModelError, match=r"cannot be read \(.*again with python -m rnnviz measure mine\."):
        run.bag_of_words()


@pytest.mark.parametrize("run", SHIPPED, ids=[run.name for run in SHIPPED])
def test_every_shipped_run_has_one_for_its_own_reviews(run: Run) -> None:
    """It was fitted on the run's reviews, is as good as a bag of words is, and knows what is good and what bad."""
    bag = run.bag_of_words()
    vocabulary = run.network().vocabulary
    assert bag is not None
    assert vocabulary is not None
    assert (bag.trained_on, bag.validated_with) == (run.record.corpus.training, run.record.corpus.validation)
    assert 0.87 < bag.accuracy < 0.91
    good, bad = (bag.logit(np.array([vocabulary.id_of(word)])) - bag.bias for word in ("excellent", "worst"))
    assert good > 1
    assert bad < -1
