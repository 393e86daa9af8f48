"""What the page claims of two networks, as numbers."""

from dataclasses import dataclass

import numpy as np

from rnnviz.analysis import VerdictPair, fisher_exact
from rnnviz.dynamics import (
    Alikeness,
    FinalStates,
    alikeness,
    participation_ratio,
    shuffled_cka,
    without_verdicts,
)
from rnnviz.explanation import Proportion
from rnnviz.shapes import Floats

__all__ = ["EPOCH_REVIEWS", "LITTLE", "EpochFacts", "Estimate", "StateFacts", "first_right", "state_facts"]


LITTLE = 0.1
"""CKA below which two networks are hardly alike."""

EPOCH_REVIEWS = 160
"""Reviews that a run at other times is compared on: it has many epochs."""

_FALL = 0.02


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, eq=False)
class StateFacts:
    """How alike the final states of two networks are.

    Parameters
    ----------
    reviews
        How many were read.
    layers
        CKA of every layer of the first with every layer of the second; the mean word vectors come first.
    last
        CKA of what both readouts see.
    logits
        Squared correlation of their logits.
    rest
        CKA of what is left of these states without all that a linear map of both logits says of them.
    floor, rest_floor
        CKA with the states of reviews drawn by lot: mean, and the range of 95 % of the draws; the same of `rest`.
    untrained, before
        CKA of the first with its own untrained weights, and with its own one epoch earlier, which may have read only
        the first of the reviews; None where there are none.
    epoch
        That epoch.
    spread
        Participation ratio of either's states.
    """

    reviews: int
    layers: Alikeness
    last: Estimate
    logits: Estimate
    rest: Estimate
    floor: Estimate
    rest_floor: Estimate
    untrained: Estimate | None
    before: Estimate | None
    epoch: int | None
    spread: tuple[float, float]


def first_right(pair: VerdictPair) -> Proportion:
    """On how many of the reviews that part the first is right."""
    first, second = pair.alone
    return Proportion(hits=first, n=first + second)


def state_facts(
    first: FinalStates,
    second: FinalStates,
    *,
    untrained: FinalStates | None = None,
    before: FinalStates | None = None,
    epoch: int | None = None,
) -> StateFacts:
    """Facts of the states."""
    layers = alikeness(first.layers, second.layers)
    verdicts = first.logits, second.logits
    rest = [without_verdicts(one.last, *verdicts) for one in (first, second)]
    return StateFacts(
        reviews=len(first.logits),
        layers=layers,
        last=_estimate(layers),
        logits=_estimate(alikeness([first.logits[:, None]], [second.logits[:, None]])),
        rest=_estimate(alikeness(rest[:1], rest[1:])),
        floor=_by_lot(first.last, second.last),
        rest_floor=_by_lot(*rest),
        untrained=None if untrained is None else _among_first(first, untrained),
        before=None if before is None else _among_first(first, before),
        epoch=epoch,
        spread=(participation_ratio(first.last), participation_ratio(second.last)),
    )


def _among_first(first: FinalStates, fewer: FinalStates) -> Estimate:
    return _estimate(alikeness([first.last[: len(fewer.logits)]], [fewer.last]))


def _by_lot(first: Floats, second: Floats) -> Estimate:
    lots = shuffled_cka(first, second)
    low, high = np.percentile(lots, [2.5, 97.5]).tolist()
    return Estimate(value=float(lots.mean()), low=low, high=high)


def _estimate(found: Alikeness) -> Estimate:
    """That of the last pair."""
    value, low, high = (float(ends[-1, -1]) for ends in (found.cka, found.low, found.high))
    return Estimate(value=value, low=low, high=high)


@dataclass(frozen=True, kw_only=True, eq=False)
class EpochFacts:
    """A training beside what it and another network became.

    Parameters
    ----------
    epochs
        0 for the untrained network, then the kept epochs, in order.
    other, own
        CKA of each with the other network, and with the same one as it is shown, (epochs,).
    accuracies
        Share of all validation reviews that each judges as labelled, (epochs,); nan where that is not known.
    reviews
        On how many of them CKA was computed.
    """

    epochs: tuple[int, ...]
    other: Floats
    own: Floats
    accuracies: Floats
    reviews: int

    @property
    def falls(self) -> tuple[int, int, int, int]:
        """From epoch to epoch: accuracy fell, and CKA with the other, too; it did not, and CKA fell all the same."""
        worse, less = np.diff(self.accuracies[1:]) < 0, np.diff(self.other[1:]) < 0
        return int(worse.sum()), int((worse & less).sum()), int((~worse).sum()), int((~worse & less).sum())

    @property
    def go_together(self) -> float:
        """Fisher's exact test that a fall of one says nothing of a fall of the other, two-sided."""
        worse, both, better, alone = self.falls
        return fisher_exact(both, worse, alone, better)

    @property
    def dip(self) -> int | None:
        """Place of the epoch with the deepest fall of CKA with the other; None where it falls by less than 0.02."""
        steps = np.diff(self.other[1:])
        return int(np.argmin(steps)) + 2 if len(steps) and steps.min() <= -_FALL else None

    @property
    def is_alike(self) -> bool:
        """Whether it was ever more than hardly alike to the other after an epoch."""
        return bool(self.other[1:].max() >= LITTLE)
