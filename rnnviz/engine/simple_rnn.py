"""SimpleRNN over a block: h' = tanh(x·W + b + h·U)."""

import numpy as np

from rnnviz.engine.activations import tanh
from rnnviz.engine.compiling import compiled
from rnnviz.engine.products import eight_rows, eight_zeros
from rnnviz.engine.steps import carry_back, drop, looked_up, zero_beginners
from rnnviz.engine.vectors import load, spread, store
from rnnviz.shapes import Floats, Ids

__all__ = ["backward", "forward"]


@compiled
def forward(
    table: Floats,
    places: Ids,
    weights: Floats,
    _bias: Floats,
    begins: Ids,
    masks: Floats,
    states: Floats,
    _kept: Floats,
) -> None:
    """Fill `states`, (1 + steps, 8, units), from its row 0 on.

    Parameters
    ----------
    table, places
        Rows of x·W + b, and which of them each review reads at each step.
    weights
        U.
    begins
        Step at which each review begins from zeros; -1 for one that goes on from row 0.
    masks
        What the state is multiplied by where U reads it, (gates, 8, units); of no gates where nothing is dropped.
    """
    units, last, dropping = len(weights), begins.max(), len(masks) > 0
    dropped = np.empty_like(masks)
    for step in range(len(places)):
        before = step * 8 * units
        if step <= last:
            zero_beginners(begins, step, states, before, units)
        if dropping:
            drop(states, before, units, masks, dropped)
        read, place = (dropped, 0) if dropping else (states, before)
        for column in range(0, units, 16):
            sums = looked_up(table, places, step, column)
            sums = eight_rows(read, place, units, 1, weights, column, units, units, sums)
            for lane in range(8):
                store(states, before + (8 + lane) * units + column, tanh(sums[lane]))


@compiled
def backward(
    transposed: Floats,
    begins: Ids,
    masks: Floats,
    states: Floats,
    _kept: Floats,
    injected: Floats,
    carried: Floats,
    cotangents: Floats,
) -> None:
    """Fill `cotangents`, (steps, 8, units), of the sums in tanh.

    Parameters
    ----------
    transposed
        Uᵀ.
    begins, masks, states, kept
        As `forward` has left them.
    injected
        Cotangent of the state after each step, (steps, 8, units), or of no step.
    carried
        Cotangent of the last state; it becomes that of row 0.
    """
    units, last, dropping = len(transposed), begins.max(), len(masks) > 0
    one = spread(np.float32(1))
    for step in range(len(states) - 2, -1, -1):
        row = step * 8 * units
        for place in range(0, 8 * units, 16):
            state, cotangent = load(states, row + 8 * units + place), load(carried, place)
            if len(injected):
                cotangent = cotangent + load(injected, row + place)
            store(cotangents, row + place, cotangent * (one - state * state))
        if dropping:
            carried[:] = 0
            carry_back(cotangents, row, units, transposed, masks, carried, units)
        else:
            for column in range(0, units, 16):
                sums = eight_rows(cotangents, row, units, 1, transposed, column, units, units, eight_zeros())
                for lane in range(8):
                    store(carried, lane * units + column, sums[lane])
        if step <= last:
            zero_beginners(begins, step, carried, 0, units)
