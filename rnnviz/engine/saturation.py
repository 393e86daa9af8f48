"""How many states and gates stand at the ends of their range, where a step of training hardly moves them."""

from collections.abc import Sequence

import numpy as np

from rnnviz.engine.cells import Cell
from rnnviz.engine.layers import LayerRead
from rnnviz.shapes import Floats

__all__ = ["saturated"]

_GATES = {"simple_rnn": (), "lstm": (0, 1, 3), "gru": (1, 2)}
"""Blocks of what a cell keeps that are gates."""

_END = 0.01
_EVERY = 4  # steps between two that are looked at: neighbours say the same


def saturated(cells: Sequence[Cell], reads: LayerRead) -> float:
    """Share of a layer's gates below 0.01 or above 0.99; of a cell without gates, of its states beyond ±0.99.

    Parameters
    ----------
    cells
        The cells of the layer.
    reads
        What they read of one block.
    """
    counts = [
        _count(cell, one.read.states, one.read.kept, one.read.begins) for cell, one in zip(cells, reads, strict=True)
    ]
    return sum(at_end for at_end, _ in counts) / max(sum(every for _, every in counts), 1)


def _count(cell: Cell, states: Floats, kept: Floats, begins: np.ndarray) -> tuple[int, int]:
    units, wide = len(cell.plan.recurrent.mine[0]), cell.units
    steps = np.arange(0, len(kept), _EVERY)
    real = steps[:, None] >= begins[None]  # a shorter review has no state before it begins
    gates = _GATES[cell.name]
    if not gates:
        at_end = np.abs(states[1 + steps, :, :units]) > 1 - _END
        return int(np.count_nonzero(at_end[real])), int(np.count_nonzero(real)) * units
    found = 0
    for block in gates:
        gate = kept[steps, :, block * wide : block * wide + units][real]
        found += int(np.count_nonzero((gate < _END) | (gate > 1 - _END)))
    return found, int(np.count_nonzero(real)) * units * len(gates)
