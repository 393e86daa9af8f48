"""The file ``control.json``: what whoever watches a training asks of the process that trains."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

from rnnviz.errors import ConfigurationError, RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.runs.files import write_text

__all__ = ["LONGEST_WAIT", "Control", "read_control", "write_control"]

LONGEST_WAIT = 60.0
"""Seconds that may lie between two batches."""

_FILE, _MOST_BYTES, _MOST_BATCHES = "control.json", 2_000, 10**12
_MOST_RATE, _MOST_NORM = 100.0, 1e6


@dataclass(frozen=True, kw_only=True)
class Control:
    """What is asked of a training; as it is, nothing.

    Parameters
    ----------
    pause_at
        Batches, counted from the first of all epochs, after which it holds; None = it never does.
    wait
        Seconds from the beginning of a batch to that of the next, at least.
    learning_rate
        Step size from the next batch on; None = as it was.
    global_clipnorm
        Norm to which the gradients are limited from the next batch on, 0 for no limit; None = as it was.
    """

    pause_at: int | None = None
    wait: float = 0.0
    learning_rate: float | None = None
    global_clipnorm: float | None = None

    def __post_init__(self) -> None:
        if self.pause_at is not None and not (type(self.pause_at) is int and 0 <= self.pause_at < _MOST_BATCHES):
            raise ConfigurationError(
                "A training holds after a whole number of batches, not {pause_at!r}.", pause_at=self.pause_at
            )
        if not _lies(self.wait, 0.0, LONGEST_WAIT):
            raise ConfigurationError(
                "A training waits from 0 to {most:.0f} seconds between batches, not {wait!r}.",
                most=LONGEST_WAIT,
                wait=self.wait,
            )
        rate, norm = self.learning_rate, self.global_clipnorm
        if rate is not None and not (_lies(rate, 0.0, _MOST_RATE) and rate > 0):
            raise ConfigurationError("The learning rate is a number above 0 (0.001 is usual), not {rate!r}.", rate=rate)
        if norm is not None and not _lies(norm, 0.0, _MOST_NORM):
            raise ConfigurationError("Gradients are limited to a norm above 0, or by 0 not, not {norm!r}.", norm=norm)


def _lies(value: object, low: float, high: float) -> bool:
    return type(value) in {int, float} and math.isfinite(value) and low <= value <= high  # type: ignore[arg-type,operator]


def read_control(path: Path) -> Control:
    """What is asked of the run in a folder; a file that is damaged or none of ours asks nothing."""
    try:
        with parsing():
            return Control(**read_json(read_bytes(path / _FILE, _MOST_BYTES)))
    except (RnnvizError, TypeError):
        return Control()


def write_control(path: Path, control: Control | None) -> None:
    """Replace what is asked of the run in a folder; None asks nothing, and leaves no file.

    Raises
    ------
    ConfigurationError
        The folder cannot be written.
    """
    try:
        if control is None:
            (path / _FILE).unlink(missing_ok=True)
        else:
            write_text(path / _FILE, json.dumps(asdict(control)) + "\n")
    except OSError as error:
        raise ConfigurationError(
            "{path} cannot be written ({reason}).", path=path, reason=error.strerror or error
        ) from None
