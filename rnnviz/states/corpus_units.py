"""What a unit does over a whole corpus, and what a word does to every unit and to the verdict."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats, Ids
from rnnviz.states.corpus_index import LEVELS, CorpusIndex, Rows, StateAt
from rnnviz.text import START_ID, UNKNOWN_ID

__all__ = [
    "Effects",
    "StateAt",
    "UnitSummary",
    "WordSummary",
    "opposite_uses",
    "unit_extremes",
    "unit_movers",
    "unit_summary",
    "word_effects",
    "word_summary",
    "word_uses",
]

_SURE = 1.96  # standard errors on either side of a mean: 95 %
_SATURATED = 126 / 128  # the last code but one of either side


@dataclass(frozen=True, kw_only=True, eq=False)
class Effects:
    """Means over the uses of words, with intervals that hold the mean 95 times of 100 if uses are independent.

    Parameters
    ----------
    what
        Ids of the words, or numbers of the units, (effects,).
    counts
        Uses that each mean is of, (effects,).
    means, low, high
        Mean and interval, (effects,).
    """

    what: Ids
    counts: Rows
    means: Floats
    low: Floats
    high: Floats

    def take(self, places: Sequence[int] | NDArray[np.integer]) -> "Effects":
        """Those at these places, in that order."""
        index = np.asarray(places, dtype=int)
        arrays = {name: values[index] for name, values in vars(self).items()}
        return Effects(**arrays)


# ---- a unit ----


@dataclass(frozen=True, kw_only=True, eq=False)
class UnitSummary:
    """A unit over all timesteps of a corpus.

    Parameters
    ----------
    histogram
        Timesteps by the state, in equal steps from −1 to 1, (bins,).
    mean, deviation
        Of its states.
    saturated
        Share of the timesteps with |h| ≥ 126/128.
    of_verdict, of_label
        Pearson's correlation of its last states with the verdicts' logits and with the labels; 0 where it never moves.
    """

    histogram: Rows
    mean: float
    deviation: float
    saturated: float
    of_verdict: float
    of_label: float


def unit_summary(index: CorpusIndex, unit: int, *, bins: int = 64) -> UnitSummary:
    """Histogram, moments, saturation and correlations of a unit.

    Parameters
    ----------
    bins
        A divisor of `LEVELS`.
    """
    codes = index.code_counts(unit)
    middles = (np.arange(LEVELS) + 0.5) / (LEVELS // 2) - 1
    count = max(int(codes.sum()), 1)
    mean = float(codes @ middles / count)
    deviation = math.sqrt(max(float(codes @ np.square(middles)) / count - mean**2, 0.0))
    of_verdict, of_label = index.correlations(unit)
    highest = round(_SATURATED * LEVELS // 2) + LEVELS // 2
    return UnitSummary(
        histogram=codes.reshape(bins, -1).sum(axis=1),
        mean=mean,
        deviation=deviation,
        saturated=float(codes[highest:].sum() + codes[: LEVELS - highest].sum()) / count,
        of_verdict=of_verdict,
        of_label=of_label,
    )


def unit_extremes(index: CorpusIndex, unit: int, *, sign: int = 1, most: int = 20) -> list[StateAt]:
    """Timesteps at which a unit is highest, or with sign −1 lowest, one a review, the most extreme first.

    An `Overview` knows the first dozen.
    """
    return index.extremes(unit, sign=sign, most=most)


def unit_movers(index: CorpusIndex, unit: int, *, least: int = 20) -> Effects:
    """Mean change of a unit at each word that occurs so often, s(w) = mean of h_t − h_{t−1}; from the lowest on.

    References
    ----------
    Ming et al. (2017), Understanding hidden memories of recurrent neural networks, IEEE VAST: expected response.
    """
    words = np.flatnonzero(index.word_counts >= max(least, 1))
    words = words[words >= UNKNOWN_ID]  # padding and the start sign are no words
    effects = _effects(words, index.word_counts[words], index.changes[words, unit], index.squares[words, unit])
    return effects.take(np.argsort(effects.means, kind="stable"))


def _effects(what: Rows, counts: Rows, sums: Floats, squares: Floats) -> Effects:
    number = np.maximum(counts, 1)
    means = sums / number
    variance = np.maximum(squares - number * means**2, 0) / np.maximum(number - 1, 1)
    aside = np.where(counts > 1, _SURE * np.sqrt(variance / number), np.inf)
    return Effects(what=what.astype(np.int32), counts=counts, means=means, low=means - aside, high=means + aside)


# ---- a word ----


@dataclass(frozen=True, kw_only=True, eq=False)
class WordSummary:
    """A word over all its uses.

    Parameters
    ----------
    pushes
        How far each use moved the logit, (uses,).
    mean, low, high
        Their mean and its 95 % interval; infinite for a single use.
    up
        Share of the uses that moved it up.
    reviews
        In how many reviews it stands.
    """

    pushes: Floats
    mean: float
    low: float
    high: float
    up: float
    reviews: int


def word_summary(index: CorpusIndex, number: int) -> WordSummary | None:
    """Pushes of a word; None for one that does not occur."""
    rows = index.rows_of_word(number)
    if not len(rows) or number < START_ID:
        return None
    pushes = index.pushes_of(rows)
    one = _effects(
        np.array([number]),
        *(np.array([sums[number]]) for sums in (index.word_counts, index.pushes, index.push_squares)),
    )
    return WordSummary(
        pushes=pushes,
        mean=float(one.means[0]),
        low=float(one.low[0]),
        high=float(one.high[0]),
        up=float((pushes > 0).mean()),
        reviews=len(np.unique(index.review_of(rows.astype(np.int64)))),
    )


def word_effects(index: CorpusIndex, number: int) -> Effects:
    """Mean change of every unit at a word, the largest first; of one that does not occur, none."""
    if not 0 <= number < len(index.word_counts) or not index.word_counts[number]:
        return _effects(*(np.zeros(0, dtype=np.int64),) * 2, np.zeros(0), np.zeros(0))
    units = np.arange(index.units)
    counts = np.full(index.units, index.word_counts[number])
    effects = _effects(units, counts, index.changes[number], index.squares[number])
    return effects.take(np.argsort(-np.abs(effects.means), kind="stable"))


def word_uses(index: CorpusIndex, number: int, *, sign: int, most: int = 20) -> list[StateAt]:
    """Uses of a word that push most upwards, or with sign −1 downwards, one a review, the strongest first."""
    rows = index.rows_of_word(number).astype(np.int64)
    if number < START_ID or not len(rows):
        return []
    pushes = index.pushes_of(rows)  # type: ignore[arg-type]
    chosen = np.flatnonzero(sign * pushes > 0)
    order = chosen[np.lexsort((rows[chosen], -sign * pushes[chosen]))]
    reviews, positions = index.review_of(rows[order]), index.position_of(rows[order])
    found: dict[int, StateAt] = {}
    for review, position, push in zip(reviews.tolist(), positions.tolist(), pushes[order].tolist(), strict=True):
        if review not in found:
            found[review] = StateAt(review=review, position=position, value=push)
            if len(found) == most:
                break
    return list(found.values())


def opposite_uses(index: CorpusIndex, number: int, *, most: int = 20) -> list[StateAt]:
    """Uses of a word that push most against its mean, one a review, the strongest first."""
    summary = word_summary(index, number)
    if summary is None:
        return []
    return word_uses(index, number, sign=-1 if summary.mean >= 0 else 1, most=most)
