"""How far back a loop remembers: the Jacobians of its last state, and the spectral radius behind them."""

from dataclasses import dataclass

import numpy as np

from rnnviz.cells import unroll
from rnnviz.cells.cell import let_explode
from rnnviz.loops.loop import Loop
from rnnviz.shapes import Floats

__all__ = ["Memory", "first_input_difference", "largest_stretch", "memory", "spectral_radius"]


_ROUNDING = 8 * np.finfo(float).eps
"""Outputs that differ by less are the same: what is left is rounding."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Memory:
    """How far a small push at each step moves the last hidden state, that of the same sequence.

    A push of size 1 in a random direction moves it by this much, root mean square.

    Attributes
    ----------
    states
        For each state by name ‖∂h[T]/∂s[t]‖ / sqrt(units), (timesteps,). The push comes after step t, on this
        state alone; so at the last step it is 1 for the hidden state, and 0 for an LSTM's cell state, which
        would be read at the next step.
    inputs
        ‖∂h[T]/∂x[t]‖ / sqrt(input_features), (timesteps,).
    """

    states: dict[str, Floats]
    inputs: Floats

    @property
    def whole(self) -> Floats:
        """The same for a push on all states of a step together, (timesteps,)."""
        return np.asarray(np.hypot.reduce(list(self.states.values())))  # squares of small ones would be 0


@let_explode
def memory(loop: Loop) -> Memory:
    """How far a push at each step moves the last hidden state.

    The norms are Frobenius norms. The Jacobians are made step by step from the last to the first, and only
    their norms are kept. One that overflows is inf, and nan where inf meets a saturated unit.

    References
    ----------
    Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent neural networks.
    """
    cell, timesteps, length = loop.cell, len(loop.inputs), loop.spec.timesteps
    states: dict[str, Floats] = {name: np.empty(timesteps) for name in cell.state_names}
    inputs = np.empty(timesteps)
    own = (np.eye(cell.units), *(np.zeros((cell.units, cell.units)) for _ in cell.state_names[1:]))
    arriving: tuple[Floats, ...] = own
    for t in reversed(range(timesteps)):
        if (t + 1) % length == 0:
            arriving = own  # the last step of a sequence
        for name, jacobian in zip(cell.state_names, arriving, strict=True):
            states[name][t] = _size(jacobian)
        if not any(jacobian.any() for jacobian in arriving):
            inputs[t] = 0
            continue  # nothing of it goes further back, either
        step = {name: value[t] for name, value in loop.values.items()}
        projected, arriving = cell.step_vjp(step, [state[t] for state in loop.previous_states], arriving)
        inputs[t] = _size(projected @ cell.kernel.T)
    return Memory(states=states, inputs=inputs)


@let_explode
def spectral_radius(loop: Loop) -> dict[str, float]:
    """The largest |eigenvalue| of each block of the recurrent kernel, by the name of the block."""
    cell = loop.cell
    blocks = cell.split(cell.recurrent_kernel)
    return {
        name: float(np.abs(np.linalg.eigvals(block)).max()) for name, block in zip(cell.blocks, blocks, strict=True)
    }


@let_explode
def largest_stretch(loop: Loop) -> float:
    """The largest singular value of all blocks of the recurrent kernel: how far U can stretch a state in one step.

    The spectral radius speaks of the long run; a U that is not normal may stretch far more at first.
    """
    blocks = loop.cell.split(loop.cell.recurrent_kernel)
    return max(float(np.linalg.norm(block, 2)) if np.isfinite(block).all() else np.inf for block in blocks)


@let_explode
def first_input_difference(loop: Loop) -> Floats:
    """What the input of step 1 changes in its sequence: ‖h[t] − h[t] without it‖ / sqrt(units), (timesteps,).

    Without it means that zeros stand in its place. A gain of 0 is not forgetting: a saturated loop may hold the value
    of an input for ever while a small push moves nothing.
    """
    first = loop.inputs[: loop.spec.timesteps]
    without = first.copy()
    without[0] = 0
    heard, silent = (unroll(loop.cell, inputs).hidden_states for inputs in (first, without))
    differences = np.asarray(np.sqrt(((heard - silent) ** 2).mean(axis=-1)))
    differences[differences < _ROUNDING] = 0
    return differences


def _size(jacobian: Floats) -> float:
    """‖jacobian‖ / sqrt(columns), without an overflow on the way."""
    largest = np.abs(jacobian).max()
    if largest == 0 or not np.isfinite(largest):
        return float(largest)
    return float(largest * (np.linalg.norm(jacobian / largest) / np.sqrt(jacobian.shape[-1])))
