"""A bag of words is fitted on what the network of the run sees."""

from pathlib import Path

import numpy as np
import pytest

from rnnviz.text import Padding, Vocabulary
from rnnviz.training import fit_bag_of_words
from rnnviz.training.bag_of_words import presence
from rnnviz.training.datasets import encode
from rnnviz.training.reviews import reviews_of
from tests.runs.small import small_run


def test_it_is_the_regression_on_the_runs_own_rows(tmp_path: Path) -> None:
    """Its weights minimise scikit-learn's objective on the training part; its accuracy is that on the other part."""
    run = small_run(tmp_path / "small")
    bag = fit_bag_of_words(run)
    vocabulary, padding = Vocabulary.from_file(run.vocabulary_file), run.record.padding
    training, validation = reviews_of(run)
    rows, held = (encode(part.texts, vocabulary, padding) for part in (training, validation))
    logits = np.array([bag.logit(row) for row in rows])
    pull = 1 / (1 + np.exp(-logits)) - training.labels
    seen = np.array([np.isin(np.arange(len(bag.weights)), row) for row in rows])
    seen[:, :3] = False
    slope = bag.penalty * pull @ seen + bag.weights  # of C Σ log-loss + ½‖w‖²
    assert np.abs(slope).max() < 1e-3
    assert abs(pull.sum()) < 1e-2
    held_logits = np.array([bag.logit(row) for row in held])
    assert bag.accuracy == pytest.approx(np.mean((held_logits > 0) == validation.labels))
    assert (bag.trained_on, bag.validated_with, bag.corpus) == (200, 50, run.record.corpus.fingerprint)


def test_presence_is_what_stands_in_a_row() -> None:
    """Each known word of a row is a one, however often it stands there; a row without any is empty."""
    rows = Padding(maxlen=5).rows([[1, 4, 4, 6], [2, 1], [9, 8, 7, 6, 5, 4]])
    expected = np.zeros((3, 10))
    for sample, word in ((0, 4), (0, 6), *((2, word) for word in range(4, 9))):
        expected[sample, word] = 1
    np.testing.assert_array_equal(presence(rows, 10).toarray(), expected)
