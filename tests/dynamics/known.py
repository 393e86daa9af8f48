"""Networks whose resting points are known without a search, and random ones."""

import numpy as np

from rnnviz.dynamics import ConstantInput, under_constant_input
from rnnviz.networks import LayerSpec, Network, NetworkSpec
from rnnviz.shapes import Floats
from tests.networks.drawing import network_spec, random_network

ROOT = 0.9575040240772687
"""The positive solution of h = tanh(2 h)."""

OPEN, HALF = 40.0, 0.0
"""Biases of a gate that is open to the last digit of float64, and of one that is half open."""


def network_of(*cells: tuple[str, Floats, Floats], readout: Floats | None = None) -> Network:
    """A network of cells that hear nothing, each with its recurrent kernel and bias."""
    layers = tuple(LayerSpec(cell=name, units=len(kernel)) for name, kernel, _ in cells)
    spec = NetworkSpec(num_words=5, input_features=1, layers=layers)
    inputs = [1, *(layer.units for layer in layers)]
    weights: list[list[Floats]] = [[np.zeros((5, 1))]]
    weights += [
        [np.zeros((width, kernel.shape[1])), kernel, bias]
        for width, (_, kernel, bias) in zip(inputs, cells, strict=False)
    ]
    kernel = np.ones(layers[-1].units) if readout is None else readout
    return Network.from_weights(spec, [*weights, [kernel[:, None], np.zeros(1)]]).astype("float64")


def bistable() -> Network:
    """h ↦ tanh(2 h): rests at 0, from where everything grows, and at ±ROOT."""
    return network_of(("simple_rnn", np.array([[2.0]]), np.zeros(1)))


def saddle() -> Network:
    """Two units, one bistable and one that fades: a saddle at 0 between two stable points."""
    return network_of(("simple_rnn", np.diag([2.0, 0.5]), np.zeros(2)), readout=np.array([1.0, 0.0]))


def wheel(angle: float, gain: float) -> Network:
    """Two units that turn by an angle at every step: a cycle around the origin, which alone rests."""
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return network_of(("simple_rnn", gain * turn, np.zeros(2)))


def gru() -> Network:
    """h ↦ (h + tanh(2 h)) / 2: the update gate half open, the reset gate open."""
    return network_of(("gru", np.array([[0.0, 0.0, 2.0]]), np.array([[HALF, OPEN, 0.0], [0.0, 0.0, 0.0]])))


def lstm() -> Network:
    """c ↦ c / 2 + tanh(4 tanh(c)), h = tanh(c): input and output gate open, the forget gate half open."""
    return network_of(("lstm", np.array([[0.0, 0.0, 4.0, 0.0]]), np.array([OPEN, HALF, 0.0, OPEN])))


def random_map(*cells: str, seed: int = 0, units: int = 4) -> ConstantInput:
    """The map of a small random network that reads a random vector."""
    network = random_network(network_spec(*cells, units=units), seed=seed)
    found = under_constant_input(network)
    vector = np.random.default_rng(seed).normal(size=len(found.vector))
    return ConstantInput(network=found.network, vector=vector)
