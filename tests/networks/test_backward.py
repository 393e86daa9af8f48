"""The gradients of a verdict agree with finite differences and with TensorFlow."""

from types import ModuleType

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.networks import Network, NetworkSpec, build_keras_model, logit_gradients
from rnnviz.shapes import Bools, Floats
from tests.networks.drawing import random_network, random_weights, specs

STEP = 1e-5


def drawn_vectors(data: st.DataObject, network: Network, samples: int) -> tuple[Floats, Bools | None]:
    """Word vectors, and a mask that leaves at least one real timestep in each sample, or none."""
    steps, seed = data.draw(st.integers(1, 8), label="steps"), data.draw(st.integers(0, 1000), label="seed")
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(samples, steps, network.spec.input_features))
    if not network.spec.mask_zero:
        return vectors, None
    mask = rng.random((samples, steps)) < 0.6
    mask[:, data.draw(st.integers(0, steps - 1), label="real")] = True
    return vectors, mask


@settings(max_examples=40, deadline=None)
@given(spec=specs, data=st.data())
def test_gradients_of_the_verdict_equal_finite_differences(spec: NetworkSpec, data: st.DataObject) -> None:
    """For any stack, direction and mask, ∂logit/∂vectors is right to 1e-6 in float64, for each sample alone."""
    network = random_network(spec, seed=data.draw(st.integers(0, 100), label="weights")).astype("float64")
    vectors, mask = drawn_vectors(data, network, samples=2)
    ours = logit_gradients(network, network.read_vectors(vectors, mask=mask)).vectors
    expected = np.zeros_like(vectors)
    for index in np.ndindex(vectors.shape[1:]):
        nudge = np.zeros_like(vectors)
        nudge[:, *index] = STEP
        up, down = (network.verdict(network.read_vectors(vectors + way * nudge, mask=mask)) for way in (1, -1))
        expected[:, *index] = (up - down) / (2 * STEP)
    assert np.abs(ours - expected).max() <= 1e-6 * max(1, np.abs(expected).max())


@settings(max_examples=15, deadline=None)
@given(spec=specs, data=st.data())
def test_gradients_of_the_verdict_equal_the_gradient_tape(
    keras: ModuleType, spec: NetworkSpec, data: st.DataObject
) -> None:
    """They are TensorFlow's to 1e-5 on rows of ids with padding anywhere, read or masked."""
    import tensorflow as tf

    weights = random_weights(spec, data.draw(st.integers(0, 100), label="weights"))
    network = Network.from_weights(spec, weights)
    steps = data.draw(st.integers(1, 12), label="steps")
    row = st.lists(st.integers(0, spec.num_words - 1), min_size=steps, max_size=steps).filter(any)
    ids = np.array(data.draw(st.lists(row, min_size=1, max_size=3), label="ids"), dtype=np.int32)
    model = build_keras_model(spec)
    model.set_weights([array for layer in weights for array in layer])
    embedding, *recurrent, readout = model.layers
    readout.activation = keras.activations.linear
    mask = tf.constant(ids != 0) if spec.mask_zero else None
    with tf.GradientTape() as tape:
        vectors = states = embedding(ids)
        tape.watch(vectors)
        for layer in recurrent:
            states = layer(states, mask=mask)
        logit = readout(states)
    theirs = tape.gradient(logit, vectors).numpy()
    exact = network.astype("float64")
    ours = logit_gradients(exact, exact.read(ids)).vectors
    assert np.abs(ours - theirs).max() <= 1e-5 * max(1, np.abs(theirs).max())
