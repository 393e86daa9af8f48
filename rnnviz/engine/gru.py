"""GRU over a block: z, r = σ(·), a = tanh(x_a + r·(h·U_a + b_a)); h' = z·h + (1 - z)·a.

Columns of x·W + b stand in the order a, z, r, those of U in the order z, r, a: so the cotangents a, z, r, r·a have both
one behind the other.
"""

import numpy as np

from rnnviz.engine.activations import logistic, tanh
from rnnviz.engine.compiling import compiled
from rnnviz.engine.products import eight_rows, eight_zeros
from rnnviz.engine.steps import carry_back, drop, looked_up, zero_beginners
from rnnviz.engine.vectors import load, multiply_add, spread, store
from rnnviz.shapes import Floats, Ids

__all__ = ["backward", "forward"]


@compiled
def forward(
    table: Floats,
    places: Ids,
    weights: Floats,
    bias: Floats,
    begins: Ids,
    masks: Floats,
    states: Floats,
    kept: Floats,
) -> None:
    """Fill `states`, (1 + steps, 8, units), from row 0 on, and `kept`, a, z, r, h·U_a + b_a, (steps, 8, 4 units).

    The other parameters are those of `rnnviz.engine.simple_rnn.forward`; `bias` is the one that belongs to U.
    """
    units, last, dropping = len(weights), begins.max(), len(masks) > 0
    one, dropped = spread(np.float32(1)), np.empty_like(masks)
    for step in range(len(places)):
        before, row = step * 8 * units, step * 32 * units
        if step <= last:
            zero_beginners(begins, step, states, before, units)
        if dropping:
            drop(states, before, units, masks, dropped)
        for column in range(0, units, 16):
            for gate in range(2):
                at = gate * units + column
                sums = looked_up(table, places, step, units + at)
                if dropping:
                    sums = eight_rows(dropped, gate * 8 * units, units, 1, weights, at, 3 * units, units, sums)
                else:
                    sums = eight_rows(states, before, units, 1, weights, at, 3 * units, units, sums)
                for lane in range(8):
                    store(kept, row + (lane * 4 + 1) * units + at, logistic(sums[lane] + load(bias, at)))
            at, b = 2 * units + column, load(bias, 2 * units + column)
            read = (b, b, b, b, b, b, b, b)
            if dropping:
                read = eight_rows(dropped, 16 * units, units, 1, weights, at, 3 * units, units, read)
            else:
                read = eight_rows(states, before, units, 1, weights, at, 3 * units, units, read)
            given = looked_up(table, places, step, column)
            for lane in range(8):
                at, state = row + lane * 4 * units + column, before + lane * units + column
                z, r = load(kept, at + units), load(kept, at + 2 * units)
                a = tanh(multiply_add(r, read[lane], given[lane]))
                store(kept, at, a)
                store(kept, at + 3 * units, read[lane])
                store(states, state + 8 * units, multiply_add(z, load(states, state), (one - z) * a))


@compiled
def backward(
    transposed: Floats,
    begins: Ids,
    masks: Floats,
    states: Floats,
    kept: Floats,
    injected: Floats,
    carried: Floats,
    cotangents: Floats,
) -> None:
    """Fill `cotangents`, (steps, 8, 4 units): of the sums a, z, r, and of h·U_a + b_a.

    The other parameters are those of `rnnviz.engine.simple_rnn.backward`.
    """
    units, last, dropping = transposed.shape[1], begins.max(), len(masks) > 0
    one = spread(np.float32(1))
    for step in range(len(states) - 2, -1, -1):
        row = step * 8 * units
        for lane in range(8):
            for column in range(0, units, 16):
                place, at = lane * units + column, step * 32 * units + lane * 4 * units + column
                dh = load(carried, place)
                if len(injected):
                    dh = dh + load(injected, row + place)
                a, z, r = load(kept, at), load(kept, at + units), load(kept, at + 2 * units)
                da = dh * (one - z) * (one - a * a)
                store(cotangents, at, da)
                store(cotangents, at + units, dh * (load(states, row + place) - a) * z * (one - z))
                store(cotangents, at + 2 * units, da * load(kept, at + 3 * units) * r * (one - r))
                store(cotangents, at + 3 * units, da * r)
                store(carried, place, dh * z)
        of_state = step * 32 * units + units
        if dropping:
            carry_back(cotangents, of_state, 4 * units, transposed, masks, carried, units)
        else:
            for column in range(0, units, 16):
                sums = eight_rows(
                    cotangents, of_state, 4 * units, 1, transposed, column, units, 3 * units, eight_zeros()
                )
                for lane in range(8):
                    place = lane * units + column
                    store(carried, place, load(carried, place) + sums[lane])
        if step <= last:
            zero_beginners(begins, step, carried, 0, units)
