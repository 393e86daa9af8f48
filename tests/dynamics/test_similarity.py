"""Linear CKA does not see a rotation or a scale, and does see other linear maps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.dynamics import linear_cka
from rnnviz.errors import ConfigurationError, DataError


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
