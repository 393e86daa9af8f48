"""Whether an explanation found words that matter, as numbers: in this review, and on average over many."""

from dataclasses import dataclass
from typing import Literal

from rnnviz.explanation import GRADIENT, METHODS, RANDOM, Deletion, Method
from rnnviz.runs import Faithfulness, Interval

__all__ = ["BenchmarkFacts", "DeletionFacts", "benchmark_facts", "deletion_facts"]


@dataclass(frozen=True, kw_only=True)
class DeletionFacts:
    """What leaving out the words that a method ranks highest does, beside random orders.

    A fall is how far the logit moves away from the side decided for, on average over all numbers of words left out.

    Parameters
    ----------
    positive
        The side decided for.
    most
        Most words that are left out.
    fall
        Of the method.
    random_low, random_high
        Smallest and largest fall of the random orders.
    draws
        How many these are.
    against_chance
        1 where the method's fall is larger than all of the random ones, −1 where it is smaller than all, else 0.
    gradient_as_good
        Whether the size of the gradient alone makes it fall as far.
    turns_at
        Words that are out when the other side first wins; None where it never does.
    """

    positive: bool
    most: int
    fall: float
    random_low: float
    random_high: float
    draws: int
    against_chance: Literal[-1, 0, 1]
    gradient_as_good: bool
    turns_at: int | None


def deletion_facts(deletion: Deletion, method: Method) -> DeletionFacts:
    """Facts of one method's curve."""
    (fall,) = deletion.falls(method).tolist()
    random = deletion.falls(RANDOM).tolist()
    low, high = min(random), max(random)
    return DeletionFacts(
        positive=bool(deletion.mean(method)[0] >= 0),
        most=deletion.counts[-1],
        fall=fall,
        random_low=low,
        random_high=high,
        draws=len(random),
        against_chance=1 if fall > high else -1 if fall < low else 0,
        gradient_as_good=float(deletion.falls(GRADIENT)[0]) >= fall,
        turns_at=deletion.turns_at(method),
    )


@dataclass(frozen=True, kw_only=True)
class BenchmarkFacts:
    """Which methods found the words that matter, on average over many reviews, by comprehensiveness.

    Parameters
    ----------
    best
        The method of the largest mean.
    figure, random
        Its mean with its interval, and that of random orders.
    alike
        Other methods whose intervals overlap with it, the largest first.
    worse
        Those whose intervals do not.
    at_chance
        Methods whose intervals overlap with that of random orders.
    """

    best: Method
    figure: Interval
    random: Interval
    alike: tuple[Method, ...]
    worse: tuple[Method, ...]
    at_chance: tuple[Method, ...]


def benchmark_facts(measured: Faithfulness) -> BenchmarkFacts | None:
    """Facts of what was measured; None where it holds no method, or no random order, that is known."""
    figures = measured.comprehensiveness
    known = sorted((method for method in METHODS if method in figures), key=lambda method: -figures[method].mean)
    if not known or RANDOM not in figures:
        return None
    best, *others = known
    alike = tuple(method for method in others if figures[method].overlaps(figures[best]))
    return BenchmarkFacts(
        best=best,
        figure=figures[best],
        random=figures[RANDOM],
        alike=alike,
        worse=tuple(method for method in others if method not in alike),
        at_chance=tuple(method for method in known if figures[method].overlaps(figures[RANDOM])),
    )
