"""The result type: tables and files hold what the arrays hold."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from rnnviz.errors import ConfigurationError
from rnnviz.recording import Recording, record
from rnnviz.text import Padding
from tests.networks.drawing import network_spec, random_network

PER_STEP = ["timestep", "kind", "word", "id", "logit", "probability", "delta_logit"]


@pytest.fixture(params=[False, True], ids=["forward", "bidirectional"])
def recording(request: pytest.FixtureRequest) -> Recording:
    """A stack of two kinds of cells reading five words."""
    spec = network_spec("simple_rnn", "lstm", bidirectional=request.param)
    return record(random_network(spec, padding=Padding(maxlen=7)), "a great film, really NOT")


def test_the_table_is_tidy(recording: Recording) -> None:
    """One row for every timestep, layer and unit; one column for every quantity, nan where a layer lacks it."""
    frame = recording.to_frame()
    units = recording.hidden_states.shape[1]
    assert len(frame) == 7 * units * 2
    assert not frame.duplicated(["timestep", "layer", "unit"]).any()
    quantities = {name for layer in recording.layers for name in layer.names}
    assert set(frame.columns) == {*PER_STEP, "layer", "unit", *quantities}
    assert frame["cell_states"].isna().equals(frame["layer"] == 1)


def test_the_table_holds_the_arrays(recording: Recording) -> None:
    """Every quantity of every layer, and every figure of a timestep, can be had back from the table."""
    frame = recording.to_frame()
    for number, layer in enumerate(recording.layers, start=1):
        part = frame[frame["layer"] == number]
        for name in layer.names:
            np.testing.assert_array_equal(part.pivot_table(name, "timestep", "unit"), layer.values(name))
    steps = frame.drop_duplicates("timestep").sort_values("timestep")
    np.testing.assert_array_equal(steps["id"], recording.ids)
    np.testing.assert_array_equal(steps["logit"], recording.logit)
    np.testing.assert_array_equal(steps["probability"], recording.probability)
    np.testing.assert_array_equal(steps["delta_logit"], recording.delta_logit)
    assert tuple(steps["word"]) == recording.words
    assert tuple(steps["kind"]) == recording.kinds


def test_the_table_survives_csv(recording: Recording, tmp_path: Path) -> None:
    """A table written as CSV reads back with its words and numbers."""
    frame = recording.to_frame()
    frame.to_csv(tmp_path / "states.csv", index=False)
    read = pd.read_csv(tmp_path / "states.csv", keep_default_na=False, na_values={"cell_states": [""]})
    assert list(read["word"]) == list(frame["word"])
    np.testing.assert_allclose(read["hidden_states"].astype(float), frame["hidden_states"], rtol=1e-6)


def test_a_saved_recording_holds_every_array(recording: Recording, tmp_path: Path) -> None:
    """The .npz file has ids, words, spans, readouts, and every quantity of every layer under its name."""
    recording.save(tmp_path / "states.npz")
    with np.load(tmp_path / "states.npz") as saved:
        expected = {
            *("ids", "words", "spans", "logit", "probability", "delta_logit", "initial_logit"),
            *(f"layer{n}/{name}" for n, layer in enumerate(recording.layers, 1) for name in layer.names),
        }
        assert set(saved) == expected
        for number, layer in enumerate(recording.layers, start=1):
            for name in layer.names:
                np.testing.assert_array_equal(saved[f"layer{number}/{name}"], layer.values(name))
        for name in ("ids", "spans", "logit", "probability", "delta_logit"):
            np.testing.assert_array_equal(saved[name], getattr(recording, name))
        assert tuple(saved["words"].tolist()) == recording.words
        assert saved["initial_logit"] == recording.initial_logit


def test_what_was_not_recorded_is_refused_with_what_was(recording: Recording) -> None:
    """Asking a SimpleRNN for cell states names what there is."""
    with pytest.raises(ConfigurationError, match=r"This layer recorded .*hidden_states.*; there is no 'cell_states'"):
        recording.layers[0].values("cell_states")


def test_a_recording_knows_what_it_is_of(recording: Recording) -> None:
    """Network, spec and text are those that were given, the text as it was typed."""
    assert recording.network == "random"
    assert len(recording.spec.layers) == 2
    assert recording.text == "a great film, really NOT"
    assert recording.words[-1] == "not"
