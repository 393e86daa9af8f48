"""What the tests draw: networks of every kind with random weights, without Keras, and reviews to read."""

import numpy as np
from hypothesis import strategies as st

from rnnviz.networks import LayerSpec, Network, NetworkSpec
from rnnviz.shapes import Floats
from rnnviz.text import Padding, Vocabulary

BLOCKS = {"simple_rnn": 1, "lstm": 4, "gru": 3}

WORDS = ("the", "a", "film", "great", "bad", "not", "really", "plot")
VOCABULARY = Vocabulary(WORDS)

rates = st.sampled_from([0.0, 0.0, 0.2, 0.5])
layers = st.builds(
    LayerSpec,
    cell=st.sampled_from(sorted(BLOCKS)),
    units=st.integers(1, 5),
    bidirectional=st.booleans(),
    dropout=rates,
    recurrent_dropout=rates,
)
specs = st.builds(
    NetworkSpec,
    num_words=st.integers(5, 30),
    input_features=st.integers(1, 5),
    layers=st.lists(layers, min_size=1, max_size=3).map(tuple),
    mask_zero=st.booleans(),
)
sides = st.sampled_from(["pre", "post"])
paddings = st.builds(Padding, maxlen=st.integers(1, 12), padding=sides, truncating=sides)


def network_spec(*cells: str, units: int = 4, mask: bool = False, bidirectional: bool = False) -> NetworkSpec:
    """Spec of a small network that knows `WORDS`."""
    return NetworkSpec(
        num_words=len(VOCABULARY),
        input_features=3,
        layers=tuple(LayerSpec(cell=cell, units=units, bidirectional=bidirectional) for cell in cells),
        mask_zero=mask,
    )


def random_weights(spec: NetworkSpec, seed: int = 0) -> list[list[Floats]]:
    """Normal weights of a norm around 1 in Keras's order and layout, biases that are not zero."""
    rng = np.random.default_rng(seed)

    def normal(*shape: int, scale: float = 1.0) -> Floats:
        return rng.normal(0, scale, shape).astype(np.float32)

    weights = [[normal(spec.num_words, spec.input_features)]]
    inputs = spec.input_features
    for layer in spec.layers:
        columns = BLOCKS[layer.cell] * layer.units
        weights.append([])
        for _ in range(2 if layer.bidirectional else 1):
            bias = (2, columns) if layer.cell == "gru" else (columns,)
            weights[-1] += [
                normal(inputs, columns, scale=inputs**-0.5),
                normal(layer.units, columns, scale=layer.units**-0.5),
                normal(*bias, scale=0.5),
            ]
        inputs = layer.units * (2 if layer.bidirectional else 1)
    return [*weights, [normal(inputs, 1), normal(1)]]


def random_network(spec: NetworkSpec, *, seed: int = 0, padding: Padding | None = None) -> Network:
    """Network of `spec` with random weights; it knows `WORDS` where the spec has room for them."""
    return Network.from_weights(
        spec,
        random_weights(spec, seed),
        name="random",
        vocabulary=VOCABULARY if spec.num_words >= len(VOCABULARY) else None,
        padding=padding or Padding(maxlen=12),
    )
