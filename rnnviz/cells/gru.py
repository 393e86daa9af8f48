"""The GRU cell: one state, mixed anew from itself and a candidate."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np

from rnnviz.cells.cell import Cell, let_explode, sigmoid_in_place
from rnnviz.shapes import Floats

__all__ = ["GRU"]


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
    keras_class: ClassVar[str] = "GRU"
    blocks: ClassVar[tuple[str, ...]] = ("update_gate", "reset_gate", "candidate_state")
    state_names: ClassVar[tuple[str, ...]] = ("hidden_states",)
    intermediates: ClassVar[tuple[str, ...]] = (*blocks, "candidate_recurrence", *state_names)
    bias_rows: ClassVar[tuple[int, ...]] = (2,)

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
        """Return the cotangents of the projected input and the previous hidden state."""
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
        """Return the cotangent of b: the projected input's, its candidate block behind the reset gate."""
        cotangent = projected_cotangent.copy()
        cotangent[..., -self.units :] *= step["reset_gate"]
        return cotangent
