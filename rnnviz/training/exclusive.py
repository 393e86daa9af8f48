"""One process a run: it holds the lock, can be asked to stop, and says in a sentence what it failed on."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from filelock import Timeout

from rnnviz.errors import RnnvizError, TrainingError
from rnnviz.runs import Run

__all__ = ["exclusive", "tell_full_memory"]

_PATIENCE = 2.0  # seconds; whoever looks whether the run is trained holds its lock for a moment

_FULL_MEMORY = (
    "The memory did not suffice for {what}: take fewer reviews, smaller batches, fewer units or shorter rows."
)

_WRITTEN = ("saving", "model.keras", "checkpoint.keras", "history.csv", "batches.jsonl", "run.json", "README.md")
"""What a training process writes; a kill can leave a temporary file of these."""


@contextmanager
def exclusive(run: Run) -> Iterator[None]:
    """Hold the lock of `run`, take SIGTERM and the first Ctrl-C as a wish to stop, and tell on what it failed.

    A full disk or memory leaves the run "stopped" with the sentence as its reason, as far as it can still be written.

    Raises
    ------
    TrainingError
        Another process trains the run, its folder cannot be written, or the memory did not suffice.
    """
    try:
        lock = run.lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise TrainingError(
            "{run} is being trained by another process: wait for it, or stop it.", run=run.name
        ) from None
    except OSError as error:
        raise TrainingError(
            "{folder} cannot be written ({reason}).", folder=run.path.parent, reason=error.strerror or error
        ) from None
    with lock, _stoppable(run):
        try:
            _sweep(run)
            yield
        except RnnvizError:
            raise
        except OSError as error:
            full = TrainingError(
                "{run} cannot be written ({reason}): make room, and resume it.",
                run=run.name,
                reason=error.strerror or error,
            )
            raise _given_up(run, full) from None
        except Exception as error:
            if not _is_full_memory(error):
                raise
            raise _given_up(run, TrainingError(_FULL_MEMORY, what=run.name)) from None


@contextmanager
def tell_full_memory(name: str) -> Iterator[None]:
    """Say in a sentence that the memory did not suffice for what is called `name`.

    Raises
    ------
    TrainingError
        It did not.
    """
    try:
        yield
    except MemoryError:
        raise TrainingError(_FULL_MEMORY, what=name) from None


def _is_full_memory(error: Exception) -> bool:
    """Whether Python, NumPy or TensorFlow found no memory; by name, so that TensorFlow need not be loaded."""
    return any(kind.__name__ in {"MemoryError", "ResourceExhaustedError"} for kind in type(error).__mro__)


def _given_up(run: Run, why: TrainingError) -> TrainingError:
    """Say in the record, as far as it can be written, why the run stopped."""
    now = Run(run.path)
    with suppress(RnnvizError, OSError):
        if now.record.status == "running":
            now.write_record(status="stopped", reason=str(why))
    return why


def _sweep(run: Run) -> None:
    """Delete temporary files that an earlier process was killed over."""
    for name in _WRITTEN:
        for scrap in run.path.glob(f".{name}-*"):
            scrap.unlink(missing_ok=True)
    for scrap in (run.path / "epochs").glob(".*"):
        scrap.unlink(missing_ok=True)


@contextmanager
def _stoppable(run: Run) -> Iterator[None]:
    """Turn signals into the wish to stop; a second Ctrl-C ends the process as ever."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: FrameType | None) -> None:
        if number == signal.SIGINT and run.stop_file.exists():
            raise KeyboardInterrupt
        run.ask_to_stop()
        outer = before[signal.Signals(number)]
        if number == signal.SIGTERM and callable(outer):
            outer(number, frame)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
