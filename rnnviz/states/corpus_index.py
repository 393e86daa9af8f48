"""What is asked of a network over a whole corpus, wherever the answers come from."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats, Ids

__all__ = ["LEVELS", "LOGIT_STEP", "CorpusIndex", "Rows", "StateAt", "correlation"]

LEVELS = 256
"""Steps of a code; code k stands for states from k / 128 - 1 on, below the next."""

LOGIT_STEP = 1 / 16_384
"""Logits are kept in such steps, which is finer than any that is shown, and packs to half the size."""

Rows = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class StateAt:
    """One timestep of the corpus and a number of it: a unit's state, or how far it moved the logit."""

    review: int
    position: int
    value: float


@dataclass(frozen=True, kw_only=True, eq=False)
class CorpusIndex(ABC):
    """Words, verdicts and what each word changes; a row is a timestep, or the state before a review (`open_states`).

    What units do is asked by methods: `StateIndex` answers them from all states, `Overview` from what was kept of them.

    Parameters
    ----------
    ids, logits
        Word and readout after it, (rows,); the id before a review is 0.
    starts
        First row of each review, and the number of rows, (reviews + 1,).
    labels
        (reviews,).
    by_word, word_starts
        Rows in the order of their ids, and where each id's begin, (ids + 1,).
    changes, squares
        Sums over the rows of each id of h_t - h_{t-1} and of its square, (ids, units), float64.
    pushes, push_squares
        The same of the change of the logit, (ids,).
    """

    ids: Ids
    logits: Floats
    starts: Rows
    labels: NDArray[np.int8]
    by_word: Ids
    word_starts: Rows
    changes: Floats
    squares: Floats
    pushes: Floats
    push_squares: Floats

    @property
    def units(self) -> int:
        """How many units a state has."""
        return int(self.changes.shape[1])

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.ids)

    @cached_property
    def word_counts(self) -> Rows:
        """How often each id occurs, (ids,)."""
        counts: Rows = np.diff(self.word_starts)
        return counts

    def review_of(self, rows: Rows) -> Rows:
        """Numbers of the reviews that rows belong to."""
        reviews: Rows = np.searchsorted(self.starts, rows, side="right") - 1
        return reviews

    def position_of(self, rows: Rows) -> Rows:
        """Places of rows within their reviews, 0 = the first timestep, -1 = the state before it."""
        places: Rows = rows - self.starts[self.review_of(rows)] - 1
        return places

    def rows_of_word(self, number: int) -> Ids:
        """Rows of a word, in the order of the corpus; none for an id that does not occur."""
        if not 0 <= number < len(self.word_starts) - 1:
            return self.by_word[:0]
        return self.by_word[self.word_starts[number] : self.word_starts[number + 1]]

    def pushes_of(self, rows: Ids) -> Floats:
        """How far each of these timesteps moved the logit; rows before a review have none to be told of."""
        pushes: Floats = self.logits[rows] - self.logits[rows - 1]
        return pushes

    @abstractmethod
    def code_counts(self, unit: int) -> Rows:
        """At how many timesteps a unit's state has each code, (`LEVELS`,)."""

    @abstractmethod
    def correlations(self, unit: int) -> tuple[float, float]:
        """Pearson's correlation of a unit's last states with the verdicts' logits, and with the labels."""

    @abstractmethod
    def extremes(self, unit: int, *, sign: int, most: int) -> list[StateAt]:
        """See `unit_extremes`."""

    @abstractmethod
    def states_of(self, unit: int, rows: Rows) -> Floats:
        """States of a unit at some rows, float64."""


def correlation(ones: Floats, others: Floats) -> float:
    """Pearson's r; 0 where either never moves."""
    if not len(ones) or np.ptp(ones) == 0 or np.ptp(others) == 0:
        return 0.0
    return float(np.corrcoef(ones, others)[0, 1])
