"""The lines of ``batches.jsonl``, and where a run is by them.

A line is written by one process, in one go; what is no whole line of ours is passed over. Times are seconds since the
process began its session, so a clock that is set plays no part, and only lines of one session are compared.

Only the end of a long file is read, and once as long as the file does not change.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rnnviz.runs.tails import last_lines

__all__ = ["Progress", "progress_of", "read_batch_lines"]

_LONGEST_LINE = 1_000
_MOST, _MOST_EPOCHS = 1e9, 1_000  # above whatever can be counted here
_FIELDS = ("epoch", "batch", "loss", "accuracy", "batches", "seconds", "session")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Where a run is that is being trained.

    Parameters
    ----------
    epoch, batch, batches
        The epoch, from 1, and how many of its batches are done.
    seconds_per_batch
        Mean since the process began, validation included; None before the second line of ``batches.jsonl``.
    remaining_seconds
        Until the last epoch ends, judged by what is done; None where the time of a batch is.
    """

    epoch: int
    batch: int
    batches: int
    seconds_per_batch: float | None
    remaining_seconds: float | None


def read_batch_lines(file: Path) -> list[dict[str, float]]:
    """Last lines of a ``batches.jsonl``, in the order of the training; one that is being written is left out."""
    try:
        now = file.stat()
        return list(_read_end(file, now.st_ino, now.st_size, now.st_mtime_ns))
    except OSError:
        return []


@lru_cache(maxsize=16)
def _read_end(file: Path, *_version: int) -> tuple[dict[str, float], ...]:
    """Lines at the end of a file, as it is at its size and time of change."""
    return tuple(_in_order(last_lines(file)))


def _in_order(lines: Sequence[bytes]) -> Iterator[dict[str, float]]:
    """Lines that are ours, each later in the training than the one before."""
    last = (0.0, 0.0)
    for line in lines:
        read = _read(line) if len(line) <= _LONGEST_LINE else None
        if read is not None and (read["epoch"], read["batch"]) > last:
            last = read["epoch"], read["batch"]
            yield read


def progress_of(lines: Sequence[dict[str, float]], *, epochs: int) -> Progress | None:
    """Where a run of `epochs` epochs is; None before its first batch."""
    lines = [line for line in lines if line.get("batches")]
    if not lines:
        return None
    last = lines[-1]
    each = _seconds_per_batch([line for line in lines if line["session"] == last["session"]])
    return Progress(
        epoch=int(last["epoch"]),
        batch=int(last["batch"]) + 1,
        batches=int(last["batches"]),
        seconds_per_batch=each,
        remaining_seconds=None if each is None else max(epochs * last["batches"] - _done(last), 0) * each,
    )


def _read(line: bytes) -> dict[str, float] | None:
    """One line; None if it is none of ours."""
    try:
        whole = json.loads(line)
        read = {name: whole[name] for name in _FIELDS if name in whole}
        good = 1 <= read["epoch"] <= _MOST_EPOCHS and 0 <= read["batch"] < _MOST
        if "batches" in read:
            good = (
                good and 1 <= read["batches"] < _MOST and 0 <= read["seconds"] < _MOST and 0 <= read["session"] < _MOST
            )
        good = good and all(read.get(name) is None or abs(read[name]) < _MOST for name in ("loss", "accuracy"))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None
    return read if good else None


def _done(line: dict[str, float]) -> float:
    return (line["epoch"] - 1) * line["batches"] + line["batch"] + 1


def _seconds_per_batch(lines: Sequence[dict[str, float]]) -> float | None:
    """Mean over the lines of one session."""
    first, last = lines[0], lines[-1]
    batches = _done(last) - _done(first)
    return max(last["seconds"] - first["seconds"], 0.0) / batches if batches > 0 else None
