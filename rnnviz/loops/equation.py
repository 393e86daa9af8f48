"""The equation of a step with its numbers: the terms of every sum, and what the activation makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import Term
from rnnviz.cells.cell import let_explode
from rnnviz.loops.loop import Loop
from rnnviz.loops.program import SATURATED
from rnnviz.shapes import Bools, Floats

__all__ = ["EquationBlock", "Term", "equation", "saturation"]


@dataclass(frozen=True, kw_only=True, eq=False)
class EquationBlock:
    """One line of a cell's equations: activation(sum of the terms).

    Attributes
    ----------
    name
        The intermediate that the line computes.
    activation
        "tanh" or "sigmoid".
    terms
        What is added, in this order.
    read_state
        What U is multiplied by, (timesteps, units): the state before the step, in some cells behind a gate.
    pre_activation
        The sum of the terms, (timesteps, units).
    values
        The activation of the sum, (timesteps, units).
    """

    name: str
    activation: str
    terms: tuple[Term, ...]
    read_state: Floats
    pre_activation: Floats
    values: Floats


@let_explode
def equation(loop: Loop) -> tuple[EquationBlock, ...]:
    """Equations of a loop's gates and candidates, in the order of the cell's `blocks`."""
    cell, before = loop.cell, loop.previous_states[0]
    terms = cell.terms(loop.values, loop.inputs, before)
    lines = zip(cell.blocks, cell.activations, terms, cell.read_states(loop.values, before), strict=True)
    return tuple(
        EquationBlock(
            name=name,
            activation=activation,
            terms=added,
            read_state=read,
            pre_activation=_sum(added),
            values=loop.values[name],
        )
        for name, activation, added, read in lines
    )


def saturation(loop: Loop) -> dict[str, Floats]:
    """Share of saturated entries at each timestep, (timesteps,), by the name of the block.

    Saturated is |value| >= 0.99 where the activation is tanh, value <= 0.01 or >= 0.99 where it is sigmoid:
    there the slope is below 0.02 or 0.01, and what comes in hardly moves the value.
    """
    gates = loop.cell.gates
    return {name: _saturated(loop.values[name], gate=name in gates).mean(axis=-1) for name in loop.cell.blocks}


def _saturated(values: Floats, *, gate: bool) -> Bools:
    if gate:
        return np.asarray((values <= 1 - SATURATED) | (values >= SATURATED))
    return np.asarray(np.abs(values) >= SATURATED)


def _sum(terms: Sequence[Term]) -> Floats:
    total = terms[0].values
    for term in terms[1:]:
        total = total + term.values
    return total
