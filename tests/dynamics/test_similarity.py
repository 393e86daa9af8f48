"""Linear CKA does not see a rotation or a scale, and does see other linear maps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.dynamics import alikeness, linear_cka, participation_ratio, shuffled_cka, without_verdicts
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.shapes import Floats


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1000), units=st.integers(2, 6), scale=st.floats(0.01, 100))
def test_rotation_scale_and_shift_leave_it_alone(seed: int, units: int, scale: float) -> None:
    """With itself, rotated, reflected, scaled or moved it is 1; with other states it stays what it is."""
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(40, units)), rng.normal(size=(40, 3))
    turn, _ = np.linalg.qr(rng.normal(size=(units, units)))
    turned = scale * x @ turn + rng.normal(size=units)
    assert np.isclose(linear_cka(x, turned), 1)
    assert np.isclose(linear_cka(turned, y), linear_cka(x, y))
    assert np.isclose(linear_cka(y, x), linear_cka(x, y))
    assert 0 <= linear_cka(x, y) <= 1 + 1e-12


def test_another_linear_map_changes_it() -> None:
    """Stretching one direction a hundredfold leaves less than 0.6 of alikeness among many."""
    x = np.random.default_rng(0).normal(size=(400, 8))
    assert linear_cka(x, x * [100, *[1] * 7]) < 0.6


def test_it_equals_the_kernels_form() -> None:
    """HSIC of the centred Gram matrices gives the same number."""
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(30, 4)), rng.normal(size=(30, 5))
    centre = np.eye(30) - 1 / 30
    k, l = (centre @ s @ s.T @ centre for s in (x, y))  # noqa: E741
    assert np.isclose(linear_cka(x, y), (k * l).sum() / np.sqrt((k * k).sum() * (l * l).sum()))


def test_what_cannot_be_compared_is_refused() -> None:
    """Other samples, and states that never differ."""
    with pytest.raises(ConfigurationError, match="same samples"):
        linear_cka(np.zeros((3, 2)), np.zeros((4, 2)))
    with pytest.raises(DataError, match="nothing that could be alike"):
        linear_cka(np.ones((3, 2)), np.eye(3))


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), samples=st.integers(12, 40))
def test_intervals_are_those_of_states_drawn_again(seed: int, samples: int) -> None:
    """The same draws, one pair and one draw at a time, with another formula, spread as far."""
    rng = np.random.default_rng(seed)
    firsts, seconds = [rng.normal(size=(samples, units)) for units in (2, 4)], [rng.normal(size=(samples, 3))]
    found = alikeness(firsts, seconds, resamples=20, seed=seed)
    lots = np.random.default_rng(seed)
    draws = [lots.integers(0, samples, samples) for _ in range(20)]
    for one, first in enumerate(firsts):
        drawn = [kernels(first[rows], seconds[0][rows]) for rows in draws]
        assert np.isclose(found.cka[one, 0], kernels(first, seconds[0]))
        middle, aside = kernels(first, seconds[0]), 1.96 * np.std(drawn, ddof=1)
        ends = found.low[one, 0], found.high[one, 0]
        np.testing.assert_allclose(ends, [max(middle - aside, 0), min(middle + aside, 1)], atol=1e-12)


def kernels(first: Floats, second: Floats) -> float:
    """CKA by its Gram matrices."""
    centre = np.eye(len(first)) - 1 / len(first)
    k, l = (centre @ states @ states.T @ centre for states in (first, second))  # noqa: E741
    return float((k * l).sum() / np.sqrt((k * k).sum() * (l * l).sum()))


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Of 60 samples of 200 reviews whose CKA is known from their covariances, most intervals hold it."""
    rng = np.random.default_rng(5)
    mixing = rng.normal(size=(4, 6)) * [3, 1, 1, 2, 1, 1]
    covariance = mixing.T @ mixing
    x, y = covariance[:3, :3], covariance[3:, 3:]
    truth = np.linalg.norm(covariance[:3, 3:]) ** 2 / (np.linalg.norm(x) * np.linalg.norm(y))
    held = 0
    for _ in range(60):
        states = rng.normal(size=(200, 4)) @ mixing
        found = alikeness([states[:, :3]], [states[:, 3:]], resamples=120)
        held += found.low[0, 0] <= truth <= found.high[0, 0]
    assert 52 <= held <= 60  # 57 of a 95 % interval


def test_what_is_the_same_everywhere_is_like_nothing() -> None:
    """A set without variance has no CKA, and the others keep theirs."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(20, 2))
    found = alikeness([np.ones((20, 2)), x], [x], resamples=3)
    assert np.isnan(found.cka[0, 0])
    assert np.isclose(found.cka[1, 0], 1)
    with pytest.raises(ConfigurationError, match="same samples"):
        alikeness([x], [x[:5]])


def test_reviews_by_lot_are_hardly_alike() -> None:
    """Shuffled, equal states have about 1/n of their CKA; in their order all of it."""
    x = np.random.default_rng(1).normal(size=(400, 3))
    assert shuffled_cka(x, x).mean() < 0.02
    assert np.isclose(linear_cka(x, x), 1)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000))
def test_without_verdicts_nothing_of_a_logit_is_left(seed: int) -> None:
    """What is left is uncorrelated with the logits, and what did not depend on them stays."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(size=(50, 2))
    states = np.outer(logits[:, 0], [1.0, 2.0, 0.0]) + rng.normal(size=(50, 3))
    rest = without_verdicts(states, *logits.T)
    np.testing.assert_allclose(rest.T @ (logits - logits.mean(axis=0)), 0, atol=1e-10)
    np.testing.assert_allclose(without_verdicts(rest, *logits.T), rest, atol=1e-10)


def test_the_participation_ratio_counts_directions() -> None:
    """1 for a line, 3 for three equal directions; nan for a point."""
    line = np.outer(np.arange(10.0), [1, 2, 3])
    equal = np.concatenate([np.eye(3), -np.eye(3)])
    assert np.isclose(participation_ratio(line), 1)
    assert np.isclose(participation_ratio(equal), 3)
    assert np.isnan(participation_ratio(np.ones((4, 2))))
