"""What a process that trains a run tells while it does: where it is, and why it leaves an epoch."""

import io
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from rnnviz.runs import Run, write_bytes

if TYPE_CHECKING:
    import keras

__all__ = ["BATCHES_A_LINE", "LossLost", "Session", "StopAsked", "keep_batches", "next_number"]

BATCHES_A_LINE = 5
"""Every so many batches are told of."""


class StopAsked(Exception):  # noqa: N818  (no error: somebody asked)
    """Leaves the middle of an epoch, after a batch."""


class LossLost(Exception):  # noqa: N818  (no bug: it is told to the person who trains)
    """Leaves the middle of an epoch when the loss is no longer a number."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """What one process tells while it trains a run: lines of ``batches.jsonl``, timed since the session began.

    Sessions of a run are counted, because no clock goes on from one process to the next.
    """

    run: Run
    lines: io.TextIOBase
    batches: int
    number: int
    began: float = field(default_factory=time.monotonic)

    def callback(self, epoch: int, first: int) -> "keras.callbacks.Callback":
        """Keras's callback of the epoch whose first batch here is `first`."""
        import keras

        def told(batch: int, logs: dict[str, Any] | None) -> None:
            self.tell(epoch, first + batch, logs or {}, regular=batch % BATCHES_A_LINE == 0)

        return keras.callbacks.LambdaCallback(on_train_batch_end=told)

    def tell(self, epoch: int, batch: int, figures: dict[str, Any], *, regular: bool) -> None:
        """Tell of a batch that was learnt from.

        Parameters
        ----------
        figures
            loss and accuracy of the epoch so far.
        regular
            Whether it is told of if nothing is the matter.

        Raises
        ------
        LossLost
            The loss is no longer a number.
        StopAsked
            Somebody asked to stop, and more batches were to come.
        """
        stop, lost = self.run.stop_file.exists(), not np.isfinite(figures.get("loss", 0.0))
        if regular or stop or lost:
            self._write(epoch, batch, figures)
        if lost:
            raise LossLost
        if stop and batch + 1 < self.batches:  # after the last batch the epoch is finished first
            raise StopAsked

    def _write(self, epoch: int, batch: int, logs: dict[str, Any]) -> None:
        # JSON has no nan: a loss that is no number is null.
        figures = {name: round(float(value), 6) if np.isfinite(value) else None for name, value in logs.items()}
        line = {
            "epoch": epoch,
            "batch": batch,
            **figures,
            "batches": self.batches,
            "seconds": round(time.monotonic() - self.began, 3),
            "session": self.number,
        }
        self.lines.write(json.dumps(line) + "\n")

    def read_before(self, epoch: int, first: int) -> dict[str, float]:
        """Running loss and accuracy of the batches of an epoch that earlier sessions have done, and their seconds."""
        lines = [line for line in self.run.batches() if line["epoch"] == epoch and line["batch"] < first]
        if not lines or lines[-1]["batch"] != first - 1:
            return {}
        figures = {name: lines[-1][name] for name in ("loss", "accuracy") if lines[-1].get(name) is not None}
        return {**figures, "seconds": _seconds_of(lines)}


def _seconds_of(lines: list[dict[str, float]]) -> float:
    """Time between the first and the last line of each session, together."""
    sessions: dict[float, list[float]] = {}
    for line in lines:
        if "session" in line:
            sessions.setdefault(line["session"], []).append(line["seconds"])
    return sum(max(seconds) - min(seconds) for seconds in sessions.values())


def next_number(run: Run) -> int:
    """Return the number of the session that comes after all that have written lines."""
    return 1 + max((int(line.get("session", 0)) for line in run.batches()), default=0)


def keep_batches(run: Run, epochs: int, batch: int) -> None:
    """Keep the lines of finished epochs, and of the next one those before `batch`."""
    if run.batches_file.exists():
        kept = [
            line
            for line in run.batches()
            if line["epoch"] <= epochs or (line["epoch"] == epochs + 1 and line["batch"] < batch)
        ]
        write_bytes(run.batches_file, "".join(f"{json.dumps(line)}\n" for line in kept).encode())
