"""What all uses of a word do to units and logit, added up part by part of a store."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats, Ids

__all__ = ["WordSums"]

Rows = NDArray[np.int64]


class WordSums:
    """Sums over the rows of every id, added up part by part."""

    def __init__(self, units: int) -> None:
        self.ids = 0
        self._units = units
        self._sums: dict[str, Floats] = {}

    def add(self, ids: Ids, first: NDArray[np.bool_], states: Floats, logits: Floats) -> None:
        """Add the rows of whole reviews."""
        changed = np.flatnonzero(~first)
        words = ids[changed]
        self.ids = max(self.ids, int(ids.max()) + 1)
        for name, values in self._changes(changed, states, logits):
            before = self._sums.get(name)
            size = self.ids if before is None else max(self.ids, len(before))
            now: Floats = np.bincount(words, weights=values, minlength=size).astype(np.float64)
            if before is not None:
                now[: len(before)] += before
            self._sums[name] = now

    def _changes(self, rows: Rows, states: Floats, logits: Floats) -> Iterator[tuple[str, Floats]]:
        push = logits[rows].astype(np.float64) - logits[rows - 1]
        yield "pushes", push
        yield "push_squares", push * push
        for unit in range(self._units):
            state = states[:, unit].astype(np.float64)
            change = state[rows] - state[rows - 1]
            yield f"changes_{unit}", change
            yield f"squares_{unit}", change * change

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
