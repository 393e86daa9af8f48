"""A loop that was run: its program, its numbers, and every intermediate."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.cells import Cell, make_cell
from rnnviz.loops.program import memory_name, run, write_program
from rnnviz.loops.spec import LoopSpec
from rnnviz.shapes import Floats

__all__ = ["Loop", "run_loop"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Loop:
    """What a loop went through, in float64.

    The states are those of the program itself. Everything else is computed from them step by step, so that no
    chaos can part the two.

    Attributes
    ----------
    spec
        What was asked for.
    source
        The whole program, ready to paste; it imports NumPy only.
    inputs
        (timesteps, input_features); of two sequences one behind the other, as in everything over the timesteps here.
    cell
        The program's weights in Keras's layout.
    values
        Every intermediate of the cell by its name, (timesteps, units).
    previous_states
        The states before each step, (timesteps, units) for each of the cell's `state_names`; where a sequence
        begins they are zeros.
    """

    spec: LoopSpec
    source: str
    inputs: Floats
    cell: Cell
    values: dict[str, Floats]
    previous_states: tuple[Floats, ...]

    @property
    def hidden_states(self) -> Floats:
        """The program's final output sequence, (timesteps, units)."""
        return self.values["hidden_states"]

    @property
    def biases(self) -> dict[str, Floats]:
        """The program's b and, where the recurrence has a bias of its own, c, (blocks * units,) each."""
        return dict(zip("bc", np.atleast_2d(np.asarray(self.cell.bias)), strict=False))


def run_loop(spec: LoopSpec) -> Loop:
    """What the program of a spec computes, with every intermediate.

    Numbers that explode are inf or nan, without a warning.
    """
    program = write_program(spec)
    names = run(program.computing)
    cell = make_cell(spec.cell, names["W"].T, names["U"].T, _bias(names))
    states = _states(names, cell)
    previous = tuple(_before(state, spec.timesteps) for state in states.values())
    values = cell.step(cell.project(names["inputs"]), previous)
    return Loop(
        spec=spec,
        source=program.source,
        inputs=names["inputs"],
        cell=cell,
        values=values | states,
        previous_states=previous,
    )


def _before(state: Floats, timesteps: int) -> Floats:
    """A state before each step: zeros where a sequence begins."""
    before = np.concatenate([np.zeros((1, state.shape[1])), state[:-1]])
    before[::timesteps] = 0
    return before


def _bias(names: Mapping[str, Any]) -> Floats:
    """The bias as Keras has it: one row, or the input's and the recurrence's."""
    return np.stack([names["b"], names["c"]]) if "c" in names else names["b"]


def _states(names: Mapping[str, Any], cell: Cell) -> dict[str, Floats]:
    """The states after each step by name, as the program left them."""
    further = {state: np.stack(names[f"successive_{memory_name(state)}s"]) for state in cell.state_names[1:]}
    return {"hidden_states": names["final_output_sequence"]} | further
