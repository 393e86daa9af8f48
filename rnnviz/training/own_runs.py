"""A user's own runs: one gets another name, goes to the trash, and comes back from it.

A run moves in one step of the file system, so it is listed whole or not at all. In the trash each deletion has a folder
of its own, called by the time in nanoseconds, and in it lies the run's folder::

    trash/01767225600000000000/my-run/
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import Timeout

from rnnviz.errors import ConfigurationError, RnnvizError, TrainingError
from rnnviz.runs import Run, check_name, free_name, is_taken, runs_folder
from rnnviz.training import job_queue, jobs
from rnnviz.training.jobs import Job

__all__ = ["MOST_DELETED", "Deleted", "delete", "list_deleted", "rename", "restore"]

MOST_DELETED = 20
"""Deletions that can be undone; older ones are gone for good."""

_PATIENCE = 2.0  # seconds; whoever looks whether the run is trained holds its lock for a moment


@dataclass(frozen=True, kw_only=True)
class Deleted:
    """A run in the trash.

    Parameters
    ----------
    name
        What it was called.
    path
        Where it lies.
    """

    name: str
    path: Path


def rename(name: str, new: str) -> Job:
    """Give a run another name.

    Raises
    ------
    ConfigurationError
        The new name is none, or taken; there is no such run, or its folder cannot be written.
    TrainingError
        The run waits or is being trained.
    """
    check_name(new)
    with _at_rest(name) as job:
        if new == name:
            return job
        if is_taken(new):
            raise ConfigurationError(
                "There is a run called {new} already: choose another name than that for {run}.", new=new, run=name
            )
        job.path.rename(runs_folder() / new)
    return _called(new)


def delete(name: str) -> Deleted:
    """Move a run into the trash; what is more than `MOST_DELETED` deletions ago leaves it for good.

    Raises
    ------
    ConfigurationError
        There is no such run, or a folder cannot be written.
    TrainingError
        The run waits or is being trained.
    """
    with _at_rest(name) as job:
        place = _trash() / f"{time.time_ns():020d}"
        place.mkdir(parents=True)
        job.path.rename(place / name)
        _empty_trash()
    return Deleted(name=name, path=place / name)


def list_deleted() -> list[Deleted]:
    """Runs in the trash, the last deleted first."""
    if not _trash().is_dir():
        return []
    places = sorted((path for path in _trash().iterdir() if path.name.isdigit()), reverse=True)
    return [Deleted(name=path.name, path=path) for place in places for path in _content(place)]


def restore(deleted: Deleted) -> Job:
    """Bring a run back from the trash; if another has its name by now, under one with a number behind it.

    Raises
    ------
    ConfigurationError
        It is no longer in the trash, or a folder cannot be written.
    """
    with job_queue.changing(runs_folder().parent):
        if not deleted.path.is_dir():
            raise ConfigurationError(
                "{deleted} is no longer in the trash: it was brought back already, or {most} others were deleted "
                "after it.",
                deleted=deleted.name,
                most=MOST_DELETED,
            )
        taken = os.path.lexists(runs_folder() / deleted.name)
        name = free_name(deleted.name) if taken else deleted.name
        deleted.path.rename(runs_folder() / name)
        with suppress(OSError):  # an empty folder in the trash does no harm
            deleted.path.parent.rmdir()
    return _called(name) if taken else jobs.find_job(name)


@contextmanager
def _at_rest(name: str) -> Iterator[Job]:
    """Hold a run that neither waits nor is trained; when it has moved away, its lock file is deleted."""
    with job_queue.changing(runs_folder().parent):
        job = jobs.find_job(name)
        if job.state == "queued":
            raise TrainingError("{run} waits in the queue: take it out first.", run=name)
        if job.state in {"starting", "training"}:
            raise _busy(name)
        with _untrained(job):
            yield job


@contextmanager
def _untrained(job: Job) -> Iterator[None]:
    lock = job.run.lock
    try:
        held = lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise _busy(job.name) from None
    with held:
        yield
        if not job.path.exists():
            Path(lock.lock_file).unlink(missing_ok=True)


def _busy(name: str) -> TrainingError:
    return TrainingError("{run} is being trained: stop it first.", run=name)


def _called(name: str) -> Job:
    """The run under its new name, which its model card tells from now on; its place among the newest stays."""
    job = jobs.find_job(name)
    with suppress(RnnvizError, OSError):  # a run without a readable record has no card
        changed = job.path.stat()
        Run(job.path).write_record()
        os.utime(job.path, ns=(changed.st_atime_ns, changed.st_mtime_ns))
    return job


# ---- the trash ----


def _trash() -> Path:
    return runs_folder().parent / "trash"


def _content(place: Path) -> list[Path]:
    return [path for path in place.iterdir() if path.is_dir()]


def _empty_trash() -> None:
    """Delete what is too old; it is hidden first, so that nothing half deleted can come back."""
    for deleted in list_deleted()[MOST_DELETED:]:
        deleted.path.parent.rename(_trash() / f".{deleted.path.parent.name}")
    for scrap in _trash().iterdir():
        if scrap.name.startswith("."):
            shutil.rmtree(scrap, ignore_errors=True)  # what stays is tried again at the next deletion
