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
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import DataError, RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.shapes import Floats
from rnnviz.states.corpus_index import LEVELS, CorpusIndex, Rows, StateAt, correlation
from rnnviz.states.store import StateStore, cannot_write
from rnnviz.states.word_sums import WordSums

__all__ = ["BLOCK", "LEVELS", "Rows", "StateIndex", "codes_of", "norms_of", "open_index"]

BLOCK = 4096
"""Rows of a block of codes: what a question adds up for them stays in the processor's cache."""

_MOST_BYTES = 10_000

Codes = NDArray[np.uint8]


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
