"""The lines of ``batches.jsonl``, and where a run is by them.

A line is written by one process, in one go; what is no whole line of ours is passed over. Times are seconds since the
process began its session, so a clock that is set plays no part, and only lines of one session are compared.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Progress", "progress_of", "read_batch_lines"]

_MOST = 1e9  # above whatever can be counted here


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
    """Lines of a ``batches.jsonl``; one that is being written just now is left out."""
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [line for line in map(_read, lines) if line]


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


def _read(line: str) -> dict[str, float] | None:
    """One line; None if it is none of ours."""
    try:
        read = json.loads(line)
        good = 1 <= read["epoch"] < _MOST and 0 <= read["batch"] < _MOST
        if "batches" in read:
            good = good and 1 <= read["batches"] < _MOST and 0 <= read["seconds"] < _MOST and read["session"] >= 0
        good = good and all(read.get(name) is None or math.isfinite(read[name]) for name in ("loss", "accuracy"))
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
