"""States out of blocks of eight reviews, into one table in the order of the reviews."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.compiling import compiled
from rnnviz.engine.vectors import load, nearest_half, store
from rnnviz.shapes import Floats, Ids

__all__ = ["round_to_halves", "take_rows"]

_TILE = 16
"""Steps whose states are taken together: so much of a block and of the table stays in the processor's cache."""


@compiled
def take_rows(
    states: Floats,
    places: NDArray[np.int64],
    begins: Ids,
    backward: bool,
    out: Floats,
    first_column: int,
) -> None:
    """Fill columns of a table, which lie one after the other, with the states of a block.

    Parameters
    ----------
    states
        Of one cell and kind, (1 + steps, 8, units), row 0 before the first step; parts of a larger array.
    places
        For each review of the block: row of the table that its first goes to, how many do, and the row of `states`
        that the first of them is for a forward cell, (reviews, 3).
    begins
        Step at which each review begins.
    backward
        Whether the cell has read from the end.
    out
        (columns, rows).
    first_column
        Where the states go.
    """
    steps, units = len(states) - 1, states.shape[2]
    for lane in range(len(places)):
        start, count, first = places[lane]
        begin = max(begins[lane], 0)
        for low in range(0, count, _TILE):
            high = min(low + _TILE, count)
            for unit in range(units):
                for row in range(low, high):
                    at = first + row
                    if backward:
                        at = steps + begin - max(at - 1, begin)
                    out[first_column + unit, start + row] = states[at, lane, unit]


@compiled
def round_to_halves(numbers: Floats) -> None:
    """Round numbers to the nearest float16, ties to even; there are a multiple of 16 in one piece."""
    for place in range(0, numbers.size, 16):
        store(numbers, place, nearest_half(load(numbers, place)))
