"""Recurrent cells in NumPy: SimpleRNN, LSTM and GRU with every intermediate, and the way back through them.

The cells read the weights of Keras layers and give their numbers, without TensorFlow::

    cell = make_cell("lstm", *layer.get_weights())
    unrolled = unroll(cell, inputs, mask=mask)
    unrolled.values["forget_gate"]  # (samples, timesteps, units)
    unroll_vjp(cell, inputs, unrolled, cotangent).inputs  # (samples, timesteps, input_features)
"""

from rnnviz.cells.cell import Cell
from rnnviz.cells.gru import GRU
from rnnviz.cells.jacobians import jacobians_at, state_jacobians, step_jacobians
from rnnviz.cells.keras_layers import keras_layer
from rnnviz.cells.lstm import LSTM
from rnnviz.cells.registry import ABBREVIATIONS, CELLS, GATES, either, make_cell
from rnnviz.cells.simple_rnn import SimpleRNN
from rnnviz.cells.step_text import StepProgram, Term
from rnnviz.cells.unroll import Unrolled, unroll, unroll_projected
from rnnviz.cells.vjp import Gradients, StateGradients, last_state_vjp, unroll_projected_vjp, unroll_vjp

__all__ = [
    "ABBREVIATIONS",
    "CELLS",
    "GATES",
    "GRU",
    "LSTM",
    "Cell",
    "Gradients",
    "SimpleRNN",
    "StateGradients",
    "StepProgram",
    "Term",
    "Unrolled",
    "either",
    "jacobians_at",
    "keras_layer",
    "last_state_vjp",
    "make_cell",
    "state_jacobians",
    "step_jacobians",
    "unroll",
    "unroll_projected",
    "unroll_projected_vjp",
    "unroll_vjp",
]
