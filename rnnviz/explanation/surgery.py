"""Changing units while the network reads: what the verdict would be without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.cells import Cell, unroll
from rnnviz.errors import ConfigurationError
from rnnviz.explanation.reading import Reading, check_readings
from rnnviz.interruption import now_and_then
from rnnviz.networks import LayerTrajectory, RecurrentLayer
from rnnviz.shapes import Bools, Floats

__all__ = ["OPERATIONS", "Operation", "Surgery", "UnitEffects", "operate", "unit_effects"]

Operation = Literal["zero", "freeze", "flip", "clamp"]

OPERATIONS: tuple[Operation, ...] = ("zero", "freeze", "flip", "clamp")
"""What can be done to a unit: set to 0, held at its value at the word before, its sign turned, set to a value."""


@dataclass(frozen=True, kw_only=True)
class Surgery:
    """What is done to units, and from where on.

    What is changed is the hidden state that the next timestep, the layers above and the readout see; an LSTM's cell
    state goes on underneath. Units of a backward cell are changed at the same positions, though it comes to them from
    the end.

    Parameters
    ----------
    operation
        One of `OPERATIONS`.
    start
        Timestep of the recording from which on it is done; 0 for the whole reading. Padding that all reviews share
        is read before anything can be done, so what lies within it begins behind it.
    layer
        Recurrent layer, 0 for the first, -1 for the last.
    value
        What "clamp" sets a unit to.
    """

    operation: Operation = "zero"
    start: int = 0
    layer: int = -1
    value: float = 0.0

    def __post_init__(self) -> None:
        if self.operation not in OPERATIONS:
            raise ConfigurationError(
                "An operation is one of {known}, not {operation!r}.",
                known=", ".join(OPERATIONS),
                operation=self.operation,
            )


@dataclass(frozen=True, kw_only=True, eq=False)
class UnitEffects:
    """What each unit alone does to the verdict, beside what merely goes with it.

    Parameters
    ----------
    logit
        Logit of the verdict as it was read.
    without
        Logit of the verdict with each unit changed alone, (output_features,).
    correlation
        Pearson's correlation of each unit's state with the running logit over the review's start sign and words,
        (output_features,); nan for a unit that never moves.
    """

    logit: float
    without: Floats
    correlation: Floats

    @property
    def effect(self) -> Floats:
        """How far the logit of the verdict falls when the unit is changed, (output_features,)."""
        return self.logit - self.without

    @property
    def carrying(self) -> Bools:
        """Which units the verdict needs: changed alone, it lies on the other side, (output_features,)."""
        return np.asarray((self.without >= 0) != (self.logit >= 0))

    @property
    def order(self) -> NDArray[np.int64]:
        """Units by the size of their effect, the largest first, (output_features,)."""
        return np.argsort(-np.abs(self.effect), kind="stable")


def operate(reading: Reading, chosen: Bools, surgery: Surgery) -> Floats:
    """Running logit of a review while units are changed, for each of several choices of them.

    Parameters
    ----------
    reading
        The review, as `read_review` gives it.
    chosen
        Which units are changed, (variants, output_features) of the layer or (output_features,).
    surgery
        What is done to them.

    Returns
    -------
    (variants, timesteps) or (timesteps,), of the recording's timesteps. What a backward last layer adds is held, as
    in a `Recording`.

    Raises
    ------
    ConfigurationError
        There is no such layer, or it has another number of units.
    DataError
        It would take too long.
    """
    layers = reading.network.layers
    if not -len(layers) <= surgery.layer < len(layers):
        raise ConfigurationError(
            "{network} has {count} recurrent layers; there is no layer {index}.",
            network=reading.network.name,
            count=len(layers),
            index=surgery.layer,
        )
    number = surgery.layer % len(layers)
    features = reading.network.spec.layers[number].output_features
    if chosen.ndim not in (1, 2) or chosen.shape[-1] != features:
        raise ConfigurationError(
            "Choose among the {features} units of the layer with (variants, {features}) or ({features},) booleans, "
            "not {shape}.",
            features=features,
            shape=chosen.shape,
        )
    variants = np.atleast_2d(chosen)
    check_readings(reading, len(variants))
    running = np.concatenate([_running(reading, number, some, surgery) for some in reading.chunks(variants)])
    shared = np.broadcast_to(reading.recording.logit[: reading.pads], (len(variants), reading.pads))
    whole = np.concatenate([shared, running], axis=1)
    return whole if chosen.ndim > 1 else whole[0]


def unit_effects(reading: Reading, surgery: Surgery) -> UnitEffects:
    """What each unit of a layer does to the verdict when it alone is changed.

    Raises
    ------
    ConfigurationError, DataError
        As `operate`.

    References
    ----------
    Morcos, Barrett, Rabinowitz & Botvinick (2018), On the importance of single directions for generalization, ICLR:
    a unit's selectivity says little of what its removal does.
    """
    features = reading.network.spec.layers[surgery.layer].output_features
    without = operate(reading, np.eye(features, dtype=bool), surgery)[:, -1]
    recording = reading.recording
    real = recording.mask
    states = recording.layer(surgery.layer).values()[real].astype(np.float64)
    return UnitEffects(
        logit=reading.logit, without=without, correlation=_correlation(states, recording.logit[real].astype(np.float64))
    )


def _correlation(states: Floats, logit: Floats) -> Floats:
    apart, moved = states - states.mean(axis=0), logit - logit.mean()
    sizes = np.linalg.norm(apart, axis=0) * np.linalg.norm(moved)
    with np.errstate(invalid="ignore", divide="ignore"):
        correlation: Floats = np.where(sizes > 0, moved @ apart / sizes, np.nan)
    return correlation


def _running(reading: Reading, number: int, chosen: Bools, surgery: Surgery) -> Floats:
    """Running logit after the shared padding, (variants, timesteps)."""
    network = reading.network
    inputs = reading.trajectories[number - 1].hidden_states if number else reading.vectors
    plain = reading.trajectories[number]
    layer = network.layers[number]
    initial = [None] * len(network.layers) if reading.initial is None else reading.initial
    start = min(max(surgery.start - reading.pads, 0), len(reading.ids))
    parts = [_changed(_Cell.forward(layer, plain, inputs, initial[number]), chosen, start, surgery)]
    if layer.backward is not None:
        parts.append(_changed(_Cell.back(layer, plain, inputs), chosen, start, surgery))
    states = np.concatenate(parts, axis=-1)
    for above in range(number + 1, len(network.layers)):
        states = _read(network.layers[above], states, initial[above])
    return _running_logit(reading, states)


def _running_logit(reading: Reading, states: Floats) -> Floats:
    network = reading.network
    units = network.layers[-1].forward.units
    held = states[:, :1, units:] @ network.readout_kernel[units:]
    logit: Floats = states[..., :units] @ network.readout_kernel[:units] + held + network.readout_bias
    return logit


def _read(layer: RecurrentLayer, inputs: Floats, initial: Sequence[Floats] | None) -> Floats:
    start = None if initial is None else [np.broadcast_to(one, (len(inputs), one.shape[-1])) for one in initial]
    states = [unroll(layer.forward, inputs, initial_state=start).hidden_states]
    if layer.backward is not None:
        states.append(unroll(layer.backward, inputs, go_backwards=True).hidden_states)
    return np.concatenate(states, axis=-1)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Cell:
    """One cell of the layer that is changed: what it reads and what it did."""

    cell: Cell
    projected: Floats
    initial: tuple[Floats, ...]
    plain: Floats
    units: slice
    go_backwards: bool

    @classmethod
    def forward(
        cls, layer: RecurrentLayer, plain: LayerTrajectory, inputs: Floats, initial: tuple[Floats, ...] | None
    ) -> "_Cell":
        cell = layer.forward
        return cls(
            cell=cell,
            projected=cell.project(inputs),
            initial=cell.initial_state() if initial is None else initial,
            plain=plain.forward.hidden_states,
            units=slice(0, cell.units),
            go_backwards=False,
        )

    @classmethod
    def back(cls, layer: RecurrentLayer, plain: LayerTrajectory, inputs: Floats) -> "_Cell":
        cell = layer.backward
        assert cell is not None
        assert plain.backward is not None
        return cls(
            cell=cell,
            projected=cell.project(inputs),
            initial=cell.initial_state(),
            plain=plain.backward.hidden_states,
            units=slice(layer.forward.units, None),
            go_backwards=True,
        )


def _changed(read: _Cell, chosen: Bools, start: int, surgery: Surgery) -> Floats:
    """Hidden states of one cell while its units are changed, (variants, timesteps, units)."""
    cell, which = read.cell, chosen[:, read.units]
    samples, timesteps = len(which), len(read.projected)
    held = read.plain[start - 1] if start else read.initial[0]
    hidden = np.empty((timesteps, samples, cell.units))
    states = tuple(np.broadcast_to(state, (samples, cell.units)).copy() for state in read.initial)
    order = range(timesteps - 1, -1, -1) if read.go_backwards else range(timesteps)
    buffers = [cell.buffers(samples), cell.buffers(samples)]  # a step reads the states of the one before
    count = len(states)
    for turn, t in enumerate(order):
        if turn % 64 == 0:
            now_and_then()
        outputs = buffers[turn % 2]
        cell.advance(read.projected[t], states, outputs)
        states = tuple(outputs[-count:])
        if t >= start:
            _apply(states[0], which, held, surgery)
        hidden[t] = states[0]
    return np.moveaxis(hidden, 0, 1)


def _apply(states: Floats, which: Bools, held: Floats, surgery: Surgery) -> None:
    """Change the chosen units in place."""
    match surgery.operation:
        case "flip":
            np.negative(states, out=states, where=which)
        case "freeze":
            np.copyto(states, np.broadcast_to(held, states.shape), where=which)
        case "clamp":
            states[which] = surgery.value
        case "zero":
            states[which] = 0
