"""Two networks' verdicts against counting one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.analysis import VerdictPair
from rnnviz.errors import ConfigurationError


def pair_of(seed: int, n: int, skill: float = 1.0) -> VerdictPair:
    """Verdicts that have something to do with the labels, and with each other."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, n).astype(np.int8)
    shared = rng.normal(size=n)
    first, second = (skill * (2 * labels - 1) + shared + rng.normal(size=n) for _ in range(2))
    return VerdictPair(labels=labels, first=first, second=second)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1000), n=st.integers(1, 60))
def test_everything_is_counted_one_by_one(seed: int, n: int) -> None:
    """Reviews that part, who is right on them, accuracies and what both get wrong."""
    pair = pair_of(seed, n)
    rows = list(zip(pair.labels == 1, pair.first >= 0, pair.second >= 0, strict=True))
    assert pair.part.tolist() == [a != b for _, a, b in rows]
    assert pair.alone == (sum(a == y != b for y, a, b in rows), sum(b == y != a for y, a, b in rows))
    assert sum(pair.alone) == sum(pair.part)
    assert pair.both_wrong == sum(y not in (a, b) for y, a, b in rows)
    right, too = (sum(row[0] == row[at] for row in rows) / n for at in (1, 2))
    assert pair.accuracies == (right, too)
    assert np.isclose(pair.expected, right + too - 2 * right * too)
    assert np.isclose(pair.expected_wrong, n * (1 - right) * (1 - too))


def test_draws_of_reviews_give_the_interval() -> None:
    """Reviews drawn again one by one, and both shares counted in each draw, have about the same percentiles."""
    pair = pair_of(3, 300)
    rng = np.random.default_rng(9)
    found = []
    for _ in range(1500):
        rows = rng.integers(0, 300, 300)
        drawn = VerdictPair(labels=pair.labels[rows], first=pair.first[rows], second=pair.second[rows])
        found.append(drawn.part.mean() - drawn.expected)
    np.testing.assert_allclose(pair.observed_over_expected(), np.percentile(found, [2.5, 97.5]), atol=0.01)


def test_independent_mistakes_are_taken_for_such() -> None:
    """Of 40 pairs that err independently, most intervals hold no difference; of pairs that share a noise, few."""
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(40):
        labels = rng.integers(0, 2, 400).astype(np.int8)
        first, second = ((2 * labels - 1) + rng.normal(size=400) for _ in range(2))
        low, high = VerdictPair(labels=labels, first=first, second=second).observed_over_expected()
        held += low <= 0 <= high
    assert held >= 34
    assert sum(pair_of(seed, 400).observed_over_expected()[1] < 0 for seed in range(20)) >= 18


def test_verdicts_on_other_reviews_are_refused() -> None:
    """As many logits as labels."""
    with pytest.raises(ConfigurationError, match="same reviews"):
        VerdictPair(labels=np.zeros(3, np.int8), first=np.zeros(3), second=np.zeros(2))
