"""The cells by name."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from rnnviz.cells.cell import Cell
from rnnviz.cells.gru import GRU
from rnnviz.cells.lstm import LSTM
from rnnviz.cells.simple_rnn import SimpleRNN
from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats

__all__ = ["ABBREVIATIONS", "CELLS", "GATES", "either", "make_cell"]

CELLS: Mapping[str, type[Cell]] = MappingProxyType({cell.name: cell for cell in (SimpleRNN, LSTM, GRU)})
"""Every cell class by its `name`."""

ABBREVIATIONS: Mapping[str, str] = MappingProxyType({cell.abbreviation: name for name, cell in CELLS.items()})
"""The name of every cell by its abbreviation."""

GATES: frozenset[str] = frozenset(gate for cell in CELLS.values() for gate in cell.gates)
"""Every intermediate that is a gate, from 0 (shut) to 1 (open). A name means the same in every cell that has it."""


def either(names: Iterable[str]) -> str:
    """Names as a choice in a sentence: "rnn, lstm or gru"."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def make_cell(name: str, kernel: Floats, recurrent_kernel: Floats, bias: Floats | None = None) -> Cell:
    """Cell with the weights of a Keras layer: `make_cell("lstm", *layer.get_weights())`.

    Raises
    ------
    ConfigurationError
        If no cell has this name, or a weight does not fit the cell.
    """
    if name not in CELLS:
        raise ConfigurationError(
            "No cell is called {name!r}. Choose one of {known}.", name=name, known=", ".join(CELLS)
        )
    return CELLS[name](kernel, recurrent_kernel, bias)
