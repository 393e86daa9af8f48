"""The file ``changes.jsonl``: what was changed of a training while it ran; its settings alone don't repeat it then."""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from rnnviz.runs.files import write_bytes
from rnnviz.runs.tails import last_lines

__all__ = ["Change", "add_change", "keep_changes", "read_changes"]

_FILE = "changes.jsonl"
_MOST, _MOST_RATE, _MOST_NORM = 10**9, 100.0, 1e6


@dataclass(frozen=True, kw_only=True)
class Change:
    """What holds from a batch on.

    Parameters
    ----------
    epoch, batch
        The epoch, from 1, and the number of its first batch that it held for, from 0.
    learning_rate
        Step size; None = as the run was begun.
    global_clipnorm
        Norm to which gradients are limited, 0 for no limit; None = as the run was begun.
    """

    epoch: int
    batch: int
    learning_rate: float | None = None
    global_clipnorm: float | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Epoch and batch."""
        return self.epoch, self.batch


def read_changes(path: Path) -> tuple[Change, ...]:
    """Changes of the run in a folder, in their order; lines that are none of ours are passed over."""
    file = path / _FILE
    try:
        now = file.stat()
        return _read(file, now.st_ino, now.st_size, now.st_mtime_ns)
    except OSError:
        return ()


def add_change(path: Path, change: Change) -> None:
    """Put a change behind those that are there."""
    with (path / _FILE).open("a", encoding="utf-8") as file:
        file.write(_line(change))


def keep_changes(path: Path, epoch: int, batch: int) -> None:
    """Keep what was changed before a batch of an epoch: from there on the run is trained anew."""
    every = read_changes(path)
    kept = [change for change in every if change.place < (epoch, batch)]
    if len(kept) < len(every):
        write_bytes(path / _FILE, "".join(map(_line, kept)).encode())


def _line(change: Change) -> str:
    return json.dumps(asdict(change)) + "\n"


@lru_cache(maxsize=16)
def _read(file: Path, *_version: int) -> tuple[Change, ...]:
    return tuple(_in_order(map(_read_line, last_lines(file))))


def _in_order(changes: Iterable[Change | None]) -> Iterable[Change]:
    last = (0, 0)
    for change in changes:
        if change is not None and change.place >= last:
            last = change.place
            yield change


def _read_line(line: bytes) -> Change | None:
    try:
        change = Change(**json.loads(line))
        rate, norm = change.learning_rate, change.global_clipnorm
        good = all(type(count) is int and 0 <= count < _MOST for count in change.place) and change.epoch >= 1
        good = good and (rate is None or (math.isfinite(rate) and 0 < rate <= _MOST_RATE))
        good = good and (norm is None or (math.isfinite(norm) and 0 <= norm <= _MOST_NORM))
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None
    return change if good else None
