"""A word's push along the slow mode is what the step does to first order."""

import numpy as np
import pytest

from rnnviz.dynamics import agreement, find_points, linear_error, under_constant_input, word_pushes
from rnnviz.errors import ConfigurationError
from rnnviz.runs import BagOfWords
from tests.dynamics.known import random_map, wheel


def bag_of(weights: np.ndarray) -> BagOfWords:
    return BagOfWords(weights=weights, bias=0, penalty=1, accuracy=1, trained_on=1, validated_with=1, corpus="")


def test_a_push_is_the_first_order_change_of_the_slow_coordinate() -> None:
    """Reading x̄ + ε(x_w − x̄) moves l₁ᵀ s by ε · push / (w·r₁), to second order in ε."""
    map_ = random_map("gru", seed=4)
    point = find_points(map_, np.zeros((1, 4))).points(1.0)[0]
    pushes, spectrum = word_pushes(map_, point), point.spectrum
    assert len(pushes) == len(map_.network.embedding)
    small = 1e-5
    for word, vector in enumerate(map_.network.embedding):
        ahead, behind = (
            map_.step(point.state[None], map_.vector + sign * small * (vector - map_.vector))[0] for sign in (1, -1)
        )
        moved = spectrum.left @ (ahead - behind) / (2 * small)
        assert np.isclose(pushes[word], moved * (map_.readout @ spectrum.right), atol=1e-7)


def test_where_the_slow_mode_turns_there_is_no_push() -> None:
    """A complex pair has no one direction."""
    map_ = under_constant_input(wheel(0.7, 0.9))
    (point,) = find_points(map_, np.full((3, 2), 0.1)).points()
    with pytest.raises(ConfigurationError, match="turns at this point"):
        word_pushes(map_, point)


def test_agreement_is_that_of_scikit_learn_and_numpy() -> None:
    """AUC of the two ends of the bag and the correlation of all its words; words without a weight don't count."""
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(0)
    weights = np.concatenate([np.zeros(3), rng.normal(size=60)])
    pushes = np.round(weights + rng.normal(size=63), 1)  # rounded, so that some are alike
    told = agreement(pushes, bag_of(weights), side=20)
    order = 3 + np.argsort(weights[3:], kind="stable")
    ends = np.concatenate([order[:20], order[-20:]])
    assert np.isclose(told.auc, roc_auc_score(np.repeat([0, 1], 20), pushes[ends]))
    assert np.isclose(told.correlation, np.corrcoef(weights[3:], pushes[3:])[0, 1])
    assert (told.words, told.side) == (60, 20)


def test_a_bag_without_words_agrees_with_nothing() -> None:
    """No weight: no number, rather than a wrong one."""
    told = agreement(np.zeros(8), bag_of(np.zeros(8)))
    assert np.isnan(told.auc)
    assert np.isnan(told.correlation)


def test_the_linear_error_shrinks_with_the_square() -> None:
    """Ten times nearer to the point the linear step is a hundred times better, and exact at it."""
    map_ = random_map("lstm", seed=2)
    point = find_points(map_, np.zeros((1, 8))).points(1.0)[0]
    rng = np.random.default_rng(1)
    away, towards = rng.normal(size=(6, 8)), rng.normal(size=(6, 3))

    def error(size: float) -> float:
        states, vectors = point.state + size * away, map_.vector + size * towards
        return float(np.median(linear_error(map_, point, states, vectors)))

    assert error(0.0) < 1e-12
    assert 80 < error(1e-2) / error(1e-3) < 120
