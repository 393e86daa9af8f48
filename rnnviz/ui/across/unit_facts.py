"""What the page says of a unit, as numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from rnnviz.states import Effects, UnitSummary

__all__ = ["Mover", "UnitFacts", "mover_of", "unit_facts", "units_by_voice"]

STILL = 1 / 128
"""Standard deviation below which a unit does nothing: less than the step by which states are told apart."""

SLIGHT = 0.3
"""|r| below which a unit goes with the verdict only slightly: less than a tenth of what one varies is the other's."""

_SURE = 1.96
_LEAST_REVIEWS = 4


@dataclass(frozen=True, kw_only=True)
class Mover:
    """A word that moves a unit, by its id, and how far a use moves it in the mean."""

    word: int
    mean: float


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """A unit over a corpus.

    Parameters
    ----------
    unit, units, reviews
        Which one, of how many, over how many reviews.
    still
        Whether it does nothing.
    mean, saturated
        Of its states, and the share of the timesteps at which it is saturated.
    verdict, low, high
        Correlation of its last states with the verdicts' logits, and its 95 % interval by Fisher's z.
    label
        The same with the labels.
    rank
        Its place among the units by |verdict|, from 1.
    tried
        How many words occur often enough to be asked.
    raises, lowers
        The words that raise and lower it most; None where their mean cannot be told from 0 though it was picked among
        all these words (Bonferroni).
    """

    unit: int
    units: int
    reviews: int
    still: bool
    mean: float
    saturated: float
    verdict: float
    low: float
    high: float
    label: float
    rank: int
    tried: int
    raises: Mover | None
    lowers: Mover | None

    @property
    def goes_along(self) -> bool:
        """Whether it goes with the verdict at all."""
        return self.low > 0 or self.high < 0


def units_by_voice(summaries: Sequence[UnitSummary]) -> list[int]:
    """Numbers of the units, those first that go with the verdict most."""
    return sorted(range(len(summaries)), key=lambda unit: -abs(summaries[unit].of_verdict))


def unit_facts(unit: int, summaries: Sequence[UnitSummary], movers: Effects, reviews: int) -> UnitFacts:
    """Facts of one of the units; `movers` are the words with what each does to it, from the lowest on."""
    summary = summaries[unit]
    low, high = _interval(summary.of_verdict, reviews)
    return UnitFacts(
        unit=unit,
        units=len(summaries),
        reviews=reviews,
        still=summary.deviation < STILL,
        mean=summary.mean,
        saturated=summary.saturated,
        verdict=summary.of_verdict,
        low=low,
        high=high,
        label=summary.of_label,
        rank=units_by_voice(summaries).index(unit) + 1,
        tried=len(movers.what),
        raises=mover_of(movers, 1),
        lowers=mover_of(movers, -1),
    )


def _interval(r: float, reviews: int) -> tuple[float, float]:
    if reviews < _LEAST_REVIEWS:
        return -1.0, 1.0
    middle, aside = math.atanh(max(min(r, 1 - 1e-12), -1 + 1e-12)), _SURE / math.sqrt(reviews - 3)
    return math.tanh(middle - aside), math.tanh(middle + aside)


def mover_of(movers: Effects, sign: int) -> Mover | None:
    """The strongest upwards, or downwards, whose interval, wide enough for all of them at once, does not hold 0."""
    if not len(movers.what):
        return None
    wider = NormalDist().inv_cdf(1 - 0.025 / len(movers.what)) / _SURE
    clear = sign * movers.means - wider * (movers.high - movers.means) > 0
    if not clear.any():
        return None
    best = int(np.argmax(np.where(clear, sign * movers.means, -np.inf)))
    return Mover(word=int(movers.what[best]), mean=float(movers.means[best]))
