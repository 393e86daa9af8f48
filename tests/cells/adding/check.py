"""Run in a tree to which the minimal gated unit was added: everything shows it, without TensorFlow.

The oracle is a loop over plain Python numbers, written from the paper and not from `mgu.py`.
"""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from rnnviz.analysis import state_scale
from rnnviz.cells import CELLS, Cell, Unrolled, make_cell, unroll, unroll_vjp
from rnnviz.loops import FAULTS, LoopSpec, equation, faulty_outputs, memory, run_loop
from rnnviz.networks import LayerSpec, Network, NetworkSpec, UntrainedStack, read_stack, write_stack
from rnnviz.recording import record
from rnnviz.runs import TrainingSpec
from rnnviz.shapes import Floats
from rnnviz.text import Padding, Vocabulary
from rnnviz.training.plan import estimate
from rnnviz.ui.layers.payload import stack_payload
from rnnviz.ui.loop.lessons import learn
from rnnviz.ui.loop.payload import loop_payload
from rnnviz.ui.read.payload import readable_states, reader_payload
from rnnviz.ui.read.view import View

UNITS, FEATURES, TIMESTEPS = 3, 2, 5
STEP, TOLERANCE = 1e-5, 1e-6


def loop_by_hand(cell: Cell, inputs: Sequence[Sequence[float]]) -> list[list[float]]:
    """The state after every step, one number at a time."""
    assert cell.bias is not None
    W, U, b = cell.kernel.tolist(), cell.recurrent_kernel.tolist(), cell.bias.tolist()
    units = range(cell.units)
    h, states = [0.0] * cell.units, []
    for x in inputs:
        f = []
        for j in units:
            total = b[j] + sum(x[k] * W[k][j] for k in range(len(x))) + sum(h[k] * U[k][j] for k in units)
            f.append(1 / (1 + math.exp(-total)))
        new = []
        for j in units:
            column = cell.units + j
            total = b[column] + sum(x[k] * W[k][column] for k in range(len(x)))
            candidate = math.tanh(total + sum(f[k] * h[k] * U[k][column] for k in units))
            new.append((1 - f[j]) * h[j] + f[j] * candidate)
        h = new
        states.append(h)
    return states


def random_cell(rng: np.random.Generator, features: int = FEATURES, units: int = UNITS) -> Cell:
    shapes = CELLS["mgu"].weight_shapes(features, units)
    return make_cell("mgu", *(rng.normal(0, 0.7, shape) for shape in shapes.values()))


def differences(scalar: Callable[[Floats], float], at: Floats) -> Floats:
    """Gradient by central finite differences."""
    gradient = np.empty_like(at)
    for index in np.ndindex(at.shape):
        nudge = np.zeros_like(at)
        nudge[index] = STEP
        gradient[index] = (scalar(at + nudge) - scalar(at - nudge)) / (2 * STEP)
    return gradient


def check_forward() -> None:
    """The cell gives the numbers of the loop by hand."""
    rng = np.random.default_rng(0)
    cell, inputs = random_cell(rng), rng.normal(size=(TIMESTEPS, FEATURES))
    np.testing.assert_allclose(unroll(cell, inputs).hidden_states, loop_by_hand(cell, inputs.tolist()), atol=1e-12)


def check_gradients() -> None:
    """Inputs, every weight and the initial state, with a mask and in both directions."""
    rng = np.random.default_rng(1)
    cell, inputs = random_cell(rng), rng.normal(size=(2, TIMESTEPS, FEATURES))
    initial, cotangent = rng.normal(size=(2, UNITS)), rng.normal(size=(2, TIMESTEPS, UNITS))
    mask = np.array([[1, 1, 0, 1, 1], [0, 1, 1, 1, 0]], dtype=bool)
    for backwards in (False, True):

        def read(cell: Cell, inputs: Floats, initial: Floats, *, backwards: bool = backwards) -> Unrolled:
            return unroll(cell, inputs, mask=mask, initial_state=[initial], go_backwards=backwards)

        def scalar(*changed: object) -> float:
            return float((read(*changed).hidden_states * cotangent).sum())

        ours = unroll_vjp(cell, inputs, read(cell, inputs, initial), cotangent)
        expected = {
            "inputs": differences(lambda x: scalar(cell, x, initial), inputs),
            "initial_state": differences(lambda h: scalar(cell, inputs, h), initial),
        }
        for name in ("kernel", "recurrent_kernel", "bias"):
            expected[name] = differences(
                lambda w, name=name: scalar(replace(cell, **{name: w}), inputs, initial),
                getattr(cell, name),
            )
        for name, numbers in expected.items():
            gradient = getattr(ours, name)
            gradient = gradient[0] if name == "initial_state" else gradient
            assert np.abs(gradient - numbers).max() <= TOLERANCE, name


def mgu_network() -> Network:
    """Two layers of minimal gated units that know a few words."""
    words = Vocabulary(("a", "great", "film", "not", "bad"))
    spec = NetworkSpec(num_words=len(words), input_features=FEATURES, layers=(LayerSpec(cell="mgu", units=UNITS),) * 2)
    rng = np.random.default_rng(2)
    layers = [
        [rng.normal(0, 0.7, weight.shape) for weight in layer.weights(inputs)]
        for layer, inputs in zip(spec.layers, spec.layer_inputs, strict=True)
    ]
    weights = [[rng.normal(size=(len(words), FEATURES))], *layers, [rng.normal(size=(UNITS, 1)), rng.normal(size=1)]]
    return Network.from_weights(spec, weights, vocabulary=words, padding=Padding(maxlen=8))


def check_recording() -> None:
    """A review is recorded with its gates, and the page of reviews draws them."""
    network = mgu_network()
    recording = record(network, "a film, not bad")
    embedded = network.embedding[recording.ids].tolist()
    first, second = (layer.forward for layer in network.layers)
    states = loop_by_hand(second, loop_by_hand(first, embedded))
    np.testing.assert_allclose(recording.hidden_states, states, atol=1e-12)
    assert readable_states(recording, 2) == ["hidden_states", "forget_gate", "candidate_state"]
    view = View(layer=2, state="forget_gate", order="index", unit=0, colouring="readout")
    payload = reader_payload(recording, network, view)
    assert (payload["states_low"], payload["states_limit"]) == (0.0, 1.0)
    assert payload["state_name"] == "forget gate of layer 2"
    assert state_scale("forget_gate", []).gate


def check_loop() -> None:
    """The program that is shown gives the numbers, its equation adds up, its gains are those of a push."""
    loop = run_loop(LoopSpec(cell="mgu", timesteps=TIMESTEPS, input_features=FEATURES, units=UNITS, weights="glorot"))
    np.testing.assert_allclose(loop.hidden_states, loop_by_hand(loop.cell, loop.inputs.tolist()), atol=1e-12)
    gate, candidate = equation(loop)
    np.testing.assert_allclose(1 / (1 + np.exp(-gate.pre_activation)), gate.values, atol=1e-12)
    np.testing.assert_allclose(np.tanh(candidate.pre_activation), candidate.values, atol=1e-12)
    gains = memory(loop)

    def last_state(inputs: Floats) -> Floats:
        return unroll(loop.cell, inputs).hidden_states[-1]

    for t in range(TIMESTEPS):
        columns = []
        for k in range(FEATURES):
            nudge = np.zeros_like(loop.inputs)
            nudge[t, k] = STEP
            columns.append((last_state(loop.inputs + nudge) - last_state(loop.inputs - nudge)) / (2 * STEP))
        assert abs(gains.inputs[t] - np.linalg.norm(columns) / FEATURES**0.5) <= TOLERANCE
    for name in FAULTS:
        assert np.abs(faulty_outputs(loop, name) - loop.hidden_states).max() > 1e-3, name
    draw_loop(loop, gains)


def draw_loop(loop: object, gains: object) -> None:
    """The page of the loop has a word for everything, and says what U reads where that is not the state alone."""
    payload = loop_payload(loop, gains, learn(loop, gains), {"step": 0, "unit": 0})
    assert (payload["cell_name"], payload["cell_short"]) == ("MGU", "MGU")
    assert [block["formula"] for block in payload["blocks"]] == [
        "f@ = sigmoid( W_f·input@ + U_f·state@ + b_f )",
        "g@ = tanh( W_g·input@ + U_g·(f@ · state@) + b_g )",
    ]
    assert [block.get("read", {}).get("label") for block in payload["blocks"]] == [None, "(f@·state@)"]
    assert payload["mixing"] == "How the gates make the state"
    assert [row["label"] for row in payload["mix"]] == ["output@-1", "forget gate f@", "candidate g@", "= output@"]
    assert payload["titles"]["weights"] == "The weights: 2 × (3 × 2) in W, 2 × (3 × 3) in U, 36 in all"


def check_stack() -> None:
    """The stack has its line, shapes, counts, summary and source, and numbers go through it."""
    line = "in-2.mgu-3-seq.mgu-4-bi.dense-1"
    stack = read_stack(line)
    assert write_stack(stack) == line
    assert [row.parameter_count for row in stack.summary] == [2 * 3 * (2 + 3 + 1), 2 * 2 * 4 * (3 + 4 + 1), 9]
    payload = stack_payload(stack)
    assert payload["cells"]["mgu"] == "MGU"
    assert [row["layer"] for row in payload["summary"]] == [
        "mgu (MGU)",
        "bidirectional (Bidirectional)",
        "dense (Dense)",
    ]
    assert payload["stages"][1]["parameters"]["reason"] == (
        "2 times: forget gate and candidate state each have weights of their own."
    )
    untrained = UntrainedStack(spec=stack)
    run = untrained.run(untrained.features(TIMESTEPS))
    by_hand = loop_by_hand(untrained.layers[0].forward, run.inputs.tolist())
    np.testing.assert_allclose(run.layers[0].sequence, by_hand, atol=1e-5)
    assert run.output.shape == (1,)
    assert 'model.add(keras_layer("mgu", 3, return_sequences=True))' in stack.keras_source()
    spec = mgu_network().spec
    assert estimate(spec, TrainingSpec(), reviews=100, validation=10, maxlen=20, mean_length=10.0).seconds_per_epoch > 0


if __name__ == "__main__":
    for check in (check_forward, check_gradients, check_recording, check_loop, check_stack):
        check()
    assert not {"keras", "tensorflow"} & set(sys.modules)
