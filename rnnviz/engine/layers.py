"""A recurrent layer of the engine: one cell, or two that read from both ends, over one block after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.engine.blocks import Block
from rnnviz.engine.cells import Cell, Read
from rnnviz.engine.dropping import NO_MASKS, CellMasks, LaneMasks
from rnnviz.engine.steps import LANES, add_rows, add_squares_to_rows, add_to_rows, reverse, sum_lanes
from rnnviz.engine.taking import round_to_halves
from rnnviz.shapes import Floats, Ids

__all__ = ["Layer", "LayerRead"]


@dataclass(frozen=True, kw_only=True, eq=False)
class _CellRead:
    """What one cell read of a block.

    Parameters
    ----------
    read
        Its states.
    inputs
        (steps, 8, width) in the order in which it reads; None in the first layer.
    places
        Rows of its table at each step.
    """

    read: Read
    inputs: Floats | None
    places: Ids

    def part(self, start: int, stop: int) -> "_CellRead":
        """These steps of it."""
        inputs = None if self.inputs is None else self.inputs[start:stop]
        return _CellRead(read=self.read.part(start, stop), inputs=inputs, places=self.places[start:stop])


LayerRead = Sequence[_CellRead]
"""What each cell of a layer read of a block."""


class Layer:
    """A layer with its cells.

    Parameters
    ----------
    cells
        The forward cell and, when bidirectional, the backward one.
    """

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = tuple(cells)
        self.width = sum(cell.units for cell in cells)
        self._scratch = [cell.scratch() for cell in cells]
        self._padding_scratch = [cell.scratch() for cell in cells]
        self._tables: list[Floats] = []
        self._table_gradients: list[Floats] = []
        self._squares = np.zeros((0, 0), dtype=np.float32)
        self._padding_sums: list[Floats] = []

    def begin(self, vectors: Floats | None, padding: int) -> None:
        """Begin a batch whose reviews share so many steps of padding; `vectors` are those of the words of its table."""
        for cell in self.cells:
            cell.begin()
        self._padding_sums = [cell.nothing_kept(padding) for cell in self.cells]
        if vectors is not None:
            self._tables = [cell.sums(vectors) for cell in self.cells]
            self._table_gradients = [np.zeros_like(table) for table in self._tables]
            self._squares = np.zeros_like(vectors)

    def finish_padding(self, reads: LayerRead) -> None:
        """Take from the shared padding what all reviews together say of it."""
        for number, (cell, one, sums) in enumerate(zip(self.cells, reads, self._padding_sums, strict=True)):
            cell.recurrence_vjp(np.ascontiguousarray(one.read.states[:-1, 0]), sums)
            if one.inputs is None:
                out = self._table_gradients[number]
                add_rows(np.ascontiguousarray(sums[:, : out.shape[1]]), one.places[:, 0].copy(), out)
            else:
                cell.sums_vjp(np.ascontiguousarray(one.inputs[:, 0]), sums)

    def finish(self, vectors: Floats) -> tuple[Floats, Floats]:
        """Carry the gradients of the tables on.

        Returns
        -------
        tuple
            What they are for the words' vectors, and the sum of their squares, each use of a word by itself.
        """
        gradients = np.zeros_like(vectors)
        for cell, cotangents in zip(self.cells, self._table_gradients, strict=True):
            cell.sums_vjp(vectors, cotangents)
            gradients += cell.of_inputs(cotangents)
        return gradients, self._squares

    def forward(
        self, block: Block, below: Floats | None, padding: LayerRead | None, masks: Sequence[CellMasks] | None
    ) -> LayerRead:
        """Read a block.

        Parameters
        ----------
        below
            Outputs of the layer below, or the words' vectors; None where the first layer looks up its table of words.
        padding
            What this layer read of the padding that all reviews share, where there is any.
        masks
            What each cell drops; None where nothing is.
        """
        # What was read of the padding is needed until all blocks are through.
        scratch = self._padding_scratch if block.is_padding else self._scratch
        reads = []
        for number, cell in enumerate(self.cells):
            backward, inputs, lanes = number == 1, None, NO_MASKS
            if masks is not None:
                lanes = LaneMasks.of(masks[number], cell.name, cell.plan, block.reviews)
            if below is None:
                table = self._tables[number]
                places = block.reversed_places if backward else block.places
            else:
                inputs = _reversed(below, block.begins) if backward else below
                table = cell.sums(inputs.reshape(-1, inputs.shape[2]), lanes.inputs)
                places = np.arange(len(table), dtype=np.int32).reshape(-1, LANES)
            first = padding[number].read.states[block.padding, 0] if padding and block.padding else None
            read = cell.forward(table, places, block.begins, lanes, first, scratch[number])
            reads.append(_CellRead(read=read, inputs=inputs, places=places))
        return reads

    def outputs(self, reads: LayerRead) -> Floats:
        """Outputs at every step, (steps, 8, width), forward units first."""
        (forward, *backward), units = reads, self.cells[0].units
        outputs = np.zeros((len(forward.places), LANES, self.width), dtype=np.float32)
        outputs[:, :, :units] = forward.read.states[1:, :, :units]
        for one in backward:
            reverse(one.read.states[1:], 0, one.read.begins, outputs, units, units)
        return outputs

    def last_outputs(self, reads: LayerRead) -> Floats:
        """Last output of each cell, (8, width)."""
        ends = [one.read.states[-1, :, : cell.units] for one, cell in zip(reads, self.cells, strict=True)]
        return np.concatenate(ends, axis=1)

    def states(self, reads: LayerRead, *, rounded: bool) -> list[Floats]:
        """States of each cell in the order in which it reads, (1 + steps, 8, kinds, units), row 0 before the first.

        They are rounded to float16 in their place.
        """
        for one in reads if rounded else ():
            round_to_halves(one.read.states)
        shapes = [(-1, LANES, cell.state_width // cell.units, cell.units) for cell in self.cells]
        every = [one.read.states.reshape(shape) for one, shape in zip(reads, shapes, strict=True)]
        return [states[..., : cell.plan.units] for states, cell in zip(every, self.cells, strict=True)]

    def read_out(self, reads: LayerRead, weights: Floats, bias: Floats) -> Floats:
        """Readout of every row of the forward cell, (1 + steps, 8), with what each backward cell ends with."""
        (forward, *backward), units = reads, self.cells[0].units
        wide = np.zeros(self.cells[0].state_width, dtype=np.float32)
        wide[:units] = weights[:units]
        logits: Floats = forward.read.states @ wide + bias[0]
        for one in backward:
            logits += one.read.states[-1, :, :units] @ weights[units:]
        return logits

    def carried(self, last: Floats | None = None) -> list[Floats]:
        """Cotangents of the last states, of those of the last outputs or of none."""
        carried = [cell.nothing() for cell in self.cells]
        if last is not None:
            for cell, one, part in zip(self.cells, carried, np.split(last, len(self.cells), axis=1), strict=True):
                one[:, : cell.units] = part
        return carried

    def backward(
        self,
        reads: LayerRead,
        above: Floats | None,
        carried: Sequence[Floats],
        *,
        padding_from: int | None,
        squares: bool,
        most_steps: int,
    ) -> Floats:
        """Cotangents of what the layer read, (steps, 8, width); in the first layer only if their squares are wanted.

        Parameters
        ----------
        above
            Cotangents of the outputs at every step; None in the last layer.
        carried
            Those of the last states; they become those of the first.
        padding_from
            The first step, where this is a part of the shared padding.
        squares
            Whether an optimizer needs the squares of the gradients of each word's vector.
        most_steps
            How many of the last steps that each cell read are gone through.
        """
        first = reads[0].inputs is None
        below = np.zeros((len(reads[0].places), LANES, self.cells[0].inputs), dtype=np.float32)
        for number, (cell, one) in enumerate(zip(self.cells, reads, strict=True)):
            start = max(len(one.places) - most_steps, 0)
            last = one.part(start, len(one.places)) if start else one
            given = cell.nothing(0 if above is None else len(above))
            if above is not None:
                _add_outputs(above, number, cell, one.read.begins, given)
            cotangents = cell.backward(last.read, given[start:], carried[number])
            if padding_from is None:
                self._add(number, last, cotangents)
            else:
                sum_lanes(cotangents, self._padding_sums[number], padding_from)
            if squares or not first:
                inputs = cell.of_inputs(cotangents.reshape(-1, cotangents.shape[2]), one.read.masks.inputs)
                _add_inputs(inputs, number, one.read.begins, start, below)
        if first and squares:
            add_squares_to_rows(below, reads[0].places, self._squares)
        return below

    def _add(self, number: int, one: _CellRead, cotangents: Floats) -> None:
        """Add what a block says of a cell's gradients."""
        cell, flat = self.cells[number], cotangents.reshape(-1, cotangents.shape[2])
        masks = one.read.masks
        cell.recurrence_vjp(one.read.states[:-1].reshape(len(flat), -1), flat, masks.states)
        if one.inputs is None:
            add_to_rows(cotangents, one.places, self._table_gradients[number])
        else:
            cell.sums_vjp(one.inputs.reshape(len(flat), -1), flat, masks.inputs)


def _add_outputs(above: Floats, number: int, cell: Cell, begins: Ids, given: Floats) -> None:
    """Add the cotangents of a cell's outputs to those of its states."""
    if number == 1:
        reverse(above, cell.units, begins, given, 0, cell.units)
    else:
        given[:, :, : cell.units] += above[:, :, : cell.units]


def _add_inputs(inputs: Floats, number: int, begins: Ids, start: int, below: Floats) -> None:
    """Add the cotangents of what a cell read from its step `start` on to those of the outputs below."""
    read = inputs.reshape(-1, *below.shape[1:])
    if number == 0:
        below[start:] += read
    elif start:
        whole = np.zeros_like(below)
        whole[start:] = read
        below += _reversed(whole, begins)
    else:
        below += _reversed(read, begins)


def _reversed(sequence: Floats, begins: Ids) -> Floats:
    out = np.zeros_like(sequence)
    reverse(sequence, 0, begins, out, 0, sequence.shape[2])
    return out
