"""What is known of every review of a corpus: its verdict, its length, how much of it is unknown or denies."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Bools, Floats
from rnnviz.states.corpus_index import CorpusIndex, Rows
from rnnviz.text import START_ID, UNKNOWN_ID

__all__ = ["CorpusReviews", "bag_logits", "corpus_reviews"]


@dataclass(frozen=True, kw_only=True, eq=False)
class CorpusReviews:
    """One number a review of each kind, (reviews,).

    Parameters
    ----------
    labels
        0 = negative, 1 = positive.
    logits
        Of the verdicts; a review is called positive from 0 on.
    words
        How many words were read, the start sign not counted.
    unknown, denying
        How many of them the vocabulary lacks, and how many deny.
    """

    labels: NDArray[np.int8]
    logits: Floats
    words: Rows
    unknown: Rows
    denying: Rows

    @property
    def right(self) -> Bools:
        """Whether a review was judged as labelled."""
        return np.asarray((self.logits >= 0) == (self.labels == 1))


def corpus_reviews(index: CorpusIndex, denying: Iterable[int]) -> CorpusReviews:
    """What is known of the reviews; `denying` are the ids of words that deny."""
    starts, ids = index.starts[:-1], np.asarray(index.ids)
    kinds = np.zeros((max(int(ids.max()), UNKNOWN_ID, START_ID) + 1, 3), dtype=np.int64)
    kinds[UNKNOWN_ID:, 0] = 1
    kinds[UNKNOWN_ID, 1] = 1
    kinds[[number for number in denying if UNKNOWN_ID < number < len(kinds)], 2] = 1
    words, unknown, denied = (np.add.reduceat(kind[ids], starts) for kind in kinds.T)
    return CorpusReviews(
        labels=np.asarray(index.labels),
        logits=np.asarray(index.logits[index.starts[1:] - 1], dtype=np.float64),
        words=words,
        unknown=unknown,
        denying=denied,
    )


def bag_logits(index: CorpusIndex, weights: Floats, bias: float) -> Floats:
    """Logit of every review by the presence of words, (reviews,): bias + Σ weights of its distinct ids."""
    reviews = np.repeat(np.arange(len(index.labels)), np.diff(index.starts))
    pairs = np.unique(reviews * np.int64(len(weights)) + np.asarray(index.ids))
    sums = np.bincount(pairs // len(weights), weights=weights[pairs % len(weights)], minlength=len(index.labels))
    logits: Floats = bias + sums
    return logits
