"""Jacobians of the states of a reading: of every step, and of the last state with respect to every earlier one."""

from collections.abc import Mapping, Sequence

import numpy as np

from rnnviz.cells.cell import Cell, let_explode
from rnnviz.cells.unroll import Unrolled, states_before
from rnnviz.errors import ConfigurationError
from rnnviz.interruption import now_and_then
from rnnviz.shapes import Bools, Floats

__all__ = ["jacobians_at", "state_jacobians", "step_jacobians"]

_MOST_BYTES = 2_000_000  # of the cotangents of one call: as many as a cache holds
_REVIEW_AXES = 2  # timesteps, units


@let_explode
def step_jacobians(cell: Cell, unrolled: Unrolled, timesteps: slice = slice(None)) -> Floats:
    """Jacobians ∂s[t]/∂s[t-1] of the steps of one reading, (timesteps, state_features, state_features).

    s is all that a step hands on, in the order of `cell.state_names`: hidden and cell state of an LSTM together.
    Row i is the gradient of entry i of s[t]. A cell that read from the end handed s[t+1] to s[t]. At a masked timestep
    the state is carried, so the Jacobian is the identity.

    Parameters
    ----------
    cell
        The cell that was unrolled.
    unrolled
        What `unroll` returned for one review, without a samples axis.
    timesteps
        Which of them.

    Raises
    ------
    ConfigurationError
        If several reviews were unrolled.
    """
    if unrolled.hidden_states.ndim != _REVIEW_AXES:
        raise ConfigurationError(
            "Jacobians are those of one review, (timesteps, units); this reading has the shape {shape}. Unroll each "
            "review alone.",
            shape=unrolled.hidden_states.shape,
        )
    values = {name: value[timesteps] for name, value in unrolled.values.items()}
    previous = [state[timesteps] for state in states_before(cell, unrolled)]
    real = None if unrolled.mask is None else unrolled.mask[timesteps]
    features = len(cell.state_names) * cell.units
    jacobians = np.empty((len(previous[0]), features, features), cell.dtype)
    at_once = max(_MOST_BYTES // (features * len(cell.blocks) * cell.units * cell.dtype.itemsize), 1)
    for start in range(0, len(jacobians), at_once):
        now_and_then()
        some = slice(start, start + at_once)
        step = {name: value[some] for name, value in values.items()}
        jacobians[some], _ = jacobians_at(cell, step, [state[some] for state in previous])
    return jacobians if real is None else _carried(jacobians, real)


@let_explode
def jacobians_at(cell: Cell, step: Mapping[str, Floats], previous: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Jacobians of single steps with respect to the states that they started from, and to the projected inputs.

    Parameters
    ----------
    cell
        The cell.
    step
        What `Cell.step` returned for several samples, (samples, units) each.
    previous
        The states that the steps started from, (samples, units) each.

    Returns
    -------
    (samples, state_features, state_features) and (samples, state_features, blocks * units); the states in the order of
    `cell.state_names`.
    """
    # Each row of the identity goes back through all steps at once.
    samples, units = previous[0].shape
    identity = np.eye(len(previous) * units, dtype=cell.dtype).reshape(-1, 1, len(previous), units)
    cotangents = [np.broadcast_to(identity[..., at, :], (len(identity), samples, units)) for at in range(len(previous))]
    projected, leaving = cell.step_vjp(step, previous, cotangents)
    return np.moveaxis(np.concatenate(leaving, axis=-1), 0, 1), np.moveaxis(projected, 0, 1)


def _carried(jacobians: Floats, real: Bools) -> Floats:
    return np.where(real[:, None, None], jacobians, np.eye(jacobians.shape[-1], dtype=jacobians.dtype))


@let_explode
def state_jacobians(cell: Cell, unrolled: Unrolled) -> Floats:
    """Jacobians ∂s[T]/∂s[t] of the last state of one reading, (timesteps, state_features, state_features).

    ∂s[T]/∂s[t] = J[T] · J[T-1] · … · J[t+1], products of the step Jacobians, all made in one way back. T is the last
    timestep that was read: of a cell that read from the end, the first one. There the Jacobian is the identity.

    Parameters
    ----------
    cell, unrolled
        As for `step_jacobians`.

    Raises
    ------
    ConfigurationError
        As `step_jacobians`.

    References
    ----------
    Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent neural networks.
    """
    steps = step_jacobians(cell, unrolled)
    products = np.empty_like(steps)
    order = slice(None, None, 1 if unrolled.go_backwards else -1)  # from the last timestep that was read
    product = np.eye(steps.shape[-1], dtype=steps.dtype)
    for step, into in zip(steps[order], products[order], strict=True):
        into[...] = product
        product = product @ step
    return products
