"""Making the arrays beside a store, part by part: of its files, or of what was read just now."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Bools, Floats, Ids
from rnnviz.states.codes import BLOCK, Codes, codes_of, norms_of
from rnnviz.states.reading import ReadReviews
from rnnviz.states.store import StateStore
from rnnviz.states.word_sums import WordSums

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["INDEX", "TAKEN", "UNFINISHED", "IndexMaker", "hidden_columns", "making_index", "source_of"]

INDEX = "index"
"""Name of the folder in that of the store."""

TAKEN = ("id", "position", "label", "logit")
"""Columns that an index is made of, beside those of the hidden states."""

UNFINISHED = ".index-"
"""How the name of a folder begins in which an index is made."""

_TWO_BYTES = 1 << 16

Rows = NDArray[np.int64]


def hidden_columns(store: StateStore) -> list[str]:
    """Those of the hidden states."""
    return [name for name in store.record.columns if name.startswith("h_")]


def source_of(store: StateStore) -> str:
    """What an index follows from: the store's record, and the sizes and times of its files."""
    files = [store.part_file(part) for part in range(store.record.parts)]
    stats = [(file.stat().st_size, file.stat().st_mtime_ns) for file in files if file.is_file()]
    return hashlib.sha256(f"{store.record.to_text()}{stats}".encode()).hexdigest()


class _Numbers:
    """An ``.npy`` file whose first axis grows."""

    def __init__(self, file: Path, shape: tuple[int, ...], dtype: type[np.generic]) -> None:
        self._out: IO[bytes] = file.open("wb")
        self._shape, self._dtype, self._length = shape, np.dtype(dtype), 0
        self._write_header()

    def add(self, numbers: NDArray[np.generic]) -> None:
        """Add along the first axis."""
        self._length += len(numbers)
        self._out.write(np.ascontiguousarray(numbers, dtype=self._dtype).data)

    def finish(self) -> None:
        """Say in the header, which has room for any length, how many there are."""
        self._out.seek(0)
        self._write_header()
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._out.close()

    def _write_header(self) -> None:
        told = {"descr": self._dtype.str, "fortran_order": False, "shape": (self._length, *self._shape)}
        np.lib.format.write_array_header_2_0(self._out, told)


class IndexMaker:
    """The arrays of an index while they are made, in a folder of their own.

    Parameters
    ----------
    store
        The store that they are of.
    folder
        Where they are written until they are whole.
    """

    def __init__(self, store: StateStore, folder: Path) -> None:
        self._store, self._folder, self._units = store, folder, len(hidden_columns(store))
        self._words, self._left = WordSums(self._units), np.zeros((self._units, 0), dtype=np.uint8)
        self._starts: list[Rows] = []
        self._rows = 0
        shapes: dict[str, tuple[tuple[int, ...], type[np.generic]]] = {
            "halves": ((self._units,), np.float16),
            "codes": ((self._units, BLOCK), np.uint8),
            "ids": ((), np.int32),
            "logits": ((), np.float32),
            "norms": ((), np.float32),
            "labels": ((), np.int8),
        }
        self._files = {name: _Numbers(folder / f"{name}.npy", *told) for name, told in shapes.items()}

    def add_table(self, table: "pa.Table") -> None:
        """Add a file of the store."""
        ids, positions, labels, logits = (table.column(name).to_numpy() for name in TAKEN)
        states = np.stack([table.column(name).to_numpy() for name in hidden_columns(self._store)])
        first = positions == -1
        self.add(ids, first, labels[first], logits, states)

    def add_reviews(self, read: ReadReviews, labels: NDArray[np.int8]) -> None:
        """Add reviews that were read just now."""
        first = np.zeros(len(read.ids), dtype=np.bool_)
        first[read.starts[:-1]] = True
        self.add(read.ids, first, labels, read.kept_logits, read.states[: self._units])

    def add(self, ids: Ids, first: Bools, labels: NDArray[np.int8], logits: Floats, states: Floats) -> None:
        """Add the next reviews.

        Parameters
        ----------
        ids, logits
            Word of each row and readout after it, (rows,).
        first
            Whether a row is the one before a review, (rows,).
        labels
            Of the reviews.
        states
            Hidden states, (units, rows), with the precision of float16.
        """
        self._words.add(ids, first, states, logits)
        self._starts.append(self._rows + np.flatnonzero(first))
        self._rows += len(ids)
        codes = np.stack([codes_of(unit) for unit in states])
        every = {"ids": ids, "logits": logits, "labels": labels, "halves": states.T, "norms": norms_of(codes.T)}
        for name, values in every.items():
            self._files[name].add(values)
        left = np.concatenate([self._left, codes], axis=1)
        whole = left.shape[1] // BLOCK * BLOCK
        self._files["codes"].add(_blocks(left[:, :whole]))
        self._left = left[:, whole:].copy()

    def keep(self) -> None:
        """Write what is known at the end, and put the arrays in their place."""
        self._files["codes"].add(_blocks(np.pad(self._left, ((0, 0), (0, -self._left.shape[1] % BLOCK)))))
        for file in self._files.values():
            file.finish()
        ids = np.load(self._folder / "ids.npy", mmap_mode="r")
        # Numbers of two bytes are ordered by counting.
        order = np.argsort(ids.astype(np.uint16) if ids.max() < _TWO_BYTES else ids, kind="stable").astype(np.int32)
        np.save(self._folder / "starts.npy", np.concatenate([*self._starts, [self._rows]]).astype(np.int64))
        np.save(self._folder / "by_word.npy", order)
        word_starts = np.searchsorted(ids[order], np.arange(self._words.ids + 1)).astype(np.int64)
        np.savez(self._folder / "words.npz", allow_pickle=False, word_starts=word_starts, **self._words.sums())
        told = json.dumps({"source": source_of(self._store)}) + "\n"
        (self._folder / "index.json").write_text(told, encoding="utf-8")
        place = self._store.path / INDEX
        shutil.rmtree(place, ignore_errors=True)
        self._folder.rename(place)

    def close(self) -> None:
        """Let go of the files."""
        for file in self._files.values():
            file.close()


@contextmanager
def making_index(store: StateStore) -> Iterator[IndexMaker]:
    """Maker of an index of a store; what it wrote is deleted unless it was kept."""
    folder = Path(tempfile.mkdtemp(dir=store.path, prefix=UNFINISHED))
    try:
        maker = IndexMaker(store, folder)
        try:
            yield maker
        finally:
            maker.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _blocks(codes: Codes) -> Codes:
    """(units, rows) → (blocks, units, `BLOCK`)."""
    return np.ascontiguousarray(codes.reshape(len(codes), -1, BLOCK).swapaxes(0, 1))
