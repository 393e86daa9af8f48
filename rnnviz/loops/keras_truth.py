"""What Keras says about a loop: the truth that the program and its faults are held against.

It needs nothing but arrays, so it can be computed in another process; Keras is imported when it is called.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.cells import keras_layer
from rnnviz.errors import ConfigurationError
from rnnviz.loops.loop import Loop
from rnnviz.shapes import Floats

__all__ = ["keras_arguments", "keras_truth"]

Singles = NDArray[np.float32]


def keras_arguments(loop: Loop) -> tuple[str, list[Singles], Singles, list[Singles], int]:
    """Arguments of `keras_truth` for a loop, in Keras's float32.

    Raises
    ------
    ConfigurationError
        If a number of the loop is beyond float32.
    """
    cell = loop.cell
    weights = [weight for weight in (cell.kernel, cell.recurrent_kernel, cell.bias) if weight is not None]
    return (
        cell.name,
        [*map(_single, weights)],
        _single(loop.inputs),
        [*map(_single, loop.previous_states)],
        loop.spec.sequences,
    )


def keras_truth(
    cell_name: str,
    weights: Sequence[Floats],
    inputs: Floats,
    previous_states: Sequence[Floats],
    sequences: int = 1,
) -> dict[str, Singles]:
    """Hidden states that Keras computes, running and one step at a time.

    Parameters
    ----------
    cell_name
        Name of the cell, a key of `rnnviz.cells.CELLS`.
    weights
        Kernel, recurrent kernel and bias in Keras's layout.
    inputs
        (timesteps, input_features).
    previous_states
        The states before each timestep, (timesteps, units) each.
    sequences
        How many sequences of one length the inputs hold; each begins with zeros.

    Returns
    -------
    "outputs", (timesteps, units): the layer reading each sequence from zeros.
    "one_step", (timesteps, units): each timestep alone, from the given states, so that no error adds up.
    """
    import keras

    kernel, recurrent_kernel, *bias = (np.asarray(weight, np.float32) for weight in weights)
    layer = keras_layer(cell_name, len(recurrent_kernel), return_sequences=True, use_bias=bool(bias))
    layer.build((None, None, len(kernel)))
    layer.set_weights([kernel, recurrent_kernel, *bias])
    sequence = np.asarray(inputs, np.float32)
    states = [keras.ops.convert_to_tensor(np.asarray(state, np.float32)) for state in previous_states]
    return {
        "outputs": _array(layer(sequence.reshape(sequences, -1, len(kernel)))).reshape(len(sequence), -1),
        "one_step": _array(layer(sequence[:, None], initial_state=states))[:, 0],
    }


def _array(tensor: Any) -> Singles:
    return np.array(tensor, np.float32)


def _single(array: Floats) -> Singles:
    """An array in float32, inf and nan as they are."""
    with np.errstate(over="ignore"):
        single = array.astype(np.float32)
    if (np.isinf(single) & np.isfinite(array)).any():
        largest = np.abs(array[np.isfinite(array)]).max()
        raise ConfigurationError(
            "Keras computes in float32, whose numbers end at 3.4e38, and this loop has one of {largest:.2g}. Give "
            "smaller numbers to compare with Keras.",
            largest=largest,
        )
    return single
