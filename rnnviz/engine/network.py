"""A network that the engine trains: the loss of a batch, and its gradients."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.blocks import Batch, Block, Reading, aligned, arrange
from rnnviz.engine.cells import Cell
from rnnviz.engine.dropping import Masks
from rnnviz.engine.layers import Layer, LayerRead
from rnnviz.engine.parameters import (
    Parameter,
    cell_parameters,
    filled,
    from_keras,
    plain_parameter,
    to_keras,
    with_squares,
)
from rnnviz.engine.readout import bias_gradient, read_out, read_out_vjp
from rnnviz.engine.saturation import saturated
from rnnviz.engine.steps import add_rows
from rnnviz.engine.words import Words
from rnnviz.networks import NetworkSpec
from rnnviz.shapes import Floats, Ids
from rnnviz.text import Padding

__all__ = ["LiveNetwork"]

Labels = NDArray[np.int8]
Index = NDArray[np.intp]


class LiveNetwork:
    """Weights of a network, and what a step of training needs of them.

    Parameters
    ----------
    spec
        The network; its cells are among `rnnviz.engine.LIVE_CELLS`.
    padding
        How rows are padded.
    gradient_steps
        Gradients are carried back over so many steps from the last one that a cell reads; what its state was before
        counts as given. None: over all. It may be set anew between two batches.
    """

    def __init__(self, spec: NetworkSpec, padding: Padding, *, gradient_steps: int | None = None) -> None:
        self.spec, self.gradient_steps = spec, gradient_steps
        one_way = not any(layer.bidirectional for layer in spec.layers)
        shared = one_way and padding.padding == "pre" and not spec.mask_zero
        self._reading = Reading(masked=spec.mask_zero, shared=shared)
        # What is dropped differs from review to review, in their padding, too.
        self._learning = replace(self._reading, shared=shared and not any(layer.drops for layer in spec.layers))
        words, features = np.arange(spec.num_words), np.arange(spec.input_features)
        table = plain_parameter(words, len(features), 0, (len(words), filled(len(features))))
        self._embedding = with_squares(table)
        self._layers, ends, number = _layers(spec, features, padding.maxlen)
        self._readout = plain_parameter(ends, 1, number, (self._layers[-1].width, 1))
        self._readout_bias = plain_parameter(np.arange(1), 1, number + 1, (filled(1),))
        cells = (cell for layer in self._layers for cell in layer.cells)
        inner = (parameter for cell in cells for parameter in cell.plan.parameters)
        self.parameters: tuple[Parameter, ...] = (self._embedding, *inner, self._readout, self._readout_bias)
        self._last_read: list[LayerRead] = []
        self._numbers = np.full(spec.num_words, -1, dtype=np.int32)

    # ---- in Keras's order ----

    def weights(self) -> list[Floats]:
        """Arrays as Keras's `get_weights()` gives them."""
        return self.in_keras_order([one.value for one in self.parameters])

    def set_weights(self, arrays: Sequence[Floats]) -> None:
        """Take Keras's arrays."""
        self.fill([one.value for one in self.parameters], arrays)

    def gradients(self) -> list[Floats]:
        """Gradients of the last batch, as `weights` has them."""
        return self.in_keras_order([one.gradient for one in self.parameters])

    def in_keras_order(self, held: Sequence[Floats]) -> list[Floats]:
        """Arrays as Keras has them, of one for each of the `parameters`."""
        return to_keras(self.spec, self.parameters, held)

    def fill(self, held: Sequence[Floats], arrays: Sequence[Floats]) -> None:
        """Fill one array for each of the `parameters` from those of Keras."""
        from_keras(self.parameters, arrays, held)

    # ---- reviews ----

    def aligned(self, rows: Ids) -> Ids:
        """Rows as `arranged` wants them: a network that masks its padding need not know where it stands."""
        return aligned(rows) if self._reading.masked else rows

    def arranged(self, rows: Ids, lengths: Index, index: Index, *, learning: bool = True) -> Batch:
        """Batch of the reviews at `index`, of rows that are `aligned` and have so many places that are not padding.

        One that is only read may share more work.
        """
        return arrange(rows, lengths, index, self._learning if learning else self._reading, self._numbers)

    def read(self, batch: Batch, labels: Labels) -> tuple[Floats, float]:
        """Logit of every review, and the mean loss."""
        return self._run(batch, labels, None, learn=False, squares=False)

    def learn(
        self, batch: Batch, labels: Labels, *, squares: bool = True, masks: Masks | None = None
    ) -> tuple[Floats, float]:
        """The same, and the gradients of the mean loss.

        Parameters
        ----------
        squares
            Whether an optimizer needs the squares of the gradients of each word's vector.
        masks
            What is dropped, as `rnnviz.engine.dropping.draw_masks` gives it; None: nothing.
        """
        return self._run(batch, labels, masks, learn=True, squares=squares)

    def saturation(self) -> list[float]:
        """For each recurrent layer the share of what stands at the ends of its range, over the last block read."""
        return [saturated(layer.cells, read) for layer, read in zip(self._layers, self._last_read, strict=True)]

    def _run(
        self, batch: Batch, labels: Labels, masks: Masks | None, *, learn: bool, squares: bool
    ) -> tuple[Floats, float]:
        words, padding = self._begun(batch, masks)
        logits, loss = np.empty(len(labels), dtype=np.float32), 0.0
        for block in batch.blocks:
            reads = self._forward(block, padding, words, masks)
            outputs, told = self._layers[-1].last_outputs(reads[-1]), logits[block.reviews]
            loss += read_out(outputs, self._readout.value, self._readout_bias.value, labels[block.reviews], told)
            logits[block.reviews] = told
            if learn:
                carried = self._carried(block, outputs, labels, told)
                words.add(block, self._backward(reads, carried, squares=squares))
                if padding is not None:
                    most = self._reach - len(block.places)
                    self._backward_padding(padding, block.padding, most, carried, squares=squares)
        self._last_read = reads
        if learn:
            self._finish(batch, padding, words, logits, labels)
        return logits, loss / len(labels)

    def trajectories(self, batch: Batch, *, rounded: bool = False) -> Iterator[tuple[Block, list[Floats], Floats]]:
        """What the last layer went through over each block, and the readout of it; the next block overwrites it.

        Parameters
        ----------
        rounded
            Whether states are rounded to the precision of float16, once they are read out.

        Yields
        ------
        tuple
            The block; the states of each cell, (1 + steps, 8, kinds, units), in the order in which it reads, row 0
            before its first step; and the logits of the forward cell's rows, (1 + steps, 8), to which a backward cell
            adds what it ends with.
        """
        words, padding = self._begun(batch, None)
        last = self._layers[-1]
        for block in batch.blocks:
            reads = self._forward(block, padding, words, None)[-1]
            logits = last.read_out(reads, self._readout.value[:, 0], self._readout_bias.value)
            yield block, last.states(reads, rounded=rounded), logits

    def _begun(self, batch: Batch, masks: Masks | None) -> tuple[Words, list[LayerRead] | None]:
        """Words of a batch, and what all layers read of the padding that its reviews share."""
        words = Words(self._embedding.value[batch.words], dropped=masks is not None and self.spec.layers[0].dropout > 0)
        for layer in self._layers:
            shared = 0 if batch.padding is None else len(batch.padding.places)
            layer.begin(words.of_table if layer is self._layers[0] else None, shared)
        self._readout.gradient.fill(0)
        padding = None if batch.padding is None else self._forward(batch.padding, None, words, None)
        return words, padding

    @property
    def _reach(self) -> int:
        """The most steps that a gradient is carried back over."""
        return sys.maxsize if self.gradient_steps is None else self.gradient_steps

    def _forward(
        self, block: Block, padding: Sequence[LayerRead] | None, words: Words, masks: Masks | None
    ) -> list[LayerRead]:
        """What each layer reads of a block."""
        reads: list[LayerRead] = []
        for number, layer in enumerate(self._layers):
            below = self._layers[number - 1].outputs(reads[-1]) if number else words.read(block)
            before, dropped = padding[number] if padding else None, masks[number] if masks else None
            reads.append(layer.forward(block, below, before, dropped))
        return reads

    def _carried(self, block: Block, outputs: Floats, labels: Labels, logits: Floats) -> list[list[Floats]]:
        """Cotangents of the last states of every layer."""
        cotangents = np.zeros_like(outputs)
        given, gradient = labels[block.reviews], self._readout.gradient
        read_out_vjp(outputs, self._readout.value, given, logits, len(labels), gradient, cotangents)
        last = len(self._layers) - 1
        return [layer.carried(cotangents if at == last else None) for at, layer in enumerate(self._layers)]

    def _backward_padding(
        self, padding: Sequence[LayerRead], steps: int, most: int, carried: Sequence[Sequence[Floats]], *, squares: bool
    ) -> None:
        """The way back through so many steps of the shared padding, as far as anything is left of the cotangents.

        At `most` so many of its last steps are gone through.
        """
        begun, first = _largest(carried), max(steps - most, 0)
        for stop in range(steps, first, -_PART):
            start = max(stop - _PART, first)
            reads = [[one.part(start, stop) for one in layer] for layer in padding]
            self._backward(reads, carried, padding_from=start, squares=squares)
            if _largest(carried) < _NOTHING_LEFT * begun:
                break

    def _backward(
        self,
        reads: Sequence[LayerRead],
        carried: Sequence[Sequence[Floats]],
        *,
        padding_from: int | None = None,
        squares: bool,
    ) -> Floats | None:
        """The way back through all layers; `carried` becomes the cotangents of their first states.

        Cotangents of what the first layer read are returned.
        """
        above: Floats | None = None
        for number in reversed(range(len(self._layers))):
            layer = self._layers[number]
            above = layer.backward(
                reads[number],
                above,
                carried[number],
                padding_from=padding_from,
                squares=squares,
                most_steps=self._reach,
            )
        return above

    def _finish(
        self, batch: Batch, padding: Sequence[LayerRead] | None, words: Words, logits: Floats, labels: Labels
    ) -> None:
        """Bring together what all blocks say of the padding, the readout's bias and the words."""
        for layer, reads in zip(self._layers, padding or (), strict=False):
            layer.finish_padding(reads)
        self._readout_bias.gradient[0] = bias_gradient(logits, labels)
        gradients, squares = words.gradients if words.dropped else self._layers[0].finish(words.vectors)
        for rows, out in ((gradients, self._embedding.gradient), (squares, self._embedding.squares)):
            out.fill(0)
            add_rows(rows, batch.words, out)


_PART, _NOTHING_LEFT = 64, 1e-12
"""Steps of padding between two looks at the cotangents, and the share of them that 32-bit sums take no note of."""


def _largest(carried: Sequence[Sequence[Floats]]) -> float:
    return max(float(np.abs(one).max()) for layer in carried for one in layer)


def _layers(spec: NetworkSpec, features: Index, steps: int) -> tuple[list[Layer], Index, int]:
    """The layers, at which places of the last one's outputs its units stand, and the number of Keras's next array."""
    layers, inputs, width, number = [], features, filled(len(features)), 1
    for layer in spec.layers:
        cells = []
        for _ in range(2 if layer.bidirectional else 1):
            plan = cell_parameters(layer.cell, layer.units, inputs, width, number)
            cells.append(Cell(layer.cell, plan, steps))
            number += 3
        layers.append(Layer(cells))
        wide, units = filled(layer.units), np.arange(layer.units)
        inputs, width = np.concatenate([cell * wide + units for cell in range(len(cells))]), layers[-1].width
    return layers, inputs, number
