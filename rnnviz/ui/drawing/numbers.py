"""Numbers as they are said in sentences."""

from collections.abc import Mapping

import numpy as np

from rnnviz.ui.drawing.words import number_words
from rnnviz.ui.language import say

__all__ = ["number", "percents", "power", "signed"]

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def signed(value: float) -> str:
    """Two decimals with a sign, the minus a real one."""
    return f"{value:+.2f}".replace("-", "−")


def number(value: float) -> str:
    """Two decimals, or powers of ten where these say nothing."""
    if not np.isfinite(value):
        return (
            number_words()["not_a_number"]
            if np.isnan(value)
            else say("infinity")
            if value > 0
            else say("minus infinity")
        )
    if not value:
        return "0"
    if not 0.005 <= abs(value) < 1e5:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}·10".replace("-", "−") + str(int(exponent)).translate(_RAISED)
    return signed(value).removeprefix("+")


def power(exponent: int) -> str:
    """A power of ten: 0.1 to 10 as such, others with their exponent raised."""
    return f"{10.0**exponent:g}" if -1 <= exponent <= 1 else "10" + str(exponent).translate(_RAISED)


def percents(values: Mapping[str, float], *names: str) -> dict[str, object]:
    """The numbers, those of these names as points of a hundred."""
    return {**values, **{name: 100 * values[name] for name in names}}
