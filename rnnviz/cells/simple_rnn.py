"""The SimpleRNN cell: the whole state is squeezed through tanh at every word."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np

from rnnviz.cells.cell import Cell, let_explode
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
    keras_class: ClassVar[str] = "SimpleRNN"
    blocks: ClassVar[tuple[str, ...]] = ("hidden_states",)
    state_names: ClassVar[tuple[str, ...]] = ("hidden_states",)
    intermediates: ClassVar[tuple[str, ...]] = ("hidden_states",)

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
        """Return the cotangents of the projected input and the previous state: tanh' = 1 - h²."""
        projected = state_cotangents[0] * (1 - step["hidden_states"] ** 2)
        return projected, (projected @ self.recurrent_kernel.T,)
