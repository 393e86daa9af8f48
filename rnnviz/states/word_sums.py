"""What all uses of a word do to units and logit, added up part by part of a store."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats, Ids

__all__ = ["WordSums"]

Rows = NDArray[np.int64]

_SQUARES_OF = {"pushes": "push_squares"}


class WordSums:
    """Sums over the rows of every id, added up part by part."""

    def __init__(self, units: int) -> None:
        self.ids = 0
        self._units = units
        self._sums: dict[str, Floats] = {}

    def add(self, ids: Ids, first: NDArray[np.bool_], states: Floats, logits: Floats) -> None:
        """Add the rows of whole reviews, whose states are (units, rows); `first` is before a review."""
        words, starts = ids.astype(np.intp), np.flatnonzero(first)
        self.ids = max(self.ids, int(words.max()) + 1)
        for name, values in self._changes(starts, states, logits):
            now: Floats = np.bincount(words, weights=values, minlength=self.ids).astype(np.float64, copy=False)
            before = self._sums.get(name)
            if before is not None:
                now[: len(before)] += before
            self._sums[name] = now

    def _changes(self, starts: Rows, states: Floats, logits: Floats) -> Iterator[tuple[str, Floats]]:
        """Changes of every row; one before a review has none."""
        every = {"pushes": logits, **{f"changes_{unit}": states[unit] for unit in range(self._units)}}
        for name, values in every.items():
            change = np.diff(values.astype(np.float64), prepend=0)
            change[starts] = 0
            yield name, change
            yield _SQUARES_OF.get(name, name.replace("changes", "squares")), change * change

    def sums(self) -> dict[str, Floats]:
        """All of them, by the names of `StateIndex`."""
        wide = {
            name: np.stack([self._padded(f"{name}_{unit}") for unit in range(self._units)], axis=1)
            for name in ("changes", "squares")
        }
        return {"pushes": self._padded("pushes"), "push_squares": self._padded("push_squares"), **wide}

    def _padded(self, name: str) -> Floats:
        out: Floats = np.zeros(self.ids)
        out[: len(self._sums[name])] = self._sums[name]
        return out
