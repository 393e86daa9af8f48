"""A loop's states and intermediates are those of its cell and of Keras."""

from types import ModuleType

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from rnnviz.cells import CELLS, unroll
from rnnviz.errors import ConfigurationError
from rnnviz.loops import (
    FAULTS,
    LoopSpec,
    compare,
    compare_outputs,
    faulty_outputs,
    keras_arguments,
    keras_truth,
    memory,
    run_loop,
    saturation,
)
from tests.loops.drawing import own_spec, rows_of, specs


@settings(max_examples=80, deadline=None)
@given(spec=specs(most_radius=1))
def test_a_loop_is_its_cell_unrolled(spec: LoopSpec) -> None:
    """Every intermediate of the program equals that of the cell reading the same inputs."""
    loop = run_loop(spec)
    unrolled = unroll(loop.cell, loop.inputs)
    assert set(loop.values) == set(loop.cell.intermediates)
    for name, values in unrolled.values.items():
        np.testing.assert_allclose(loop.values[name], values, rtol=1e-9, atol=1e-12)


@settings(max_examples=40, deadline=None)
@given(spec=specs())
def test_previous_states_are_the_states_one_step_late(spec: LoopSpec) -> None:
    """Before step 1 every state is zeros, and before any other it is what the step before left."""
    loop = run_loop(spec)
    for name, previous in zip(loop.cell.state_names, loop.previous_states, strict=True):
        np.testing.assert_array_equal(previous[0], 0)
        np.testing.assert_array_equal(previous[1:], loop.values[name][:-1])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spec=specs(most_radius=1))
def test_a_loop_is_what_keras_computes(keras: ModuleType, spec: LoopSpec) -> None:
    """The float64 program and the float32 cell agree with Keras's layer within 1e-5, running and step by step."""
    loop = run_loop(spec)
    truth = keras_truth(*keras_arguments(loop))
    assert truth["outputs"].shape == truth["one_step"].shape == loop.hidden_states.shape
    assert truth["outputs"].dtype == truth["one_step"].dtype == np.float32
    difference = compare(loop, truth)
    assert difference.running.shape == difference.one_step.shape == (spec.timesteps,)
    assert max(difference.running.max(), difference.one_step.max()) <= 1e-5
    assert compare_outputs(loop.hidden_states, truth).max() <= 1e-5


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spec=specs(most_radius=10))
def test_one_step_is_what_keras_computes_for_any_weights(keras: ModuleType, spec: LoopSpec) -> None:
    """Step by step from the same states nothing adds up: within 1e-5 whatever the radius."""
    loop = run_loop(spec)
    assert compare(loop, keras_truth(*keras_arguments(loop))).one_step.max() <= 1e-5


def test_a_chaotic_loop_parts_from_keras_running_and_not_step_by_step(keras: ModuleType) -> None:
    """At radius 3 two right computations end apart after 100 steps, and each single step is right."""
    loop = run_loop(LoopSpec(weights="orthogonal", radius=3.0, inputs="normal"))
    difference = compare(loop, keras_truth(*keras_arguments(loop)))
    assert difference.running[-1] > 0.1
    assert difference.running[0] <= 1e-5
    assert difference.one_step.max() <= 1e-5


def test_numbers_beyond_float32_are_refused_with_a_sentence() -> None:
    """Keras has no such number: the sentence says where float32 ends and what came."""
    spec = LoopSpec(timesteps=1, input_features=1, units=1, inputs="own", own_inputs=((1e200,),))
    with pytest.raises(ConfigurationError, match=r"end at 3\.4e38, and this loop has one of 1e\+200\. Give smaller"):
        keras_arguments(run_loop(spec))


def test_differences_of_a_faulty_loop_keep_inf_and_nan() -> None:
    """Outputs that ran away are compared as they are, without a warning."""
    outputs = np.array([[1.0, 2.0], [np.inf, 0.0], [np.nan, np.inf]])
    difference = compare_outputs(outputs, {"outputs": np.zeros((3, 2), np.float32)})
    np.testing.assert_array_equal(difference, [2, np.inf, np.nan])


def test_the_chapters_loop_saturates_at_every_step() -> None:
    """With all weights from 0 to 1 the first sum lies far right of 0, and every output of every step is saturated."""
    loop = run_loop(LoopSpec())
    rng = np.random.default_rng(0)
    inputs, W, _, b = rng.random((100, 32)), rng.random((64, 32)), rng.random((64, 64)), rng.random(64)
    first = (W * inputs[0]).sum(axis=1) + b
    np.testing.assert_allclose(np.arctanh(loop.hidden_states[0]), first, rtol=1e-4)
    assert 7 < first.min() < first.max() < 12
    np.testing.assert_array_equal(saturation(loop)["hidden_states"], np.ones(100))


def test_saturation_counts_both_ends_of_a_gate() -> None:
    """A gate that is shut or open counts, one in between does not, and a candidate counts at -1 and 1."""
    spec = own_spec("lstm", timesteps=1, input_features=1, units=3)
    sums = [[9.0, -9.0, 0.0], [4.5, -4.5, 0.0], [9.0, -9.0, 0.0], [0.0, 0.0, 9.0]]
    zeros = {"own_kernel": ((0.0,),) * 12, "own_recurrent_kernel": ((0.0,) * 3,) * 12}
    loop = run_loop(LoopSpec(**vars(spec) | zeros | {"own_bias": rows_of(np.concatenate(sums))}))
    shares = {name: float(share[0]) for name, share in saturation(loop).items()}
    expected = {"input_gate": 2 / 3, "forget_gate": 0, "cell_candidate": 2 / 3, "output_gate": 1 / 3}
    assert shares == pytest.approx(expected)


@pytest.mark.parametrize("cell", CELLS)
def test_a_second_sequence_begins_from_zeros(cell: str) -> None:
    """Two sequences give what each gives alone: outputs, states before, gains and every fault's outputs."""
    both = run_loop(LoopSpec(cell=cell, sequences=2, timesteps=6, input_features=3, units=4, weights="glorot"))
    assert all((state[6] == 0).all() for state in both.previous_states)
    for at in (0, 1):
        part = slice(6 * at, 6 * at + 6)
        alone = LoopSpec(
            cell=cell,
            timesteps=6,
            input_features=3,
            units=4,
            weights="own",
            inputs="own",
            own_kernel=rows_of(both.cell.kernel.T),
            own_recurrent_kernel=rows_of(both.cell.recurrent_kernel.T),
            own_bias=rows_of(np.asarray(both.cell.bias)),
            own_inputs=rows_of(both.inputs[part]),
        )
        loop = run_loop(alone)
        np.testing.assert_allclose(both.hidden_states[part], loop.hidden_states, atol=1e-12)
        for name, gains in memory(loop).states.items():
            np.testing.assert_allclose(memory(both).states[name][part], gains, rtol=1e-9)
        for fault in FAULTS:
            np.testing.assert_allclose(faulty_outputs(both, fault)[part], faulty_outputs(loop, fault), atol=1e-12)


@pytest.mark.keras
def test_keras_agrees_on_two_sequences() -> None:
    """Keras, which begins each sequence of a batch with zeros, computes the same."""
    loop = run_loop(LoopSpec(cell="lstm", sequences=2, timesteps=5, weights="glorot", inputs="normal", units=4))
    difference = compare(loop, keras_truth(*keras_arguments(loop)))
    assert max(difference.running.max(), difference.one_step.max()) <= 1e-5
