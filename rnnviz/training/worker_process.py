"""The worker as a process: whether it lives, its start and its end.

A worker holds the lock ``worker.lock`` in the home folder as long as it lives. It outlives the process that starts it.
"""

import json
import subprocess
import sys
import time
from contextlib import suppress

from filelock import FileLock

from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.runs import is_held, runs_folder, write_text

__all__ = [
    "clear_refusal",
    "end_workers",
    "ensure_worker",
    "note_refusal",
    "start_worker",
    "worker_lives",
    "worker_lock",
]

_MOST_LOG_BYTES = 1_000_000
_REFUSAL, _REFUSAL_SECONDS = "worker-refusal.json", 60  # after that it is tried again: something may have been mended
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
    TrainingError
        The last worker could load nothing that trains, not long ago.
    """
    _workers[:] = [worker for worker in _workers if worker.poll() is None]
    if _workers or worker_lives():
        return
    _tell_refusal()
    try:
        start_worker()
    except OSError as error:
        raise ConfigurationError(
            "Nothing can be trained: {folder} cannot be written, or no process started ({reason}).",
            folder=runs_folder().parent,
            reason=error.strerror or error,
        ) from None


def note_refusal(error: BaseException) -> None:
    """Leave the reason why a worker cannot work where `ensure_worker` finds it."""
    reason = {"kind": type(error).__name__, "error": " ".join(str(error).split())[:300], "time": time.time()}
    with suppress(OSError):  # a full disk: the log may have it
        write_text(runs_folder().parent / _REFUSAL, json.dumps(reason))


def clear_refusal() -> None:
    """Forget why a worker could not work, because one can."""
    with suppress(OSError):
        (runs_folder().parent / _REFUSAL).unlink(missing_ok=True)


def _tell_refusal() -> None:
    try:
        reason = json.loads((runs_folder().parent / _REFUSAL).read_text("utf-8"))
        lately = abs(time.time() - float(reason["time"])) < _REFUSAL_SECONDS
        kind, error = str(reason["kind"]), str(reason["error"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if lately:
        raise TrainingError(
            "Nothing can be trained, because neither numba nor TensorFlow can be loaded ({kind}: {error}). {log} has "
            "the details; mend the installation, and it is tried again within a minute.",
            kind=kind,
            error=error,
            log=runs_folder().parent / "worker.log",
        )


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
