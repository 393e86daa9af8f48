"""The folder ``live`` of a run that is being trained: its weights as they are now, for whoever watches.

It is there as long as a process trains the run. Somebody who watches touches the file ``watched``; as long as that is
fresh, the process writes ``now.weights`` a few times a second. ``first.weights`` is how this training began. A file is
one line of JSON and behind it the numbers of all weights, float32 in the order of Keras's `get_weights()`; it is
replaced in one step, and not flushed to the disk: nothing of it outlives the training.
"""

import json
import math
import os
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from rnnviz.errors import RnnvizError
from rnnviz.foreign import parsing, read_json
from rnnviz.networks import NetworkSpec
from rnnviz.shapes import Floats

__all__ = [
    "Moment",
    "Snapshot",
    "Which",
    "begin_watching",
    "end_watching",
    "is_watched",
    "read_snapshot",
    "watch",
    "write_snapshot",
]

Which = Literal["first", "now"]

_FOLDER, _WATCHED = "live", "watched"
_FRESH_SECONDS = 3.0
_LONGEST_LINE, _MOST = 1_000, 10**9


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When a snapshot was taken.

    Parameters
    ----------
    epoch, batch
        The epoch, from 1, and how many of its batches were done.
    batches
        Batches of an epoch.
    loss, accuracy
        Of the epoch so far; None before its first batch.
    held
        Whether the training was paused there.
    """

    epoch: int
    batch: int
    batches: int
    loss: float | None = None
    accuracy: float | None = None
    held: bool = False

    @property
    def step(self) -> int:
        """Batches done, of all epochs."""
        return (self.epoch - 1) * self.batches + self.batch


@dataclass(frozen=True, kw_only=True, eq=False)
class Snapshot:
    """Weights of a network amid its training.

    Parameters
    ----------
    moment
        When it was taken.
    weights
        One list a layer, as `rnnviz.networks.Network.from_weights` takes them.
    """

    moment: Moment
    weights: list[list[Floats]]


# ---- who watches ----


def watch(path: Path) -> None:
    """Tell the process that trains the run in a folder that somebody watches; nothing happens where there is none."""
    with suppress(OSError):
        (path / _FOLDER / _WATCHED).touch()


# ---- who is watched ----


def begin_watching(path: Path) -> None:
    """Make the folder of a run that is trained from now on; what an earlier process left there is gone."""
    end_watching(path)
    (path / _FOLDER).mkdir()


def end_watching(path: Path) -> None:
    """Take the folder away."""
    shutil.rmtree(path / _FOLDER, ignore_errors=True)


def is_watched(path: Path) -> bool:
    """Whether somebody has watched in the last seconds."""
    try:
        return abs(time.time() - (path / _FOLDER / _WATCHED).stat().st_mtime) < _FRESH_SECONDS
    except OSError:
        return False


def write_snapshot(path: Path, which: Which, moment: Moment, weights: Sequence[Floats]) -> None:
    """Replace a snapshot, of arrays as Keras's `get_weights()` gives them."""
    temporary = path / _FOLDER / f".{which}"
    with temporary.open("wb") as file:
        file.write(json.dumps(asdict(moment)).encode() + b"\n")
        for array in weights:
            file.write(np.ascontiguousarray(array, dtype="<f4").data)
    os.replace(temporary, _file(path, which))  # noqa: PTH105


# ---- reading ----


def read_snapshot(path: Path, which: Which, spec: NetworkSpec) -> Snapshot | None:
    """Snapshot of the run in a folder; None where there is none, or none of this network."""
    try:
        with parsing(), _file(path, which).open("rb") as file:
            line = file.readline(_LONGEST_LINE)
            content = file.read(4 * spec.parameter_count + 1)
            moment = _moment(read_json(line))
    except (OSError, RnnvizError, TypeError):
        return None
    if moment is None or len(content) != 4 * spec.parameter_count:
        return None
    numbers = np.frombuffer(content, dtype="<f4")
    return Snapshot(moment=moment, weights=_split(numbers, spec)) if np.isfinite(numbers).all() else None


def _file(path: Path, which: Which) -> Path:
    return path / _FOLDER / f"{which}.weights"


def _moment(read: Any) -> Moment | None:
    moment = Moment(**read)
    counts = (moment.epoch, moment.batch, moment.batches)
    figures = [one for one in (moment.loss, moment.accuracy) if one is not None]
    good = all(type(count) is int and 0 <= count < _MOST for count in counts) and type(read.get("held")) is bool
    good = good and all(type(one) in {int, float} and math.isfinite(one) for one in figures)
    return moment if good and moment.epoch >= 1 and 0 < moment.batches >= moment.batch else None


def _split(numbers: Floats, spec: NetworkSpec) -> list[list[Floats]]:
    layers, start = [], 0
    for row in spec.summary:
        arrays = []
        for weight in row.weights:
            size = math.prod(weight.shape)
            arrays.append(numbers[start : start + size].reshape(weight.shape))
            start += size
        if arrays:
            layers.append(arrays)
    return layers
