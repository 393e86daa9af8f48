"""The way back through time agrees with finite differences."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from rnnviz.cells import CELLS, last_state_vjp, unroll, unroll_projected_vjp, unroll_vjp
from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats
from tests.cells.drawing import Reading, random_cell, readings

TOLERANCE = 1e-6
STEP = 1e-5


def central_differences(scalar: Callable[[Floats], float], at: Floats) -> Floats:
    """Return the gradient of a scalar function by central finite differences."""
    gradient = np.empty_like(at)
    for index in np.ndindex(at.shape):
        nudge = np.zeros_like(at)
        nudge[index] = STEP
        gradient[index] = (scalar(at + nudge) - scalar(at - nudge)) / (2 * STEP)
    return gradient


def assert_gradient(ours: Floats, scalar: Callable[[Floats], float], at: Floats) -> None:
    """Compare a gradient with finite differences, relative to the largest entry where that is above 1."""
    expected = central_differences(scalar, at)
    assert ours.shape == at.shape
    assert np.abs(ours - expected).max() <= TOLERANCE * max(1, np.abs(expected).max())


@settings(max_examples=40, deadline=None)
@given(reading=readings(dtype="float64"))
def test_gradients_equal_finite_differences(reading: Reading) -> None:
    """Gradients of inputs, weights and initial state are right to 1e-6, for any mask and direction."""
    cell, unrolled = reading.cell, reading.unroll()
    reading = replace(reading, initial_state=unrolled.initial_state)
    cotangent = reading.rng.normal(size=unrolled.hidden_states.shape)
    gradients = unroll_vjp(cell, reading.inputs, unrolled, cotangent)

    def scalar(changed: Reading) -> float:
        return float((changed.unroll().hidden_states * cotangent).sum())

    assert_gradient(gradients.inputs, lambda x: scalar(replace(reading, inputs=x)), reading.inputs)
    for weight in ("kernel", "recurrent_kernel", "bias"):
        value = getattr(cell, weight)
        if value is None:
            assert getattr(gradients, weight) is None
            continue
        assert_gradient(
            getattr(gradients, weight),
            lambda w, weight=weight: scalar(replace(reading, cell=replace(cell, **{weight: w}))),
            value,
        )
    for index, state in enumerate(unrolled.initial_state):
        assert_gradient(
            gradients.initial_state[index],
            lambda s, index=index: scalar(
                replace(
                    reading,
                    initial_state=(*unrolled.initial_state[:index], s, *unrolled.initial_state[index + 1 :]),
                )
            ),
            state,
        )


@pytest.mark.parametrize("name", CELLS)
def test_a_cotangent_of_the_last_state_alone_goes_the_short_way(name: str) -> None:
    """Its gradient of the projected inputs is that of the way that keeps everything, for several samples and one."""
    rng = np.random.default_rng(5)
    cell = random_cell(name, rng, dtype="float64")
    for shape in ((3, 7, 3), (7, 3)):
        unrolled = unroll(cell, rng.normal(size=shape))
        cotangent = np.zeros_like(unrolled.hidden_states)
        cotangent[..., -1, :] = rng.normal(size=cotangent[..., -1, :].shape)
        expected = unroll_projected_vjp(cell, unrolled, cotangent).projected
        ours = last_state_vjp(cell, unrolled, cotangent[..., -1, :])
        np.testing.assert_allclose(np.moveaxis(ours, 0, -2), expected, atol=1e-12)


def test_the_short_way_is_for_whole_readings_forwards() -> None:
    """One that skipped timesteps, or went from the end, is refused."""
    cell = random_cell("gru", np.random.default_rng(5), dtype="float64")
    inputs = np.zeros((2, 3))
    for unrolled in (unroll(cell, inputs, go_backwards=True), unroll(cell, inputs, mask=np.array([False, True]))):
        with pytest.raises(ConfigurationError, match="reading forwards, of every timestep"):
            last_state_vjp(cell, unrolled, np.zeros(4))


@pytest.mark.parametrize("name", CELLS)
def test_state_gradients_are_those_of_restarting_there(name: str) -> None:
    """The gradient of a state at t is that of the initial state of a reading that goes on after t."""
    rng = np.random.default_rng(11)
    cell = random_cell(name, rng, dtype="float64")
    inputs = rng.normal(size=(7, 3))
    unrolled = unroll(cell, inputs)
    cotangent = np.zeros((7, 4))
    cotangent[-1] = rng.normal(size=4)
    states = unroll_projected_vjp(cell, unrolled, cotangent).states
    rest = unroll(cell, inputs[3:], initial_state=[unrolled.values[state][2] for state in cell.state_names])
    restarted = unroll_projected_vjp(cell, rest, cotangent[3:]).initial_state
    for state, expected in zip(cell.state_names, restarted, strict=True):
        np.testing.assert_allclose(states[state][2], expected, atol=1e-14)


@pytest.mark.parametrize("name", CELLS)
def test_an_identity_cotangent_gives_the_jacobian_of_a_step(name: str) -> None:
    """`step_vjp` of the identity, as the hidden state's cotangent, is the Jacobian of h[t], row by row."""
    rng = np.random.default_rng(12)
    cell = random_cell(name, rng, dtype="float64")
    projected = rng.normal(size=cell.kernel.shape[1])
    states = tuple(rng.normal(size=4) for _ in cell.state_names)
    cotangents = [np.eye(4), *(np.zeros((4, 4)) for _ in states[1:])]
    of_projected, of_states = cell.step_vjp(cell.step(projected, states), states, cotangents)
    for unit in range(4):
        assert_gradient(of_projected[unit], lambda p, unit=unit: cell.step(p, states)["hidden_states"][unit], projected)
        assert_gradient(
            of_states[0][unit],
            lambda h, unit=unit: cell.step(projected, (h, *states[1:]))["hidden_states"][unit],
            states[0],
        )


@pytest.mark.parametrize("name", CELLS)
def test_several_scalars_go_back_at_once(name: str) -> None:
    """Leading axes of the cotangent give one gradient each, the same as one after the other."""
    rng = np.random.default_rng(13)
    cell = random_cell(name, rng, dtype="float64")
    unrolled = unroll(cell, rng.normal(size=(2, 5, 3)), mask=rng.random((2, 5)) < 0.7)
    cotangents = rng.normal(size=(6, 2, 5, 4))
    together = unroll_projected_vjp(cell, unrolled, cotangents).projected
    for cotangent, projected in zip(cotangents, together, strict=True):
        np.testing.assert_allclose(projected, unroll_projected_vjp(cell, unrolled, cotangent).projected, atol=1e-14)


@pytest.mark.parametrize("name", CELLS)
def test_one_review_goes_back_as_its_row_of_the_batch(name: str) -> None:
    """Gradients of a review alone are its row of the batch's, and the batch sums those of the weights."""
    rng = np.random.default_rng(14)
    cell = random_cell(name, rng, dtype="float64")
    inputs, cotangent, mask = rng.normal(size=(3, 6, 3)), rng.normal(size=(3, 6, 4)), rng.random((3, 6)) < 0.7
    batch = unroll_vjp(cell, inputs, unroll(cell, inputs, mask=mask), cotangent)
    alone = [
        unroll_vjp(cell, x, unroll(cell, x, mask=m), one) for x, m, one in zip(inputs, mask, cotangent, strict=True)
    ]
    np.testing.assert_allclose(batch.inputs, [one.inputs for one in alone], atol=1e-13)
    np.testing.assert_allclose(batch.recurrent_kernel, sum(one.recurrent_kernel for one in alone), atol=1e-13)


def test_an_exploding_gradient_is_a_result() -> None:
    """A gradient beyond float32 comes back as inf or nan, with no warning."""
    recurrent_kernel = np.full((4, 4), 1e30, dtype="float32")
    cell = CELLS["simple_rnn"](np.ones((3, 4), "float32"), recurrent_kernel)
    inputs = np.zeros((5, 3), "float32")
    gradients = unroll_vjp(cell, inputs, unroll(cell, inputs), np.ones((5, 4), "float32"))
    assert not np.isfinite(gradients.inputs[0]).any()


def test_a_cotangent_of_another_shape_is_refused() -> None:
    """The message names both shapes and says what to do."""
    rng = np.random.default_rng(15)
    cell = random_cell("lstm", rng)
    inputs = rng.normal(size=(5, 3))
    with pytest.raises(ConfigurationError, match=r"\(5, 4\), got \(4,\)\. Put zeros"):
        unroll_projected_vjp(cell, unroll(cell, inputs), np.ones(4))
    with pytest.raises(ConfigurationError, match="Pass the inputs that were unrolled"):
        unroll_vjp(cell, inputs[1:], unroll(cell, inputs), np.ones((5, 4)))
