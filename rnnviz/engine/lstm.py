"""LSTM over a block: i, f, o = σ(·), g = tanh(·); c' = f·c + i·g; h' = o·tanh(c').

The state is h and c, one behind the other; the gates stand in Keras's order i, f, g, o.
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
    _bias: Floats,
    begins: Ids,
    masks: Floats,
    states: Floats,
    kept: Floats,
) -> None:
    """Fill `states`, (1 + steps, 8, 2 units), from its row 0 on, and `kept`, the gates, (steps, 8, 4 units).

    The other parameters are those of `rnnviz.engine.simple_rnn.forward`.
    """
    units, last, dropping = len(weights), begins.max(), len(masks) > 0
    dropped = np.empty_like(masks)
    for step in range(len(places)):
        before, gates = step * 16 * units, step * 32 * units
        if step <= last:
            zero_beginners(begins, step, states, before, 2 * units)
        if dropping:
            drop(states, before, 2 * units, masks, dropped)
        for column in range(0, units, 16):
            for gate in range(4):
                at = gate * units + column
                sums = looked_up(table, places, step, at)
                if dropping:
                    sums = eight_rows(dropped, gate * 8 * units, units, 1, weights, at, 4 * units, units, sums)
                else:
                    sums = eight_rows(states, before, 2 * units, 1, weights, at, 4 * units, units, sums)
                for lane in range(8):
                    value = tanh(sums[lane]) if gate == 2 else logistic(sums[lane])
                    store(kept, gates + lane * 4 * units + at, value)
            for lane in range(8):
                at, cell = gates + lane * 4 * units + column, before + (lane * 2 + 1) * units + column
                new = multiply_add(
                    load(kept, at), load(kept, at + 2 * units), load(kept, at + units) * load(states, cell)
                )
                store(states, cell + 16 * units, new)
                store(states, cell + 15 * units, load(kept, at + 3 * units) * tanh(new))


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
    """Fill `cotangents` of the gates' sums, (steps, 8, 4 units).

    The other parameters are those of `rnnviz.engine.simple_rnn.backward`, the states h and c each.
    """
    units, last, dropping = transposed.shape[1], begins.max(), len(masks) > 0
    one = spread(np.float32(1))
    for step in range(len(states) - 2, -1, -1):
        row = step * 16 * units
        for lane in range(8):
            for column in range(0, units, 16):
                of_h = lane * 2 * units + column
                of_c, at = of_h + units, step * 32 * units + lane * 4 * units + column
                dh, dc = load(carried, of_h), load(carried, of_c)
                if len(injected):
                    dh, dc = dh + load(injected, row + of_h), dc + load(injected, row + of_c)
                i, f = load(kept, at), load(kept, at + units)
                g, o = load(kept, at + 2 * units), load(kept, at + 3 * units)
                told = tanh(load(states, row + 16 * units + of_c))
                dc = multiply_add(dh * o, one - told * told, dc)
                store(cotangents, at, dc * g * i * (one - i))
                store(cotangents, at + units, dc * load(states, row + of_c) * f * (one - f))
                store(cotangents, at + 2 * units, dc * i * (one - g * g))
                store(cotangents, at + 3 * units, dh * told * o * (one - o))
                store(carried, of_c, dc * f)
                if dropping:
                    store(carried, of_h, spread(np.float32(0)))
        if dropping:
            carry_back(cotangents, step * 32 * units, 4 * units, transposed, masks, carried, 2 * units)
        else:
            for column in range(0, units, 16):
                sums = eight_rows(
                    cotangents, step * 32 * units, 4 * units, 1, transposed, column, units, 4 * units, eight_zeros()
                )
                for lane in range(8):
                    store(carried, lane * 2 * units + column, sums[lane])
        if step <= last:
            zero_beginners(begins, step, carried, 0, 2 * units)
