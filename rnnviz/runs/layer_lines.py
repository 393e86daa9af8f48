"""The file ``layers.jsonl``: weights and gradients of each layer in a live training, a line every few batches."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rnnviz.runs.files import write_bytes
from rnnviz.runs.tails import last_lines

__all__ = ["LayerLine", "LayerNorms", "keep_layer_lines", "layer_line", "layers_file", "read_layer_lines"]

_MOST = 10**9
_DIGITS = 5


@dataclass(frozen=True, kw_only=True)
class LayerNorms:
    """One layer at a batch.

    Parameters
    ----------
    weights
        Norm of its weights before the batch moved them.
    gradients
        Norm of their gradients, before these were clipped.
    updates
        Norm of how far the batch moved the weights.
    saturated
        Share of its gates, or states without gates, at the ends of their range; None where it has neither.
    """

    weights: float
    gradients: float
    updates: float
    saturated: float | None = None


@dataclass(frozen=True, kw_only=True)
class LayerLine:
    """All layers at a batch, from the Embedding to the readout.

    Parameters
    ----------
    epoch, batch
        From 1, and from 0.
    clip
        Norm to which all gradients together were limited; None for no limit.
    layers
        Each layer.
    """

    epoch: int
    batch: int
    clip: float | None
    layers: tuple[LayerNorms, ...]

    @property
    def place(self) -> tuple[int, int]:
        """Epoch and batch."""
        return self.epoch, self.batch

    @property
    def norm(self) -> float:
        """Norm of all gradients together, before they were clipped."""
        return math.hypot(*(layer.gradients for layer in self.layers))

    @property
    def is_clipped(self) -> bool:
        """Whether the gradients were too long."""
        return self.clip is not None and self.norm > self.clip


def layers_file(path: Path) -> Path:
    """The file in the folder of a run."""
    return path / "layers.jsonl"


def read_layer_lines(path: Path) -> tuple[LayerLine, ...]:
    """Lines of the run in a folder, in order and all of as many layers; what is none of ours is passed over."""
    file = layers_file(path)
    try:
        now = file.stat()
        return _read(file, now.st_ino, now.st_size, now.st_mtime_ns)
    except OSError:
        return ()


def keep_layer_lines(path: Path, epoch: int, batch: int) -> None:
    """Keep the lines of what came before a batch of an epoch: from there on the run is trained anew."""
    every = read_layer_lines(path)
    kept = [line for line in every if line.place < (epoch, batch)]
    if len(kept) < len(every):
        write_bytes(layers_file(path), "".join(map(layer_line, kept)).encode())


def layer_line(line: LayerLine) -> str:
    """A line as it is written; what is no number is null."""
    layers = [[_short(one) for one in (of.weights, of.gradients, of.updates, of.saturated)] for of in line.layers]
    return json.dumps({"epoch": line.epoch, "batch": line.batch, "clip": line.clip, "layers": layers}) + "\n"


def _short(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(f"{value:.{_DIGITS}g}")


@lru_cache(maxsize=16)
def _read(file: Path, *_version: int) -> tuple[LayerLine, ...]:
    return tuple(_in_order(map(_read_line, last_lines(file))))


def _in_order(lines: Iterable[LayerLine | None]) -> Iterable[LayerLine]:
    last, count = (0, 0), 0
    for line in lines:
        if line is not None and line.place > last and len(line.layers) == (count or len(line.layers)):
            last, count = line.place, len(line.layers)
            yield line


def _read_line(line: bytes) -> LayerLine | None:
    try:
        whole = json.loads(line)
        clip, layers = whole["clip"], tuple(map(_layer, whole["layers"]))
        read = LayerLine(epoch=whole["epoch"], batch=whole["batch"], clip=clip, layers=layers)
        good = all(type(count) is int and 0 <= count < _MOST for count in read.place) and read.epoch >= 1
        good = good and len(layers) > 0 and (clip is None or 0 < float(clip) < _MOST)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError, AttributeError):
        return None
    return read if good else None


def _layer(numbers: Sequence[Any]) -> LayerNorms:
    """Numbers of a layer; one that was none is nan, or None of what may be missing."""
    weights, gradients, updates = (math.nan if one is None else _number(one) for one in numbers[:3])
    saturated = None if numbers[3] is None else _number(numbers[3])
    return LayerNorms(weights=weights, gradients=gradients, updates=updates, saturated=saturated)


def _number(value: Any) -> float:
    number = float(value)
    if not 0 <= number < 1e30:  # nan, too
        raise ValueError
    return number
