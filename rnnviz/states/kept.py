"""The stores that the app keeps beside the runs: one of each network, found by what it follows from."""

import hashlib
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from rnnviz.runs import Run, digest, is_held, runs_folder
from rnnviz.states.store import StateStore

__all__ = ["MOST_STORES", "follows_from", "forget_stores", "is_ready", "kept_store", "note_use"]

MOST_STORES = 4
"""How many are kept; that of 5,000 reviews and an LSTM of 32 units takes 260 MB with its index."""


def kept_store(run: Run) -> StateStore:
    """The place of the store of a run's validation reviews, recorded or not.

    It is ``$RNNVIZ_HOME/states/<run>-<what it follows from>``: a run that is
    trained again, or on other reviews, has another one.
    """
    return StateStore(runs_folder().parent / "states" / f"{run.name}-{follows_from(run)[:12]}")


def follows_from(run: Run) -> str:
    """SHA-256 of all that the states of a run's validation reviews follow from: weights, words, padding, reviews."""
    record = run.record
    training = (record.training.validation_split, record.training.split_seed)
    files = [digest(file) for file in (run.model_file, run.vocabulary_file)]
    told = json.dumps([*files, record.corpus.fingerprint, record.corpus.limit, *training, str(record.padding)])
    return hashlib.sha256(told.encode()).hexdigest()


def is_ready(store: StateStore) -> bool:
    """Whether a store is whole and has its index, without looking into the files."""
    return (store.path / "index" / "index.json").is_file() and store.record_file.is_file() and not store.missing


def forget_stores(keep: StateStore, *, most: int = MOST_STORES) -> None:
    """Delete the stores that were used longest ago, so that `most` are left with the one that is kept.

    Those of earlier versions of the same run go first; one that is being recorded stays, and so does one that holds
    no more than the reviews of a run that came with its `Overview`.
    """
    folder = keep.path.parent
    stem = keep.path.name.rpartition("-")[0]
    others = [path for path in folder.glob("*-*") if path.is_dir() and path != keep.path]
    stale = [path for path in others if path.name.rpartition("-")[0] == stem]
    recorded = (path for path in others if path not in stale and StateStore(path).record_file.is_file())
    by_use = sorted(recorded, key=_used, reverse=True)
    for path in (*stale, *by_use[most - 1 :]):
        if not is_held(FileLock(path / ".lock")):
            shutil.rmtree(path, ignore_errors=True)


def note_use(store: StateStore) -> None:
    """Take down that a store was used now."""
    with suppress(OSError):
        os.utime(store.record_file)


def _used(path: Path) -> float:
    with suppress(OSError):
        return (path / "store.json").stat().st_mtime
    return 0.0
