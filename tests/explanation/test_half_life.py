"""Half-lives are what counting by hand gives, and words that are cut off are not taken for forgotten ones."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.explanation.half_life import fading_half_lives, half_lives, time_quantile
from rnnviz.shapes import Floats

squares = st.integers(0, 9).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([0.0, 0.2, 0.5, 0.6, 1.0, 3.0, np.nan]), min_size=n, max_size=n),
        min_size=n,
        max_size=n,
    )
)


@settings(max_examples=200, deadline=None)
@given(rows=squares)
def test_half_lives_equal_a_count(rows: list[list[float]]) -> None:
    """First and last crossing, the number of crossings and how long each is followed, row by row."""
    left = np.array(rows).reshape(len(rows), len(rows))
    found = half_lives(left)
    for i in range(len(rows)):
        row: Floats = left[i, i:]
        if not (np.isfinite(row).all() and row[0] > 0) or len(row) == 1:
            assert (found.first[i], found.last[i], found.crossings[i], found.followed[i]) == (np.inf, np.inf, 0, 0)
            continue
        above = [value > row[0] / 2 for value in row]
        assert found.first[i] == (above.index(False) if False in above else np.inf)
        assert found.last[i] == (np.inf if above[-1] else max(n for n, one in enumerate(above) if one) + 1)
        assert found.crossings[i] == sum(a != b for a, b in pairwise(above))
        assert found.followed[i] == len(row) - 1


def test_what_fades_evenly_has_the_half_life_of_its_factor() -> None:
    """With a factor of 0.8 at each word it is ln 2 / −ln 0.8 = 3.1 words, so less than half is left after 4."""
    found = fading_half_lives(np.log(0.8) * np.arange(10))
    assert found.first[:6].tolist() == [4] * 6 == found.last[:6].tolist()
    assert np.isinf(found.first[6:]).all()


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.sampled_from([0.25, 0.5, 0.75]))
def test_the_quantile_of_what_was_followed_is_the_ordinary_one(times: list[int], share: float) -> None:
    """Without censoring the product-limit estimate is the share of events that have happened."""
    expected = next(n for n in sorted(times) if sum(time <= n for time in times) >= share * len(times) - 1e-9)
    assert time_quantile(np.array(times, float), np.full(len(times), 30), share) == expected


def test_what_is_cut_off_counts_as_long_as_it_is_followed() -> None:
    """Kaplan and Meier by hand: at 1 one of four goes (3/4 left), one is cut off at 2, at 3 one of two goes (3/8)."""
    times, followed = np.array([1, np.inf, 3, np.inf]), np.array([5, 2, 5, 5])
    assert time_quantile(times, followed, 0.25) == 1
    assert time_quantile(times, followed, 0.5) == 3
    assert time_quantile(times, followed, 0.75) == np.inf


@pytest.mark.parametrize("share", [0.25, 0.5])
def test_nothing_has_no_quantile(share: float) -> None:
    """Without a single event it is not reached."""
    assert time_quantile(np.array([]), np.array([], int), share) == np.inf
    assert time_quantile(np.array([np.inf, np.inf]), np.array([4, 0]), share) == np.inf
