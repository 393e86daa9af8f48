"""Whether a number tells two groups apart."""

import numpy as np
import pytest

from rnnviz.analysis import difference_of_means, separation


@pytest.mark.parametrize("seed", range(5))
def test_the_share_is_that_of_all_pairs(seed: int) -> None:
    """Every pair is looked at; equal ones count half."""
    rng = np.random.default_rng(seed)
    ones, others = rng.integers(0, 6, 30).astype(float), rng.integers(1, 7, 45).astype(float)
    pairs = ones[:, None] - others[None, :]
    found = separation(ones, others)
    assert found.share == pytest.approx((pairs > 0).mean() + (pairs == 0).mean() / 2)
    beaten = (pairs > 0).mean(axis=1) + (pairs == 0).mean(axis=1) / 2
    beaten_by = (pairs > 0).mean(axis=0) + (pairs == 0).mean(axis=0) / 2
    aside = 1.96 * np.sqrt(beaten.var(ddof=1) / 30 + beaten_by.var(ddof=1) / 45)
    assert (found.low, found.high) == pytest.approx((found.share - aside, found.share + aside))


def test_the_interval_holds_a_half_19_times_of_20_where_nothing_differs() -> None:
    """Of 400 pairs of groups from one distribution, 93 to 97 % are not told apart."""
    rng = np.random.default_rng(0)
    clear = [separation(rng.normal(size=60), rng.normal(size=200)).is_clear for _ in range(400)]
    assert 0.03 <= np.mean(clear) <= 0.07
    clear = [difference_of_means(rng.normal(size=60), rng.normal(size=200)).is_clear for _ in range(400)]
    assert 0.03 <= np.mean(clear) <= 0.07


def test_a_group_of_one_says_nothing() -> None:
    """Neither share nor interval are numbers, and nothing is clear."""
    found = separation(np.array([1.0]), np.array([0.0, 2.0]))
    assert np.isnan([found.share, found.low, found.high]).all()
    assert not found.is_clear
    assert not difference_of_means(np.array([1.0]), np.zeros(3)).is_clear
