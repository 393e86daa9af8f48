"""What "Without a state" says, as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.explanation import StatelessVerdict
from rnnviz.networks import sigmoid
from rnnviz.runs import RUN

__all__ = ["Judged", "OrderFacts", "judged", "order_facts", "sides"]


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A verdict on the review and on the same words in another order, of the run or of a network without a state."""

    name: str
    logit: float
    shuffled: float

    @property
    def positive(self) -> bool:
        """The side."""
        return self.logit >= 0

    @property
    def probability(self) -> float:
        """Of a positive review."""
        return float(sigmoid(np.asarray(self.logit)))

    @property
    def shuffled_probability(self) -> float:
        """The same in the other order."""
        return float(sigmoid(np.asarray(self.shuffled)))


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """What another order of the words does: it moves nothing at all, less than a tenth of a percent, or more."""

    unmoved: tuple[Judged, ...]
    hardly: tuple[Judged, ...]
    moved: tuple[Judged, ...]


def judged(logit: float, shuffled: float, found: Sequence[StatelessVerdict]) -> tuple[Judged, ...]:
    """Verdicts of the run and of all networks without a state."""
    run = Judged(name=RUN, logit=logit, shuffled=shuffled)
    return (run, *(Judged(name=one.name, logit=one.logit, shuffled=one.shuffled) for one in found))


def sides(all_judged: Sequence[Judged]) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    """Those that say positive, and those that say negative."""
    return (
        tuple(one for one in all_judged if one.positive),
        tuple(one for one in all_judged if not one.positive),
    )


def order_facts(all_judged: Sequence[Judged]) -> OrderFacts:
    """What another order does to each verdict."""
    unmoved = tuple(one for one in all_judged if one.shuffled == one.logit)
    others = [one for one in all_judged if one not in unmoved]
    hardly = tuple(one for one in others if _written(one.probability) == _written(one.shuffled_probability))
    return OrderFacts(unmoved=unmoved, hardly=hardly, moved=tuple(one for one in others if one not in hardly))


def _written(probability: float) -> str:
    return f"{100 * probability:.1f}"
