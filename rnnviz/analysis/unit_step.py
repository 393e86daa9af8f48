"""The arithmetic of one unit at one timestep of a recording: the terms of its sums, its gates, its states."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import Cell
from rnnviz.networks import Network
from rnnviz.recording import Recording
from rnnviz.shapes import Floats

__all__ = ["Product", "UnitLine", "UnitStep", "UnitTerm", "unit_step"]


@dataclass(frozen=True, kw_only=True)
class Product:
    """One product of a weighted sum: the weight of an input's entry or of another unit, and what it multiplies."""

    entry: int
    weight: float
    read: float

    @property
    def value(self) -> float:
        """What it adds to the sum."""
        return self.weight * self.read


@dataclass(frozen=True, kw_only=True)
class UnitTerm:
    """One term of the sum; `kind` and `gate` as in `rnnviz.cells.Term`."""

    kind: str
    gate: str
    value: float


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """One line of the equations: activation(sum of the terms).

    Parameters
    ----------
    name, activation
        The gate or candidate that is computed, and by which function.
    terms, total, value
        What is added, its sum, and the activation of the sum.
    inputs, units
        The products of W · x, by entry of the input, and those of U · h, by unit.
    """

    name: str
    activation: str
    terms: tuple[UnitTerm, ...]
    total: float
    value: float
    inputs: tuple[Product, ...]
    units: tuple[Product, ...]


@dataclass(frozen=True, kw_only=True)
class UnitStep:
    """How one unit came to its state at one timestep.

    Parameters
    ----------
    cell
        Name of the cell, a key of `rnnviz.cells.CELLS`.
    lines
        Its equations, in the order of the cell's blocks.
    before, after
        Its states before and after the timestep, by name.
    """

    cell: str
    lines: tuple[UnitLine, ...]
    before: Mapping[str, float]
    after: Mapping[str, float]


def unit_step(recording: Recording, network: Network, *, layer: int, unit: int, timestep: int) -> UnitStep:
    """Arithmetic of a unit at a timestep of a recording that kept its gates.

    Parameters
    ----------
    recording, network
        What was read, and by which network.
    layer
        From 0.
    unit
        From 0; in a bidirectional layer those of the backward cell follow those of the forward cell, and the state
        before a backward step is that of the timestep behind it.
    timestep
        Of the recording.
    """
    cells = network.layers[layer].cells
    cell = cells[unit // cells[0].units]
    own = slice(0, cell.units) if cell is cells[0] else slice(cells[0].units, None)
    recorded = {name: recording.layers[layer].values(name)[:, own] for name in recording.layers[layer].names}
    came_from = timestep - 1 if cell is cells[0] else timestep + 1
    known = 0 <= came_from < len(recording.ids)
    before = {
        name: recorded[name][came_from] if known else np.zeros(cell.units, cell.dtype) for name in cell.state_names
    }
    step = {name: values[timestep] for name, values in recorded.items()}
    if layer:
        inputs = recording.layers[layer - 1].values("hidden_states")[timestep]
    else:
        inputs = network.embedding[recording.ids[timestep]].astype(cell.dtype)
    at = unit % cell.units
    return UnitStep(
        cell=cell.name,
        lines=_lines(cell, step, inputs, before["hidden_states"], at),
        before={name: float(values[at]) for name, values in before.items()},
        after={name: float(step[name][at]) for name in cell.state_names},
    )


def _lines(cell: Cell, step: Mapping[str, Floats], inputs: Floats, hidden: Floats, at: int) -> tuple[UnitLine, ...]:
    one = {name: values[None] for name, values in step.items()}
    sums = cell.terms(one, inputs[None], hidden[None])
    reads = cell.read_states(one, hidden[None])
    kernels, recurrent = cell.split(cell.kernel), cell.split(cell.recurrent_kernel)
    return tuple(
        UnitLine(
            name=name,
            activation=activation,
            terms=tuple(UnitTerm(kind=t.kind, gate=t.gate, value=float(t.values[0, at])) for t in terms),
            total=float(sum(t.values[0, at] for t in terms)),
            value=float(step[name][at]),
            inputs=_products(kernel[:, at], inputs),
            units=_products(block[:, at], read[0]),
        )
        for name, activation, terms, read, kernel, block in zip(
            cell.blocks, cell.activations, sums, reads, kernels, recurrent, strict=True
        )
    )


def _products(weights: Floats, read: Floats) -> tuple[Product, ...]:
    pairs = zip(weights.tolist(), read.tolist(), strict=True)
    return tuple(Product(entry=entry, weight=weight, read=value) for entry, (weight, value) in enumerate(pairs))
