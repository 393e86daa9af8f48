"""Keras for the web process: one warm worker process that computes with it, started at the first call.

The web process never imports TensorFlow. A new Python for every question would pay its four seconds every time,
and multiprocessing's own worker would run the page's script again as its main module; joblib's loky does not.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, TypeVar

from rnnviz.errors import WorkerError

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = ["in_keras_process"]

Result = TypeVar("Result")

_IDLE_SECONDS = 600
_ANSWER_SECONDS = 30
_ENVIRONMENT = {"CUDA_VISIBLE_DEVICES": "-1", "KERAS_BACKEND": "tensorflow", "TF_CPP_MIN_LOG_LEVEL": "3"}


def in_keras_process(function: Callable[..., Result], *arguments: object, seconds: float = 120) -> Result:
    """Return function(*arguments), computed in the worker process.

    Calls are made one after the other. The worker ends after ten idle minutes, and within two seconds of the
    process that started it, however that ended (on Windows: after its idle time). The next call starts a new one.

    Parameters
    ----------
    function
        Something that can be pickled, as must be its arguments and its result. What it raises is raised here.
    arguments
        Its arguments.
    seconds
        How long it may take, and how long to wait for the calls before it.

    Raises
    ------
    WorkerError
        If the worker was stopped on the way, or took too long; then it is stopped here. If Keras cannot be loaded.
    """
    return _worker.call(function, arguments, seconds)


class _Worker:
    """One process and the lock that gives it one call at a time, so that no call is hit by the end of another's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._executor: Executor | None = None

    def call(self, function: Callable[..., Result], arguments: tuple[object, ...], seconds: float) -> Result:
        if not self._lock.acquire(timeout=seconds):
            raise WorkerError(
                "The process that computes with Keras has been busy with other questions for {seconds:g} seconds. Try "
                "again in a moment.",
                seconds=seconds,
            )
        try:
            return self._ready().submit(function, *arguments).result(timeout=seconds)
        except BrokenProcessPool:
            self._stop()
            raise WorkerError(
                "The process that computes with Keras was stopped before it was done, perhaps because memory ran "
                "out. Try again: that starts a new one."
            ) from None
        except ImportError:
            self._stop()  # a new process tries again: the installation may have been mended
            raise _not_loaded() from None
        except TimeoutError:
            self._stop()
            raise WorkerError(
                "Keras was stopped because it took longer than {seconds:g} seconds. Ask for less, such as fewer "
                "timesteps, or try again when this computer has less to do.",
                seconds=seconds,
            ) from None
        finally:
            self._lock.release()

    def _ready(self) -> "Executor":
        """Return an executor whose worker answers; one that was stopped while it was idle is replaced."""
        if self._executor is not None:
            try:
                self._executor.submit(os.getpid).result(timeout=_ANSWER_SECONDS)
            except (BrokenProcessPool, TimeoutError):
                self._stop()
        self._executor = self._executor or _start()
        return self._executor

    def _stop(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, kill_workers=True)  # type: ignore[call-arg]  # loky's own option


def _not_loaded() -> WorkerError:
    """Sentence on the error of an import that is being handled."""
    error = sys.exception()
    return WorkerError(
        "Keras cannot be asked, because it or TensorFlow cannot be loaded ({kind}: {reason}). Install them again with "
        "pip install tensorflow keras.",
        kind=type(error).__name__,
        reason=" ".join(str(error).split())[:300],
    )


_worker = _Worker()


def _start() -> "Executor":
    from joblib.externals.loky import ProcessPoolExecutor

    executor: Executor = ProcessPoolExecutor(
        max_workers=1,
        timeout=_IDLE_SECONDS,
        env=_ENVIRONMENT,
        initializer=_end_with,
        initargs=(os.getpid(),),
    )
    return executor


def _end_with(parent: int) -> None:
    """End this process when the one that started it ends: a killed server cannot ask its worker to go."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
