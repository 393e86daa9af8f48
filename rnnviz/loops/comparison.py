"""How far a loop is from Keras, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import unroll
from rnnviz.cells.cell import let_explode
from rnnviz.loops.keras_truth import keras_arguments
from rnnviz.loops.loop import Loop
from rnnviz.shapes import Floats

__all__ = ["Differences", "compare", "compare_outputs"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Differences:
    """The largest |ours - Keras's| over the units, in float32.

    Attributes
    ----------
    running
        Both read the whole sequence, (timesteps,). Where the weights make the loop chaotic, the last bit of
        one step is enough to part them after some more.
    one_step
        Both make each step alone, from the same states, (timesteps,).
    """

    running: Floats
    one_step: Floats


@let_explode
def compare(loop: Loop, truth: Mapping[str, Floats]) -> Differences:
    """How far the loop's equations in float32 are from Keras, which computes in float32 too.

    Parameters
    ----------
    loop
        The loop.
    truth
        What `keras_truth` returned for it.

    Raises
    ------
    ConfigurationError
        If a number of the loop is beyond float32.
    """
    _, _, inputs, previous, sequences = keras_arguments(loop)
    cell = loop.cell.astype(np.float32)
    step = cell.step(cell.project(inputs), previous)["hidden_states"]
    running = np.concatenate([unroll(cell, sequence).hidden_states for sequence in np.split(inputs, sequences)])
    return Differences(
        running=_largest(running - truth["outputs"]),
        one_step=_largest(step - truth["one_step"]),
    )


@let_explode
def compare_outputs(outputs: Floats, truth: Mapping[str, Floats]) -> Floats:
    """The largest |output - Keras's| over the units at each step, (timesteps,).

    Outputs that are inf or nan give inf or nan.
    """
    return _largest(outputs - truth["outputs"])


def _largest(difference: Floats) -> Floats:
    largest: Floats = np.abs(difference).max(axis=-1)
    return largest
