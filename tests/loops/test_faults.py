"""Each planted mistake leaves the evidence that the page names in its explanation."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError
from rnnviz.loops import FAULTS, Loop, LoopSpec, fault_of_case, faulty_outputs, run_loop
from rnnviz.loops.program import loop_lines
from rnnviz.shapes import Floats
from tests.loops.drawing import own_spec, rows_of

RIGHT_AT_FIRST = {"transposed_recurrent_kernel", "state_not_carried"}


def glorot(cell: str, **changes: object) -> Loop:
    """A loop whose weights show everything."""
    return run_loop(LoopSpec(**{"cell": cell, "weights": "glorot", "inputs": "normal", "timesteps": 30} | changes))


def difference(loop: Loop, name: str) -> Floats:
    """Largest difference from the right outputs at each step."""
    largest: Floats = np.abs(faulty_outputs(loop, name) - loop.hidden_states).max(axis=1)
    return largest


def test_the_faults_are_six_in_order() -> None:
    """Their order and names are part of the address of a case."""
    assert list(FAULTS) == [
        "transposed_kernel",
        "transposed_recurrent_kernel",
        "forgotten_bias",
        "state_not_carried",
        "late_input",
        "missing_activation",
    ]
    assert all(name == fault.name for name, fault in FAULTS.items())


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("name", FAULTS)
def test_the_right_line_stands_once_in_what_is_run(cell: str, name: str) -> None:
    """The wrong line replaces exactly one place of the program, or one of the two that take Keras's weights."""
    right, wrong = FAULTS[name].lines[cell]
    source = f"W = kernel.T\nU = recurrent_kernel.T\n{loop_lines(cell)}"
    assert source.count(right) == 1
    assert wrong != right


@pytest.mark.parametrize("cell", CELLS)
def test_faulty_outputs_differ_from_the_right_ones_and_from_each_other(cell: str) -> None:
    """With Glorot weights every fault changes the outputs by more than 1e-3, and each in its own way."""
    loop = glorot(cell)
    outputs = {name: faulty_outputs(loop, name) for name in FAULTS} | {"right": loop.hidden_states}
    for one, other in combinations(outputs.values(), 2):
        assert one.shape == other.shape == (30, 64)
        assert np.abs(one - other).max() > 1e-3


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("name", FAULTS)
def test_the_first_step_tells_two_faults_from_four(cell: str, name: str) -> None:
    """Faults of the state leave step 1 as it is, to the last bit, and show at step 2; the others show at once."""
    first, second = difference(glorot(cell), name)[:2]
    if name in RIGHT_AT_FIRST:
        assert first == 0
        assert second > 1e-3
    else:
        assert first > 1e-3


@pytest.mark.parametrize("cell", CELLS)
def test_without_a_carried_state_equal_inputs_give_equal_outputs(cell: str) -> None:
    """After the knock of an impulse every output of the faulty loop is the same, and the right one still moves."""
    loop = glorot(cell, inputs="impulse", timesteps=6)
    np.testing.assert_array_equal(np.ptp(faulty_outputs(loop, "state_not_carried")[1:], axis=0), 0)
    assert np.ptp(loop.hidden_states[1:], axis=0).max() > 1e-3


@pytest.mark.parametrize("cell", CELLS)
def test_without_its_bias_a_loop_is_silent_in_silence(cell: str) -> None:
    """Zeros in give zeros out up to the first input that is not zero; the right loop answers from step 1."""
    spec = own_spec(cell, timesteps=5, input_features=3, units=4)
    loop = run_loop(replace(spec, own_inputs=((0.0,) * 3,) * 3 + ((1.0,) * 3,) * 2))
    outputs = faulty_outputs(loop, "forgotten_bias")
    np.testing.assert_array_equal(outputs[:3], 0)
    assert np.abs(outputs[3]).max() > 1e-3
    assert np.abs(loop.hidden_states[0]).max() > 1e-3


@pytest.mark.parametrize("cell", CELLS)
def test_late_inputs_are_those_of_the_step_before(cell: str) -> None:
    """The faulty loop is the right one reading zeros and then all inputs but the last."""
    spec = own_spec(cell, timesteps=6, input_features=3, units=4)
    loop = run_loop(spec)
    late = rows_of(np.concatenate([np.zeros((1, 3)), loop.inputs[:-1]]))
    np.testing.assert_array_equal(
        faulty_outputs(loop, "late_input"), run_loop(replace(spec, own_inputs=late)).hidden_states
    )


@pytest.mark.parametrize("cell", CELLS)
def test_without_tanh_the_first_outputs_are_too_large(cell: str) -> None:
    """At step 1 every output has the right sign and is farther from 0."""
    loop = glorot(cell)
    right, wrong = loop.hidden_states[0], faulty_outputs(loop, "missing_activation")[0]
    np.testing.assert_array_equal(np.sign(right), np.sign(wrong))
    assert (np.abs(wrong) > np.abs(right)).all()


@pytest.mark.parametrize("cell", CELLS)
def test_a_reshaped_kernel_has_the_same_numbers_in_other_places(cell: str) -> None:
    """The faulty loop is the right one with W read from the kernel's numbers in their order."""
    spec = own_spec(cell, timesteps=4, input_features=3, units=4)
    loop = run_loop(spec)
    W = loop.cell.kernel.reshape(-1, 3)
    expected = run_loop(replace(spec, own_kernel=rows_of(W))).hidden_states
    np.testing.assert_array_equal(faulty_outputs(loop, "transposed_kernel"), expected)
    assert sorted(W.ravel()) == sorted(loop.cell.kernel.ravel())


@pytest.mark.parametrize("cell", CELLS)
def test_a_recurrent_kernel_on_its_side_is_each_block_transposed(cell: str) -> None:
    """The faulty loop is the right one with every block of U transposed."""
    spec = own_spec(cell, timesteps=4, input_features=3, units=4)
    loop = run_loop(spec)
    U = np.concatenate(loop.cell.split(loop.cell.recurrent_kernel))
    expected = run_loop(replace(spec, own_recurrent_kernel=rows_of(U))).hidden_states
    np.testing.assert_allclose(faulty_outputs(loop, "transposed_recurrent_kernel"), expected, atol=1e-14)


def test_the_chapters_weights_hide_most_faults() -> None:
    """Of the default loop's faults the eye can see two: a missing tanh, and late inputs, these at step 1 alone.

    U on its side changes no bit. A reshaped W and a forgotten bias stay below float32's rounding, 1e-5, and a state
    that is not carried below 1e-3.
    """
    loop = run_loop(LoopSpec())
    largest = {name: difference(loop, name) for name in FAULTS}
    assert largest["transposed_recurrent_kernel"].max() == 0
    assert 0 < largest["transposed_kernel"].max() < 1e-5
    assert 0 < largest["forgotten_bias"].max() < 1e-5
    assert 1e-5 < largest["state_not_carried"].max() < 1e-3
    assert largest["late_input"][0] > 0.9
    assert largest["late_input"][1:].max() < 1e-5
    assert largest["missing_activation"].min() > 5


def test_outputs_that_run_away_are_inf_without_a_warning() -> None:
    """Without tanh and with large weights the outputs leave float64."""
    loop = run_loop(LoopSpec(weights="uniform", timesteps=500))
    assert not np.isfinite(faulty_outputs(loop, "missing_activation")[-1]).any()


def test_cases_are_spread_over_the_faults() -> None:
    """Cases 1 to 12 have each fault twice and no neighbours alike; of all 999 each has about a sixth."""
    first = [fault_of_case(case) for case in range(1, 13)]
    assert Counter(first) == dict.fromkeys(FAULTS, 2)
    assert all(one != other for one, other in pairwise(first))
    assert all(150 <= count <= 185 for count in Counter(map(fault_of_case, range(1, 1000))).values())


def test_cases_follow_no_simple_pattern() -> None:
    """No period up to 60 repeats the faults more often than chance would."""
    order = [fault_of_case(case) for case in range(1, 1000)]
    for period in range(1, 61):
        again = np.mean([one == other for one, other in zip(order, order[period:], strict=False)])
        assert 0.1 < again < 0.24


def test_a_case_is_the_same_in_every_version() -> None:
    """A teacher's list of cases stays right."""
    names = list(FAULTS)
    assert [names.index(fault_of_case(case)) for case in (1, 2, 3, 4, 5, 6, 7, 100, 999)] == [3, 1, 0, 3, 4, 2, 5, 5, 0]


@pytest.mark.parametrize("case", [0, 1000, -1, True, 1.0, "1", None])
def test_a_case_that_is_not_there_is_refused(case: object) -> None:
    """Cases are whole numbers from 1 to 999."""
    with pytest.raises(ConfigurationError, match=r"^case is a whole number from 1 to 999, not "):
        fault_of_case(case)  # type: ignore[arg-type]


def test_a_fault_that_is_not_there_is_refused() -> None:
    """The sentence lists those that are."""
    with pytest.raises(ConfigurationError, match=r"A fault is one of transposed_kernel, .*, not 'typo'"):
        faulty_outputs(run_loop(LoopSpec(timesteps=1)), "typo")
