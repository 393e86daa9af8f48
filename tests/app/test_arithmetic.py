"""From a cell of the heatmap to the arithmetic of that step."""

import re

import pytest

import rnnviz
from tests.app.driving import visit


@pytest.mark.parametrize("model", [run.name for run in rnnviz.list_runs()])
def test_the_arithmetic_ends_in_the_recorded_state(model: str) -> None:
    """The last equation's result is the state of that unit at that word; the window does not open again by itself."""
    app = visit(model=model, text="a truly wonderful film")
    app.session_state["read-step"] = (5, 3)
    app.run()
    equations = [text.value for text in app.markdown if "**" in text.value and " = " in text.value]
    network = rnnviz.load(model)
    recording = rnnviz.record(network, "a truly wonderful film")
    shown = rnnviz.analysis.shown_steps(recording)
    state = recording.layers[-1].values()[shown.timesteps[3], 5]
    last = next(line for line in equations if line.startswith("**hidden state h**"))
    assert float(re.findall(r"\*\*([−\d.]+)\*\*$", last)[0].replace("−", "-")) == pytest.approx(state, abs=0.00051)
    app.run()
    assert not [text for text in app.markdown if text.value.startswith("**hidden state h**")]


@pytest.mark.parametrize("asked", [(5, 10_000), (-1, 2), (32, 2)])
def test_a_step_that_is_not_there_opens_nothing(asked: tuple[int, int]) -> None:
    """After another review or model the cell that was asked for may be gone."""
    app = visit(model="imdb-lstm", text="a film")
    app.session_state["read-step"] = asked
    app.run()
    assert not app.exception
    assert not [text for text in app.markdown if text.value.startswith("**hidden state h**")]
