"""Backpropagation through time: gradients of a scalar that depends on the hidden states."""

from dataclasses import dataclass

import numpy as np

from rnnviz.cells.cell import Cell, let_explode
from rnnviz.cells.unroll import Unrolled, states_before
from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Bools, Floats

__all__ = ["Gradients", "StateGradients", "last_state_vjp", "unroll_projected_vjp", "unroll_vjp"]


@dataclass(frozen=True, kw_only=True, eq=False)
class StateGradients:
    """Gradients of a scalar with respect to what one reading went through.

    Attributes
    ----------
    projected
        With respect to the projected inputs, (samples, timesteps, blocks * units). 0 at masked timesteps.
    states
        With respect to each state at each timestep, by name, (samples, timesteps, units): everything that
        depends on it from then on, its own cotangent included. Their norm over the timesteps shows how far a
        gradient reaches back.
    initial_state
        With respect to the states before the first timestep, (samples, units).
    """

    projected: Floats
    states: dict[str, Floats]
    initial_state: tuple[Floats, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Gradients(StateGradients):
    """Gradients of a scalar with respect to the inputs and the weights as well.

    Attributes
    ----------
    inputs
        (samples, timesteps, input_features).
    kernel, recurrent_kernel, bias
        Summed over samples and timesteps, each in the shape of its weight; the bias is None without one.
    """

    inputs: Floats
    kernel: Floats
    recurrent_kernel: Floats
    bias: Floats | None


@let_explode
def unroll_projected_vjp(cell: Cell, unrolled: Unrolled, hidden_states_cotangent: Floats) -> StateGradients:
    """Gradients with respect to projected inputs, all states and the initial state.

    Parameters
    ----------
    cell
        The cell that was unrolled.
    unrolled
        What `unroll` or `unroll_projected` returned.
    hidden_states_cotangent
        Gradient of the scalar with respect to each hidden state as an output, in the shape of
        `unrolled.hidden_states`. More leading axes mean several scalars at once; so the identity matrix at
        the last timestep, (units, timesteps, units), gives every Jacobian of the last state of one review.

    Raises
    ------
    ConfigurationError
        If the cotangent does not have the shape of the hidden states.

    Notes
    -----
    With exploding gradients the result holds inf, or nan where inf meets a saturated unit, without a warning.

    References
    ----------
    Werbos (1990), Backpropagation through time: what it does and how to do it.
    Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent neural networks.
    """
    cotangent = np.asarray(hidden_states_cotangent, dtype=cell.dtype)
    hidden_states = unrolled.hidden_states
    if cotangent.shape[-hidden_states.ndim :] != hidden_states.shape:
        raise ConfigurationError(
            "The cotangent should have the shape of the hidden states, {expected}, got {cotangent}. Put zeros at "
            "the timesteps that the scalar does not use.",
            expected=hidden_states.shape,
            cotangent=cotangent.shape,
        )
    outputs = np.moveaxis(cotangent, -2, 0)
    values = {name: np.moveaxis(value, -2, 0) for name, value in unrolled.values.items()}
    previous = [np.moveaxis(state, -2, 0) for state in states_before(cell, unrolled)]
    real = None if unrolled.mask is None else np.moveaxis(unrolled.mask, -1, 0)[..., None]

    projected = np.empty((*outputs.shape[:-1], cell.recurrent_kernel.shape[1]), cell.dtype)
    states = [np.empty_like(outputs) for _ in cell.state_names]
    arriving = tuple(np.zeros(outputs.shape[1:], cell.dtype) for _ in cell.state_names)
    last_to_first = range(len(outputs)) if unrolled.go_backwards else reversed(range(len(outputs)))
    for t in last_to_first:
        arriving = (arriving[0] + outputs[t], *arriving[1:])
        for state, total in zip(states, arriving, strict=True):
            state[t] = total
        step = {name: value[t] for name, value in values.items()}
        projected[t], leaving = cell.step_vjp(step, [state[t] for state in previous], arriving)
        if real is not None:
            projected[t] = np.where(real[t], projected[t], 0)
            leaving = tuple(np.where(real[t], new, old) for new, old in zip(leaving, arriving, strict=True))
        arriving = leaving
    return StateGradients(
        projected=np.moveaxis(projected, 0, -2),
        states={name: np.moveaxis(state, 0, -2) for name, state in zip(cell.state_names, states, strict=True)},
        initial_state=arriving,
    )


@let_explode
def last_state_vjp(cell: Cell, unrolled: Unrolled, cotangent: Floats, *, out: Floats | None = None) -> Floats:
    """Gradient with respect to the projected inputs alone of a scalar that depends on the last hidden state alone.

    It is what `unroll_projected_vjp` gives for a cotangent at the last timestep, in half the time: only that is kept.

    Parameters
    ----------
    cell
        The cell that was unrolled, forwards and without a mask.
    unrolled
        What `unroll` or `unroll_projected` returned.
    cotangent
        Gradient of the scalar with respect to the last hidden state, in its shape.
    out
        Where the result is written; a new array if None.

    Returns
    -------
    (timesteps, samples, blocks * units), or without the samples: timesteps first, as they are written.

    Raises
    ------
    ConfigurationError
        If the reading went backwards or skipped timesteps.
    """
    if unrolled.go_backwards or unrolled.mask is not None:
        raise ConfigurationError("This is for a reading forwards, of every timestep: use unroll_projected_vjp.")
    values = {name: np.moveaxis(value, -2, 0) for name, value in unrolled.values.items()}
    states = [values[name] for name in cell.state_names]
    shape = (*states[0].shape[:-1], cell.recurrent_kernel.shape[1])
    projected = np.empty(shape, cell.dtype) if out is None else out
    arriving = (np.asarray(cotangent, cell.dtype), *cell.initial_state(*states[0].shape[1:-1])[1:])
    for t in reversed(range(len(projected))):
        previous = [state[t - 1] for state in states] if t else unrolled.initial_state
        projected[t], arriving = cell.step_vjp({name: value[t] for name, value in values.items()}, previous, arriving)
    return projected


_OTHER_INPUTS = (
    "Inputs {inputs} and cotangent {cotangent} should have the samples and timesteps of the hidden states, {expected}. "
    "Pass the inputs that were unrolled."
)


@let_explode
def unroll_vjp(cell: Cell, inputs: Floats, unrolled: Unrolled, hidden_states_cotangent: Floats) -> Gradients:
    """Gradients with respect to inputs, weights, all states and the initial state.

    Parameters
    ----------
    cell
        The cell that was unrolled.
    inputs
        Its inputs, (samples, timesteps, input_features) or (timesteps, input_features).
    unrolled
        What `unroll(cell, inputs, ...)` returned.
    hidden_states_cotangent
        Gradient of the scalar with respect to each hidden state as an output, in exactly their shape.

    Raises
    ------
    ConfigurationError
        If the inputs or the cotangent do not have the samples and timesteps of what was unrolled.
    """
    inputs = np.asarray(inputs, dtype=cell.dtype)
    expected = unrolled.hidden_states.shape
    if inputs.shape[:-1] != expected[:-1] or np.shape(hidden_states_cotangent) != expected:
        raise ConfigurationError(
            _OTHER_INPUTS, inputs=inputs.shape, cotangent=np.shape(hidden_states_cotangent), expected=expected
        )
    upstream = unroll_projected_vjp(cell, unrolled, hidden_states_cotangent)
    recurrent = _masked_to_zero(cell.recurrent_cotangent(unrolled.values, upstream.projected), unrolled.mask)
    projected_rows, recurrent_rows = _rows(upstream.projected), _rows(recurrent)
    return Gradients(
        projected=upstream.projected,
        states=upstream.states,
        initial_state=upstream.initial_state,
        inputs=upstream.projected @ cell.kernel.T,
        kernel=_rows(inputs).T @ projected_rows,
        recurrent_kernel=_recurrent_kernel_gradient(cell, unrolled, recurrent_rows),
        bias=_bias_gradient(cell, projected_rows.sum(0), recurrent_rows.sum(0)),
    )


def _recurrent_kernel_gradient(cell: Cell, unrolled: Unrolled, recurrent: Floats) -> Floats:
    """Gradient of the recurrent kernel, each block from the rows that it read."""
    read = cell.read_states(unrolled.values, states_before(cell, unrolled)[0])
    pairs = zip(read, cell.split(recurrent), strict=True)
    # A gate that is not used at a masked timestep is nan there, and nan times 0 would not be 0.
    return np.concatenate([_rows(_masked_to_zero(state, unrolled.mask)).T @ block for state, block in pairs], axis=-1)


def _bias_gradient(cell: Cell, projected: Floats, recurrent: Floats) -> Floats | None:
    """Gradient of the bias, in its shape, from the summed gradients of what it is added to."""
    if cell.bias is None:
        return None
    return np.stack([projected, recurrent]) if cell.bias_rows else projected


def _masked_to_zero(array: Floats, mask: Bools | None) -> Floats:
    """The array, with zeros at masked timesteps."""
    return array if mask is None else np.where(mask[..., None], array, 0)


def _rows(array: Floats) -> Floats:
    """An array (..., timesteps, columns) as one row for each sample and timestep."""
    return array.reshape(-1, array.shape[-1])
