"""The LSTM cell: a cell state that gates write, keep and read."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from rnnviz.cells.cell import Cell, let_explode
from rnnviz.cells.step_text import StepProgram
from rnnviz.shapes import Floats

__all__ = ["LSTM"]

_LINES = """\
sums = np.dot(W, input_t) + np.dot(U, state_t) + b
input_sum, forget_sum, candidate_sum, output_sum = np.split(sums, 4)
input_gate = sigmoid(input_sum)  # how much of the candidate is written
forget_gate = sigmoid(forget_sum)  # how much of the old cell state is kept
cell_candidate = np.tanh(candidate_sum)  # what could be written
output_gate = sigmoid(output_sum)  # how much of the cell state is shown
cell_t = forget_gate * cell_t + input_gate * cell_candidate
output_t = output_gate * np.tanh(cell_t)
"""

_FIRST_SUMS = """\
sums = np.split(np.dot(W, inputs[0]) + b, 4)
first_sums = dict(zip(["input gate", "forget gate", "cell candidate", "output gate"], sums))
"""


class LSTM(Cell):
    """Keras's LSTM, activation tanh, recurrent activation sigmoid.

    With a = x[t] · kernel + bias + h[t-1] · recurrent_kernel, in four blocks::

        input_gate      i = sigmoid(a_i)
        forget_gate     f = sigmoid(a_f)
        cell_candidate  g = tanh(a_g)
        output_gate     o = sigmoid(a_o)
        cell_states     c[t] = f · c[t-1] + i · g
        hidden_states   h[t] = o · tanh(c[t])

    References
    ----------
    Hochreiter & Schmidhuber (1997), Long short-term memory.
    Gers, Schmidhuber & Cummins (2000), Learning to forget: continual prediction with LSTM (the forget gate).
    """

    name: ClassVar[str] = "lstm"
    abbreviation: ClassVar[str] = "lstm"
    keras_class: ClassVar[str] = "LSTM"
    keras_settings: ClassVar[Mapping[str, Any]] = MappingProxyType(
        {**Cell.keras_settings, "recurrent_activation": "sigmoid"}
    )
    blocks: ClassVar[tuple[str, ...]] = ("input_gate", "forget_gate", "cell_candidate", "output_gate")
    activations: ClassVar[tuple[str, ...]] = ("sigmoid", "sigmoid", "tanh", "sigmoid")
    keeping_gates: ClassVar[Mapping[str, str]] = MappingProxyType({"cell_states": "forget_gate"})
    state_names: ClassVar[tuple[str, ...]] = ("hidden_states", "cell_states")
    intermediates: ClassVar[tuple[str, ...]] = (*blocks, *state_names)
    initial_bias: ClassVar[Mapping[str, float]] = MappingProxyType({"forget_gate": 1.0})
    program: ClassVar[StepProgram] = StepProgram(
        lines=_LINES, first_sums=_FIRST_SUMS, memories={"cell_states": "the second memory of an LSTM"}
    )

    @cached_property
    def _squash(self) -> tuple[Floats, Floats]:
        """Slope and offset of each column, so that one tanh over the row makes three gates and the candidate.

        sigmoid(a) = tanh(a / 2) / 2 + 1 / 2 has slope and offset 1 / 2; tanh(a) itself has slope 1, offset 0.
        """
        slope = np.repeat(np.array([0.5, 0.5, 1, 0.5], self.dtype), self.units)
        return slope, 1 - slope

    def advance(self, projected: Floats, states: Sequence[Floats], buffers: Sequence[Floats]) -> None:
        """Write the gates and the candidate, the new hidden state and the new cell state."""
        gates, hidden, cell = buffers
        slope, offset = self._squash
        states[0].dot(self.recurrent_kernel, gates)
        gates += projected
        gates *= slope
        np.tanh(gates, gates)
        gates *= slope
        gates += offset
        input_gate, forget_gate, cell_candidate, output_gate = self.split(gates)
        np.multiply(forget_gate, states[1], cell)
        cell += input_gate * cell_candidate
        np.tanh(cell, hidden)
        hidden *= output_gate

    @let_explode
    def step_vjp(
        self,
        step: Mapping[str, Floats],
        previous_states: Sequence[Floats],
        state_cotangents: Sequence[Floats],
    ) -> tuple[Floats, tuple[Floats, ...]]:
        """Cotangents of the projected input, the previous hidden and the previous cell state."""
        i, f, g, o = (step[name] for name in self.blocks)
        read = np.tanh(step["cell_states"])
        hidden_cotangent, cell_cotangent = state_cotangents
        cell_cotangent = cell_cotangent + hidden_cotangent * o * (1 - read**2)
        projected = np.concatenate(
            [
                cell_cotangent * g * i * (1 - i),
                cell_cotangent * previous_states[1] * f * (1 - f),
                cell_cotangent * i * (1 - g**2),
                hidden_cotangent * read * o * (1 - o),
            ],
            axis=-1,
        )
        return projected, (projected @ self.recurrent_kernel.T, cell_cotangent * f)
