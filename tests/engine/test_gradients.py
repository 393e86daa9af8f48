"""Loss and gradients of the engine are TensorFlow's."""

from types import ModuleType

import numpy as np
import pytest

from rnnviz.networks import LayerSpec, Network, NetworkSpec, first_weights
from rnnviz.text import Padding
from tests.engine.batches import learnt, made_up_rows, stirred_weights
from tests.engine.tape import off, tape_gradients
from tests.networks.drawing import VOCABULARY

CELLS = ("simple_rnn", "lstm", "gru")


def stack(*cells: str, units: int = 7, mask: bool = False, both: bool = False, features: int = 5) -> NetworkSpec:
    layers = tuple(LayerSpec(cell=cell, units=units, bidirectional=both) for cell in cells)
    return NetworkSpec(num_words=40, input_features=features, layers=layers, mask_zero=mask)


def expect_tapes(spec: NetworkSpec, padding: Padding, reviews: int = 21) -> None:
    """Compare with float64, and allow twice what Keras's own float32 is off."""
    (rows, labels), weights = made_up_rows(spec, padding, reviews), stirred_weights(spec)
    loss, truth = tape_gradients(spec, weights, rows, labels, dtype="float64")
    _, keras_gradients = tape_gradients(spec, weights, rows, labels)
    network, _, ours = learnt(spec, padding, weights, rows, labels)
    assert ours == pytest.approx(loss, rel=1e-6)
    for mine, theirs, exact in zip(network.gradients(), keras_gradients, truth, strict=True):
        assert off(mine, exact) <= 1e-6 + 2 * off(theirs, exact)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("both", [False, True], ids=["one way", "both ways"])
@pytest.mark.parametrize("mask", [False, True], ids=["read", "masked"])
@pytest.mark.parametrize("side", ["pre", "post"])
def test_gradients_are_tensorflows(keras: ModuleType, cell: str, both: bool, mask: bool, side: str) -> None:
    """One layer, padding before or behind, read or masked, from one end or both."""
    expect_tapes(stack(cell, mask=mask, both=both), Padding(maxlen=12, padding=side))


@pytest.mark.parametrize("mask", [False, True], ids=["read", "masked"])
@pytest.mark.parametrize("cells", [*((cell,) * 3 for cell in CELLS), ("gru", "simple_rnn"), ("lstm", "gru")])
def test_gradients_of_stacks_are_tensorflows(keras: ModuleType, cells: tuple[str, ...], mask: bool) -> None:
    """Several layers, alike or not."""
    expect_tapes(stack(*cells, mask=mask), Padding(maxlen=10))


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_of_stacks_that_read_both_ways_are_tensorflows(keras: ModuleType, cell: str) -> None:
    """Two bidirectional layers whose reviews begin at different steps."""
    expect_tapes(stack(cell, cell, mask=True, both=True, units=17, features=20), Padding(maxlen=9))


@pytest.mark.parametrize(("units", "features", "reviews"), [(1, 1, 1), (16, 16, 8), (33, 3, 9), (32, 32, 130)])
def test_gradients_of_other_sizes_are_tensorflows(keras: ModuleType, units: int, features: int, reviews: int) -> None:
    """Sizes that fill registers, and those that don't; more reviews than a word has uses of a row."""
    expect_tapes(stack("lstm", units=units, features=features), Padding(maxlen=8), reviews)


def test_the_chapters_gradients_are_tensorflows(keras: ModuleType) -> None:
    """A batch of 128 reviews of the chapter's length: as near to float64 as Keras's own float32."""
    spec, padding = NetworkSpec(num_words=1_000, layers=(LayerSpec(cell="gru"),)), Padding()
    (rows, labels), weights = made_up_rows(spec, padding, 128), first_weights(spec, 0)
    loss, truth = tape_gradients(spec, weights, rows, labels, dtype="float64")
    network, _, ours = learnt(spec, padding, weights, rows, labels)
    assert ours == pytest.approx(loss, rel=1e-7)
    assert max(off(*pair) for pair in zip(network.gradients(), truth, strict=True)) <= 1e-6


@pytest.mark.parametrize("mask", [False, True], ids=["read", "masked"])
def test_logits_are_those_of_the_cells_in_numpy(mask: bool) -> None:
    """Without TensorFlow: reading a batch gives the logits that the glass-box cells give."""
    spec, padding = stack("gru", "lstm", mask=mask, both=True), Padding(maxlen=15)
    (rows, labels), weights = made_up_rows(spec, padding, 19), stirred_weights(spec)
    _, logits, _ = learnt(spec, padding, weights, rows, labels)
    left = iter(weights)
    by_layer = [[next(left) for _ in row.weights] for row in spec.summary]
    network = Network.from_weights(spec, by_layer, name="n", vocabulary=VOCABULARY, padding=padding)
    np.testing.assert_allclose(logits, network.verdict(network.read(rows)), atol=2e-6)
