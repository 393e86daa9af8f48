"""What gradient and spectrum say of a memory, and where they must say what is measured."""

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.cells import state_jacobians, step_jacobians
from rnnviz.explanation import read_review, saturation, word_memory
from rnnviz.explanation.half_life import fading_half_lives
from rnnviz.networks import LayerSpec, Network, NetworkSpec, build_keras_model
from rnnviz.text import PADDING_ID, Padding
from tests.networks.drawing import paddings, random_network, random_weights, specs


def linear_network(factor: float, *, bidirectional: bool = False) -> Network:
    """A SimpleRNN whose states are so small that tanh is straight: U is `factor` times a rotation."""
    rng = np.random.default_rng(0)
    rotation, _ = np.linalg.qr(rng.normal(size=(4, 4)))
    cell = [rng.normal(size=(3, 4)), factor * rotation, np.zeros(4)]
    spec = NetworkSpec(
        num_words=12,
        input_features=3,
        layers=(LayerSpec(cell="simple_rnn", units=4, bidirectional=bidirectional),),
        mask_zero=True,
    )
    layers = cell * (2 if bidirectional else 1)
    readout = [rng.normal(size=(8 if bidirectional else 4, 1)), np.zeros(1)]
    return Network.from_weights(spec, [[1e-7 * rng.normal(size=(12, 3))], layers, readout], padding=Padding(maxlen=20))


@pytest.mark.parametrize("factor", [0.5, 0.9, 1.1])
@pytest.mark.parametrize("how", ["unknown", "left_out"])
def test_in_a_linear_loop_all_three_agree(factor: float, how: str) -> None:
    """Difference, gradient and spectrum are the powers of the factor, and so are their half-lives."""
    reading = read_review(linear_network(factor), np.array([1, 5, 3, 7, 9, 4, 6, 8, 5, 3], dtype=np.int32))
    memory = word_memory(reading, how)  # type: ignore[arg-type]
    lags = np.arange(10)[None] - memory.influence.words[:, None]
    powers, behind = factor**lags, lags >= 0
    differences = memory.influence.differences["hidden_states"]
    measured = differences / differences[np.arange(9), memory.influence.words][:, None]
    gradient, spectrum = memory.forward.gradient_logs, memory.forward.spectrum_logs
    assert spectrum is not None
    np.testing.assert_allclose(measured[behind], powers[behind], rtol=1e-9)
    for logs in (gradient, spectrum):
        left = np.exp(logs[None] - logs[memory.influence.words][:, None])
        np.testing.assert_allclose(left[behind], powers[behind], rtol=1e-9)
    assert memory.by_spectrum is not None
    wanted = fading_half_lives(np.log(factor) * np.arange(9) - 1e-9 * np.arange(9))
    for found in (memory.measured, memory.by_gradient, memory.by_spectrum):
        assert found.first.tolist() == wanted.first.tolist() or factor == 0.5  # there a half is a matter of rounding


def test_in_a_linear_bidirectional_loop_words_reach_to_the_front_as_well() -> None:
    """The cell that reads from the end takes a word to the states in front of it by the same powers."""
    reading = read_review(linear_network(0.8, bidirectional=True), np.arange(1, 9, dtype=np.int32))
    memory = word_memory(reading)
    assert memory.backward is not None
    spectrum, gradient = memory.backward.spectrum_logs, memory.backward.gradient_logs
    assert spectrum is not None
    for logs in (spectrum, gradient):
        np.testing.assert_allclose(np.exp(logs[2] - logs[6]), 0.8**4, rtol=1e-9)
    differences = memory.influence.differences["hidden_states"]
    row = int(np.flatnonzero(memory.influence.words == 6)[0])
    np.testing.assert_allclose(differences[row, 1] / differences[row, 2], 0.8, rtol=1e-9)


def test_the_spectrum_of_a_stack_is_that_of_all_its_states_together() -> None:
    """The Jacobian of both layers' states, by finite differences, has the eigenvalues whose largest is the radius."""
    spec = NetworkSpec(
        num_words=12,
        input_features=3,
        layers=(LayerSpec(cell="gru", units=3), LayerSpec(cell="simple_rnn", units=2)),
        mask_zero=True,
    )
    reading = read_review(random_network(spec), np.array([1, 5, 3, 7], dtype=np.int32))
    states = [layer.forward.hidden_states for layer in reading.trajectories]

    def after(beside: np.ndarray) -> np.ndarray:
        begun = [(states[0][2] + beside[:3],), (states[1][2] + beside[3:],)]
        read = reading.network.read_vectors(reading.vectors[3:], initial=begun)
        return np.concatenate([layer.forward.hidden_states[0] for layer in read])

    jacobian = np.transpose([(after(1e-6 * e) - after(-1e-6 * e)) / 2e-6 for e in np.eye(5)])
    radius = word_memory(reading).forward.radius
    assert radius is not None
    assert radius[3] == pytest.approx(np.abs(np.linalg.eigvals(jacobian)).max(), abs=1e-6)


@settings(max_examples=6, deadline=None)
@given(spec=specs, ids=st.lists(st.integers(0, 4), max_size=6), seed=st.integers(0, 99))
def test_products_of_jacobians_are_those_of_keras_layers(
    keras: ModuleType, spec: NetworkSpec, ids: list[int], seed: int
) -> None:
    """In any stack, direction and mask, ∂h[T]/∂s[0] of every layer is the tape's to 1e-5, padding amid it too."""
    import tensorflow as tf

    weights = random_weights(spec, seed)
    model = build_keras_model(spec)
    model.set_weights([array for layer in weights for array in layer])
    row = np.array([1, *ids, 2], dtype=np.int32)
    network = Network.from_weights(spec, weights).astype("float64")
    read, inputs = network.read(row), network.embedding[row].astype("float64")
    mask = tf.constant((row != 0)[None]) if spec.mask_zero else None
    for layer, ours, theirs in zip(network.layers, read, model.layers[1:-1], strict=True):
        both = [(layer.forward, ours.forward), (layer.backward, ours.backward)]
        parts = [theirs] if layer.backward is None else [theirs.forward_layer, theirs.backward_layer]
        for (cell, unrolled), part in zip(both, parts, strict=False):
            assert cell is not None
            assert unrolled is not None
            begun = [tf.zeros((1, cell.units)) for _ in cell.state_names]
            with tf.GradientTape(persistent=True) as tape:  # without pfor, which compiles anew each time
                tape.watch(begun)
                last = part(tf.constant(inputs[None], tf.float32), initial_state=begun, mask=mask)
                last = last[:, -1] if last.shape.ndims == 3 else last  # of a sequence
            found = np.concatenate(
                [one.numpy()[0, :, 0] for one in tape.jacobian(last, begun, experimental_use_pfor=False)], axis=1
            )
            first = -1 if unrolled.go_backwards else 0
            product = state_jacobians(cell, unrolled)[first] @ step_jacobians(cell, unrolled)[first]
            np.testing.assert_allclose(product[: cell.units], found, atol=1e-5 * max(1, np.abs(found).max()))
        inputs = ours.hidden_states


@settings(max_examples=40, deadline=None)
@given(spec=specs, padding=paddings, data=st.data())
def test_any_review_has_a_memory(spec: NetworkSpec, padding: Padding, data: st.DataObject) -> None:
    """For any network and review the radii are those of the Jacobians, and a half-life lies within what follows."""
    network = random_network(spec, padding=padding)
    word = st.integers(1, spec.num_words - 1)
    reading = read_review(network, np.array(data.draw(st.lists(word, min_size=1, max_size=9)), dtype=np.int32))
    memory = word_memory(reading)
    layers = zip(reading.network.layers, reading.trajectories, strict=True)
    own = [np.linalg.eigvals(step_jacobians(layer.forward, read.forward)) for layer, read in layers]
    eigenvalues = np.concatenate(own, axis=1)
    np.testing.assert_allclose(memory.forward.radius, np.abs(eigenvalues).max(axis=1))
    assert memory.forward.slowest is not None
    np.testing.assert_allclose(np.abs(memory.forward.slowest - 1), np.abs(eigenvalues - 1).min(axis=1), atol=1e-12)
    lives = memory.measured
    finite = np.isfinite(lives.first)
    assert (lives.first[finite] <= lives.followed[finite]).all()
    assert (lives.first <= lives.last).all()


def test_of_a_large_layer_some_steps_are_computed_and_of_a_huge_one_none() -> None:
    """A step in between takes the radius of its nearest; where one step would take too long, there is no spectrum."""
    ids = np.arange(1, 60, dtype=np.int32)
    spec = NetworkSpec(num_words=60, input_features=2, layers=(LayerSpec(cell="lstm", units=80),), mask_zero=True)
    memory = word_memory(read_review(random_network(spec, padding=Padding(maxlen=60)), ids))
    assert memory.forward.radius is not None
    assert 3 < len(np.unique(memory.forward.radius)) < 30
    spec = NetworkSpec(
        num_words=60, input_features=2, layers=(LayerSpec(cell="simple_rnn", units=500),), mask_zero=True
    )
    assert word_memory(read_review(random_network(spec), ids[:3])).by_spectrum is None


@settings(max_examples=30, deadline=None)
@given(spec=specs, padding=paddings, data=st.data())
def test_saturation_is_a_count_over_the_real_steps(spec: NetworkSpec, padding: Padding, data: st.DataObject) -> None:
    """Shares beyond 0.9, and below 0.1 or −0.9, of what was recorded without its padding."""
    network = random_network(spec, padding=padding)
    word = st.integers(1, spec.num_words - 1)
    reading = read_review(network, np.array(data.draw(st.lists(word, min_size=1, max_size=9)), dtype=np.int32))
    found, layer = saturation(reading), reading.recording.layers[-1]
    real = reading.recording.ids != PADDING_ID
    for name, high in found.high.items():
        values = layer.values(name)[real]
        np.testing.assert_allclose(high, (values > 0.9).mean(axis=0))
        np.testing.assert_allclose(found.low[name], (values < (0.1 if "gate" in name else -0.9)).mean(axis=0))
