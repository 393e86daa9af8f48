"""The minimal gated unit: one gate that forgets and lets in."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from rnnviz.cells.cell import Cell, let_explode, sigmoid_in_place
from rnnviz.cells.step_text import StepProgram
from rnnviz.shapes import Floats

__all__ = ["MGU"]

_LINES = """\
forget_input, candidate_input = np.split(np.dot(W, input_t) + b, 2)
U_f, U_g = np.split(U, 2)
forget_gate = sigmoid(forget_input + np.dot(U_f, state_t))  # how much of the state is made anew
candidate_state = np.tanh(candidate_input + np.dot(U_g, forget_gate * state_t))
output_t = (1 - forget_gate) * state_t + forget_gate * candidate_state
"""

_FIRST_SUMS = """\
sums = np.split(np.dot(W, inputs[0]) + b, 2)
first_sums = dict(zip(["forget gate", "candidate state"], sums))
"""


class MGU(Cell):
    """A minimal gated unit.

    With a = x[t] · kernel + bias, in two blocks::

        forget_gate      f = sigmoid(a_f + h[t-1] · U_f)
        candidate_state  ĥ = tanh(a_h + (f · h[t-1]) · U_h)
        hidden_states    h[t] = (1 - f) · h[t-1] + f · ĥ

    References
    ----------
    Zhou, Wu, Zhang & Zhou (2016), Minimal gated unit for recurrent neural networks.
    """

    name: ClassVar[str] = "mgu"
    abbreviation: ClassVar[str] = "mgu"
    keras_class: ClassVar[str] = "MGU"
    in_keras: ClassVar[bool] = False
    blocks: ClassVar[tuple[str, ...]] = ("forget_gate", "candidate_state")
    activations: ClassVar[tuple[str, ...]] = ("sigmoid", "tanh")
    gated_reads: ClassVar[Mapping[str, str]] = MappingProxyType({"candidate_state": "forget_gate"})
    state_names: ClassVar[tuple[str, ...]] = ("hidden_states",)
    intermediates: ClassVar[tuple[str, ...]] = (*blocks, *state_names)
    program: ClassVar[StepProgram] = StepProgram(lines=_LINES, first_sums=_FIRST_SUMS)

    def advance(self, projected: Floats, states: Sequence[Floats], buffers: Sequence[Floats]) -> None:
        """Write the gate, the candidate and the new hidden state."""
        blocks, hidden = buffers
        forget_gate, candidate = self.split(blocks)
        for_gate, for_candidate = self.split(projected)
        gate_kernel, candidate_kernel = self.split(self.recurrent_kernel)
        forget_gate[...] = for_gate + states[0] @ gate_kernel
        sigmoid_in_place(forget_gate)
        candidate[...] = np.tanh(for_candidate + (forget_gate * states[0]) @ candidate_kernel)
        hidden[...] = (1 - forget_gate) * states[0] + forget_gate * candidate

    @let_explode
    def step_vjp(
        self,
        step: Mapping[str, Floats],
        previous_states: Sequence[Floats],
        state_cotangents: Sequence[Floats],
    ) -> tuple[Floats, tuple[Floats, ...]]:
        """Cotangents of the projected input and the previous hidden state."""
        f, candidate = (step[name] for name in self.blocks)
        gate_kernel, candidate_kernel = self.split(self.recurrent_kernel)
        (cotangent,), (h,) = state_cotangents, previous_states
        for_candidate = cotangent * f * (1 - candidate**2)
        read = for_candidate @ candidate_kernel.T
        for_gate = (cotangent * (candidate - h) + read * h) * f * (1 - f)
        previous = cotangent * (1 - f) + read * f + for_gate @ gate_kernel.T
        return np.concatenate([for_gate, for_candidate], axis=-1), (previous,)
