"""What makes questions about a whole corpus answers of a moment: compact arrays beside a store, read from the disk.

The arrays are mapped into memory, so that a question reads what it needs and the system gives the rest back::

    index/codes.npy      (blocks, units, 4096) uint8: the states in 256 steps from -1 to 1, unit by unit within a block
    index/halves.npy     (rows, units) float16: the states as the store has them
    index/norms.npy      (rows,) float32: Σ (code - 128)² over the units
    index/ids.npy        (rows,) int32
    index/logits.npy     (rows,) float32
    index/starts.npy     (reviews + 1,) int64: row before each review's first timestep
    index/labels.npy     (reviews,) int8
    index/by_word.npy    (rows,) int32: rows in the order of their words
    index/words.npz      for each id: its first place in by_word, and sums over its rows
    index/index.json     which store they follow from
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import DataError, RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.shapes import Floats
from rnnviz.states.codes import BLOCK, Codes, codes_of, norms_of
from rnnviz.states.corpus_index import LEVELS, CorpusIndex, Rows, StateAt, correlation
from rnnviz.states.index_making import INDEX, TAKEN, hidden_columns, making_index, source_of
from rnnviz.states.store import StateStore, cannot_write

__all__ = ["BLOCK", "LEVELS", "Codes", "Rows", "StateIndex", "codes_of", "norms_of", "open_index"]

_MOST_BYTES = 10_000


@dataclass(frozen=True, kw_only=True, eq=False)
class StateIndex(CorpusIndex):
    """The arrays beside a store, with every state.

    Parameters
    ----------
    codes
        (blocks, units, `BLOCK`).
    halves
        (rows, units), float16.
    norms
        Σ (code - 128)² over the units, (rows,).
    """

    codes: Codes
    halves: NDArray[np.float16]
    norms: Floats

    def codes_of_unit(self, unit: int) -> Codes:
        """Codes of a unit, (rows,)."""
        codes: Codes = self.codes[:, unit].reshape(-1)[: self.rows]
        return codes

    def code_counts(self, unit: int) -> Rows:
        """At how many timesteps a unit's state has each code, (`LEVELS`,)."""
        every = self.codes_of_unit(unit)
        before = np.bincount(every[self.starts[:-1]], minlength=LEVELS)
        counts: Rows = np.bincount(every, minlength=LEVELS) - before
        return counts

    def correlations(self, unit: int) -> tuple[float, float]:
        """Pearson's correlation of a unit's last states with the verdicts' logits, and with the labels."""
        last = self.starts[1:] - 1
        ends = self.halves[last, unit].astype(np.float64)
        return correlation(ends, self.logits[last].astype(np.float64)), correlation(ends, self.labels.astype(float))

    def extremes(self, unit: int, *, sign: int, most: int) -> list[StateAt]:
        """See `unit_extremes`."""
        codes = self.codes_of_unit(unit).astype(np.int16)
        if sign < 0:
            codes = np.int16(LEVELS - 1) - codes
        codes[self.starts[:-1]] = -1
        best = np.maximum.reduceat(codes, self.starts[:-1])
        count = min(most, len(best))
        # States of equal codes differ by less than a step: all reviews at the limit are looked at.
        limit = np.partition(best, len(best) - count)[len(best) - count]
        found = []
        for review in np.flatnonzero(best >= limit).tolist():
            rows = slice(int(self.starts[review]) + 1, int(self.starts[review + 1]))
            places = np.flatnonzero(codes[rows] == best[review])
            states = self.halves[rows, unit][places].astype(np.float64)
            at = int(np.argmax(sign * states))
            found.append(StateAt(review=review, position=int(places[at]), value=float(states[at])))
        return sorted(found, key=lambda one: (-sign * one.value, one.review))[:most]

    def states_of(self, unit: int, rows: Rows) -> Floats:
        """States of a unit at some rows, float64."""
        return np.asarray(self.halves[rows, unit], dtype=np.float64)


def open_index(
    store: StateStore | Path | str, *, progress: Callable[[int, int], object] = lambda _done, _whole: None
) -> StateIndex:
    """Index of a store: made where there is none that follows from it, in half a second for 5,000 reviews.

    Parameters
    ----------
    store
        A whole store, or its folder.
    progress
        Called with the parts that are read, and all of them, while the index is made.

    Raises
    ------
    DataError
        The store is not whole or damaged, or its folder cannot be written.
    """
    store = store if isinstance(store, StateStore) else StateStore(Path(store))
    folder, source = store.path / INDEX, source_of(store)
    with suppress(RnnvizError, OSError):
        return _read(folder, source)
    try:
        with making_index(store) as maker:
            for part, table in enumerate(store.read([*TAKEN, *hidden_columns(store)]), 1):
                maker.add_table(table)
                progress(part, store.record.parts)
            maker.keep()
        return _read(folder, source)
    except OSError as error:
        raise cannot_write(store.path, error) from None


_ARRAYS = ("codes", "halves", "norms", "ids", "logits", "starts", "labels", "by_word")


def _read(folder: Path, source: str) -> StateIndex:
    with parsing():
        if read_json(read_bytes(folder / "index.json", _MOST_BYTES)) != {"source": source}:
            raise DataError("it is of another store")
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS}
        with np.load(folder / "words.npz", allow_pickle=False) as words:
            arrays |= {name: words[name] for name in words.files}
        arrays["starts"] = np.array(arrays["starts"])
        return StateIndex(**arrays)
