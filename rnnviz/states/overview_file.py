"""The file of an `Overview` in the folder of a run, and the reviews that it is read with.

``states.npz`` holds nothing that the corpus itself gives: words, lengths and labels are those of the run's validation
reviews, which the first look reads and keeps in the place of the run's store. Numbers lie byte by byte, which packs
better, and logits as their differences in steps of `LOGIT_STEP`::

    follows_from    (32,) uint8: SHA-256 of weights, words, padding and reviews
    logits          (4, rows) uint8
    changes         (4, ids · units) uint8, and squares
    counted, correlated, places, around: as `Overview` has them
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

from rnnviz.errors import DataError, RnnvizError
from rnnviz.foreign import parsing, read_bytes
from rnnviz.networks import open_archive, read_array
from rnnviz.runs import Run, write_bytes
from rnnviz.shapes import Floats, Ids
from rnnviz.states.corpus_index import LEVELS, LOGIT_STEP, CorpusIndex, Rows
from rnnviz.states.kept import follows_from, kept_store
from rnnviz.states.overview import AROUND, MOST_PLACES, Overview, overview_of
from rnnviz.states.recorder import keep_texts
from rnnviz.states.store import StateStore, cannot_write
from rnnviz.text import Padding, Vocabulary
from rnnviz.training.kept_ids import ids_of
from rnnviz.training.reviews import reviews_of

__all__ = ["OVERVIEW_FILE", "has_overview", "open_overview", "write_overview"]

OVERVIEW_FILE = "states.npz"

_PLANES = 4  # bytes of a number
_SUMS = ("changes", "squares")
_MOST_BYTES = 100_000_000


def write_overview(run: Run, index: CorpusIndex) -> None:
    """Write what a first look needs of a run's states over its validation reviews into the run's folder."""
    overview, packed = overview_of(index), io.BytesIO()
    steps: Rows = np.diff(np.round(overview.logits / LOGIT_STEP), prepend=0).astype(np.int64)
    np.savez_compressed(
        packed,
        allow_pickle=False,
        follows_from=np.frombuffer(bytes.fromhex(follows_from(run)), dtype=np.uint8),
        logits=_planes((steps << 1 ^ steps >> 63).astype("<u4")),  # small numbers of either sign as small ones
        **{name: _planes(getattr(overview, name).astype("<f4")) for name in _SUMS},
        **{name: getattr(overview, name) for name in ("counted", "correlated", "places", "around")},
    )
    write_bytes(run.path / OVERVIEW_FILE, packed.getvalue())


def has_overview(run: Run) -> bool:
    """Whether a run comes with an overview that follows from it as it is now."""
    with suppress(RnnvizError, OSError), parsing(), _opened(run) as archive:
        return _is_of(archive, run)
    return False


def open_overview(run: Run) -> Overview | None:
    """The overview that came with a run; None where there is none, or it is of other weights, words or reviews.

    The first look reads the run's reviews, which takes a second or two, and keeps them in the place of the run's store.

    Raises
    ------
    TrainingError
        The reviews that the run was validated with are gone.
    DataError
        The place of its store cannot be written.
    """
    if not has_overview(run):
        return None
    reviews = _kept(run)
    with suppress(RnnvizError, OSError), parsing(), _opened(run) as archive:
        return _read(archive, reviews, run.record.network.layers[-1].output_features)
    return None


@contextmanager
def _opened(run: Run) -> Iterator[zipfile.ZipFile]:
    with (run.path / OVERVIEW_FILE).open("rb") as file, open_archive(file) as archive:
        yield archive


def _is_of(archive: zipfile.ZipFile, run: Run) -> bool:
    return bool(read_array(archive, "follows_from.npy", (32,), np.uint8).tobytes().hex() == follows_from(run))


# ---- the reviews ----


@dataclass(frozen=True, kw_only=True, eq=False)
class _Reviews:
    """Words of the corpus in the rows of an index, where each review begins, and its label."""

    ids: Ids
    starts: Rows
    labels: NDArray[np.int8]


def _kept(run: Run) -> _Reviews:
    """The run's validation reviews, read once; their texts lie beside them, as in a store."""
    store = kept_store(run)
    file = store.path / "rows.npz"
    with suppress(DataError, OSError), parsing():
        if all(text.is_file() for text in store.text_files):
            with np.load(io.BytesIO(read_bytes(file, _MOST_BYTES)), allow_pickle=False) as arrays:
                return _Reviews(ids=arrays["ids"].astype(np.int32), starts=arrays["starts"], labels=arrays["labels"])
    found = _read_reviews(run, store)
    content = io.BytesIO()
    np.savez(content, ids=found.ids, starts=found.starts, labels=found.labels, allow_pickle=False)
    try:
        write_bytes(file, content.getvalue())
    except OSError as error:
        raise cannot_write(store.path, error) from None
    return found


def _read_reviews(run: Run, store: StateStore) -> _Reviews:
    _, reviews = reviews_of(run, download=False)
    try:
        store.path.mkdir(parents=True, exist_ok=True)
        keep_texts(store, reviews)
    except OSError as error:
        raise cannot_write(store.path, error) from None
    return _in_rows(ids_of(reviews, Vocabulary.from_file(run.vocabulary_file)), reviews.labels, run.record.padding)


def _in_rows(ids: list[Ids], labels: NDArray[np.int8], padding: Padding) -> _Reviews:
    """One row before each review, then its words that fit."""
    cut = [one[padding.kept(len(one))] for one in ids]
    starts = np.cumsum([0, *(1 + len(one) for one in cut)])
    rows = np.zeros(int(starts[-1]), dtype=np.int32)
    words = np.ones(len(rows), dtype=bool)
    words[starts[:-1]] = False
    rows[words] = np.concatenate(cut)
    return _Reviews(ids=rows, starts=starts.astype(np.int64), labels=labels.astype(np.int8))


# ---- the file ----


def _read(archive: zipfile.ZipFile, reviews: _Reviews, units: int) -> Overview:
    rows, ids = len(reviews.ids), int(reviews.ids.max()) + 1
    zigzag = _numbers(archive, "logits", (rows,), "<u4").astype(np.int64)
    logits = (np.cumsum(zigzag >> 1 ^ -(zigzag & 1)) * LOGIT_STEP).astype(np.float32)
    sums = {name: _numbers(archive, name, (ids, units), "<f4").astype(np.float64) for name in _SUMS}
    order = np.argsort(reviews.ids.astype(np.uint16 if ids < 1 << 16 else np.int32), kind="stable").astype(np.int32)
    each = np.bincount(reviews.ids, minlength=ids)
    pushes = np.diff(logits.astype(np.float64), prepend=0)
    pushes[reviews.starts[:-1]] = 0
    pushed, squared = (
        np.bincount(reviews.ids, weights=one, minlength=ids).astype(np.float64) for one in (pushes, pushes**2)
    )
    places = (units, 2, MOST_PLACES)
    overview = Overview(
        ids=reviews.ids,
        logits=logits,
        starts=reviews.starts,
        labels=reviews.labels,
        by_word=order,
        word_starts=np.concatenate([[0], np.cumsum(each)]),
        pushes=pushed,
        push_squares=squared,
        counted=read_array(archive, "counted.npy", (units, LEVELS), np.int32),
        correlated=read_array(archive, "correlated.npy", (units, 2), np.float64),
        places=read_array(archive, "places.npy", (*places, 2), np.int32),
        around=read_array(archive, "around.npy", (*places, 2 * AROUND + 1), np.float16),
        **sums,
    )
    _check(overview)
    return overview


def _sums(values: Floats, ids: Ids, most: int) -> Floats:
    sums: Floats = np.bincount(ids, weights=values, minlength=most).astype(np.float64)
    return sums


def _check(overview: Overview) -> None:
    """Refuse what no network leaves."""
    finite = (overview.logits, overview.changes, overview.squares, overview.correlated)
    reviews, positions = np.moveaxis(overview.places, -1, 0)
    there = reviews >= 0
    lengths = np.diff(overview.starts) - 1
    good = all(np.isfinite(values).all() for values in finite) and bool((reviews < len(lengths)).all())
    if not good or not (positions[there] >= 0).all() or not (positions[there] < lengths[reviews[there]]).all():
        raise DataError("These are not the numbers of a network over these reviews.")


def _planes(numbers: NDArray[np.generic]) -> NDArray[np.uint8]:
    """First bytes of all numbers, then second bytes, and so on, (4, numbers)."""
    return np.ascontiguousarray(numbers.reshape(-1).view(np.uint8).reshape(-1, _PLANES).T)


def _numbers(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Floats:
    planes = read_array(archive, f"{name}.npy", (_PLANES, int(np.prod(shape))), np.uint8)
    numbers: Floats = np.ascontiguousarray(planes.T).view(dtype).reshape(shape)
    return numbers
