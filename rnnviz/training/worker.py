"""The worker process: it takes runs from the queue, one after the other, with what trains them warm between them."""

import ctypes
import gc
import logging
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from filelock import Timeout

from rnnviz.engine import can_load
from rnnviz.errors import RnnvizError
from rnnviz.runs import Run
from rnnviz.training import experiments, job_queue, jobs, worker_process
from rnnviz.training.fit import resume, train

__all__ = ["work"]

_POLL_SECONDS = 0.1
_FULL_DISK_SECONDS = 5.0
_PATIENCE = 2.0  # whoever looks whether a worker lives holds its lock for a moment


def work(*, idle_seconds: float) -> None:
    """Train what waits in the queue, oldest first, until nothing has waited for `idle_seconds`.

    Returns at once if another worker is at work. On SIGTERM it stops the run that it trains, as the stop file does, and
    returns.
    """
    lock = worker_process.worker_lock()
    try:
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        return
    with lock:
        job_queue.mark_lost()
        try:
            _warm_up()
        except Exception as error:  # whatever a broken installation raises: the page says it, the log has it whole
            worker_process.note_refusal(error)
            raise
        worker_process.clear_refusal()
        ending = _Ending()
        before = signal.signal(signal.SIGTERM, ending.ask)
        idle_since = time.monotonic()
        while not ending.asked and time.monotonic() - idle_since < idle_seconds:
            job = jobs.next_job()
            if job is not None and _take(job):
                ending.at_work_on = job.path
                _train(job)
                ending.at_work_on = None
                idle_since = time.monotonic()
            elif _climb():  # a rung of an experiment takes a second or two, so a run that comes waits no longer
                idle_since = time.monotonic()
            else:
                time.sleep(_POLL_SECONDS)
        signal.signal(signal.SIGTERM, before)


class _Ending:
    """Whether SIGTERM has come; the run that is at work is asked to stop."""

    def __init__(self) -> None:
        self.asked = False
        self.at_work_on: Path | None = None

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """Handle the signal."""
        self.asked = True
        if self.at_work_on is not None:
            Run(self.at_work_on).ask_to_stop()


def _take(job: jobs.Job) -> bool:
    try:
        return job_queue.take(job)
    except RnnvizError:  # a full disk: it goes on waiting
        logging.getLogger(__name__).exception("%s cannot be taken", job.name)
        time.sleep(_FULL_DISK_SECONDS)
        return False


def _climb() -> bool:
    """Climb one rung of what is asked for, where the engine can be had; whether there was one."""
    try:
        return can_load() and experiments.climb_next()
    except Exception:  # a bug must not take the queue down with it
        logging.getLogger(__name__).exception("a rung ended unexpectedly")
        experiments.withdraw_all()
        return False


def _warm_up() -> None:
    """Load what takes seconds while nobody waits for it: our own engine, or where that cannot be had, Keras."""
    if can_load():
        from rnnviz.engine.preparing import prepare

        prepare()
    else:
        import keras

        keras.backend.clear_session()


def _train(job: jobs.Job) -> None:
    request = job.request
    assert request is not None
    error = None
    try:
        if (job.path / "run.json").is_file():
            resume(job.path, epochs=request.epochs)
        else:
            train(
                request.network,
                request.training,
                corpus=request.corpus,
                padding=request.padding,
                out=job.path,
                limit=request.limit,
            )
    except RnnvizError as failure:
        error = str(failure)
    except Exception as failure:  # a bug must not take the queue down with it
        error = f"The training ended with an unexpected {type(failure).__name__}; the log of the worker has more."
        logging.getLogger(__name__).exception("%s ended unexpectedly", job.name)
    finally:
        job_queue.done(job, error=error)
        _clear_session()


def _clear_session() -> None:
    """Give back what the run took: what Keras holds of a model, where it was loaded at all, and the reviews."""
    if "keras" in sys.modules:
        import keras

        keras.backend.clear_session()
    gc.collect()
    with suppress(OSError, AttributeError):  # glibc only; elsewhere the system takes back what it can
        ctypes.CDLL(None).malloc_trim(0)
