"""The equation of a step with its numbers: the terms of every sum, and what the activation makes of it."""

from dataclasses import dataclass

import numpy as np

from rnnviz.cells.cell import let_explode
from rnnviz.loops.loop import Loop
from rnnviz.loops.program import SATURATED
from rnnviz.shapes import Bools, Floats

__all__ = ["EquationBlock", "Term", "equation", "saturation"]

_TANH_BLOCKS = ("hidden_states", "cell_candidate", "candidate_state")


@dataclass(frozen=True, kw_only=True, eq=False)
class Term:
    """One term of a weighted sum.

    Attributes
    ----------
    kind
        "kernel" W·x, "recurrent_kernel" U·h, "bias" b, "recurrent_bias" c, or "reset" r·(U·h + c).
    values
        (timesteps, units); a bias is repeated for every timestep.
    """

    kind: str
    values: Floats


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
    pre_activation
        The sum of the terms, (timesteps, units).
    values
        The activation of the sum, (timesteps, units).
    """

    name: str
    activation: str
    terms: tuple[Term, ...]
    pre_activation: Floats
    values: Floats


@let_explode
def equation(loop: Loop) -> tuple[EquationBlock, ...]:
    """Return the equations of a loop's gates and candidates, in the order of the cell's `blocks`."""
    return tuple(_block(loop, name, terms) for name, terms in zip(loop.cell.blocks, _terms(loop), strict=True))


def saturation(loop: Loop) -> dict[str, Floats]:
    """Return the share of saturated entries at each timestep, (timesteps,), by the name of the block.

    Saturated is |value| >= 0.99 where the activation is tanh, value <= 0.01 or >= 0.99 where it is sigmoid:
    there the slope is below 0.02 or 0.01, and what comes in hardly moves the value.
    """
    return {name: _saturated(name, loop.values[name]).mean(axis=-1) for name in loop.cell.blocks}


def _saturated(name: str, values: Floats) -> Bools:
    if name in _TANH_BLOCKS:
        return np.asarray(np.abs(values) >= SATURATED)
    return np.asarray((values <= 1 - SATURATED) | (values >= SATURATED))


def _block(loop: Loop, name: str, terms: tuple[Term, ...]) -> EquationBlock:
    pre_activation = terms[0].values
    for term in terms[1:]:
        pre_activation = pre_activation + term.values
    return EquationBlock(
        name=name,
        activation="tanh" if name in _TANH_BLOCKS else "sigmoid",
        terms=terms,
        pre_activation=pre_activation,
        values=loop.values[name],
    )


def _terms(loop: Loop) -> list[tuple[Term, ...]]:
    """Return the terms of every block."""
    cell = loop.cell
    kernel = cell.split(loop.inputs @ cell.kernel)
    recurrence = cell.split(loop.previous_states[0] @ cell.recurrent_kernel)
    biases = [cell.split(np.broadcast_to(row, (len(loop.inputs), len(row)))) for row in loop.biases.values()]
    kinds = ("kernel", "recurrent_kernel", "bias", "recurrent_bias")
    added = [
        tuple(Term(kind=kind, values=term) for kind, term in zip(kinds, terms, strict=False))
        for terms in zip(kernel, recurrence, *biases, strict=True)
    ]
    return added if cell.name != "gru" else _gru_terms(loop, added)


def _gru_terms(loop: Loop, added: list[tuple[Term, ...]]) -> list[tuple[Term, ...]]:
    """Return the terms with each bias beside its product, the candidate's recurrence behind the reset gate."""
    *gates, (kernel, _, bias, _) = added
    reset = loop.values["reset_gate"] * loop.values["candidate_recurrence"]
    return [(w, b, u, c) for w, u, b, c in gates] + [(kernel, bias, Term(kind="reset", values=reset))]
