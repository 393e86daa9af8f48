"""Recording a network over a whole corpus, in parts that outlive whatever breaks it off."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from rnnviz.corpora import Corpus, load_held_out
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import Network
from rnnviz.runs import Run, digest, write_bytes, write_text
from rnnviz.shapes import Ids
from rnnviz.states.columns import part_of, state_columns
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
            _record_parts(store, network.astype(np.float32), reviews, progress)
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


def _record_parts(store: StateStore, network: Network, reviews: Corpus, progress: Callable[[int, int], object]) -> None:
    """Record the parts that are not there, or not whole."""
    for left in store.path.glob(".part-*"):  # of a process that was killed while it wrote
        left.unlink(missing_ok=True)
    assert network.vocabulary is not None
    rows: list[Ids] = ids_of(reviews, network.vocabulary)
    for part in range(store.record.parts):
        these = store.record.reviews_of(part)
        if not store.holds(part):
            here = slice(these.start, these.stop)
            write_bytes(store.part_file(part), part_of(network, rows[here], reviews.labels[here], these.start))
        progress(these.stop, len(reviews))
