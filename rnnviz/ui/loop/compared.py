"""The memories of all cells on one axis: same sizes, seed and inputs, each with its own weights."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rnnviz.cells import CELLS
from rnnviz.loops import FORGET_GATE, Loop, LoopSpec, memory, run_loop
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import Packer
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.loop import compared_words
from rnnviz.ui.loop.view_words import bench_labels
from rnnviz.ui.loop.views.bench import BenchPayload, bench_view

__all__ = ["OPEN", "SMALLEST", "Compared", "compare_cells", "show_cells"]

OPEN = 6.0
"""A bias with which a forget gate begins open."""

KERAS = 1.0
"""That of a new Keras layer."""

SMALLEST = 1e-60
"""Gains below are not drawn."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Compared:
    """How far a push on the whole state of each step moves the last output, (timesteps,), for every cell by name.

    Parameters
    ----------
    gains
        Each with the scheme of weights and the seed of the loop on the page; typed weights give way to Keras's.
    bias
        Another bias of the LSTM's forget gate: OPEN, or Keras's where the gate is open already.
    opened
        The gain of the LSTM with it.
    new_layers
        The gain at step 1 of every cell with the weights of a new Keras layer.
    """

    gains: Mapping[str, Floats]
    bias: float
    opened: Floats
    new_layers: Mapping[str, float]


def compare_cells(spec: LoopSpec) -> Compared:
    """Run the loop of a spec with every cell."""
    spec = replace(spec, weights="keras") if spec.weights == "own" else spec
    gains = {cell: _gain(replace(spec, cell=cell)) for cell in CELLS}
    gated = next(name for name, cell in CELLS.items() if FORGET_GATE in cell.blocks)
    new = {cell: float(_gain(replace(spec, cell=cell, weights="keras", forget_bias=None))[0]) for cell in CELLS}
    bias = KERAS if spec.forget_bias == OPEN else OPEN
    opened = _gain(replace(spec, cell=gated, forget_bias=bias))
    return Compared(gains=gains, bias=bias, opened=opened, new_layers=new)


def _gain(spec: LoopSpec) -> Floats:
    return memory(run_loop(spec)).whole


def show_cells(loop: Loop) -> None:
    """Draw the gains of all cells, and say who keeps what, and what decides that."""
    compared = compare_cells(loop.spec)
    lines = [(CELLS[name].keras_class, values) for name, values in compared.gains.items()]
    lines.append((compared_words.opened(compared.bias), compared.opened))
    bench_view(_payload(loop, compared, lines), key="cells_view")


def _payload(loop: Loop, compared: Compared, lines: list[tuple[str, Floats]]) -> BenchPayload:
    pack, axis = Packer(values for _, values in lines), compared_words.axes()
    return {
        "count": loop.spec.steps,
        "units": loop.spec.units,
        "wide": pack.wide,
        "lines": [{"label": label, "values": pack(values)} for label, values in lines],
        "least": SMALLEST,
        "maps": [],
        "title": compared_words.title(compared.gains),
        "help": compared_words.lesson(compared.gains, compared.opened, compared.new_layers, compared.bias),
        "axis": axis["gain"],
        "axis_step": axis["step"],
        "colours": both_inks(),
        "labels": bench_labels(),
    }
