"""What "Units" says, as numbers: of a span, of units that are changed, of a verdict that is built."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.explanation import BuildUp, UnitEffects, units_on
from rnnviz.networks import sigmoid
from rnnviz.shapes import Floats

__all__ = ["BuildFacts", "EffectFacts", "SpanFacts", "build_facts", "effect_facts", "random_orders", "span_facts"]

RANDOM_ORDERS = 40
_CERTAIN = 0.05


@dataclass(frozen=True, kw_only=True)
class SpanFacts:
    """Units that are on during a span, and how special that is.

    Parameters
    ----------
    high, low
        Units that are above the threshold at every step, and below minus it.
    spans
        How many spans of this length the review has.
    alike
        How many of them have at least as many units on, high and low together; this span is one.
    """

    high: tuple[int, ...]
    low: tuple[int, ...]
    spans: int
    alike: int


def span_facts(states: Floats, first: int, last: int, threshold: float, *, edges: bool) -> SpanFacts:
    """Facts of a span of `states`, (steps, units); with `edges` a unit is off at the step before and after."""

    def on(start: int, stop: int) -> list[NDArray[np.int64]]:
        return [
            units_on(states, start, stop, threshold, off_before=edges, off_after=edges, sign=sign) for sign in (1, -1)
        ]

    length = last - first
    counts = [sum(map(len, on(start, start + length))) for start in range(len(states) - length)]
    high, low = on(first, last)
    return SpanFacts(
        high=tuple(high.tolist()),
        low=tuple(low.tolist()),
        spans=len(counts),
        alike=sum(count >= counts[first] for count in counts),
    )


@dataclass(frozen=True, kw_only=True)
class EffectFacts:
    """What units do to the verdict, each changed alone.

    Parameters
    ----------
    units
        How many there are.
    carrying
        How many turn the verdict.
    strongest
        The unit of the largest effect; where a single one turns the verdict, that one.
    before, after
        Probability of the verdict as it was read, and with the strongest unit changed.
    agreement
        Spearman's rank correlation of |effect| with |correlation|, over the units that move; nan for fewer than three.
    certain
        Whether it differs from 0 with a p-value below 0.05.
    """

    units: int
    carrying: int
    strongest: int
    before: float
    after: float
    agreement: float
    certain: bool


def effect_facts(effects: UnitEffects) -> EffectFacts:
    """Facts of the effects of all units."""
    from scipy.stats import spearmanr

    moving = np.isfinite(effects.correlation)
    sizes, goes_with = np.abs(effects.effect)[moving], np.abs(effects.correlation)[moving]
    agreement, p = np.nan, np.nan
    if len(sizes) > 2 and np.ptp(sizes) > 0 and np.ptp(goes_with) > 0:
        agreement, p = spearmanr(sizes, goes_with)
    carrying = np.flatnonzero(effects.carrying)
    strongest = int(carrying[0] if len(carrying) == 1 else effects.order[0])
    return EffectFacts(
        units=len(effects.without),
        carrying=len(carrying),
        strongest=strongest,
        before=float(sigmoid(np.array(effects.logit))),
        after=float(sigmoid(effects.without)[strongest]),
        agreement=float(agreement),
        certain=bool(p < _CERTAIN),
    )


@dataclass(frozen=True, kw_only=True)
class BuildFacts:
    """With how many units on the verdict stands.

    Parameters
    ----------
    units
        How many there are.
    by_effect, by_correlation
        In the order of the largest effects, and of the largest correlations.
    random_low, random_high
        The range of the middle nine tenths of the random orders.
    """

    units: int
    by_effect: int
    by_correlation: int
    random_low: int
    random_high: int


def build_facts(built: BuildUp) -> BuildFacts:
    """Facts of a verdict that was built by effect, by correlation, and in random orders behind them."""
    by_effect, by_correlation, *random = built.standing.tolist()
    low, high = np.percentile(random, [5, 95], method="inverted_cdf")
    return BuildFacts(
        units=built.orders.shape[1],
        by_effect=by_effect,
        by_correlation=by_correlation,
        random_low=int(low),
        random_high=int(high),
    )


def random_orders(units: int) -> NDArray[np.int64]:
    """The same random orders every time, (orders, units)."""
    rng = np.random.default_rng(0)
    return np.array([rng.permutation(units) for _ in range(RANDOM_ORDERS)])
