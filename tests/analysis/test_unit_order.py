"""The order of a heatmap's rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import ORDERS, unit_order
from rnnviz.errors import ConfigurationError

STATES = np.array([[0.0, 1.0, 0.1], [0.0, -1.0, 0.2], [0.0, 1.0, 0.3]])


def test_by_index_units_stand_as_they_are_numbered() -> None:
    """The default is the number of the unit."""
    assert unit_order(STATES).tolist() == [0, 1, 2]


def test_by_variance_the_restless_unit_is_on_top() -> None:
    """The largest variance over time comes first, equal ones by number."""
    assert unit_order(STATES, "variance").tolist() == [1, 2, 0]
    assert unit_order(np.ones((3, 4)), "variance").tolist() == [0, 1, 2, 3]


def test_by_readout_the_most_positive_weight_is_on_top() -> None:
    """The most positive weight comes first and the most negative last, equal ones by number."""
    assert unit_order(STATES, "readout", readout_kernel=np.array([-1.0, 0.5, 2.0])).tolist() == [2, 1, 0]
    assert unit_order(STATES, "readout", readout_kernel=np.zeros(3)).tolist() == [0, 1, 2]


@given(st.permutations(range(6)), st.integers(0, 99))
def test_by_similarity_units_of_one_course_are_neighbours(places: list[int], seed: int) -> None:
    """Three courses, each in two units at another height and scale, stand in three neighbouring pairs."""
    rng = np.random.default_rng(seed)
    courses = np.linalg.qr(rng.normal(size=(12, 4)) * [0, 1, 1, 1] + [1, 0, 0, 0])[0][:, 1:]
    units = np.empty((12, 6))
    for number, place in enumerate(places):
        units[:, place] = courses[:, number // 2] * (1 + number) + number
    course = {place: number // 2 for number, place in enumerate(places)}
    pairs = [course[unit] for unit in unit_order(units, "similarity").tolist()]
    assert pairs[::2] == pairs[1::2]
    assert sorted(pairs) == [0, 0, 1, 1, 2, 2]


@given(st.sampled_from(ORDERS), st.integers(1, 6), st.integers(1, 7), st.integers(0, 99))
def test_an_order_holds_every_unit_once(by: str, steps: int, units: int, seed: int) -> None:
    """Whatever the rule, the result is a permutation of the units, with units that never move among them."""
    states = np.random.default_rng(seed).normal(size=(steps, units))
    states[:, ::3] = 0.5
    order = unit_order(states, by, readout_kernel=np.arange(units) * 1.0)
    assert sorted(order.tolist()) == list(range(units))


def test_an_order_that_is_not_to_be_had_is_refused() -> None:
    """An unknown rule names the known ones; units that meet no readout cannot be sorted by it."""
    with pytest.raises(ConfigurationError, match="index, readout, variance, similarity, not by 'colour'"):
        unit_order(STATES, "colour")
    for kernel in (None, np.ones(2)):
        with pytest.raises(ConfigurationError, match="have no readout weight"):
            unit_order(STATES, "readout", readout_kernel=kernel)
