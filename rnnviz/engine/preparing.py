"""Compiling before anybody waits: every function of the engine is called once, with next to nothing to do."""

from collections.abc import Sequence

import numpy as np

from rnnviz.engine.ability import LIVE_CELLS, LIVE_OPTIMIZERS
from rnnviz.engine.network import LiveNetwork
from rnnviz.engine.optimizers import Optimizer
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.text import Padding

__all__ = ["prepare"]


def prepare(cells: Sequence[str] = LIVE_CELLS, optimizers: Sequence[str] = LIVE_OPTIMIZERS) -> None:
    """Compile what these need, or load it from the disk where it was kept."""
    rows, labels = np.array([[0, 1, 2], [1, 2, 3]], dtype=np.int32), np.array([0, 1], dtype=np.int8)
    lengths = np.array([2, 3])
    for cell in cells:
        layers = (LayerSpec(cell=cell, units=1, bidirectional=True), LayerSpec(cell=cell, units=1))
        network = LiveNetwork(NetworkSpec(num_words=5, input_features=1, layers=layers), Padding(maxlen=3))
        network.learn(network.arranged(rows, lengths, np.arange(2)), labels)
        for name in optimizers:
            Optimizer(name, network.parameters).step()
