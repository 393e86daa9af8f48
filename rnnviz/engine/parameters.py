"""Keras's weights as the engine keeps them: filled up with zeros to whole vectors, blocks of a cell in its own order.

What fills up stays zero: its gradients are, and no optimizer moves what has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from rnnviz.cells import CELLS
from rnnviz.engine.vectors import WIDTH
from rnnviz.networks import NetworkSpec
from rnnviz.shapes import Floats

__all__ = [
    "BLOCKS",
    "CellPlan",
    "Parameter",
    "cell_parameters",
    "filled",
    "from_keras",
    "plain_parameter",
    "to_keras",
    "with_squares",
]

Index = NDArray[np.intp]

BLOCKS = {"simple_rnn": ((0,), (0,)), "lstm": ((0, 1, 2, 3), (0, 1, 2, 3)), "gru": ((2, 0, 1), (0, 1, 2))}
"""Keras's number of each block, in the order of the columns of W and of U."""


def filled(count: int) -> int:
    """Next multiple of a vector's width."""
    return -(-count // WIDTH) * WIDTH


@dataclass(frozen=True, kw_only=True, eq=False)
class Parameter:
    """One array of weights with its gradient.

    Parameters
    ----------
    value, gradient
        As the engine computes with them, float32.
    number
        Place of Keras's array in `get_weights()`.
    mine, theirs
        Rows and columns here, and in Keras's array.
    squares
        What an optimizer is to take for the squares of the gradient, of an Embedding: TensorFlow keeps its gradient as
        one row for each use of a word, and Keras takes the sum of the squares of these rows. Empty elsewhere.
    """

    value: Floats
    gradient: Floats
    number: int
    mine: tuple[Index, Index]
    theirs: tuple[Index, Index]
    squares: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    def give(self, keras_array: Floats, held: Floats) -> None:
        """Fill an array of this parameter's shape from Keras's."""
        _table(held)[np.ix_(*self.mine)] = _table(keras_array)[np.ix_(*self.theirs)]

    def take(self, keras_array: Floats, held: Floats) -> None:
        """Fill Keras's array."""
        _table(keras_array)[np.ix_(*self.theirs)] = _table(held)[np.ix_(*self.mine)]


def _table(array: Floats) -> Floats:
    return array if array.ndim == 2 else array.reshape(1, -1)


def _parameter(
    shape: tuple[int, ...], number: int, mine: tuple[Index, Index], theirs: tuple[Index, Index]
) -> Parameter:
    value, gradient = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32)
    return Parameter(value=value, gradient=gradient, number=number, mine=mine, theirs=theirs)


def plain_parameter(rows: Index, columns: int, number: int, shape: tuple[int, ...]) -> Parameter:
    """Array whose rows stand at these places, and whose columns keep theirs."""
    theirs = (np.arange(len(rows)), np.arange(columns))
    return _parameter(shape, number, (rows, np.arange(columns)), theirs)


def with_squares(parameter: Parameter) -> Parameter:
    """The parameter of an Embedding."""
    return replace(parameter, squares=np.zeros_like(parameter.value))


@dataclass(frozen=True, kw_only=True, eq=False)
class CellPlan:
    """The parameters of one cell: W, b and U, and for a GRU the bias of U; an empty one for the others."""

    kernel: Parameter
    bias: Parameter
    recurrent: Parameter
    recurrent_bias: Parameter | None

    @property
    def units(self) -> int:
        """Units of the cell, without what fills up."""
        return len(self.recurrent.mine[0])

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All of them."""
        every = (self.kernel, self.recurrent, self.bias, self.recurrent_bias)
        return tuple(one for one in every if one is not None)


def cell_parameters(cell: str, units: int, inputs: Index, width: int, number: int) -> CellPlan:
    """Parameters of a cell, from Keras's array `number` on, whose inputs stand at these places of `width`."""
    wide = filled(units)
    of_inputs, of_states = BLOCKS[cell]
    mine = np.concatenate([block * wide + np.arange(units) for block in range(len(of_inputs))])
    read = np.concatenate([block * units + np.arange(units) for block in of_inputs])
    recurred = np.concatenate([block * units + np.arange(units) for block in of_states])
    columns, row = len(of_inputs) * wide, np.arange(1)
    every, states, two = np.arange(len(inputs)), np.arange(units), CELLS[cell].biases() > 1
    return CellPlan(
        kernel=_parameter((width, columns), number, (inputs, mine), (every, read)),
        recurrent=_parameter((wide, columns), number + 1, (states, mine), (states, recurred)),
        bias=_parameter((columns,), number + 2, (row, mine), (row, read)),
        recurrent_bias=_parameter((columns,), number + 2, (row, mine), (row + 1, recurred)) if two else None,
    )


def to_keras(spec: NetworkSpec, parameters: Sequence[Parameter], held: Sequence[Floats]) -> list[Floats]:
    """Arrays in the order and the shapes of `get_weights()`, of one array for each parameter."""
    shapes = [weight.shape for row in spec.summary for weight in row.weights]
    arrays = [np.zeros(shape, dtype=np.float32) for shape in shapes]
    for parameter, array in zip(parameters, held, strict=True):
        parameter.take(arrays[parameter.number], array)
    return arrays


def from_keras(parameters: Sequence[Parameter], arrays: Sequence[Floats], held: Sequence[Floats]) -> None:
    """Fill one array for each parameter from those of Keras."""
    for parameter, array in zip(parameters, held, strict=True):
        parameter.give(arrays[parameter.number], array)
