"""A queue of training runs: a request in each run's folder, and one worker process that takes them in turn.

Nothing but files passes between the app and the worker, so a run outlives a page, a reload and the app itself, and two
apps on one folder share one queue. A request stands in ``request.json`` beside the run's other files::

    queued    it waits; the lowest number goes first
    taken     a worker has begun; it is deleted when the run has ended, or keeps the sentence that says why it failed
    lost      the worker that had taken it was killed

A worker holds the lock ``worker.lock`` in the home folder as long as it lives: a request that is taken while nobody
holds the lock belongs to a worker that was killed, and the next worker marks it as lost.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from rnnviz.errors import ConfigurationError, RnnvizError, TrainingError
from rnnviz.networks import NetworkSpec
from rnnviz.runs import Run, TrainingSpec, check_name, free_name, is_held, runs_folder, runs_lock
from rnnviz.text import Padding
from rnnviz.training.request import REQUEST_FILE, Request, read_request, write_request

__all__ = [
    "LIVE",
    "Job",
    "JobState",
    "Request",
    "ask_again",
    "cancel",
    "changing",
    "end_workers",
    "ensure_worker",
    "find_job",
    "list_jobs",
    "list_jobs_by_age",
    "next_job",
    "start_worker",
    "submit",
    "worker_lives",
    "worker_lock",
]

JobState = Literal["queued", "starting", "training", "stopped", "finished", "failed", "died"]

LIVE: frozenset[JobState] = frozenset({"queued", "starting", "training"})
"""States of a run that something is going to happen to without anybody's doing."""

_MOST_LOG_BYTES = 1_000_000
_workers: list["subprocess.Popen[bytes]"] = []  # to be waited for, so that none stays a zombie


@dataclass(frozen=True, kw_only=True)
class Job:
    """A folder of the runs folder as it is now.

    Parameters
    ----------
    path
        The run directory.
    state
        What is happening to it.
    request
        What stands in its ``request.json``; None when nothing is asked.
    """

    path: Path
    state: JobState
    request: Request | None = None

    @property
    def name(self) -> str:
        """Name of the run."""
        return self.path.name

    @property
    def run(self) -> Run:
        """The run directory."""
        return Run(self.path)


# ---- asking ----


def submit(
    name: str,
    network: NetworkSpec,
    training: TrainingSpec,
    *,
    corpus: str,
    padding: Padding,
    limit: int | None = None,
    numbered: bool = False,
) -> Job:
    """Put a new run at the end of the queue.

    Parameters
    ----------
    name
        What the run is called.
    network, training, corpus, padding, limit
        What to train, as for `train`.
    numbered
        Whether a name that is taken gets a number behind it; otherwise it is refused.

    Raises
    ------
    ConfigurationError
        The name is no name of a folder, there is such a run already, or the runs folder cannot be written.
    """
    check_name(name)
    request = Request(number=0, network=network, training=training, padding=padding, corpus=corpus, limit=limit)
    with changing():
        if numbered:
            name = free_name(name)
        path = runs_folder() / name
        if path.exists():
            raise ConfigurationError("There is a run called {run} already: choose another name.", run=name)
        path.mkdir()
        try:
            write_request(path, replace(request, number=_next_number()))
        except OSError:
            path.rmdir()
            raise
    return find_job(name)


def ask_again(job: Job, *, epochs: int | None = None) -> Job:
    """Put a run that stopped, died, failed or finished at the end of the queue again, to go on where it was.

    Parameters
    ----------
    job
        The run.
    epochs
        Train on until so many epochs are finished; None = as many as it was begun with.

    Raises
    ------
    TrainingError
        The run waits or is being trained.
    ConfigurationError
        Its folder cannot be written.
    """
    with changing():
        now = find_job(job.name)  # somebody else may have asked in the meantime
        if now.state in LIVE:
            raise TrainingError("{run} is {state} already.", run=job.name, state=now.state)
        again = replace(_request_of(now), number=_next_number(), epochs=epochs, taken=False, lost=False, error=None)
        write_request(job.path, again)
    return find_job(job.name)


@contextmanager
def changing(what: str | None = None) -> Iterator[None]:
    """Change which runs there are, or what the queue is asked for, alone; what the system refuses is a sentence.

    Parameters
    ----------
    what
        How the sentence calls what cannot be written; None = the runs folder.

    Raises
    ------
    TrainingError
        Another process has been at it for too long.
    ConfigurationError
        A folder cannot be written.
    """
    try:
        with runs_lock():
            yield
    except Timeout:
        raise TrainingError("{folder} is being changed by another process: try again.", folder=runs_folder()) from None
    except OSError as error:
        what = what or f"The runs folder {runs_folder()}"
        raise ConfigurationError(
            "{what} cannot be written ({reason}).", what=what, reason=error.strerror or error
        ) from None


def _request_of(job: Job) -> Request:
    """What the run was asked to be, from its request or from its record."""
    if job.request is not None:
        return job.request
    record = job.run.record
    return Request(
        number=0,
        network=record.network,
        training=record.training,
        padding=record.padding,
        corpus=record.corpus.name,
        limit=record.corpus.limit,
    )


def cancel(job: Job) -> None:
    """Take a run that waits out of the queue; a folder that holds nothing else goes with it.

    Raises
    ------
    TrainingError
        The run does not wait any more.
    """
    with changing():
        request = read_request(job.path)
        if request is None or request.taken:
            raise TrainingError("{run} does not wait in the queue any more.", run=job.name)
        (job.path / REQUEST_FILE).unlink()
        if not any(job.path.iterdir()):
            job.path.rmdir()


def _next_number() -> int:
    return 1 + max((job.request.number for job in list_jobs() if job.request), default=0)


# ---- looking ----


def list_jobs() -> list[Job]:
    """Every folder of the runs folder that holds a run or a request, by name."""
    folder = runs_folder()
    if not folder.is_dir():
        return []
    lives = worker_lives()
    jobs = (_job(path, lives=lives) for path in sorted(folder.iterdir()) if _is_listed(path))
    return [job for job in jobs if job is not None]


def list_jobs_by_age() -> list[Job]:
    """Every run and request: those that wait or train first, then the newest."""
    return sorted(list_jobs(), key=lambda job: (job.state not in LIVE, -_changed(job.path)))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # moved away since it was listed
        return 0.0


def find_job(name: str) -> Job:
    """Run of that name in the runs folder.

    Raises
    ------
    ConfigurationError
        There is none.
    """
    path = runs_folder() / name
    job = _job(path, lives=worker_lives()) if _is_listed(path) else None
    if job is None:
        raise ConfigurationError("There is no run called {run} in {folder}.", run=name, folder=runs_folder())
    return job


def next_job() -> Job | None:
    """Run that waits longest."""
    waiting = [job for job in list_jobs() if job.state == "queued"]
    return min(waiting, key=lambda job: job.request.number if job.request else 0, default=None)


def _is_listed(path: Path) -> bool:
    """Whether it may be a run; what is hidden is being moved or unpacked."""
    return not path.name.startswith(".") and os.path.isdir(path)  # noqa: PTH112 (any text may be asked for as a name)


def _job(path: Path, *, lives: bool) -> Job | None:
    request = read_request(path)
    begun = (path / "run.json").is_file()
    if request is None and not begun:
        return None
    if request is not None and request.error is not None:
        return Job(path=path, state="failed", request=request)
    if request is not None and not request.taken:
        return Job(path=path, state="queued", request=request)
    return Job(path=path, state=_state(path, request, begun=begun, lives=lives), request=request)


def _state(path: Path, request: Request | None, *, begun: bool, lives: bool) -> JobState:
    """State of a run that a worker has begun, or that was trained without the queue."""
    at_work: JobState = "starting" if lives and request is not None and not request.lost else "died"
    if not begun:
        return at_work
    try:
        status = Run(path).record.status
    except RnnvizError:
        return "failed"
    if status == "running":
        return "training" if Run(path).is_training else "died"
    return at_work if request is not None else status


# ---- what a worker says of its request ----


def take(job: Job) -> bool:
    """Mark a request as begun; False if it was taken or cancelled in the meantime.

    Raises
    ------
    ConfigurationError
        The folder cannot be written.
    """
    with changing():
        request = read_request(job.path)
        if request is None or request.taken:
            return False
        write_request(job.path, replace(request, taken=True))
        return True


def done(job: Job, *, error: str | None = None) -> None:
    """Take a request away, or keep it with the sentence that says why it failed."""
    with changing():
        request = read_request(job.path)
        if error is None or request is None:
            (job.path / REQUEST_FILE).unlink(missing_ok=True)
            return
        try:
            write_request(job.path, replace(request, error=error))
        except OSError:  # a full disk: the record has the reason, as far as it could be written
            (job.path / REQUEST_FILE).unlink(missing_ok=True)
            with suppress(OSError):  # it holds a run
                job.path.rmdir()


def mark_lost() -> None:
    """Mark what a worker had taken that is no more; for the one worker that lives, before it takes anything."""
    with changing():
        for job in list_jobs():
            if job.request is not None and job.request.taken and job.request.error is None:
                with suppress(OSError):  # a full disk
                    write_request(job.path, replace(job.request, lost=True))


# ---- the worker ----


def worker_lock() -> FileLock:
    """Lock that a worker holds as long as it lives."""
    home = runs_folder().parent
    home.mkdir(parents=True, exist_ok=True)
    return FileLock(home / "worker.lock")


def worker_lives() -> bool:
    """Whether a worker holds the lock, and not only for the moment that another takes to look."""
    try:
        return is_held(worker_lock())
    except OSError:  # its folder cannot be made
        return False


def ensure_worker() -> None:
    """Start a worker if there is none; it goes on when this process ends, and ends when it has waited long enough.

    Raises
    ------
    ConfigurationError
        The folder of the runs cannot be written, or no process can be started.
    """
    _workers[:] = [worker for worker in _workers if worker.poll() is None]
    if _workers or worker_lives():
        return
    try:
        start_worker()
    except OSError as error:
        raise ConfigurationError(
            "Nothing can be trained: {folder} cannot be written, or no process started ({reason}).",
            folder=runs_folder().parent,
            reason=error.strerror or error,
        ) from None


def start_worker() -> "subprocess.Popen[bytes]":
    """Start a worker that outlives this process, whatever ends it; its words go to ``worker.log``."""
    home = runs_folder().parent
    home.mkdir(parents=True, exist_ok=True)
    log = home / "worker.log"
    full = log.exists() and log.stat().st_size > _MOST_LOG_BYTES
    with log.open("wb" if full else "ab") as output:
        worker = subprocess.Popen(
            [sys.executable, "-m", "rnnviz", "work"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _workers.append(worker)
    return worker


def end_workers() -> None:
    """End every worker that this process has started, as a kill does; what it was at can be resumed."""
    for worker in _workers:
        worker.kill()
        worker.wait()
    _workers.clear()
