"""The Jacobians of a reading are those of finite differences, of TensorFlow, and of the way back."""

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.cells import CELLS, Cell, Unrolled, make_cell, state_jacobians, step_jacobians, unroll, unroll_projected_vjp
from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Bools, Floats

STEP = 1e-5
kinds = st.sampled_from(sorted(CELLS))


def drawn_cell(name: str, units: int, seed: int) -> Cell:
    """A cell with normal weights in float64."""
    rng = np.random.default_rng(seed)
    shapes = CELLS[name].weight_shapes(3, units).values()
    return make_cell(name, *(rng.normal(0, 0.7, shape) for shape in shapes))


def drawn_reading(cell: Cell, steps: int, seed: int, *, masked: bool, backwards: bool) -> tuple[Floats, Unrolled]:
    """Inputs and what the cell made of them, from states that are not zero."""
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(steps, 3))
    mask: Bools | None = rng.random(steps) < 0.6 if masked else None
    initial = [rng.normal(0, 0.5, cell.units) for _ in cell.state_names]
    return inputs, unroll(cell, inputs, mask=mask, initial_state=initial, go_backwards=backwards)


def whole(states: dict[str, Floats]) -> Floats:
    return np.concatenate(list(states.values()), axis=-1)


@settings(max_examples=60, deadline=None)
@given(name=kinds, units=st.integers(1, 4), steps=st.integers(1, 7), seed=st.integers(0, 500), data=st.data())
def test_jacobians_equal_finite_differences(name: str, units: int, steps: int, seed: int, data: st.DataObject) -> None:
    """For any cell, mask and direction, ∂s[T]/∂s[t] is right to 1e-6: the rest of the reading, begun beside s[t]."""
    cell = drawn_cell(name, units, seed)
    masked, backwards = data.draw(st.booleans()), data.draw(st.booleans())
    inputs, unrolled = drawn_reading(cell, steps, seed, masked=masked, backwards=backwards)
    ours = state_jacobians(cell, unrolled)
    for t in range(steps):
        rest = slice(0, t) if backwards else slice(t + 1, None)
        mask = None if unrolled.mask is None else unrolled.mask[rest]
        start = whole({state: values[t] for state, values in unrolled.states.items()})

        def last(state: Floats, rest: slice = rest, mask: Bools | None = mask) -> Floats:
            begun = np.split(state, len(cell.state_names))
            read = unroll(cell, inputs[rest], mask=mask, initial_state=begun, go_backwards=backwards)
            return np.concatenate(read.final_state)

        expected = [(last(start + STEP * e) - last(start - STEP * e)) / (2 * STEP) for e in np.eye(len(start))]
        np.testing.assert_allclose(ours[t], np.transpose(expected), atol=1e-6 * max(1, np.abs(expected).max()))


@settings(max_examples=30, deadline=None)
@given(name=kinds, steps=st.integers(1, 9), seed=st.integers(0, 500), masked=st.booleans(), backwards=st.booleans())
def test_their_hidden_rows_are_the_way_back_of_the_identity(
    name: str, steps: int, seed: int, masked: bool, backwards: bool
) -> None:
    """`unroll_projected_vjp` with the identity at the last state gives the rows of the hidden state."""
    cell = drawn_cell(name, 4, seed)
    _, unrolled = drawn_reading(cell, steps, seed, masked=masked, backwards=backwards)
    identity = np.zeros((4, steps, 4))
    identity[:, 0 if backwards else -1] = np.eye(4)
    back = whole(unroll_projected_vjp(cell, unrolled, identity).states)
    np.testing.assert_allclose(state_jacobians(cell, unrolled)[:, :4], np.moveaxis(back, 0, 1), atol=1e-12)


@pytest.mark.parametrize("name", sorted(CELLS))
def test_jacobians_equal_tensorflows(keras: ModuleType, name: str) -> None:
    """`tape.jacobian` of a Keras cell's steps gives the same numbers to 1e-5."""
    import tensorflow as tf

    cell = drawn_cell(name, 5, 3).astype("float32")
    inputs = np.random.default_rng(4).normal(size=(6, 3)).astype("float32")
    layer = getattr(keras.layers, f"{cell.keras_class}Cell")(5)
    layer.build((None, 3))
    weights = (cell.kernel, cell.recurrent_kernel, cell.bias)
    for variable, weight in zip(layer.weights, weights, strict=True):
        variable.assign(weight)
    with tf.GradientTape(persistent=True) as tape:
        flat = [tf.zeros((1, 5 * len(cell.state_names)))]
        tape.watch(flat[0])
        for row in inputs:
            _, states = layer(tf.constant(row[None]), tf.split(flat[-1], len(cell.state_names), axis=1))
            flat.append(tf.concat(tf.nest.flatten(states), axis=1))
    theirs = [tape.jacobian(flat[-1], state, experimental_use_pfor=False)[0, :, 0] for state in flat[1:]]
    ours = state_jacobians(cell, unroll(cell, inputs))
    np.testing.assert_allclose(ours, np.array(theirs), atol=1e-5)


def test_a_linear_loop_has_the_powers_of_its_matrix() -> None:
    """Where tanh is straight, around states of zero, ∂h[T]/∂h[t] is a power of the transposed U, here of λ·Q."""
    q, _ = np.linalg.qr(np.random.default_rng(1).normal(size=(4, 4)))
    cell = make_cell("simple_rnn", np.zeros((2, 4)), 0.9 * q, np.zeros(4))
    jacobians = state_jacobians(cell, unroll(cell, np.zeros((6, 2))))
    for t, jacobian in enumerate(jacobians):
        np.testing.assert_allclose(jacobian, 0.9 ** (5 - t) * np.linalg.matrix_power(q.T, 5 - t), atol=1e-12)


def test_some_steps_are_those_of_all() -> None:
    """A slice of timesteps has the Jacobians that these have among all."""
    cell = drawn_cell("lstm", 3, 0)
    _, unrolled = drawn_reading(cell, 11, 0, masked=True, backwards=False)
    some = slice(1, None, 4)
    np.testing.assert_array_equal(step_jacobians(cell, unrolled, some), step_jacobians(cell, unrolled)[some])


def test_several_reviews_are_refused() -> None:
    """Jacobians are those of one review, and the sentence says so."""
    cell = drawn_cell("gru", 2, 0)
    with pytest.raises(ConfigurationError, match="Unroll each review alone"):
        state_jacobians(cell, unroll(cell, np.zeros((2, 5, 3))))
