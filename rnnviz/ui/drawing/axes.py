"""Ticks and ranges of the small charts."""

import math
from typing import TypedDict

__all__ = ["Tick", "round_range", "ticks"]


class Tick(TypedDict):
    """A place on an axis and what is written there."""

    at: float
    label: str


def ticks(low: float, high: float, *, about: int = 4, unit: str = "") -> list[Tick]:
    """About so many round numbers from `low` to `high`."""
    step = _step((high - low) / about)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    places = [number * step for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]
    return [{"at": place, "label": f"{place:,.{digits}f}{unit}".replace("-", "−")} for place in places]


def round_range(low: float, high: float) -> tuple[float, float]:
    """A range around `low` and `high` that ends at round numbers."""
    if high <= low:
        return low - 0.5, high + 0.5
    step = _step((high - low) / 4)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
