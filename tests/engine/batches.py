"""Batches of made-up reviews for the engine."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.dropping import Masks
from rnnviz.engine.network import LiveNetwork
from rnnviz.networks import NetworkSpec, first_weights
from rnnviz.shapes import Floats, Ids
from rnnviz.text import START_ID, Padding


def made_up_rows(spec: NetworkSpec, padding: Padding, reviews: int, seed: int = 0) -> tuple[Ids, NDArray[np.int8]]:
    """Rows of reviews of every length from 1 word to more than the row holds, and labels."""
    rng = np.random.default_rng(seed)
    lengths = rng.integers(0, padding.maxlen + 3, reviews)
    words = [[START_ID, *rng.integers(1, spec.num_words, length)] for length in lengths]
    return padding.rows(words), rng.integers(0, 2, reviews).astype(np.int8)


def stirred_weights(spec: NetworkSpec, seed: int = 0) -> list[Floats]:
    """First weights that were moved a little, so that no bias is zero."""
    rng = np.random.default_rng(seed)
    return [one + rng.normal(0, 0.05, one.shape).astype(np.float32) for one in first_weights(spec, seed)]


def learnt(
    spec: NetworkSpec,
    padding: Padding,
    weights: list[Floats],
    rows: Ids,
    labels: NDArray[np.int8],
    *,
    gradient_steps: int | None = None,
    masks: Masks | None = None,
) -> tuple[LiveNetwork, Floats, float]:
    """The engine's network after it went through a batch, the logits and the loss."""
    network = LiveNetwork(spec, padding, gradient_steps=gradient_steps)
    network.set_weights(weights)
    lengths = np.maximum((rows != 0).sum(axis=1), 1)
    batch = network.arranged(network.aligned(rows), lengths, np.arange(len(rows)))
    logits, loss = network.learn(batch, labels, masks=masks)
    return network, logits, loss
