"""Numbers as they are said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.ui.drawing.numbers import number, signed

MINUS = "−"


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "+0.50"), (-0.5, f"{MINUS}0.50"), (0.0, "+0.00"), (float("nan"), "+nan")]
)
def test_a_signed_number_has_a_real_minus(value: float, text: str) -> None:
    """Numbers carry their sign, and the minus is U+2212."""
    assert signed(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.994, "0.99"),
        (-12.5, f"{MINUS}12.50"),
        (3.14e-7, "3.1·10⁻⁷"),
        (-2e12, f"{MINUS}2.0·10¹²"),
        (math.inf, "infinity"),
        (-math.inf, "minus infinity"),
        (math.nan, "not a number"),
    ],
)
def test_a_number_says_something_at_any_size(value: float, text: str) -> None:
    """Two decimals where they tell, powers of ten where they do not, words where there is no number."""
    assert number(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_never_said_as_zero_unless_it_is(value: float) -> None:
    """However small a number is, its text has a digit that is not 0."""
    assert (number(value) == "0") == (value == 0)
    assert value == 0 or set(number(value).split("·")[0]) & set("123456789")
