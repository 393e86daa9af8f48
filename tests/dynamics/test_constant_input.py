"""A network under a constant input is the map that the network makes, with its exact derivatives."""

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.cells import CELLS
from rnnviz.dynamics import MOST_FEATURES, states_of, under_constant_input
from rnnviz.errors import ConfigurationError, DataError
from tests.dynamics.known import random_map
from tests.networks.drawing import WORDS, network_spec, random_network

stacks = st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=3)


@settings(max_examples=30, deadline=None)
@given(cells=stacks, seed=st.integers(0, 500), steps=st.integers(1, 5))
def test_its_steps_are_those_of_the_network(cells: list[str], seed: int, steps: int) -> None:
    """Steps of the map from zeros are the states of a reading of the same vector, of any stack."""
    map_ = random_map(*cells, seed=seed)
    read = states_of(map_.network.read_vectors(np.tile(map_.vector, (steps, 1))))
    state = np.zeros((1, map_.state_features))
    for expected in read:
        state = map_.step(state)
        np.testing.assert_allclose(state[0], expected, atol=1e-12)
    np.testing.assert_allclose(map_.logit(state)[0], map_.network.readout(read[-1, map_.hidden]), atol=1e-12)


@settings(max_examples=30, deadline=None)
@given(cells=stacks, seed=st.integers(0, 500))
def test_its_jacobians_are_finite_differences(cells: list[str], seed: int) -> None:
    """∂F/∂s and ∂F/∂x are right to 1e-8 in any stack: central differences, extrapolated."""
    map_ = random_map(*cells, seed=seed, units=2)
    state = np.random.default_rng(seed + 1).normal(0, 0.7, map_.state_features)

    def differences(along: str, width: int, size: float) -> np.ndarray:
        columns = []
        for unit in np.eye(width) * size:
            moved = [
                map_.step((state + unit)[None]) - map_.step((state - unit)[None])
                if along == "state"
                else map_.step(state[None], map_.vector + unit) - map_.step(state[None], map_.vector - unit)
            ]
            columns.append(moved[0][0] / (2 * size))
        return np.transpose(columns)

    for along, ours in (("state", map_.jacobians(state[None])[0]), ("input", map_.input_jacobians(state[None])[0])):
        coarse, fine = (differences(along, ours.shape[1], size) for size in (2e-3, 1e-3))
        finest = differences(along, ours.shape[1], 5e-4)
        first, second = (4 * fine - coarse) / 3, (4 * finest - fine) / 3
        np.testing.assert_allclose(ours, (16 * second - first) / 15, atol=1e-8)


@pytest.mark.parametrize("name", ["simple_rnn", "lstm", "gru"])
def test_its_jacobians_are_tensorflows(keras: ModuleType, name: str) -> None:
    """`tape.jacobian` of Keras's own cell in float64 gives the same numbers to 1e-8."""
    import tensorflow as tf

    map_ = random_map(name, seed=5)
    (cell,) = map_.cells
    layer = getattr(keras.layers, f"{cell.keras_class}Cell")(cell.units, dtype="float64")
    layer.build((None, cell.input_features))
    layer.set_weights([cell.kernel, cell.recurrent_kernel, cell.bias])
    state = np.random.default_rng(6).normal(0, 0.6, (1, map_.state_features))
    at, vector = tf.constant(state), tf.constant(map_.vector[None])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch([at, vector])
        _, after = layer(vector, tf.split(at, len(cell.state_names), axis=-1))
        whole = tf.concat(tf.nest.flatten(after), axis=-1)
    assert np.abs(map_.step(state) - whole.numpy()).max() <= 1e-12
    assert np.abs(map_.jacobians(state)[0] - tape.jacobian(whole, at).numpy()[0, :, 0]).max() <= 1e-8
    assert np.abs(map_.input_jacobians(state)[0] - tape.jacobian(whole, vector).numpy()[0, :, 0]).max() <= 1e-8


def test_the_input_can_be_chosen() -> None:
    """Zeros, the mean of all words, padding, or the vector of a word."""
    network = random_network(network_spec("gru"))
    assert not under_constant_input(network).vector.any()
    words = network.embedding[4:].astype(np.float64)
    np.testing.assert_allclose(under_constant_input(network, "mean").vector, words.mean(axis=0))
    np.testing.assert_array_equal(under_constant_input(network, "padding").vector, network.embedding[0])
    word = under_constant_input(network, word=WORDS[2])
    np.testing.assert_array_equal(word.vector, network.embedding[6])


def test_a_word_that_is_not_known_is_refused() -> None:
    """A word outside the vocabulary has no vector."""
    with pytest.raises(DataError, match="no vector for the word 'zorblax'"):
        under_constant_input(random_network(network_spec("gru")), word="zorblax")


def test_networks_without_such_a_map_are_refused() -> None:
    """Bidirectional layers, padding that is never read, and states that are too long."""
    with pytest.raises(ConfigurationError, match="both ends"):
        under_constant_input(random_network(network_spec("lstm", bidirectional=True)))
    with pytest.raises(ConfigurationError, match="skips its padding"):
        under_constant_input(random_network(network_spec("lstm", mask=True)), "padding")
    with pytest.raises(ConfigurationError, match=f"at most {MOST_FEATURES}"):
        under_constant_input(random_network(network_spec("lstm", units=MOST_FEATURES // 2 + 1)))
