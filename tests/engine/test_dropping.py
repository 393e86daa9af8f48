"""What is dropped in training: the masks, and the gradients with them, which are TensorFlow's."""

from dataclasses import replace
from types import ModuleType

import numpy as np
import pytest

from rnnviz.engine.dropping import draw_masks
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.text import Padding
from tests.engine.batches import learnt, made_up_rows, stirred_weights
from tests.engine.tape import off, tape_gradients
from tests.engine.test_gradients import CELLS, stack


def dropping(spec: NetworkSpec, inputs: float, states: float) -> NetworkSpec:
    """The same network, every layer of which drops."""
    layers = tuple(replace(layer, dropout=inputs, recurrent_dropout=states) for layer in spec.layers)
    return replace(spec, layers=layers)


def expect_tapes(spec: NetworkSpec, padding: Padding, reviews: int = 11) -> None:
    """Loss and gradients are those of float64 with the same masks, to 1e-6 or to twice what Keras is off."""
    (rows, labels), weights = made_up_rows(spec, padding, reviews), stirred_weights(spec)
    masks = draw_masks(spec, reviews, np.random.default_rng(1))
    loss, truth = tape_gradients(spec, weights, rows, labels, masks=masks, dtype="float64")
    network, _, ours = learnt(spec, padding, weights, rows, labels, masks=masks)
    assert ours == pytest.approx(loss, rel=1e-6)
    errors = [off(mine, exact) for mine, exact in zip(network.gradients(), truth, strict=True)]
    if max(errors) > 1e-6:
        _, theirs = tape_gradients(spec, weights, rows, labels, masks=masks)
        allowed = [1e-6 + 2 * off(one, exact) for one, exact in zip(theirs, truth, strict=True)]
        assert all(error <= most for error, most in zip(errors, allowed, strict=True))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("both", [False, True], ids=["one way", "both ways"])
@pytest.mark.parametrize("mask", [False, True], ids=["read", "masked"])
@pytest.mark.parametrize("side", ["pre", "post"])
def test_gradients_with_dropped_inputs_and_states_are_tensorflows(
    keras: ModuleType, cell: str, layers: int, both: bool, mask: bool, side: str
) -> None:
    """Layers that drop both, padding before or behind, read or masked, from one end or both."""
    spec = dropping(stack(*[cell] * layers, mask=mask, both=both), 0.3, 0.4)
    expect_tapes(spec, Padding(maxlen=4, padding=side))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("inputs", "states"), [(0.3, 0.0), (0.0, 0.4)], ids=["inputs", "states"])
def test_gradients_with_one_of_them_dropped_are_tensorflows(
    keras: ModuleType, cell: str, inputs: float, states: float
) -> None:
    """Two layers that drop inputs alone, for which all gates share a mask, or states alone; wider than a register."""
    expect_tapes(dropping(stack(cell, cell, both=True, units=17, features=16), inputs, states), Padding(maxlen=6))


def test_a_layer_that_drops_nothing_stands_beside_one_that_does(keras: ModuleType) -> None:
    """Only the second layer drops: the first still looks its words up."""
    plain, other = stack("gru", "lstm").layers
    spec = replace(stack("gru", "lstm"), layers=(plain, replace(other, dropout=0.5, recurrent_dropout=0.2)))
    expect_tapes(spec, Padding(maxlen=8))


@pytest.mark.parametrize("cell", CELLS)
def test_masks_are_drawn_as_keras_draws_them(keras: ModuleType, cell: str) -> None:
    """As many for each cell, of the same shapes and values as Keras's cell makes; their share of zeros is the rate."""
    import tensorflow as tf

    for inputs, states in ((0.2, 0.5), (0.2, 0.0), (0.0, 0.5)):
        layer = LayerSpec(cell=cell, units=40, dropout=inputs, recurrent_dropout=states)
        spec = NetworkSpec(num_words=9, input_features=30, layers=(layer,))
        ((ours,),) = draw_masks(spec, 200, np.random.default_rng(0))
        made = spec.stack.layers[0].keras_layer().cell
        for mine, theirs, rate in (
            (ours.inputs, made.get_dropout_mask(tf.ones((200, 30))), inputs),
            (ours.states, made.get_recurrent_dropout_mask(tf.ones((200, 40))), states),
        ):
            if not rate:
                assert mine is theirs is None
                continue
            every = np.stack(theirs) if isinstance(theirs, list) else theirs.numpy()[None]
            assert mine.shape == every.shape
            assert np.unique(mine).tolist() == np.unique(every).tolist()
            assert np.mean(mine == 0) == pytest.approx(rate, abs=0.02)


def test_no_mask_is_drawn_where_nothing_is_dropped() -> None:
    """Nor does the generator move."""
    rng = np.random.default_rng(0)
    before = rng.bit_generator.state
    assert draw_masks(NetworkSpec(), 5, rng) is None
    assert rng.bit_generator.state == before


@pytest.mark.parametrize("cell", CELLS)
def test_reading_drops_nothing(cell: str) -> None:
    """Logits of a batch that is only read are those of the network without dropout, however it is arranged."""
    plain, padding = stack(cell), Padding(maxlen=12)
    (rows, labels), weights = made_up_rows(plain, padding, 19), stirred_weights(plain)
    _, logits, _ = learnt(plain, padding, weights, rows, labels)
    other, _, _ = learnt(dropping(plain, 0.5, 0.5), padding, weights, rows, labels)
    lengths = np.maximum((rows != 0).sum(axis=1), 1)
    for learning in (False, True):
        batch = other.arranged(rows, lengths, np.arange(len(rows)), learning=learning)
        np.testing.assert_allclose(other.read(batch, labels)[0], logits, atol=1e-6)
