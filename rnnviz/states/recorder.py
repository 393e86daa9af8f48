"""Recording a network over a whole corpus, in parts that outlive whatever breaks it off."""

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from rnnviz.corpora import Corpus, load_held_out
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import Network, NetworkSpec
from rnnviz.runs import Run, digest, write_bytes, write_text
from rnnviz.shapes import Ids
from rnnviz.states.columns import packed, state_columns
from rnnviz.states.index import open_index
from rnnviz.states.index_making import UNFINISHED, IndexMaker, making_index
from rnnviz.states.reading import Reader, ReadReviews, engine_is_sooner, reader_of
from rnnviz.states.store import StateStore, StoreRecord, cannot_write
from rnnviz.training.kept_ids import ids_of
from rnnviz.training.reviews import reviews_of

__all__ = ["PARTS", "REVIEWS_A_PART", "keep_texts", "record_corpus"]

PARTS = ("training", "validation", "all")

REVIEWS_A_PART = 500
"""Reviews of one file of a store; what was not finished when it was broken off is at most so much."""

_PATIENCE = 0.2


def record_corpus(
    run: Run,
    out: Path,
    *,
    corpus: str | None = None,
    part: str = "validation",
    index: bool = False,
    progress: Callable[[int, int], object] = lambda _done, _whole: None,
) -> StateStore:
    """Record every state of a run over many reviews, into a folder of Parquet files; go on where it was broken off.

    Parameters
    ----------
    run
        The run whose best network reads.
    out
        Folder of the store; made where it is not there.
    corpus
        The reviews: None or the run's own corpus, of which a part is taken; or any other that `load_held_out` knows, of
        which all are.
    part
        "validation" or "training" of the run's own reviews, as they were split when it was trained, or "all".
    index
        Whether to make what `open_index` opens, too, while the states are at hand.
    progress
        Called with the reviews that are recorded, and all of them.

    Raises
    ------
    DataError
        The folder holds the states of another network or other reviews, cannot be written, or the disk is full.
    ConfigurationError
        There is no such part, or another process records into the folder.
    """
    if part not in PARTS:
        raise ConfigurationError("A part is one of {known}, not {part!r}.", known=", ".join(PARTS), part=part)
    network, reviews = run.network(), _reviews(run, corpus, part)
    record = _record(run, network, reviews, part)
    store = _laid(out, record)
    lock = FileLock(out / ".lock")
    try:
        with lock.acquire(timeout=_PATIENCE):
            keep_texts(store, reviews)
            _Recorder(store, reviews, progress).record(run, network.astype(np.float32), index=index)
            if index:
                open_index(store)
    except Timeout:
        raise ConfigurationError("Another process records into {folder} just now.", folder=out) from None
    except OSError as error:
        raise cannot_write(out, error) from None
    return store


def _reviews(run: Run, corpus: str | None, part: str) -> Corpus:
    own = run.record.corpus.name
    if corpus is not None and corpus != own:
        return load_held_out(corpus)
    training, validation = reviews_of(run)
    if part == "all":
        return Corpus(
            name=training.name,
            texts=training.texts + validation.texts,
            labels=np.concatenate([training.labels, validation.labels]),
        )
    return training if part == "training" else validation


def _record(run: Run, network: Network, reviews: Corpus, part: str) -> StoreRecord:
    assert network.vocabulary is not None  # a run's network has one
    row = json.dumps(asdict(network.padding))
    model = hashlib.sha256(f"{digest(run.model_file)}\n{network.vocabulary.to_text()}\n{row}".encode()).hexdigest()
    return StoreRecord(
        run=run.name,
        model=model,
        corpus=reviews.name,
        part=part if reviews.name == run.record.corpus.name else "all",
        fingerprint=reviews.fingerprint,
        reviews=len(reviews),
        columns=state_columns(network),
        reviews_a_part=REVIEWS_A_PART,
    )


def _laid(out: Path, record: StoreRecord) -> StateStore:
    """The store in its folder, new or of the same network and reviews."""
    store = StateStore(out)
    if store.record_file.exists():
        if store.record != record:
            raise DataError(
                "{folder} holds states of {run} over {corpus} ({part}): they are of another network or other reviews "
                "than are to be recorded. Give another folder, or delete this one.",
                folder=out,
                run=store.record.run[:80],
                corpus=store.record.corpus[:80],
                part=store.record.part[:20],
            )
        return store
    try:
        out.mkdir(parents=True, exist_ok=True)
        write_text(store.record_file, record.to_text())
    except OSError as error:
        raise cannot_write(out, error) from None
    return store


def keep_texts(store: StateStore, reviews: Corpus) -> None:
    """Write the texts into a store's folder, where they are asked for one by one."""
    if all(file.is_file() for file in store.text_files):
        return
    encoded = [text.encode("utf-8", "replace") for text in reviews.texts]
    texts = np.frombuffer(b"".join(encoded), dtype=np.uint8)
    for file, values in zip(store.text_files, (texts, np.cumsum([len(one) for one in encoded])), strict=True):
        content = io.BytesIO()
        np.save(content, values, allow_pickle=False)
        write_bytes(file, content.getvalue())


def _clean(store: StateStore) -> None:
    """Delete what processes left that were killed while they wrote."""
    for left in store.path.glob(".part-*"):
        left.unlink(missing_ok=True)
    for left in store.path.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Writing:
    """A file that is being written, and the reviews that are recorded once it is."""

    future: "Future[None]"
    reviews: int


class _Recorder:
    """Reads one part after the other, while the one before is packed and written by a thread."""

    def __init__(self, store: StateStore, reviews: Corpus, progress: Callable[[int, int], object]) -> None:
        self._store, self._reviews, self._progress = store, reviews, progress
        self._writing: _Writing | None = None

    def record(self, run: Run, network: Network, *, index: bool) -> None:
        """Record the parts that are not there, or not whole; where none is, the index comes from the same states."""
        parts = range(self._store.record.parts)
        lacking = [part for part in parts if not self._store.holds(part)]
        if lacking:
            _clean(self._store)
            new = len(lacking) == len(parts)
            assert network.vocabulary is not None
            rows: list[Ids] = ids_of(self._reviews, network.vocabulary)
            read = reader_of(run, network, by_engine=self._by_engine(network.spec, new=new))
            made = making_index(self._store) if index and new else nullcontext()
            with made as maker:
                self._read_and_write(lacking, rows, read, maker)
                if maker is not None:
                    maker.keep()
        self._progress(len(self._reviews), len(self._reviews))

    def _by_engine(self, spec: NetworkSpec, *, new: bool) -> bool:
        """Who reads; what was begun is gone on with by the same, so that its parts are equal to the last digit."""
        begun = self._store.path / ".by-engine"
        if new:
            begun.unlink(missing_ok=True)
            if engine_is_sooner(spec, len(self._reviews)):
                begun.touch()
        return begun.exists()

    def _read_and_write(
        self, lacking: Sequence[int], rows: Sequence[Ids], read: Reader, maker: IndexMaker | None
    ) -> None:
        with ThreadPoolExecutor(1) as thread:
            for part in lacking:
                these = self._store.record.reviews_of(part)
                here = slice(these.start, these.stop)
                some, labels = read(rows[here]), self._reviews.labels[here]
                self._finish()
                future = thread.submit(self._write, part, some, labels)
                self._writing = _Writing(future=future, reviews=these.stop)
                if maker is not None:
                    maker.add_reviews(some, labels)
            self._finish()

    def _write(self, part: int, some: ReadReviews, labels: NDArray[np.int8]) -> None:
        record = self._store.record
        content = packed(some, labels, record.reviews_of(part).start, record.columns)
        write_bytes(self._store.part_file(part), content)

    def _finish(self) -> None:
        """Wait for the file that is being written, whose errors are raised here, and tell of it."""
        if self._writing is not None:
            writing, self._writing = self._writing, None
            writing.future.result()
            self._progress(writing.reviews, len(self._reviews))
