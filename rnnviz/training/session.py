"""What a process that trains a run tells and hears: where it is, whether to wait, and why it leaves an epoch."""

import io
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from rnnviz.runs import Change, Moment, Run, add_change, read_changes, write_bytes
from rnnviz.shapes import Floats
from rnnviz.training.showing import Showing
from rnnviz.training.steering import Steering

if TYPE_CHECKING:
    import keras

__all__ = ["BATCHES_A_LINE", "LossLost", "Session", "StopAsked", "keep_batches", "next_number"]

BATCHES_A_LINE = 5
"""Every so many batches are told of."""

_SLOW = 0.04  # seconds between two batches, from which on every one is told of
_TICK = 0.005

Weights = Callable[[], Sequence[Floats]]
"""What gives all weights as Keras's `get_weights()` does."""


class StopAsked(Exception):  # noqa: N818  (no error: somebody asked)
    """Leaves the middle of an epoch, after a batch."""


class LossLost(Exception):  # noqa: N818  (no bug: it is told to the person who trains)
    """Leaves the middle of an epoch when the loss is no longer a number."""


@dataclass(kw_only=True)
class Session:
    """What one process tells while it trains a run: lines of ``batches.jsonl``, timed since the session began.

    Sessions of a run are counted, because no clock goes on from one process to the next.

    Parameters
    ----------
    run, lines, batches, number
        The run, its open file of lines, batches of an epoch, and which session this is.
    held, waited
        Seconds that the training was paused, and that it waited between batches because somebody wants it slow.
    """

    run: Run
    lines: io.TextIOBase
    batches: int
    number: int
    began: float = field(default_factory=time.monotonic)
    held: float = 0.0
    waited: float = 0.0

    def __post_init__(self) -> None:
        self._steering, self._showing = Steering(self.run), Showing(self.run)
        self._last_batch = float("-inf")
        self._untold: dict[str, Any] | None = None
        self._figures: dict[str, Any] = {}
        self._epoch = 0
        self._now = next(iter(reversed(read_changes(self.run.path))), Change(epoch=1, batch=0))

    # ---- before a batch ----

    def before(self, epoch: int, batch: int, weights: Weights) -> Change:
        """Wait as long as whoever watches wants, show the weights if somebody looks, and return what holds now.

        Parameters
        ----------
        epoch, batch
            The batch that comes next, counted from 1 and from 0.
        weights
            What gives the weights.

        Raises
        ------
        StopAsked
            Somebody asked to stop while the training was paused or waited.
        """
        if epoch != self._epoch:
            self._epoch, self._figures = epoch, {}
            self._steering.look()
        moment = Moment(epoch=epoch, batch=batch, batches=self.batches, **self._figures)
        self._showing.begin(moment, weights)
        self._show(moment, weights)
        while True:
            paused, due = self._is_paused(moment.step), self._last_batch + self._steering.control.wait
            began = time.monotonic()
            if not paused and began >= due:
                break
            self._tell_late()
            if self._steering.stop:
                raise StopAsked
            time.sleep(_TICK if paused else min(due - began, _TICK))
            self._steering.look()
            self._show(replace(moment, held=paused), weights)
            spent = time.monotonic() - began
            self.held, self.waited = self.held + spent * paused, self.waited + spent * (not paused)
        self._last_batch = time.monotonic()
        return self._changed(epoch, batch)

    def _is_paused(self, step: int) -> bool:
        pause_at = self._steering.control.pause_at
        return pause_at is not None and step >= pause_at

    def _show(self, moment: Moment, weights: Weights) -> None:
        if self._steering.watched:
            self._showing.show(moment, weights)

    def _changed(self, epoch: int, batch: int) -> Change:
        """What holds from this batch on; what is new about it is kept with the run."""
        asked, now = self._steering.control, self._now
        rate = now.learning_rate if asked.learning_rate is None else asked.learning_rate
        norm = now.global_clipnorm if asked.global_clipnorm is None else asked.global_clipnorm
        if (rate, norm) != (now.learning_rate, now.global_clipnorm):
            self._now = Change(epoch=epoch, batch=batch, learning_rate=rate, global_clipnorm=norm)
            add_change(self.run.path, self._now)
        return self._now

    # ---- after a batch ----

    def holding(
        self, epoch: int, first: int, weights: Weights, change: Callable[[Change], None]
    ) -> "keras.callbacks.Callback":
        """Keras's callback that waits before a batch where somebody wants it, and changes what holds from it on."""
        import keras

        def before(batch: int, logs: dict[str, Any] | None) -> None:
            del logs
            change(self.before(epoch, first + batch, weights))

        return keras.callbacks.LambdaCallback(on_train_batch_begin=before)

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
        self._steering.look()
        stop, lost = self._steering.stop, not np.isfinite(figures.get("loss", 0.0))
        self._untold = self._line(epoch, batch, figures)
        self._figures = {name: self._untold.get(name) for name in ("loss", "accuracy")}
        if regular or stop or lost or self._steering.control.wait >= _SLOW:
            self._tell_late()
        if lost:
            raise LossLost
        if stop and batch + 1 < self.batches:  # after the last batch the epoch is finished first
            raise StopAsked

    def _line(self, epoch: int, batch: int, logs: dict[str, Any]) -> dict[str, Any]:
        # JSON has no nan: a loss that is no number is null.
        figures = {name: round(float(value), 6) if np.isfinite(value) else None for name, value in logs.items()}
        return {
            "epoch": epoch,
            "batch": batch,
            **figures,
            "batches": self.batches,
            "seconds": round(time.monotonic() - self.began - self.held, 3),
            "session": self.number,
        }

    def _tell_late(self) -> None:
        """Write the last line, if it was not told: whoever waits sees where the training is."""
        if self._untold is not None:
            self.lines.write(json.dumps(self._untold) + "\n")
            self._untold = None

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
