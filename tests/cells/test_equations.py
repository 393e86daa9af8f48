"""Each intermediate is what its equation says."""

import numpy as np
import pytest
from hypothesis import given, settings

from rnnviz.cells import CELLS, GRU, LSTM, Cell, SimpleRNN, unroll, unroll_projected
from rnnviz.shapes import Floats
from tests.cells.drawing import Reading, random_cell, readings


def sigmoid(a: Floats) -> Floats:
    """Return the logistic function by its definition."""
    return 1 / (1 + np.exp(-a))


def read(name: str) -> tuple[Cell, Floats, dict[str, Floats], Floats]:
    """Return a float64 cell, its inputs, all intermediates and the hidden states before each step."""
    rng = np.random.default_rng(5)
    cell = random_cell(name, rng, units=6, dtype="float64")
    inputs = rng.normal(size=(3, 9, 3))
    values = unroll(cell, inputs).values
    return cell, inputs, values, before(values["hidden_states"])


def before(states: Floats) -> Floats:
    """Return the states before each timestep, from an initial state of zero."""
    return np.concatenate([np.zeros_like(states[:, :1]), states[:, :-1]], axis=1)


def test_simple_rnn_is_elman() -> None:
    """h[t] = tanh(x W + h[t-1] U + b)."""
    cell, x, values, h = read("simple_rnn")
    np.testing.assert_allclose(
        values["hidden_states"], np.tanh(x @ cell.kernel + h @ cell.recurrent_kernel + cell.bias), atol=1e-14
    )


def test_lstm_gates_hold_their_equations() -> None:
    """Gates are sigmoids and the candidate a tanh of x W + h[t-1] U + b, in Keras's order i, f, g, o."""
    cell, x, values, h = read("lstm")
    a_i, a_f, a_g, a_o = np.split(x @ cell.kernel + h @ cell.recurrent_kernel + cell.bias, 4, axis=-1)
    np.testing.assert_allclose(values["input_gate"], sigmoid(a_i), atol=1e-14)
    np.testing.assert_allclose(values["forget_gate"], sigmoid(a_f), atol=1e-14)
    np.testing.assert_allclose(values["cell_candidate"], np.tanh(a_g), atol=1e-14)
    np.testing.assert_allclose(values["output_gate"], sigmoid(a_o), atol=1e-14)


def test_lstm_states_hold_their_equations() -> None:
    """c[t] = f c[t-1] + i g, and h[t] = o tanh(c[t])."""
    _, _, v, _ = read("lstm")
    kept, written = v["forget_gate"] * before(v["cell_states"]), v["input_gate"] * v["cell_candidate"]
    np.testing.assert_allclose(v["cell_states"], kept + written, atol=1e-14)
    np.testing.assert_allclose(v["hidden_states"], v["output_gate"] * np.tanh(v["cell_states"]), atol=1e-14)


def test_gru_gates_hold_their_equations() -> None:
    """The gates are sigmoids, and the reset gate acts after the recurrent product and its own bias."""
    cell, x, v, h = read("gru")
    assert cell.bias is not None
    a_z, a_r, a_h = np.split(x @ cell.kernel + cell.bias[0], 3, axis=-1)
    b_z, b_r, b_h = np.split(h @ cell.recurrent_kernel + cell.bias[1], 3, axis=-1)
    np.testing.assert_allclose(v["update_gate"], sigmoid(a_z + b_z), atol=1e-14)
    np.testing.assert_allclose(v["reset_gate"], sigmoid(a_r + b_r), atol=1e-14)
    np.testing.assert_allclose(v["candidate_recurrence"], b_h, atol=1e-14)
    np.testing.assert_allclose(v["candidate_state"], np.tanh(a_h + v["reset_gate"] * b_h), atol=1e-14)


def test_gru_state_holds_its_equation() -> None:
    """h[t] = z h[t-1] + (1 - z) candidate: an update gate of 1 keeps the old state."""
    _, _, v, h = read("gru")
    z = v["update_gate"]
    np.testing.assert_allclose(v["hidden_states"], z * h + (1 - z) * v["candidate_state"], atol=1e-14)


@pytest.mark.parametrize("cell_class", [SimpleRNN, LSTM, GRU])
def test_names_are_in_order(cell_class: type[Cell]) -> None:
    """The intermediates begin with the blocks of the kernel and end with the states."""
    names = cell_class.intermediates
    assert names[: len(cell_class.blocks)] == cell_class.blocks
    assert names[-len(cell_class.state_names) :] == cell_class.state_names


@settings(max_examples=40, deadline=None)
@given(reading=readings())
def test_unrolling_repeats_the_step(reading: Reading) -> None:
    """Every intermediate of `unroll` at a real timestep is `step` from the states before it."""
    cell, unrolled = reading.cell, reading.unroll()
    timesteps = reading.inputs.shape[1]
    projected = cell.project(reading.inputs)
    states = unrolled.initial_state
    for t in range(timesteps)[:: -1 if reading.go_backwards else 1]:
        real = np.full(len(projected), True) if reading.mask is None else reading.mask[:, t]
        step = cell.step(projected[:, t], states)
        assert tuple(step) == cell.intermediates
        for name, value in step.items():
            np.testing.assert_allclose(unrolled.values[name][real, t], value[real], atol=1e-6)
        states = tuple(unrolled.values[name][:, t] for name in cell.state_names)
    for final, state in zip(unrolled.final_state, states, strict=True):
        np.testing.assert_array_equal(final, state)


@settings(max_examples=40, deadline=None)
@given(reading=readings())
def test_looking_up_a_projected_table_equals_projecting_the_vectors(reading: Reading) -> None:
    """Reading rows of a projected embedding table gives what reading the embedding vectors gives."""
    cell, rng = reading.cell, reading.rng
    table = rng.normal(size=(11, cell.input_features)).astype("float32")
    ids = rng.integers(0, 11, reading.inputs.shape[:2])
    direct = unroll(cell, table[ids], mask=reading.mask, go_backwards=reading.go_backwards)
    looked_up = unroll_projected(cell, cell.project(table)[ids], mask=reading.mask, go_backwards=reading.go_backwards)
    for name in cell.intermediates:
        np.testing.assert_allclose(looked_up.values[name], direct.values[name], atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(reading=readings())
def test_one_review_equals_its_row_of_the_batch(reading: Reading) -> None:
    """A review read alone, without the samples axis, gives its row of the batch."""
    batch = reading.unroll()
    for sample in range(len(reading.inputs)):
        alone = unroll(
            reading.cell,
            reading.inputs[sample],
            mask=None if reading.mask is None else reading.mask[sample],
            initial_state=[state[sample] for state in batch.initial_state],
            go_backwards=reading.go_backwards,
        )
        for name in reading.cell.intermediates:
            np.testing.assert_allclose(alone.values[name], batch.values[name][sample], atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(reading=readings())
def test_masked_timesteps_do_not_count(reading: Reading) -> None:
    """A sample at its real timesteps reads what the same review without the masked words reads."""
    unrolled = reading.unroll()
    if reading.mask is None:
        return
    for sample, real in enumerate(reading.mask):
        cut = unroll(
            reading.cell,
            reading.inputs[sample, real],
            initial_state=[state[sample] for state in unrolled.initial_state],
            go_backwards=reading.go_backwards,
        )
        for name in reading.cell.intermediates:
            np.testing.assert_allclose(unrolled.values[name][sample, real], cut.values[name], atol=1e-6)
        for ours, expected in zip(unrolled.final_state, cut.final_state, strict=True):
            np.testing.assert_allclose(ours[sample], expected, atol=1e-6)


@pytest.mark.parametrize("name", CELLS)
def test_gates_of_masked_timesteps_are_nan(name: str) -> None:
    """At a masked timestep the states are carried, and what the cell does not use is nan."""
    rng = np.random.default_rng(6)
    cell = random_cell(name, rng)
    values = unroll(cell, rng.normal(size=(3, 3)), mask=np.array([True, False, True])).values
    for intermediate in cell.intermediates:
        if intermediate in cell.state_names:
            np.testing.assert_array_equal(values[intermediate][1], values[intermediate][0])
        else:
            assert np.isnan(values[intermediate][1]).all()
            assert np.isfinite(values[intermediate][[0, 2]]).all()


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_computation_stays_in_the_dtype_of_the_weights(name: str, dtype: str) -> None:
    """Every intermediate has the dtype of the weights, whatever the inputs have."""
    rng = np.random.default_rng(7)
    cell = random_cell(name, rng, dtype=dtype)
    unrolled = unroll(cell, rng.normal(size=(2, 3, 3)))
    assert {value.dtype for value in [*unrolled.values.values(), *unrolled.final_state]} == {np.dtype(dtype)}


@pytest.mark.parametrize("name", CELLS)
def test_float64_agrees_with_float32(name: str) -> None:
    """The same cell in float64 reads the same, to the precision of float32."""
    rng = np.random.default_rng(8)
    cell = random_cell(name, rng)
    inputs = rng.normal(size=(2, 20, 3))
    exact = unroll(cell.astype("float64"), inputs)
    assert np.abs(unroll(cell, inputs).hidden_states - exact.hidden_states).max() < 1e-5


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("size", [1e3, 1e38])
def test_huge_weights_saturate_without_a_warning(name: str, size: float) -> None:
    """Weights near the end of float32 saturate units and gates; there is no warning and no crash."""
    rng = np.random.default_rng(9)
    cell = random_cell(name, rng)
    huge = CELLS[name](*(np.sign(w) * np.float32(size) for w in (cell.kernel, cell.recurrent_kernel)), cell.bias)
    hidden = unroll(huge, rng.normal(size=(50, 3))).hidden_states
    assert np.nanmax(np.abs(hidden)) <= 1 or np.isnan(hidden).all()
    if size == 1e3:
        assert np.isfinite(hidden).all()


@pytest.mark.parametrize("name", CELLS)
def test_an_empty_review_leaves_the_initial_state(name: str) -> None:
    """A review of no timesteps ends where it began."""
    cell = random_cell(name, np.random.default_rng(10))
    unrolled = unroll(cell, np.empty((0, 3)))
    assert unrolled.hidden_states.shape == (0, 4)
    assert not np.any(unrolled.final_state)
