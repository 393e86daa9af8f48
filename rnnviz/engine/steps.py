"""What the recurrences of all cells have in common: rows of a table, and reviews that begin late.

A block holds eight reviews of similar length, right-aligned: (steps, 8, numbers). Its shorter reviews begin at a later
step; what stands before that is no part of them.
"""

from typing import Any

import numpy as np

from rnnviz.engine.compiling import compiled
from rnnviz.engine.products import eight_rows, eight_zeros
from rnnviz.engine.vectors import load, multiply_add, spread, store
from rnnviz.shapes import Floats, Ids

__all__ = [
    "LANES",
    "add_rows",
    "add_squares_to_rows",
    "add_to_rows",
    "carry_back",
    "drop",
    "looked_up",
    "reverse",
    "sum_lanes",
    "zero_beginners",
]

LANES = 8
"""Reviews of a block."""


@compiled
def looked_up(table: Floats, places: Ids, step: int, column: int) -> Any:
    """Sixteen columns of the rows of a table that the eight reviews read at a step."""
    width = table.shape[1]
    return (
        load(table, places[step, 0] * width + column),
        load(table, places[step, 1] * width + column),
        load(table, places[step, 2] * width + column),
        load(table, places[step, 3] * width + column),
        load(table, places[step, 4] * width + column),
        load(table, places[step, 5] * width + column),
        load(table, places[step, 6] * width + column),
        load(table, places[step, 7] * width + column),
    )


@compiled
def zero_beginners(begins: Ids, step: int, rows: Floats, place: int, width: int) -> None:
    """Set the state, or what stands for it on the way back, of the reviews that begin at a step to zero."""
    for lane in range(8):
        if begins[lane] == step:
            for column in range(0, width, 16):
                store(rows, place + lane * width + column, spread(np.float32(0)))


@compiled
def drop(states: Floats, place: int, row_step: int, masks: Floats, out: Floats) -> None:
    """Fill `out`, (gates, 8, units), with the states of eight reviews as each gate reads them."""
    gates, _, units = masks.shape
    for gate in range(gates):
        for lane in range(8):
            for column in range(0, units, 16):
                at = (gate * 8 + lane) * units + column
                store(out, at, load(masks, at) * load(states, place + lane * row_step + column))


@compiled
def carry_back(
    cotangents: Floats, place: int, row_step: int, transposed: Floats, masks: Floats, carried: Floats, carried_step: int
) -> None:
    """Add to the cotangents of the state what those of the gates, which read it through masks, say of it."""
    gates, _, units = masks.shape
    for gate in range(gates):
        for column in range(0, units, 16):
            b_place = gate * units * units + column
            sums = eight_rows(
                cotangents, place + gate * units, row_step, 1, transposed, b_place, units, units, eight_zeros()
            )
            for lane in range(8):
                at, mask = lane * carried_step + column, load(masks, (gate * 8 + lane) * units + column)
                store(carried, at, multiply_add(mask, sums[lane], load(carried, at)))


@compiled
def add_to_rows(cotangents: Floats, places: Ids, out: Floats) -> None:
    """Add the first columns of each step's cotangents to the row of the table that was looked up there."""
    columns, width = out.shape[1], cotangents.shape[2]
    for step in range(len(places)):
        for lane in range(8):
            source, target = (step * 8 + lane) * width, places[step, lane] * columns
            for column in range(0, columns, 16):
                store(out, target + column, load(out, target + column) + load(cotangents, source + column))


@compiled
def add_squares_to_rows(cotangents: Floats, places: Ids, out: Floats) -> None:
    """The same with their squares."""
    columns = out.shape[1]
    for step in range(len(places)):
        for lane in range(8):
            source, target = (step * 8 + lane) * columns, places[step, lane] * columns
            for column in range(0, columns, 16):
                one = load(cotangents, source + column)
                store(out, target + column, multiply_add(one, one, load(out, target + column)))


@compiled
def sum_lanes(cotangents: Floats, out: Floats, first: int) -> None:
    """Add the rows of all eight reviews at each step to the rows of `out` from its `first` on."""
    columns = out.shape[1]
    for step in range(len(cotangents)):
        for column in range(0, columns, 16):
            place = (first + step) * columns + column
            total = load(out, place)
            for lane in range(8):
                total = total + load(cotangents, (step * 8 + lane) * columns + column)
            store(out, place, total)


@compiled
def add_rows(rows: Floats, places: Ids, out: Floats) -> None:
    """Add each row to the row of `out` that it belongs to."""
    columns = out.shape[1]
    for number in range(len(rows)):
        for column in range(0, columns, 16):
            target = places[number] * columns + column
            store(out, target, load(out, target) + load(rows, number * columns + column))


@compiled
def reverse(source: Floats, source_first: int, begins: Ids, out: Floats, out_first: int, columns: int) -> None:
    """Add to `out` what a block reads from its ends: each review reversed, from where it begins."""
    steps = len(source)
    for step in range(steps):
        for lane in range(8):
            begin = max(begins[lane], 0)
            if step >= begin:
                place = (step * 8 + lane) * source.shape[2] + source_first
                to = ((steps - 1 + begin - step) * 8 + lane) * out.shape[2] + out_first
                for column in range(0, columns, 16):
                    store(out, to + column, load(out, to + column) + load(source, place + column))
