"""What a first look needs of a network over a whole corpus, without its states: small enough to come with a run."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats
from rnnviz.states.corpus_index import CorpusIndex, Rows, StateAt

__all__ = ["AROUND", "MOST_PLACES", "Overview", "overview_of"]

MOST_PLACES = 12
"""Places that are kept of each unit at either end."""

AROUND = 8
"""Words on either side of such a place of which the unit's states are kept."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Overview(CorpusIndex):
    """The words of a corpus and what is usually asked of every unit.

    Sums over the uses of words are rounded to float32; all else is what a `StateIndex` says.

    Parameters
    ----------
    counted
        Timesteps by the code of the state, (units, LEVELS).
    correlated
        Correlation of the last states with the verdicts and with the labels, (units, 2).
    places
        Review and position of the highest and the lowest places, −1 where there are no more, (units, 2, places, 2).
    around
        States at these places and around them, NaN beyond the review, (units, 2, places, 2 · `AROUND` + 1).
    """

    counted: NDArray[np.int32]
    correlated: Floats
    places: NDArray[np.int32]
    around: NDArray[np.float16]

    def code_counts(self, unit: int) -> Rows:
        """At how many timesteps a unit's state has each code, (LEVELS,)."""
        counts: Rows = self.counted[unit].astype(np.int64)
        return counts

    def correlations(self, unit: int) -> tuple[float, float]:
        """Pearson's correlation of a unit's last states with the verdicts' logits, and with the labels."""
        of_verdict, of_label = self.correlated[unit].tolist()
        return of_verdict, of_label

    def extremes(self, unit: int, *, sign: int, most: int) -> list[StateAt]:
        """The first `MOST_PLACES` of `unit_extremes`."""
        end = 0 if sign > 0 else 1
        values = self.around[unit, end, :, AROUND].astype(np.float64).tolist()
        return [
            StateAt(review=review, position=position, value=value)
            for (review, position), value in zip(self.places[unit, end].tolist(), values, strict=True)
            if review >= 0
        ][:most]

    def states_of(self, unit: int, rows: Rows) -> Floats:
        """States of a unit at some rows, float64; NaN at those that are not around its highest and lowest places."""
        reviews, positions = self.places[unit].reshape(-1, 2).T.astype(np.int64)
        places = self.starts[reviews] + 1 + positions
        values = self.around[unit].reshape(len(places), -1).astype(np.float64)
        known = (places[:, None] + np.arange(-AROUND, AROUND + 1))[~np.isnan(values)]
        kept, first = np.unique(known, return_index=True)
        found = np.searchsorted(kept, rows).clip(0, len(kept) - 1)
        return np.where(kept[found] == rows, values[~np.isnan(values)][first][found], np.nan)


def overview_of(index: CorpusIndex) -> Overview:
    """What is kept of all states."""
    units = range(index.units)
    places = np.full((index.units, 2, MOST_PLACES, 2), -1, dtype=np.int32)
    around = np.full((*places.shape[:3], 2 * AROUND + 1), np.nan, dtype=np.float16)
    for unit in units:
        for end, sign in enumerate((1, -1)):
            for place, one in enumerate(index.extremes(unit, sign=sign, most=MOST_PLACES)):
                places[unit, end, place] = one.review, one.position
                around[unit, end, place] = _around(index, unit, one)
    words = {field.name: getattr(index, field.name) for field in fields(CorpusIndex)}
    rounded = {name: words[name].astype(np.float32).astype(np.float64) for name in ("changes", "squares")}
    return Overview(
        **{**words, **rounded},
        counted=np.array([index.code_counts(unit) for unit in units], dtype=np.int32),
        correlated=np.array([index.correlations(unit) for unit in units]),
        places=places,
        around=around,
    )


def _around(index: CorpusIndex, unit: int, one: StateAt) -> Floats:
    """States around a place, NaN beyond its review."""
    first, stop = int(index.starts[one.review]) + 1, int(index.starts[one.review + 1])
    rows = first + one.position + np.arange(-AROUND, AROUND + 1)
    inside = (rows >= first) & (rows < stop)
    states = np.full(len(rows), np.nan)
    states[inside] = index.states_of(unit, rows[inside])
    return states
