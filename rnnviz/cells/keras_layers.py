"""Where a cell becomes a Keras layer: the one place that a cell which Keras does not bring has to be added to."""

from typing import TYPE_CHECKING, Any

from rnnviz.cells.registry import CELLS

if TYPE_CHECKING:
    import keras

__all__ = ["keras_layer"]


def keras_layer(cell: str, units: int, *, bidirectional: bool = False, **settings: Any) -> "keras.layers.Layer":
    """New Keras layer of a cell, with Keras's own settings such as `return_sequences`.

    Its `get_weights()` are the weights of the cell, in the cell's layout; when bidirectional those of two cells.
    """
    import keras

    layer = _one_way(cell, units, **settings)
    return keras.layers.Bidirectional(layer) if bidirectional else layer


def _one_way(cell: str, units: int, **settings: Any) -> "keras.layers.Layer":
    import keras

    return getattr(keras.layers, CELLS[cell].keras_class)(units, **settings)
