"""How much of the loss's gradient arrives at each step of a text, before anything was learnt."""

import numpy as np

from rnnviz.networks import Network, first_weights, sigmoid
from rnnviz.networks.backward import logit_gradients
from rnnviz.shapes import Floats
from rnnviz.training.datasets import encode
from rnnviz.training.rungs import Rung
from rnnviz.training.small_tasks import task_padding

__all__ = ["gradient_arrival"]

_TEXTS = 64


def gradient_arrival(rung: Rung) -> Floats:
    """Norm of ∂loss/∂h after each step, (timesteps,), the start sign being the first; mean over 64 training texts.

    It is that of the first weights and of gradients that are carried back over all steps. Where they are cut off after
    K steps, that of the last K states stays as it is here, and nothing arrives at those before.

    References
    ----------
    Pascanu, Mikolov and Bengio (2013), On the difficulty of training recurrent neural networks.
    """
    task, spec = rung.tried, rung.network
    corpus = task.corpus().select(range(_TEXTS))
    padding = task_padding(task)
    rows = encode(corpus.texts, corpus.vocabulary(spec.num_words), padding)
    table, *cell, kernel, bias = first_weights(spec, rung.seed, recurrent_gain=rung.gain)
    network = Network.from_weights(spec, [[table], cell, [kernel, bias]], padding=padding).astype(np.float64)
    read = network.read(rows)
    off = sigmoid(network.verdict(read)) - corpus.labels  # ∂loss/∂logit
    gradients = logit_gradients(network, read).layers[-1].hidden_states
    norms: Floats = np.linalg.norm(gradients, axis=-1)
    arrival: Floats = (np.abs(off)[:, None] * norms).mean(axis=0)
    return arrival
