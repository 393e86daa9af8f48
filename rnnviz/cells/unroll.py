"""A cell reading a whole sequence, every intermediate of every timestep kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from rnnviz.cells.cell import Cell, let_explode
from rnnviz.errors import ConfigurationError
from rnnviz.interruption import now_and_then
from rnnviz.shapes import Bools, Floats

__all__ = ["Unrolled", "states_before", "unroll", "unroll_projected"]

_MOST_STEPS, _MOST_MULTIPLICATIONS = 256, 20_000_000  # at a time, before somebody may interrupt


@dataclass(frozen=True, kw_only=True, eq=False)
class Unrolled:
    """What happened inside a cell while it read: arrays (samples, timesteps, units) or (timesteps, units).

    `values[name][:, t]` belongs to input t, also when the cell read backwards: it then holds the state after
    reading from the last input down to input t, and the last state of the reading is at t = 0.

    Attributes
    ----------
    values
        Every intermediate of the cell by its name. At a masked timestep the states are the carried ones, and
        the gates and candidates, which the cell does not use there, are nan.
    initial_state, final_state
        The states before the first and after the last timestep read, (samples, units) or (units,).
    mask
        True = a real timestep, (samples, timesteps) or (timesteps,); None if all are.
    go_backwards
        Whether the cell read from the last timestep to the first.
    """

    values: dict[str, Floats]
    initial_state: tuple[Floats, ...]
    final_state: tuple[Floats, ...]
    mask: Bools | None
    go_backwards: bool

    @property
    def hidden_states(self) -> Floats:
        """The state h that the layer above sees, (samples, timesteps, units) or (timesteps, units)."""
        return self.values["hidden_states"]

    @property
    def states(self) -> dict[str, Floats]:
        """The states among the values, by the cell's `state_names`: the last ones."""
        names = list(self.values)[-len(self.initial_state) :]
        return {name: self.values[name] for name in names}


def unroll(
    cell: Cell,
    inputs: Floats,
    *,
    mask: Bools | None = None,
    initial_state: Sequence[Floats] | None = None,
    go_backwards: bool = False,
) -> Unrolled:
    """Every intermediate of a cell at every timestep of its inputs.

    Parameters
    ----------
    cell
        The cell.
    inputs
        (samples, timesteps, input_features), or (timesteps, input_features) for one review.
    mask
        True = a real timestep, (samples, timesteps) or (timesteps,). At a masked timestep the states are
        carried unchanged, as in Keras.
    initial_state
        One array (samples, units) or (units,) for each of the cell's `state_names`; zeros if None.
    go_backwards
        Read from the last timestep to the first. The result is indexed by input position all the same.

    Raises
    ------
    ConfigurationError
        If the inputs do not have the cell's input_features, or the mask or the initial state does not go with
        them.

    Notes
    -----
    The output of a Keras layer with `return_sequences=True` equals `hidden_states`, except that Keras

    - reverses it in time if `go_backwards=True`;
    - puts zeros at *every* masked timestep if the layer stands in a `Bidirectional` or has
      `zero_output_for_mask=True`, while it carries the state itself;
    - puts zeros instead of the carried state at masked timesteps before the first real one. That is the same
      thing unless an initial state other than zero is given.
    """
    return unroll_projected(
        cell, cell.project(inputs), mask=mask, initial_state=initial_state, go_backwards=go_backwards
    )


@let_explode
def unroll_projected(
    cell: Cell,
    projected: Floats,
    *,
    mask: Bools | None = None,
    initial_state: Sequence[Floats] | None = None,
    go_backwards: bool = False,
) -> Unrolled:
    """What `unroll` returns, from inputs that `cell.project` has already projected.

    This is the fast way to read words: project the embedding table once, then look up a row for each id.

    Parameters
    ----------
    cell
        The cell.
    projected
        (samples, timesteps, blocks * units), or (timesteps, blocks * units) for one review.
    mask, initial_state, go_backwards
        As in `unroll`.

    Raises
    ------
    ConfigurationError
        If the projected inputs, the mask or the initial state do not go together.
    """
    projected = np.asarray(projected, dtype=cell.dtype)
    if projected.ndim not in (2, 3):
        raise ConfigurationError(
            "Inputs should have the axes (samples, timesteps, features), or (timesteps, features) for one review, "
            "got the shape {shape}. Add or remove the samples axis.",
            shape=projected.shape,
        )
    _expect("projected inputs", projected.shape[-1:], cell.recurrent_kernel.shape[1:])
    *samples, timesteps, _ = projected.shape
    initial = _initial_state(cell, initial_state, samples)
    if mask is not None:
        mask = np.asarray(mask, dtype=bool)
        _expect("mask", mask.shape, (*samples, timesteps))

    buffers = cell.buffers(timesteps, *samples)  # timesteps first: each step writes one contiguous piece
    final = _read(cell, np.moveaxis(projected, -2, 0), mask, initial, buffers, go_backwards=go_backwards)
    values = {name: np.moveaxis(value, 0, -2) for name, value in cell.named(buffers).items()}
    if mask is not None and not mask.all():
        for name in set(cell.intermediates) - set(cell.state_names):
            values[name][~mask] = np.nan
    return Unrolled(values=values, initial_state=initial, final_state=final, mask=mask, go_backwards=go_backwards)


def states_before(cell: Cell, unrolled: Unrolled) -> list[Floats]:
    """Each state before every timestep, (..., timesteps, units): the reading shifted by one."""
    shifted = []
    for name, initial in zip(cell.state_names, unrolled.initial_state, strict=True):
        state, first = unrolled.values[name], initial[..., None, :]
        pieces = [state[..., 1:, :], first] if unrolled.go_backwards else [first, state[..., :-1, :]]
        shifted.append(np.concatenate(pieces, axis=-2))
    return shifted


def _read(
    cell: Cell,
    projected: Floats,
    mask: Bools | None,
    initial: tuple[Floats, ...],
    buffers: Sequence[Floats],
    *,
    go_backwards: bool,
) -> tuple[Floats, ...]:
    """Fill the buffers, (timesteps, ..., columns), step by step and return the last states."""
    order = slice(None, None, -1 if go_backwards else 1)
    steps = zip(projected[order], zip(*(buffer[order] for buffer in buffers), strict=True), strict=True)
    states, count, advance = initial, len(initial), cell.advance
    at_once = _steps_at_once(cell, projected)
    masked = None if mask is None else zip(steps, *_mask_steps(mask, order), strict=True)
    for _ in range(0, len(projected), at_once):
        now_and_then()
        if masked is None:
            for row, outputs in islice(steps, at_once):  # the inner loop of everything: nothing is in it
                advance(row, states, outputs)
                states = outputs[-count:]
            continue
        for (row, outputs), any_real, carried in islice(masked, at_once):
            new_states = outputs[-count:]
            if any_real:
                advance(row, states, outputs)
            if carried is not None:
                for new, old in zip(new_states, states, strict=True):
                    np.copyto(new, old, where=carried)
            states = new_states
    return states


def _steps_at_once(cell: Cell, projected: Floats) -> int:
    """Steps that take a few milliseconds together; one of a large network takes longer."""
    samples = projected[0].size // projected.shape[-1] if len(projected) else 1
    return max(min(_MOST_MULTIPLICATIONS // max(samples * cell.recurrent_kernel.size, 1), _MOST_STEPS), 1)


def _mask_steps(mask: Bools, order: slice) -> tuple[Iterable[bool], Iterable[Bools | None]]:
    """For each timestep read, whether any sample is real, and which are carried, (..., 1), or None."""
    steps = np.moveaxis(mask, -1, 0)[order, ..., None]
    samples = tuple(range(1, steps.ndim))
    any_real = np.asarray(steps.any(axis=samples)).tolist()
    all_real = np.asarray(steps.all(axis=samples)).tolist()
    return any_real, [None if whole else ~real for whole, real in zip(all_real, steps, strict=True)]


def _initial_state(cell: Cell, given: Sequence[Floats] | None, samples: Sequence[int]) -> tuple[Floats, ...]:
    """The given initial states, checked, or zeros."""
    if given is None:
        return cell.initial_state(*samples)
    _expect("initial_state: the number of states", (len(given),), (len(cell.state_names),))
    states = tuple(np.array(state, dtype=cell.dtype, order="C") for state in given)
    for name, state in zip(cell.state_names, states, strict=True):
        _expect(f"initial {name}", state.shape, (*samples, cell.units))
    return states


def _expect(what: str, shape: tuple[int, ...], expected: tuple[int, ...]) -> None:
    """Say in a sentence which shape does not go with the inputs."""
    if shape != expected:
        raise ConfigurationError(
            "{what}: expected {expected}, got {shape}. Every array belongs to the same samples and timesteps; for "
            "one review, leave the samples axis out everywhere.",
            what=what,
            expected=expected,
            shape=shape,
        )
