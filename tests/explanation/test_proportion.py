"""The interval of a share is Wilson's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm

from rnnviz.explanation import Proportion

COUNTS = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_the_interval_is_that_of_scipy(counts: tuple[int, int]) -> None:
    """Both ends agree with scipy's Wilson interval of a binomial count."""
    hits, n = counts
    expected = binomtest(hits, n).proportion_ci(confidence_level=0.95, method="wilson")
    assert Proportion(hits=hits, n=n).interval == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(COUNTS)
def test_the_ends_solve_the_equation_that_defines_them(counts: tuple[int, int]) -> None:
    """The counted share is 1.96 standard errors from each end, the error being that of the end itself."""
    hits, n = counts
    for end in Proportion(hits=hits, n=n).interval:
        if 1e-9 < end < 1 - 1e-9:
            score = abs(hits / n - end) / np.sqrt(end * (1 - end) / n)
            assert score == pytest.approx(norm.ppf(0.975), rel=1e-6)


def test_what_an_interval_holds_is_told_from_what_it_does_not() -> None:
    """Against one half: above, below, or neither; of nothing nothing is known."""
    assert [Proportion(hits=hits, n=100).against() for hits in (70, 30, 55)] == [1, -1, 0]
    nothing = Proportion(hits=0, n=0)
    assert (nothing.interval, nothing.against(), np.isnan(nothing.share)) == ((0.0, 1.0), 0, True)
