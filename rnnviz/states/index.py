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

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import DataError, RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.shapes import Floats, Ids
from rnnviz.states.store import StateStore, cannot_write
from rnnviz.states.word_sums import WordSums

__all__ = ["BLOCK", "LEVELS", "StateIndex", "codes_of", "norms_of", "open_index"]

BLOCK = 4096
"""Rows of a block of codes: what a question adds up for them stays in the processor's cache."""

LEVELS = 256
"""Steps of a code; code k stands for states from k / 128 - 1 on, below the next."""

_MOST_BYTES = 10_000

Codes = NDArray[np.uint8]
Rows = NDArray[np.int64]


def codes_of(states: Floats) -> Codes:
    """Codes of states between -1 and 1: floor(128 (h + 1)), 255 at most. h ≥ k / 128 - 1 is code ≥ k, exactly."""
    scaled = np.floor((np.asarray(states, dtype=np.float64) + 1) * (LEVELS // 2))
    return scaled.clip(0, LEVELS - 1).astype(np.uint8)


def norms_of(codes: Codes) -> Floats:
    """Σ (code - 128)² over the units of each row, whole numbers that float32 holds up to 1,024 units."""
    away = codes.astype(np.float32) - LEVELS // 2
    norms: Floats = np.einsum("ru,ru->r", away, away)
    return norms


@dataclass(frozen=True, kw_only=True, eq=False)
class StateIndex:
    """The arrays beside a store; a row is a timestep, or the state before a review (see `open_states`).

    Parameters
    ----------
    codes
        (blocks, units, `BLOCK`).
    halves
        (rows, units), float16.
    norms
        Σ (code - 128)² over the units, (rows,).
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

    codes: Codes
    halves: NDArray[np.float16]
    norms: Floats
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
        return int(self.codes.shape[1])

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

    def codes_of_unit(self, unit: int) -> Codes:
        """Codes of a unit, (rows,)."""
        codes: Codes = self.codes[:, unit].reshape(-1)[: self.rows]
        return codes


def open_index(
    store: StateStore | Path | str, *, progress: Callable[[int, int], object] = lambda _done, _whole: None
) -> StateIndex:
    """Index of a store: made where there is none that follows from it, which takes about a second for 5,000 reviews.

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
    folder, source = store.path / "index", _source_of(store)
    with suppress(RnnvizError, OSError):
        return _read(folder, source)
    try:
        with tempfile.TemporaryDirectory(dir=store.path, prefix=".index-") as made:
            _make(Path(made), store, progress)
            (Path(made) / "index.json").write_text(json.dumps({"source": source}) + "\n", encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            Path(made).rename(folder)
            Path(made).mkdir()  # for the block's own removal
        return _read(folder, source)
    except OSError as error:
        raise cannot_write(store.path, error) from None


def _source_of(store: StateStore) -> str:
    """What an index follows from: the store's record, and the sizes and times of its files."""
    files = [store.part_file(part) for part in range(store.record.parts)]
    stats = [(file.stat().st_size, file.stat().st_mtime_ns) for file in files if file.is_file()]
    return hashlib.sha256(f"{store.record.to_text()}{stats}".encode()).hexdigest()


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


# ---- making it ----


def _make(folder: Path, store: StateStore, progress: Callable[[int, int], object]) -> None:
    columns = [name for name in store.record.columns if name.startswith("h_")]
    kept: dict[str, list[NDArray[np.generic]]] = {
        name: [] for name in ("ids", "logits", "positions", "labels", "norms")
    }
    words = WordSums(len(columns))
    with (folder / "halves.bin").open("wb") as halves, (folder / "codes.bin").open("wb") as codes:
        left = np.zeros((0, len(columns)), dtype=np.uint8)
        for part, table in enumerate(store.read(["id", "position", "label", "logit", *columns]), 1):
            states = np.stack([table.column(name).to_numpy() for name in columns], axis=1)
            taken = {name: table.column(column).to_numpy() for name, column in _TAKEN.items()}
            first = taken["positions"] == -1
            for name, values in taken.items():
                kept[name].append(values[first] if name == "labels" else values)
            words.add(taken["ids"], first, states, taken["logits"])
            halves.write(states.astype(np.float16).tobytes())
            coded = codes_of(states)
            kept["norms"].append(norms_of(coded))
            left = np.concatenate([left, coded])
            whole = len(left) // BLOCK * BLOCK
            codes.write(_blocks(left[:whole]).tobytes())
            left = left[whole:]
            progress(part, store.record.parts)
        filled = np.zeros((-len(left) % BLOCK, len(columns)), dtype=np.uint8)
        codes.write(_blocks(np.concatenate([left, filled])).tobytes())
    ids, positions = np.concatenate(kept["ids"]), np.concatenate(kept["positions"])
    rows, units = len(ids), len(columns)
    _with_header(folder, "halves", (rows, units), np.float16)
    _with_header(folder, "codes", (-(-rows // BLOCK), units, BLOCK), np.uint8)
    order = np.argsort(ids, kind="stable").astype(np.int32)
    np.save(folder / "ids.npy", ids)
    np.save(folder / "norms.npy", np.concatenate(kept["norms"]))
    np.save(folder / "logits.npy", np.concatenate(kept["logits"]))
    np.save(folder / "starts.npy", np.append(np.flatnonzero(positions == -1), rows).astype(np.int64))
    np.save(folder / "labels.npy", np.concatenate(kept["labels"]))
    np.save(folder / "by_word.npy", order)
    starts = np.searchsorted(ids[order], np.arange(words.ids + 1)).astype(np.int64)
    np.savez(folder / "words.npz", allow_pickle=False, word_starts=starts, **words.sums())


_TAKEN = {"ids": "id", "positions": "position", "labels": "label", "logits": "logit"}


def _blocks(codes: Codes) -> Codes:
    """(rows, units) → (blocks, units, `BLOCK`)."""
    return np.ascontiguousarray(codes.reshape(-1, BLOCK, codes.shape[1]).swapaxes(1, 2))


def _with_header(folder: Path, name: str, shape: tuple[int, ...], dtype: type[np.generic]) -> None:
    """Make the ``.npy`` file of raw numbers that were written one after the other."""
    raw, file = folder / f"{name}.bin", folder / f"{name}.npy"
    with file.open("wb") as out, raw.open("rb") as numbers:
        np.lib.format.write_array_header_2_0(
            out, {"descr": np.dtype(dtype).str, "fortran_order": False, "shape": shape}
        )
        shutil.copyfileobj(numbers, out, 1 << 22)
    raw.unlink()
