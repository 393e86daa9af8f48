"""The cells by name."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz.cells.cell import Cell
from rnnviz.cells.gru import GRU
from rnnviz.cells.lstm import LSTM
from rnnviz.cells.simple_rnn import SimpleRNN
from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats

__all__ = ["CELLS", "make_cell"]

CELLS: Mapping[str, type[Cell]] = MappingProxyType({cell.name: cell for cell in (SimpleRNN, LSTM, GRU)})
"""Every cell class by its `name`."""


def make_cell(name: str, kernel: Floats, recurrent_kernel: Floats, bias: Floats | None = None) -> Cell:
    """Return a cell with the weights of a Keras layer: `make_cell("lstm", *layer.get_weights())`.

    Raises
    ------
    ConfigurationError
        If no cell has this name, or a weight does not fit the cell.
    """
    if name not in CELLS:
        raise ConfigurationError(f"No cell is called {name!r}. Choose one of {', '.join(CELLS)}.")
    return CELLS[name](kernel, recurrent_kernel, bias)
