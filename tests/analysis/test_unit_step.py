"""The arithmetic of one unit at one step, recomputed from the weights."""

import numpy as np
import pytest

import rnnviz
from rnnviz.analysis import UnitStep, unit_step
from rnnviz.networks import Network
from rnnviz.recording import record
from tests.networks.drawing import network_spec, random_network

TEXT = "not a great film"


def sigmoid(total: float) -> float:
    return 1 / (1 + np.exp(-total))


def state_of(step: UnitStep) -> float:
    """The new hidden state, by the textbook."""
    values = {line.name: line.value for line in step.lines}
    match step.cell:
        case "lstm":
            kept = values["forget_gate"] * step.before["cell_states"]
            cell = kept + values["input_gate"] * values["cell_candidate"]
            assert step.after["cell_states"] == pytest.approx(cell, abs=1e-5)
            return values["output_gate"] * float(np.tanh(cell))
        case "gru":
            z = values["update_gate"]
            return z * step.before["hidden_states"] + (1 - z) * values["candidate_state"]
        case _:
            return values["hidden_states"]


def check(network: Network, layer: int, unit: int, timestep: int) -> None:
    recording = record(network, TEXT)
    step = unit_step(recording, network, layer=layer, unit=unit, timestep=timestep)
    shown = recording.layers[layer].values()
    assert step.after["hidden_states"] == pytest.approx(float(shown[timestep, unit]), abs=1e-6)
    assert state_of(step) == pytest.approx(step.after["hidden_states"], abs=1e-5)
    for line in step.lines:
        assert line.total == pytest.approx(sum(term.value for term in line.terms), abs=1e-5)
        function = np.tanh if line.activation == "tanh" else sigmoid
        assert line.value == pytest.approx(float(function(line.total)), abs=1e-5)
        kinds = {term.kind: term.value for term in line.terms}
        assert kinds["kernel"] == pytest.approx(sum(product.value for product in line.inputs), abs=1e-4)
        if "recurrent_kernel" in kinds:
            assert kinds["recurrent_kernel"] == pytest.approx(sum(product.value for product in line.units), abs=1e-4)


@pytest.mark.parametrize("name", [run.name for run in rnnviz.list_runs()])
def test_the_arithmetic_of_a_shipped_network_is_the_recordings(name: str) -> None:
    """Terms add up to the sum, its activation is the gate, and the gates give the recorded state, in every layer."""
    network = rnnviz.load(name)
    last = len(record(network, TEXT).ids) - 1
    for layer in range(len(network.layers)):
        for unit, timestep in ((0, 0), (7, 1), (31, last)):
            check(network, layer, unit, timestep)


@pytest.mark.parametrize("cell", ["simple_rnn", "lstm", "gru"])
def test_a_backward_unit_starts_from_the_step_behind_it(cell: str) -> None:
    """In a bidirectional layer the second half of the units reads from the end."""
    network = random_network(network_spec(cell, bidirectional=True))
    for unit in (0, 3, 4, 7):
        for timestep in (0, 2, network.padding.maxlen - 1):
            check(network, 0, unit, timestep)
