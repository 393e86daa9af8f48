"""The SimpleRNN cell: the whole state is squeezed through tanh at every word."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np

from rnnviz.cells.cell import Cell, let_explode
from rnnviz.cells.step_text import StepProgram
from rnnviz.shapes import Floats

__all__ = ["SimpleRNN"]


class SimpleRNN(Cell):
    """Keras's SimpleRNN, activation tanh.

    With a = x[t] · kernel + bias, the projected input::

        h[t] = tanh(a + h[t-1] · recurrent_kernel)

    References
    ----------
    Elman (1990), Finding structure in time.
    """

    name: ClassVar[str] = "simple_rnn"
    abbreviation: ClassVar[str] = "rnn"
    keras_class: ClassVar[str] = "SimpleRNN"
    blocks: ClassVar[tuple[str, ...]] = ("hidden_states",)
    activations: ClassVar[tuple[str, ...]] = ("tanh",)
    state_names: ClassVar[tuple[str, ...]] = ("hidden_states",)
    intermediates: ClassVar[tuple[str, ...]] = ("hidden_states",)
    program: ClassVar[StepProgram] = StepProgram(
        lines="output_t = np.tanh(np.dot(W, input_t) + np.dot(U, state_t) + b)\n",
        first_sums='first_sums = {"weighted sum": np.dot(W, inputs[0]) + b}\n',
    )

    def advance(self, projected: Floats, states: Sequence[Floats], buffers: Sequence[Floats]) -> None:
        """Write the new hidden state."""
        hidden = buffers[0]
        states[0].dot(self.recurrent_kernel, hidden)
        hidden += projected
        np.tanh(hidden, hidden)

    @let_explode
    def step_vjp(
        self,
        step: Mapping[str, Floats],
        previous_states: Sequence[Floats],  # noqa: ARG002  (tanh' needs the new state alone)
        state_cotangents: Sequence[Floats],
    ) -> tuple[Floats, tuple[Floats, ...]]:
        """Cotangents of the projected input and the previous state: tanh' = 1 - h²."""
        projected = state_cotangents[0] * (1 - step["hidden_states"] ** 2)
        return projected, (projected @ self.recurrent_kernel.T,)
