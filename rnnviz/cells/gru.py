"""The GRU cell: one state, mixed anew from itself and a candidate."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from rnnviz.cells.cell import Cell, let_explode, sigmoid_in_place
from rnnviz.cells.step_text import StepProgram, Term
from rnnviz.shapes import Floats

__all__ = ["GRU"]

_LINES = """\
update_input, reset_input, candidate_input = np.split(np.dot(W, input_t) + b, 3)
update_recurrence, reset_recurrence, candidate_recurrence = np.split(np.dot(U, state_t) + c, 3)
update_gate = sigmoid(update_input + update_recurrence)  # how much of the old state is kept
reset_gate = sigmoid(reset_input + reset_recurrence)  # how much of it the candidate hears
candidate_state = np.tanh(candidate_input + reset_gate * candidate_recurrence)
output_t = update_gate * state_t + (1 - update_gate) * candidate_state
"""

_FIRST_SUMS = """\
update_sum, reset_sum, _ = np.split(np.dot(W, inputs[0]) + b + c, 3)
candidate_sum = np.split(np.dot(W, inputs[0]) + b, 3)[2] + sigmoid(reset_sum) * np.split(c, 3)[2]
first_sums = {"update gate": update_sum, "reset gate": reset_sum, "candidate state": candidate_sum}
"""


class GRU(Cell):
    """Keras's GRU with `reset_after=True` (its default), activation tanh, recurrent activation sigmoid.

    With a = x[t] · kernel + bias[0] and b = h[t-1] · recurrent_kernel + bias[1], in three blocks::

        update_gate           z = sigmoid(a_z + b_z)
        reset_gate            r = sigmoid(a_r + b_r)
        candidate_recurrence  b_h, what the candidate would hear of the old state with the reset gate open
        candidate_state       ĥ = tanh(a_h + r · b_h)
        hidden_states         h[t] = z · h[t-1] + (1 - z) · ĥ

    The update gate *keeps*: at z = 1 the old state stays.

    References
    ----------
    Cho et al. (2014), Learning phrase representations using RNN encoder-decoder for statistical machine
    translation. The first version of the preprint (arXiv:1406.1078v1) resets after the matrix product, as
    here.
    """

    name: ClassVar[str] = "gru"
    abbreviation: ClassVar[str] = "gru"
    keras_class: ClassVar[str] = "GRU"
    keras_settings: ClassVar[Mapping[str, Any]] = MappingProxyType(
        {**Cell.keras_settings, "recurrent_activation": "sigmoid", "reset_after": True}
    )
    blocks: ClassVar[tuple[str, ...]] = ("update_gate", "reset_gate", "candidate_state")
    activations: ClassVar[tuple[str, ...]] = ("sigmoid", "sigmoid", "tanh")
    keeping_gates: ClassVar[Mapping[str, str]] = MappingProxyType({"hidden_states": "update_gate"})
    state_names: ClassVar[tuple[str, ...]] = ("hidden_states",)
    intermediates: ClassVar[tuple[str, ...]] = (*blocks, "candidate_recurrence", *state_names)
    bias_rows: ClassVar[tuple[int, ...]] = (2,)
    program: ClassVar[StepProgram] = StepProgram(lines=_LINES, first_sums=_FIRST_SUMS)

    @property
    def input_bias(self) -> Floats | None:
        """The part of the bias that belongs to the input, (blocks * units,)."""
        return None if self.bias is None else self.bias[0]

    def advance(self, projected: Floats, states: Sequence[Floats], buffers: Sequence[Floats]) -> None:
        """Write the gates and the candidate, the candidate's recurrence and the new hidden state."""
        blocks, recurrence, hidden = buffers
        states[0].dot(self.recurrent_kernel, blocks)
        if self.bias is not None:
            blocks += self.bias[1]
        update_gate, reset_gate, candidate = self.split(blocks)
        gates, for_candidate = blocks[..., : -self.units], projected[..., -self.units :]
        recurrence[...] = candidate
        gates += projected[..., : -self.units]
        sigmoid_in_place(gates)
        np.multiply(reset_gate, recurrence, candidate)
        candidate += for_candidate
        np.tanh(candidate, candidate)
        np.subtract(states[0], candidate, hidden)
        hidden *= update_gate
        hidden += candidate

    @let_explode
    def step_vjp(
        self,
        step: Mapping[str, Floats],
        previous_states: Sequence[Floats],
        state_cotangents: Sequence[Floats],
    ) -> tuple[Floats, tuple[Floats, ...]]:
        """Cotangents of the projected input and the previous hidden state."""
        z, r, candidate = (step[name] for name in self.blocks)
        (cotangent,) = state_cotangents
        candidate_cotangent = cotangent * (1 - z) * (1 - candidate**2)
        projected = np.concatenate(
            [
                cotangent * (previous_states[0] - candidate) * z * (1 - z),
                candidate_cotangent * step["candidate_recurrence"] * r * (1 - r),
                candidate_cotangent,
            ],
            axis=-1,
        )
        recurrent = self.recurrent_cotangent(step, projected)
        return projected, (recurrent @ self.recurrent_kernel.T + cotangent * z,)

    def recurrent_cotangent(self, step: Mapping[str, Floats], projected_cotangent: Floats) -> Floats:
        """Cotangent of b: the projected input's, its candidate block behind the reset gate."""
        cotangent = projected_cotangent.copy()
        cotangent[..., -self.units :] *= step["reset_gate"]
        return cotangent

    def terms(self, step: Mapping[str, Floats], inputs: Floats, hidden_states: Floats) -> list[tuple[Term, ...]]:
        """Terms of every block, each bias beside its product, the candidate's recurrence behind the reset gate."""
        *gates, (kernel, _, *bias) = super().terms(step, inputs, hidden_states)
        reset = Term(kind="reset", values=step["reset_gate"] * step["candidate_recurrence"], gate="reset_gate")
        return [
            *((product, *biases[:1], recurrence, *biases[1:]) for product, recurrence, *biases in gates),
            (kernel, *bias[:1], reset),
        ]
