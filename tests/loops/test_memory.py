"""How far back a loop remembers agrees with pushing it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.cells import CELLS
from rnnviz.loops import Loop, LoopSpec, memory, run_loop, spectral_radius
from rnnviz.loops.program import run
from rnnviz.shapes import Floats
from tests.loops.drawing import own_spec, rows_of

STEP = 1e-6


def last_state(loop: Loop, after: int, states: tuple[Floats, ...], inputs: Floats) -> Floats:
    """Last output of the program when it goes on after a step, with other states or other inputs."""
    head, loop_and_prints = loop.source.split("successive_outputs = []")
    going_on = "state_t, cell_t = starts\n" if len(states) == 2 else "(state_t,) = starts\n"
    source = f"{head}{going_on}inputs = following\nsuccessive_outputs = []{loop_and_prints.partition('# What')[0]}"
    outputs: Floats = run(source, starts=states, following=inputs[after:])["final_output_sequence"]
    return outputs[-1]


def jacobian_size(function: Callable[[Floats], Floats], at: Floats) -> float:
    """‖∂function/∂at‖ / sqrt(entries), by central differences."""
    columns = [(function(at + nudge) - function(at - nudge)) / (2 * STEP) for nudge in STEP * np.eye(len(at))]
    return float(np.linalg.norm(columns) / np.sqrt(len(at)))


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("step", [0, 2, 4])
def test_memory_equals_pushing_the_program(cell: str, step: int) -> None:
    """The gain of every state and input at a step is that of the program, pushed there and run on."""
    loop = run_loop(own_spec(cell, timesteps=6, input_features=3, units=4, seed=2))
    gains = memory(loop)
    states = tuple(loop.values[name][step] for name in loop.cell.state_names)
    for index, name in enumerate(loop.cell.state_names):

        def pushed(state: Floats, index: int = index) -> Floats:
            return last_state(loop, step + 1, (*states[:index], state, *states[index + 1 :]), loop.inputs)

        assert gains.states[name][step] == pytest.approx(jacobian_size(pushed, states[index]), rel=1e-6)
    before = tuple(previous[step] for previous in loop.previous_states)

    def heard(x: Floats) -> Floats:
        inputs = np.concatenate([loop.inputs[:step], [x], loop.inputs[step + 1 :]])
        return last_state(loop, step, before, inputs)

    assert gains.inputs[step] == pytest.approx(jacobian_size(heard, loop.inputs[step]), rel=1e-6)


@pytest.mark.parametrize("cell", CELLS)
def test_a_push_of_the_last_state_is_itself(cell: str) -> None:
    """At the last step the hidden state's gain is 1, and an LSTM's cell state is not read any more."""
    states = memory(run_loop(own_spec(cell, timesteps=3, input_features=2, units=3))).states
    assert [float(states[name][-1]) for name in CELLS[cell].state_names] == pytest.approx([1, 0][: len(states)])


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.3])
def test_memory_is_the_radius_to_the_power_of_the_lag(radius: float) -> None:
    """Near 0, where tanh is a straight line, U = r · I remembers r^lag of a state, and W · r^lag of an input."""
    spec = LoopSpec(
        timesteps=20,
        input_features=2,
        units=2,
        weights="own",
        inputs="own",
        own_kernel=((1e-9, 0.0), (0.0, 1e-9)),
        own_recurrent_kernel=((radius, 0.0), (0.0, radius)),
        own_bias=((0.0, 0.0),),
        own_inputs=((1e-3, 1e-3),) * 20,
    )
    gains = memory(run_loop(spec))
    lags = np.arange(19, -1, -1)
    np.testing.assert_allclose(gains.states["hidden_states"], radius**lags, rtol=1e-9)
    np.testing.assert_allclose(gains.inputs, 1e-9 * radius**lags, rtol=1e-9)


def test_an_exploding_memory_is_inf_without_a_warning() -> None:
    """With U far beyond 1 and a state at 0 the gain outgrows float64, and comes back as inf, or nan past that."""
    spec = LoopSpec(
        timesteps=8,
        input_features=1,
        units=2,
        weights="own",
        inputs="own",
        own_kernel=((0.0,),) * 2,
        own_recurrent_kernel=((1e100, 1e100), (1e100, -1e100)),
        own_bias=((0.0, 0.0),),
        own_inputs=((0.0,),) * 8,
    )
    hidden = memory(run_loop(spec)).states["hidden_states"]
    assert hidden[-1] == 1
    np.testing.assert_allclose(hidden[-4:-1], np.sqrt([8, 4, 2]) * [1e300, 1e200, 1e100], rtol=1e-9)
    assert not np.isfinite(hidden[:-4]).any()
    assert np.isinf(hidden[-5])


def test_a_saturated_loop_forgets_at_once() -> None:
    """In the chapter's loop no push of a state before the last step moves the last one."""
    gains = memory(run_loop(LoopSpec()))
    assert gains.states["hidden_states"][:-1].max() < 1e-10
    assert gains.states["hidden_states"][-1] == pytest.approx(1)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("radius", [0.0, 0.5, 1.0, 1.5, 10.0])
def test_orthogonal_weights_have_the_radius_that_was_asked_for(cell: str, radius: float) -> None:
    """Every block of U is a rotation times the radius: all its |eigenvalues| are equal."""
    loop = run_loop(LoopSpec(cell=cell, weights="orthogonal", radius=radius, units=20, timesteps=1))
    found = spectral_radius(loop)
    assert tuple(found) == loop.cell.blocks
    assert list(found.values()) == pytest.approx([radius] * len(found), abs=1e-9)
    for block in loop.cell.split(loop.cell.recurrent_kernel):
        np.testing.assert_allclose(block @ block.T, radius**2 * np.eye(20), atol=1e-9)


def test_the_spectral_radius_is_that_of_its_own_block() -> None:
    """Blocks of the recurrent kernel are told apart, and the largest |eigenvalue| counts, not the largest entry."""
    blocks = [np.diag([0.5, -2]), np.array([[0.0, 9], [0, 0]]), np.array([[0.0, -3], [3, 0]]), np.eye(2)]
    spec = own_spec("lstm", timesteps=1, input_features=1, units=2)
    loop = run_loop(replace(spec, own_recurrent_kernel=rows_of(np.concatenate(blocks))))
    expected = {"input_gate": 2, "forget_gate": 0, "cell_candidate": 3, "output_gate": 1}
    assert spectral_radius(loop) == pytest.approx(expected)
