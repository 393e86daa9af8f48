"""One process that trains a run: alone, stoppable, and telling where it is."""

import io
import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import Timeout

from rnnviz.errors import TrainingError
from rnnviz.runs import Run, write_bytes

if TYPE_CHECKING:
    import keras

__all__ = ["Session", "StopAsked", "alone", "keep_batches"]

_BATCHES_A_LINE = 5


class StopAsked(Exception):  # noqa: N818  (no error: somebody asked)
    """Leaves the middle of an epoch, after a batch."""


@contextmanager
def alone(run: Run) -> Iterator[None]:
    """Hold the run's lock, take SIGTERM as a wish to stop, and say in a sentence what a full disk or memory means."""
    try:
        lock = run.lock.acquire(timeout=2)  # whoever looks whether the run is trained holds it for a moment
    except Timeout:
        raise TrainingError(f"{run.name} is being trained by another process: wait for it, or stop it.") from None
    with lock:
        run.stop_file.unlink(missing_ok=True)
        in_main = threading.current_thread() is threading.main_thread()
        before = signal.signal(signal.SIGTERM, lambda *_: run.ask_to_stop()) if in_main else None
        try:
            yield
        except OSError as error:
            raise TrainingError(
                f"{run.name} cannot be written ({error.strerror or error}): make room, and resume it."
            ) from None
        except MemoryError:
            raise TrainingError(
                f"The memory did not suffice for {run.name}: take smaller batches, fewer units or shorter rows."
            ) from None
        finally:
            if in_main:
                signal.signal(signal.SIGTERM, before)


@dataclass(frozen=True, kw_only=True)
class Session:
    """What one process tells while it trains a run: lines of ``batches.jsonl``, timed since the session began."""

    run: Run
    lines: io.TextIOBase
    batches: int
    began: float = field(default_factory=time.monotonic)

    def callback(self, epoch: int, first: int) -> "keras.callbacks.Callback":
        """Callback of the epoch whose first batch here is `first`."""
        import keras

        def told(batch: int, logs: dict[str, Any] | None) -> None:
            stop = self.run.stop_file.exists()
            if batch % _BATCHES_A_LINE == 0 or stop:
                self._write(epoch, first + batch, logs or {})
            if stop:
                self.run.stop_file.unlink(missing_ok=True)
                raise StopAsked

        return keras.callbacks.LambdaCallback(on_train_batch_end=told)

    def _write(self, epoch: int, batch: int, logs: dict[str, Any]) -> None:
        # JSON has no nan: a loss that is no number is null.
        figures = {name: round(float(value), 6) if np.isfinite(value) else None for name, value in logs.items()}
        line = {
            "epoch": epoch,
            "batch": batch,
            **figures,
            "batches": self.batches,
            "seconds": round(time.monotonic() - self.began, 3),
            "session": round(self.began, 3),
        }
        self.lines.write(json.dumps(line) + "\n")

    def read_before(self, epoch: int, first: int) -> dict[str, float]:
        """Running loss and accuracy of the batches of an epoch that an earlier session has done."""
        if not first:
            return {}
        done = [line for line in self.run.batches() if line["epoch"] == epoch and line["batch"] == first - 1]
        return {name: done[-1][name] for name in ("loss", "accuracy") if done and done[-1].get(name) is not None}


def keep_batches(run: Run, epochs: int, batch: int) -> None:
    """Keep the lines of finished epochs, and of the next one those before `batch`."""
    if run.batches_file.exists():
        kept = [
            line
            for line in run.batches()
            if line["epoch"] <= epochs or (line["epoch"] == epochs + 1 and line["batch"] < batch)
        ]
        write_bytes(run.batches_file, "".join(f"{json.dumps(line)}\n" for line in kept).encode())
