"""Exact tests of counts against scipy.stats, which has them too."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from rnnviz.analysis import fisher_exact, mcnemar_exact

COUNTS = st.integers(0, 40)


@given(first=COUNTS, second=COUNTS)
def test_mcnemars_chance_is_that_of_fair_coins(first: int, second: int) -> None:
    """It is the binomial test of either count; nothing is told of no reviews."""
    n = first + second
    assert np.isclose(mcnemar_exact(first, second), stats.binomtest(first, n).pvalue if n else 1.0)


@given(hits=COUNTS, misses=COUNTS, other_hits=COUNTS, other_misses=COUNTS)
def test_fishers_chance_is_that_of_dealing(hits: int, misses: int, other_hits: int, other_misses: int) -> None:
    """It is the two-sided test of the table of hits and misses."""
    expected = stats.fisher_exact([[hits, misses], [other_hits, other_misses]]).pvalue
    assert np.isclose(fisher_exact(hits, hits + misses, other_hits, other_hits + other_misses), expected)
