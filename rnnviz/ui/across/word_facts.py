"""What the page says of a word, as numbers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.shapes import Floats
from rnnviz.states import CorpusIndex
from rnnviz.states.index import Rows

__all__ = ["ALWAYS", "FEW", "MOSTLY", "Rule", "WordFacts", "first_word", "mean_by_reviews", "word_facts"]

Rule = Literal["few", "neither", "always", "mostly", "depends"]
"""Whether a word does the same at every use: too few uses to say, no direction in the mean, and three shares."""

ALWAYS, MOSTLY = 0.95, 0.75
"""Shares of the uses that push to the side of the mean, from which on a word does always, or mostly, the same."""

FEW = 20
"""Below so many uses nothing is said of a rule."""

_SURE = 1.96
_OFTEN = 100


@dataclass(frozen=True, kw_only=True)
class WordFacts:
    """A word over all its uses.

    Parameters
    ----------
    uses, reviews
        How often it stands there, and in how many reviews.
    mean, low, high
        Of its pushes, with an interval that counts the uses of a review as one another's company: what varies is taken
        between reviews.
    deviation
        Of single uses around the mean.
    up
        Share of the uses that push up.
    weight
        Its weight in the bag of words; None where the run has none.
    """

    uses: int
    reviews: int
    mean: float
    low: float
    high: float
    deviation: float
    up: float
    weight: float | None

    @property
    def same(self) -> float:
        """Share of the uses that push to the side of the mean."""
        return self.up if self.mean >= 0 else 1 - self.up

    @property
    def rule(self) -> Rule:
        """Whether it always does the same."""
        if self.uses < FEW or self.reviews < 2:
            return "few"
        if self.low <= 0 <= self.high:
            return "neither"
        return "always" if self.same >= ALWAYS else "mostly" if self.same >= MOSTLY else "depends"


def word_facts(pushes: Floats, reviews: Rows, weight: float | None) -> WordFacts:
    """Facts of a word with at least one use; `reviews` are the numbers of those in which it stands, use by use."""
    mean, low, high = mean_by_reviews(pushes.astype(np.float64), reviews)
    return WordFacts(
        uses=len(pushes),
        reviews=len(np.unique(reviews)),
        mean=mean,
        low=low,
        high=high,
        deviation=float(pushes.std(dtype=np.float64)),
        up=float((pushes > 0).mean()),
        weight=weight,
    )


def mean_by_reviews(values: Floats, reviews: Rows) -> tuple[float, float, float]:
    """Mean and its 95 % interval, where values of one review are not independent; infinite for a single review.

    The variance is G / (G − 1) · Σ_g (Σ_i∈g (x_i − x̄))² / n² over G reviews with n values.

    References
    ----------
    Liang & Zeger (1986), Longitudinal data analysis using generalized linear models, Biometrika 73(1).
    """
    mean = float(values.mean())
    _, groups = np.unique(reviews, return_inverse=True)
    sums = np.bincount(groups, weights=values - mean)
    if len(sums) < 2:
        return mean, -np.inf, np.inf
    aside = _SURE * float(np.sqrt(len(sums) / (len(sums) - 1) * np.square(sums).sum())) / len(values)
    return mean, mean - aside, mean + aside


def first_word(index: CorpusIndex, start: int) -> int:
    """The word from id `start` on that pushes most in the mean among those with many uses; the most used of few."""
    counts = index.word_counts[start:]
    often = counts >= min(_OFTEN, int(counts.max(initial=0)))
    means = np.where(often, np.abs(index.pushes[start:]) / np.maximum(counts, 1), -1)
    return start + int(np.argmax(means)) if len(means) else start
