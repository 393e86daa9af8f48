"""The readout of a block: one logistic unit, and the cross-entropy with the labels."""

import math

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.compiling import compiled
from rnnviz.shapes import Floats

__all__ = ["bias_gradient", "read_out", "read_out_vjp"]


@compiled
def read_out(outputs: Floats, weights: Floats, bias: Floats, labels: NDArray[np.int8], logits: Floats) -> float:
    """Fill the logits of the reviews that have a label; the sum of their losses."""
    loss = 0.0
    for lane in range(len(labels)):
        logit = np.float64(bias[0])
        for column in range(outputs.shape[1]):
            logit += np.float64(outputs[lane, column]) * weights[column, 0]
        logits[lane] = logit
        loss += max(logit, 0.0) - logit * labels[lane] + math.log1p(math.exp(-abs(logit)))
    return loss


@compiled
def read_out_vjp(
    outputs: Floats,
    weights: Floats,
    labels: NDArray[np.int8],
    logits: Floats,
    reviews: int,
    weight_gradients: Floats,
    cotangents: Floats,
) -> None:
    """Cotangents of the outputs for the mean loss of so many `reviews`; the gradients of the weights are added to."""
    for lane in range(len(labels)):
        error = np.float32((1 / (1 + math.exp(-np.float64(logits[lane]))) - labels[lane]) / reviews)
        for column in range(outputs.shape[1]):
            weight_gradients[column, 0] += outputs[lane, column] * error
            cotangents[lane, column] = weights[column, 0] * error


def bias_gradient(logits: Floats, labels: NDArray[np.int8]) -> float:
    """Mean of probability - label: terms of both signs, so they are summed in float64."""
    return float(np.mean(0.5 + 0.5 * np.tanh(0.5 * logits.astype(np.float64)) - labels))
