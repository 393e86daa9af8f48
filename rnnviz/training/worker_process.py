"""The worker as a process: whether it lives, its start and its end.

A worker holds the lock ``worker.lock`` in the home folder as long as it lives. It outlives the process that starts it.
"""

import subprocess
import sys

from filelock import FileLock

from rnnviz.errors import ConfigurationError
from rnnviz.runs import is_held, runs_folder

__all__ = ["end_workers", "ensure_worker", "start_worker", "worker_lives", "worker_lock"]

_MOST_LOG_BYTES = 1_000_000
_workers: list["subprocess.Popen[bytes]"] = []  # to be waited for, so that none stays a zombie


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
