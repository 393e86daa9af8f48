"""The program that is shown prints, as a file, the numbers that are shown."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.cells import CELLS
from rnnviz.loops import SATURATED, Loop, LoopSpec, equation, run_loop
from tests.loops.drawing import own_spec, specs

SAVE = "\nnp.save('outputs.npy', final_output_sequence)\nnp.save('inputs.npy', inputs)\n"


def run_as_file(loop: Loop, folder: Path) -> str:
    """What the pasted program prints in a Python of its own; its outputs are saved beside it."""
    (folder / "loop.py").write_text(loop.source + SAVE, encoding="utf-8")
    process = subprocess.run(
        [sys.executable, "-W", "error", "loop.py"], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


def assert_prints(printed: str, loop: Loop) -> None:
    """Compare every line that a program prints with its loop."""
    shape, *ranges, saturated, last = printed.splitlines()
    outputs = loop.hidden_states
    assert shape == f"final output sequence: {outputs.shape}"
    assert saturated == f"saturated outputs: {np.mean(np.abs(outputs) >= SATURATED):.4f}"
    assert last.split(": ")[1].split() == [f"{value:.4f}" for value in outputs[-1]]
    assert len(ranges) == len(loop.cell.blocks)
    for line, block in zip(ranges, equation(loop), strict=True):
        low, high = re.fullmatch(r"first step, [a-z ]+: from (\S+) to (\S+)", line).groups()
        first = block.pre_activation[0]
        np.testing.assert_allclose([float(low), float(high)], [first.min(), first.max()], rtol=1e-5)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("weights", ["uniform", "glorot", "orthogonal", "own"])
def test_the_pasted_program_prints_the_loop(cell: str, weights: str, tmp_path: Path) -> None:
    """In a fresh Python the program prints this loop's numbers, and its outputs are the same to the last bit."""
    sizes = {"timesteps": 30, "input_features": 7, "units": 12}
    spec = own_spec(cell, **sizes) if weights == "own" else LoopSpec(cell=cell, weights=weights, **sizes)
    loop = run_loop(spec)
    assert_prints(run_as_file(loop, tmp_path), loop)
    np.testing.assert_array_equal(np.load(tmp_path / "outputs.npy"), loop.hidden_states, strict=True)
    np.testing.assert_array_equal(np.load(tmp_path / "inputs.npy"), loop.inputs, strict=True)


@pytest.mark.parametrize("cell", CELLS)
def test_a_chaotic_program_prints_the_loop_all_the_same(cell: str, tmp_path: Path) -> None:
    """Where the last bit of a step grows to another last output, the pasted program still ends on this one."""
    loop = run_loop(LoopSpec(cell=cell, weights="orthogonal", radius=3.0, inputs="normal", seed=4))
    assert_prints(run_as_file(loop, tmp_path), loop)
    np.testing.assert_array_equal(np.load(tmp_path / "outputs.npy"), loop.hidden_states, strict=True)


def test_the_default_program_prints_the_loop(tmp_path: Path) -> None:
    """The chapter's loop, 100 steps of 32 features and 64 units, prints all 64 outputs of its last step."""
    loop = run_loop(LoopSpec())
    printed = run_as_file(loop, tmp_path)
    assert_prints(printed, loop)
    assert len(printed.splitlines()[-1].split(": ")[1].split()) == 64


@settings(max_examples=40, deadline=None)
@given(spec=specs())
def test_a_program_imports_numpy_and_nothing_else(spec: LoopSpec) -> None:
    """The only import of any program is NumPy, and it holds no line longer than its numbers ask for."""
    source = run_loop(spec).source
    assert re.findall(r"^\s*(?:import|from) .*$", source, flags=re.MULTILINE) == ["import numpy as np"]
    words = [line for line in source.splitlines() if not re.search(r"^    \[|^[bc] = np\.array", line)]
    assert max(map(len, words)) <= 110


def test_running_a_loop_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """The prints are for the pasted program alone."""
    run_loop(LoopSpec(timesteps=2))
    assert capsys.readouterr() == ("", "")


@settings(max_examples=30, deadline=None)
@given(
    numbers=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=6, max_size=6), seed=st.integers(0, 9)
)
def test_own_numbers_reach_the_program_as_they_are(numbers: list[float], seed: int) -> None:
    """Any finite numbers are the program's inputs to the last bit, and an overflow is no warning."""
    rows = (tuple(numbers[:2]), tuple(numbers[2:4]), tuple(numbers[4:]))
    spec = LoopSpec(timesteps=3, input_features=2, units=3, seed=seed, inputs="own", own_inputs=rows)
    loop = run_loop(spec)
    np.testing.assert_array_equal(loop.inputs, np.array(rows))
    assert np.signbit(loop.inputs).tolist() == np.signbit(rows).tolist()


@pytest.mark.parametrize("weights", ["glorot", "orthogonal"])
@pytest.mark.parametrize("inputs", ["uniform", "normal"])
def test_inputs_do_not_depend_on_the_weights(weights: str, inputs: str) -> None:
    """A seed draws the same inputs for every scheme of weights, and the same W for both that draw it alike."""
    sizes = {"timesteps": 4, "input_features": 3, "units": 5, "seed": 8, "inputs": inputs}
    loop, chapters = (run_loop(LoopSpec(weights=scheme, **sizes)) for scheme in (weights, "uniform"))
    np.testing.assert_array_equal(loop.inputs, chapters.inputs)
    np.testing.assert_array_equal(loop.cell.kernel, run_loop(LoopSpec(weights="glorot", **sizes)).cell.kernel)


def test_the_draws_are_those_of_the_seed_in_order() -> None:
    """Inputs, W, U, b and the GRU's c come from one generator, in this order."""
    rng = np.random.default_rng(3)
    loop = run_loop(LoopSpec(cell="gru", timesteps=2, input_features=3, units=4, seed=3))
    np.testing.assert_array_equal(loop.inputs, rng.random((2, 3)))
    np.testing.assert_array_equal(loop.cell.kernel.T, rng.random((12, 3)))
    np.testing.assert_array_equal(loop.cell.recurrent_kernel.T, rng.random((12, 4)))
    np.testing.assert_array_equal(loop.cell.bias, [rng.random(12), rng.random(12)])


def test_an_impulse_is_ones_and_then_silence() -> None:
    """The impulse draws nothing, so the weights are those of the seed's first draws."""
    loop = run_loop(LoopSpec(timesteps=3, input_features=2, units=2, inputs="impulse", seed=5))
    np.testing.assert_array_equal(loop.inputs, [[1, 1], [0, 0], [0, 0]])
    np.testing.assert_array_equal(loop.cell.kernel.T, np.random.default_rng(5).random((2, 2)))


@pytest.mark.parametrize("cell", CELLS)
def test_glorot_weights_keep_to_keras_limits(cell: str) -> None:
    """W and U fill ±sqrt(6 / (fan_in + fan_out)) of Keras's shapes, and b fills W's limits."""
    spec = LoopSpec(cell=cell, weights="glorot", input_features=40, units=60, timesteps=1)
    made = run_loop(spec).cell
    columns = spec.blocks * 60
    for weight, fan_in in ((made.kernel, 40), (made.recurrent_kernel, 60), (made.bias, 40)):
        limit = np.sqrt(6 / (fan_in + columns))
        assert 0.9 * limit < np.abs(weight).max() <= limit


@pytest.mark.parametrize("cell", CELLS)
def test_a_pasted_program_with_huge_weights_does_not_complain(cell: str, tmp_path: Path) -> None:
    """Sums of a million shut and open gates without an overflow, and the numbers are this loop's."""
    loop = run_loop(own_spec(cell, timesteps=5, input_features=3, units=4, scale=1e6))
    assert_prints(run_as_file(loop, tmp_path), loop)
    np.testing.assert_array_equal(np.load(tmp_path / "outputs.npy"), loop.hidden_states, strict=True)


@pytest.mark.parametrize("cell", CELLS)
def test_a_program_of_own_numbers_draws_none(cell: str) -> None:
    """Where every number is given, no generator stands in the program."""
    assert "rng" not in run_loop(own_spec(cell, timesteps=2, input_features=3, units=4)).source


def test_a_forget_gate_begins_as_it_is_chosen() -> None:
    """The program sets the bias of the forget gate alone: the rest stays as it was drawn."""
    drawn, chosen = (
        run_loop(LoopSpec(cell="lstm", weights="glorot", units=4, timesteps=3, forget_bias=bias))
        for bias in (None, 2.5)
    )
    gates = dict(zip(drawn.cell.blocks, chosen.cell.split(chosen.biases["b"]), strict=True))
    assert set(gates.pop("forget_gate").tolist()) == {2.5}
    before = dict(zip(drawn.cell.blocks, drawn.cell.split(drawn.biases["b"]), strict=True))
    assert all(np.array_equal(before[name], values) for name, values in gates.items())
    assert np.array_equal(drawn.cell.kernel, chosen.cell.kernel)


@pytest.mark.parametrize("cell", CELLS)
def test_a_new_keras_layer_begins_like_this(cell: str) -> None:
    """W keeps to Glorot's limit, the rows of the recurrent kernel are orthonormal, biases are 0 or the cell's own."""
    loop = run_loop(LoopSpec(cell=cell, weights="keras", units=6, input_features=5, timesteps=2))
    recurrent = loop.cell.recurrent_kernel
    np.testing.assert_allclose(recurrent @ recurrent.T, np.eye(6), atol=1e-12)
    assert np.abs(loop.cell.kernel).max() <= np.sqrt(6 / (5 + loop.cell.kernel.shape[1]))
    for name, block in zip(loop.cell.blocks, loop.cell.split(np.atleast_2d(np.asarray(loop.cell.bias))), strict=True):
        assert (block == CELLS[cell].initial_bias.get(name, 0)).all()
