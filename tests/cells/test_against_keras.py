"""The cells give Keras's numbers."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnviz.cells import CELLS, Cell, Unrolled, make_cell, unroll, unroll_vjp
from rnnviz.cells import keras_layer as new_keras_layer
from rnnviz.shapes import Bools, Floats
from tests.cells.drawing import masks, names, random_cell

TOLERANCE = 1e-5

Layer = list[Cell]  # one cell, or one forward and one backward


def assert_close(ours: Floats, keras_value: Any) -> None:
    """Compare within the tolerance, relative to the largest value where that is above 1."""
    theirs = np.asarray(keras_value)
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() <= TOLERANCE * max(1, np.abs(theirs).max())


def keras_layer(keras: ModuleType, layer: Layer, **settings: Any) -> Any:
    """Return the Keras layer with the weights of our cells."""
    cell = layer[0]
    settings |= {"return_sequences": True, "return_state": True, "use_bias": cell.bias is not None}
    made: Any = new_keras_layer(cell.name, cell.units, **settings)
    if len(layer) == 2:
        made = keras.layers.Bidirectional(made)
    made.build((None, None, cell.input_features))
    made.set_weights([w for c in layer for w in (c.kernel, c.recurrent_kernel, c.bias) if w is not None])
    return made


def read_layer(layer: Layer, inputs: Floats, mask: Bools | None) -> tuple[list[Unrolled], Floats]:
    """Return what each cell of a layer went through, and the layer's output as Keras defines it."""
    read = [
        unroll(cell, inputs, mask=mask, go_backwards=back) for cell, back in zip(layer, (False, True), strict=False)
    ]
    output = np.concatenate([unrolled.hidden_states for unrolled in read], axis=-1)
    if len(layer) == 2 and mask is not None:
        output = output * mask[..., None]  # Bidirectional sets zero_output_for_mask
    return read, output


def input_gradient(layer: Layer, inputs: Floats, read: list[Unrolled], mask: Bools | None, cotangent: Floats) -> Floats:
    """Return the gradient of a layer's input from that of its output."""
    if len(layer) == 2 and mask is not None:
        cotangent = cotangent * mask[..., None]
    parts = np.split(cotangent, len(layer), axis=-1)
    return np.sum(
        [unroll_vjp(cell, inputs, r, part).inputs for cell, r, part in zip(layer, read, parts, strict=True)],
        axis=0,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_layers_equal_keras(keras: ModuleType, data: st.DataObject) -> None:
    """Outputs at every step, last states and input gradients of any stack equal Keras's within 1e-5."""
    import tensorflow as tf

    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1), label="seed"))
    samples, timesteps, features, units = (data.draw(st.integers(1, most)) for most in (4, 7, 5, 8))
    depth = data.draw(st.integers(1, 3), label="depth")
    directions = 1 + data.draw(st.booleans(), label="bidirectional")
    use_bias = data.draw(st.booleans(), label="use_bias")
    mask = data.draw(masks(samples, timesteps), label="mask")
    stack: list[Layer] = []
    for _ in range(depth):
        name = data.draw(names, label="cell")
        stack.append(
            [random_cell(name, rng, units=units, input_features=features, use_bias=use_bias) for _ in range(directions)]
        )
        features = directions * units
    inputs = rng.normal(size=(samples, timesteps, stack[0][0].input_features)).astype("float32")
    cotangent = rng.normal(size=(samples, timesteps, features)).astype("float32")

    source = tf.constant(inputs)
    with tf.GradientTape() as tape:
        tape.watch(source)
        theirs = source
        layers_read, output = [], inputs
        for layer in stack:
            theirs, *their_states = keras_layer(keras, layer)(theirs, mask=mask)
            layer_inputs = output
            read, output = read_layer(layer, layer_inputs, mask)
            layers_read.append((layer, layer_inputs, read))
            assert_close(output, theirs)
            for ours, state in zip([s for r in read for s in r.final_state], their_states, strict=True):
                assert_close(ours, state)
        scalar = tf.reduce_sum(theirs * cotangent)

    gradient = cotangent
    for layer, layer_inputs, read in reversed(layers_read):
        gradient = input_gradient(layer, layer_inputs, read, mask, gradient)
    assert_close(gradient, tape.gradient(scalar, source))


@pytest.mark.parametrize("name", CELLS)
def test_every_state_equals_the_keras_cell(keras: ModuleType, name: str) -> None:
    """All states after each timestep, the LSTM's cell state too, equal Keras's cell, step by step."""
    rng = np.random.default_rng(0)
    cell = random_cell(name, rng, units=6)
    inputs = rng.normal(size=(3, 8, 3)).astype("float32")
    keras_cell = keras_layer(keras, [cell]).cell
    unrolled = unroll(cell, inputs)
    states: Any = list(cell.initial_state(3))
    for t in range(8):
        _, states = keras_cell(inputs[:, t], states)
        for state_name, state in zip(cell.state_names, states, strict=True):
            assert_close(unrolled.values[state_name][:, t], state)


@pytest.mark.parametrize("name", CELLS)
def test_weight_gradients_equal_keras(keras: ModuleType, name: str) -> None:
    """The gradients of kernel, recurrent kernel and bias equal Keras's, with a mask of any pattern."""
    import tensorflow as tf

    rng = np.random.default_rng(1)
    cell = random_cell(name, rng)
    inputs, cotangent = (rng.normal(size=(5, 6, last)).astype("float32") for last in (3, 4))
    mask = rng.random((5, 6)) < 0.6
    layer = keras_layer(keras, [cell])
    with tf.GradientTape() as tape:
        scalar = tf.reduce_sum(layer(inputs, mask=mask)[0] * cotangent)
    ours = unroll_vjp(cell, inputs, unroll(cell, inputs, mask=mask), cotangent)
    theirs = tape.gradient(scalar, [weight.value for weight in layer.trainable_weights])
    for gradient, expected in zip((ours.kernel, ours.recurrent_kernel, ours.bias), theirs, strict=True):
        assert gradient is not None
        assert_close(gradient, expected)


@pytest.mark.parametrize("name", CELLS)
def test_keras_reverses_the_output_of_go_backwards(keras: ModuleType, name: str) -> None:
    """With go_backwards our hidden state at t belongs to input t; Keras's output starts at the last input."""
    rng = np.random.default_rng(2)
    cell = random_cell(name, rng)
    inputs = rng.normal(size=(2, 5, 3)).astype("float32")
    mask = np.array([[0, 1, 1, 0, 1], [1, 0, 0, 1, 0]], dtype=bool)
    theirs = keras_layer(keras, [cell], go_backwards=True)(inputs, mask=mask)[0]
    assert_close(unroll(cell, inputs, mask=mask, go_backwards=True).hidden_states[:, ::-1], theirs)


@pytest.mark.parametrize("name", CELLS)
def test_keras_hides_a_given_initial_state_before_the_first_real_timestep(keras: ModuleType, name: str) -> None:
    """From a given initial state, Keras outputs 0 at leading masked steps where we show the carried state."""
    rng = np.random.default_rng(3)
    cell = random_cell(name, rng)
    inputs = rng.normal(size=(1, 4, 3)).astype("float32")
    initial = tuple(rng.normal(size=(1, 4)).astype("float32") for _ in cell.state_names)
    mask = np.array([[False, False, True, False]])
    ours = unroll(cell, inputs, mask=mask, initial_state=initial).hidden_states
    theirs = keras_layer(keras, [cell])(inputs, mask=mask, initial_state=list(initial))[0]
    assert_close(ours[:, 2:], theirs[:, 2:])
    assert not np.asarray(theirs[:, :2]).any()
    assert (ours[:, :2] == initial[0]).all()


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_takes_the_weights_of_a_keras_layer_as_they_are(keras: ModuleType, name: str) -> None:
    """`make_cell(name, *layer.get_weights())` reads what a freshly built Keras layer reads."""
    keras.utils.set_random_seed(0)
    layer = new_keras_layer(name, 4, return_sequences=True)
    inputs = np.random.default_rng(4).normal(size=(2, 5, 3)).astype("float32")
    theirs = layer(inputs)
    assert_close(unroll(make_cell(name, *layer.get_weights()), inputs).hidden_states, theirs)
