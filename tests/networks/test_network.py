"""A network in NumPy reads as Keras does, without Keras."""

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError, DataError, IncompatibleModelError
from rnnviz.networks import Network, NetworkSpec, build_keras_model, sigmoid
from rnnviz.text import Padding
from tests.networks.drawing import VOCABULARY, network_spec, random_network, random_weights, specs

ROOT = Path(__file__).resolve().parents[2]


def verdicts(network: Network, ids: np.ndarray) -> np.ndarray:
    """Probability of each row: the readout of the last states, those of a backward cell at the first timestep."""
    last = network.read(ids)[-1]
    final = [last.forward.hidden_states[:, -1]]
    if last.backward is not None:
        final.append(last.backward.hidden_states[:, 0])
    return sigmoid(network.readout(np.concatenate(final, axis=-1)))


@settings(max_examples=20, deadline=None)
@given(spec=specs, data=st.data())
def test_verdicts_equal_keras(keras: ModuleType, spec: NetworkSpec, data: st.DataObject) -> None:
    """For any stack, mask, direction and rows, zeros anywhere among them, the probability is Keras's within 1e-5."""
    weights = random_weights(spec, data.draw(st.integers(0, 1000), label="seed"))
    timesteps = data.draw(st.integers(1, 20), label="timesteps")
    row = st.lists(st.integers(0, spec.num_words - 1), min_size=timesteps, max_size=timesteps)
    ids = np.array(data.draw(st.lists(row, min_size=1, max_size=4), label="ids"), dtype=np.int32)
    model = build_keras_model(spec)
    model.set_weights([array for layer in weights for array in layer])
    theirs = np.asarray(model(ids))[:, 0]
    assert np.abs(verdicts(Network.from_weights(spec, weights), ids) - theirs).max() <= 1e-5


@settings(deadline=None)
@given(spec=specs, seed=st.integers(0, 1000))
def test_one_row_reads_as_it_does_among_others(spec: NetworkSpec, seed: int) -> None:
    """A row alone, without the axis of samples, goes through the states that it has in a batch."""
    network = random_network(spec, seed=seed).astype("float64")
    ids = np.random.default_rng(seed).integers(0, spec.num_words, (3, 7)).astype(np.int32)
    together = network.read(ids)
    for number, row in enumerate(ids):
        for alone, layer in zip(network.read(row), together, strict=True):
            np.testing.assert_allclose(alone.hidden_states, layer.hidden_states[number], atol=1e-12)


@settings(deadline=None)
@given(spec=specs.filter(lambda spec: not any(layer.bidirectional for layer in spec.layers)), cut=st.integers(1, 6))
def test_reading_goes_on_from_given_states(spec: NetworkSpec, cut: int) -> None:
    """Reading the rest from the states at a cut equals reading the whole."""
    network = random_network(spec).astype("float64")
    ids = np.random.default_rng(cut).integers(0, spec.num_words, (2, 7)).astype(np.int32)
    whole = network.read(ids[:1])
    states = [
        tuple(layer.forward.values[name][0, cut - 1] for name in cell.forward.state_names)
        for layer, cell in zip(whole, network.layers, strict=True)
    ]
    rest = network.read(ids[:1, cut:], initial=states)
    for after, layer in zip(rest, whole, strict=True):
        np.testing.assert_allclose(after.hidden_states, layer.hidden_states[:, cut:], atol=1e-12)


@pytest.mark.parametrize("ids", [[-1], [12], [0, 5, 99]])
def test_ids_outside_the_embedding_are_refused(ids: list[int]) -> None:
    """An id that has no word vector is a DataError with the bounds in it."""
    with pytest.raises(DataError, match="Ids lie between 0 and 11; these reach"):
        random_network(network_spec("lstm")).read(np.array(ids, dtype=np.int32))


@pytest.mark.parametrize(
    ("mask", "side", "bidirectional", "shared"),
    [
        (False, "pre", False, True),
        (True, "pre", False, False),
        (False, "post", False, False),
        (False, "pre", True, False),
    ],
)
def test_reviews_share_their_padding_only_where_it_is_read_first(
    mask: bool, side: str, bidirectional: bool, shared: bool
) -> None:
    """The trajectory over the padding exists where all reviews begin with it: unmasked, in front, forward only."""
    spec = network_spec("lstm", mask=mask, bidirectional=bidirectional)
    network = random_network(spec, padding=Padding(maxlen=6, padding=side))  # type: ignore[arg-type]
    assert (network.padding_trajectory is not None) == shared
    if network.padding_trajectory is not None:
        assert network.padding_trajectory[0].hidden_states.shape == (6, 4)


def test_a_network_in_float64_computes_in_float64() -> None:
    """`astype` changes the dtype of every state and of the readout, and the numbers by rounding only."""
    network = random_network(network_spec("lstm", "gru", bidirectional=True))
    ids = np.array([[1, 4, 5, 6]], dtype=np.int32)
    exact = network.astype("float64")
    for single, double in zip(network.read(ids), exact.read(ids), strict=True):
        assert (single.hidden_states.dtype, double.hidden_states.dtype) == (np.float32, np.float64)
        np.testing.assert_allclose(single.hidden_states, double.hidden_states, atol=1e-5)
    assert exact.readout(double.hidden_states).dtype == np.float64
    assert exact.vocabulary == VOCABULARY


def test_the_logistic_function_does_not_overflow() -> None:
    """sigmoid equals 1 / (1 + exp(−logit)) and reaches 0 and 1 at the ends, in the dtype given."""
    logits = np.linspace(-30, 30, 61)
    np.testing.assert_allclose(sigmoid(logits), 1 / (1 + np.exp(-logits)), atol=1e-15)
    assert sigmoid(np.array([-1e30, 0, 1e30], "float32")).tolist() == [0, 0.5, 1]
    assert sigmoid(np.float32([1])).dtype == np.float32


def test_weights_that_do_not_fit_are_refused() -> None:
    """Weights of another cell are a ConfigurationError when the network is made."""
    with pytest.raises(ConfigurationError, match=r"LSTM .*kernel should have the shape"):
        Network.from_weights(network_spec("lstm"), random_weights(network_spec("gru")))


def test_a_foreign_file_is_refused_by_name(tmp_path: Path) -> None:
    """`Network.from_keras_file` passes on the sentence of the reader."""
    (tmp_path / "model.keras").write_bytes(b"no model")
    with pytest.raises(IncompatibleModelError, match=r"model\.keras \("):
        Network.from_keras_file(tmp_path / "model.keras")


def test_reading_a_model_loads_no_keras(good_file: Path) -> None:
    """Reading a file and a row, in a fresh process, imports neither TensorFlow nor Keras."""
    code = (
        "import sys, numpy as np; from pathlib import Path; from rnnviz import Network;"
        f"network = Network.from_keras_file(Path({str(good_file)!r}));"
        "network.read(np.array([[1, 4, 5]], dtype=np.int32));"
        "print(sorted({'tensorflow', 'keras', 'streamlit', 'plotly'} & set(sys.modules)))"
    )
    process = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert process.stdout.strip() == "[]"
