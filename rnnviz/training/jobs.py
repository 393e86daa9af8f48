"""The runs of the runs folder as they are now: which wait, which are trained, and what became of the others.

The state of a run follows from its files and locks alone: its request, its record, its lock and that of the worker.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rnnviz.errors import ConfigurationError, RnnvizError
from rnnviz.runs import Run, is_listed_name, runs_folder
from rnnviz.training.request import REQUEST_FILE, Request, read_request
from rnnviz.training.worker_process import worker_lives

__all__ = ["LIVE", "Job", "JobState", "find_job", "list_jobs", "list_jobs_by_age", "next_job"]

JobState = Literal["queued", "starting", "training", "stopped", "finished", "failed", "died"]

LIVE: frozenset[JobState] = frozenset({"queued", "starting", "training"})
"""States of a run that something is going to happen to without anybody's doing."""


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
    folder = runs_folder()
    asked = [path for path in folder.iterdir() if (path / REQUEST_FILE).is_file()] if folder.is_dir() else []
    jobs = (_job(path, lives=True) for path in sorted(asked) if _is_listed(path))
    waiting = [job for job in jobs if job is not None and job.state == "queued"]
    return min(waiting, key=lambda job: job.request.number if job.request else 0, default=None)


def _is_listed(path: Path) -> bool:
    """Whether it may be a run; what is hidden is being moved or unpacked."""
    return is_listed_name(path.name) and os.path.isdir(path)  # noqa: PTH112 (any text may be asked for as a name)


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
