"""The payload is the recording, small: what the browser decodes is what the network did."""

import base64
import json
from collections.abc import Callable

import numpy as np
import pytest

import rnnviz
from rnnviz.analysis import change_of_state, shown_steps
from rnnviz.networks import Network
from rnnviz.recording import Recording
from rnnviz.runs import find_run
from rnnviz.shapes import Floats
from rnnviz.ui.read.learning import Learning
from rnnviz.ui.read.payload import readable_orders, reader_payload, states_of
from rnnviz.ui.read.view import View
from rnnviz.ui.read.views.reader import ReaderPayload
from rnnviz.ui.reviews.examples import EXAMPLES

REVIEW = "The Plot is awful, but the zorblax was GREAT!"


def floats(encoded: str) -> Floats:
    return np.frombuffer(base64.b64decode(encoded), dtype="<f4")


def quanta(payload: ReaderPayload) -> np.ndarray:
    """Quantised states, (steps, units)."""
    units = len(payload["order"])
    return np.frombuffer(base64.b64decode(payload["states"]), dtype="<i2").reshape(units, -1).T


@pytest.mark.parametrize("name", ["probability", "logit", "delta_logit"])
def test_a_curve_is_the_recordings(network: Network, view: Callable[..., View], name: str) -> None:
    """A curve's numbers are those of the shown steps, in float32."""
    recording = rnnviz.record(network, REVIEW)
    expected = getattr(shown_steps(recording), name).astype(np.float32)
    np.testing.assert_array_equal(floats(reader_payload(recording, network, view())[name]), expected)


def test_the_speed_is_that_of_the_shown_states(network: Network, view: Callable[..., View]) -> None:
    """`speed` is how far every shown step moved the state that is shown."""
    recording = rnnviz.record(network, REVIEW)
    states = recording.hidden_states[shown_steps(recording).timesteps]
    sent = floats(reader_payload(recording, network, view())["speed"])
    np.testing.assert_array_equal(sent, change_of_state(states).astype(np.float32))


def test_the_last_probability_is_the_verdict(network: Network, view: Callable[..., View]) -> None:
    """The curve ends at the recording's own verdict."""
    recording = rnnviz.record(network, REVIEW)
    payload = reader_payload(recording, network, view())
    assert floats(payload["probability"])[-1] == np.float32(recording.probability[-1])


def test_states_are_within_half_a_step(network: Network, view: Callable[..., View]) -> None:
    """A decoded state differs from the recorded one by half a quantisation step at most."""
    recording = rnnviz.record(network, REVIEW)
    payload = reader_payload(recording, network, view())
    states = recording.hidden_states[shown_steps(recording).timesteps].astype(np.float64)
    error = np.abs(quanta(payload) * payload["states_scale"] - states)
    assert error.max() <= payload["states_scale"] * (0.5 + 1e-3)


def test_the_largest_state_uses_the_whole_range(network: Network, view: Callable[..., View]) -> None:
    """`states_limit` is the largest |state| shown, and its code is 32,767."""
    recording = rnnviz.record(network, REVIEW)
    payload = reader_payload(recording, network, view())
    states = recording.hidden_states[shown_steps(recording).timesteps]
    assert payload["states_limit"] == np.abs(states).max()
    assert np.abs(quanta(payload)).max() == 32_767


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_a_state_that_is_not_finite_is_marked(
    recorded: Callable[[Floats], Recording], network: Network, view: Callable[..., View], odd: float
) -> None:
    """NaN and infinity become −32,768, and leave the scale of the other states alone."""
    states = np.array([[0.5, -1.0], [odd, 0.25]], dtype=np.float32)
    payload = reader_payload(recorded(states), network, view())
    assert quanta(payload)[1, 0] == -32_768
    assert payload["states_limit"] == 1.0
    assert np.count_nonzero(quanta(payload) == -32_768) == 1


def test_states_of_zero_divide_nothing(
    recorded: Callable[[Floats], Recording], network: Network, view: Callable[..., View]
) -> None:
    """A state that is zero throughout has a limit of 1 and codes of 0."""
    payload = reader_payload(recorded(np.zeros((3, 2), dtype=np.float32)), network, view())
    assert payload["states_limit"] == 1.0
    assert not quanta(payload).any()


def test_every_word_is_a_step_with_its_kind_and_number(network: Network, view: Callable[..., View]) -> None:
    """Words stand as they were typed; a kind is sent of one outside the vocabulary, a number where words were cut."""
    steps = reader_payload(rnnviz.record(network, REVIEW), network, view())["steps"]
    assert steps[2:] == [
        {"t": "The"},
        {"t": "Plot"},
        {"t": "is"},
        {"t": "awful"},
        {"t": "but"},
        {"t": "the"},
        {"t": "zorblax", "k": "unknown"},
        {"t": "was"},
        {"t": "GREAT"},
    ]


def test_padding_and_start_are_steps_without_a_number(network: Network, view: Callable[..., View]) -> None:
    """What stands before the first word is one step for all the padding, which says how much, and the start sign."""
    steps = reader_payload(rnnviz.record(network, REVIEW), network, view())["steps"]
    assert steps[:2] == [{"t": "490 × padding", "k": "padding"}, {"t": "start", "k": "start"}]


def test_numbers_count_the_words_that_were_cut(network: Network, view: Callable[..., View]) -> None:
    """Where a review's beginning was cut, the first word that was read has its number in the pasted text."""
    recording = rnnviz.record(network, "slow " * 600 + "but great")
    steps = reader_payload(recording, network, view())["steps"]
    assert [step.get("p") for step in steps] == [103, *[None] * 499]


def test_a_very_long_word_is_shortened(network: Network, view: Callable[..., View]) -> None:
    """A step's text has 60 letters at most, and an ellipsis says that some are missing."""
    steps = reader_payload(rnnviz.record(network, "x" * 10_000), network, view())["steps"]
    assert steps[-1]["t"] == "x" * 59 + "…"


def test_a_cleaned_word_is_sent_as_it_was_looked_up(network: Network, view: Callable[..., View]) -> None:
    """A word that was found behind odd signs shows what the network read."""
    recording = rnnviz.record(network, "gre\u200bat ＦＩＬＭ")
    words = [step["t"] for step in reader_payload(recording, network, view())["steps"]]
    assert words[-2:] == ["great", "film"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_payload_is_strict_json(network: Network, view: Callable[..., View], name: str) -> None:
    """Every example's payload is JSON as the standard knows it: no NaN, no NumPy number."""
    payload = reader_payload(rnnviz.record(network, EXAMPLES[name]), network, view())
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_a_large_recording_is_a_small_payload(
    recorded: Callable[[Floats], Recording], network: Network, view: Callable[..., View]
) -> None:
    """500 words × 128 units of noise, which nothing can compress, take less than 300 kB."""
    states = np.random.default_rng(0).uniform(-1, 1, (500, 128)).astype(np.float32)
    payload = reader_payload(recorded(states), network, view(order="similarity"))
    assert len(json.dumps(payload)) < 300_000


def test_rows_are_sorted_as_the_view_says(network: Network, view: Callable[..., View]) -> None:
    """`order` lists the units by falling readout weight when the view asks for it."""
    payload = reader_payload(rnnviz.record(network, REVIEW), network, view(order="readout"))
    assert payload["order"] == np.argsort(-network.readout_kernel, kind="stable").tolist()
    assert payload["order_label"] == "sorted by readout weight"


def test_another_review_is_another_picture(network: Network, view: Callable[..., View]) -> None:
    """The id, which resets the cursor, changes with the text and stays with the colouring, order and unit."""
    one, other = (rnnviz.record(network, text) for text in ("a good film", "a bad film"))
    first = reader_payload(one, network, view())["id"]
    assert reader_payload(other, network, view())["id"] != first
    assert reader_payload(one, network, view(unit=5, order="variance", colouring="unit"))["id"] == first


def test_only_the_readouts_own_states_are_sorted_by_it(network: Network) -> None:
    """Readout weights sort the last layer's hidden states and nothing else."""
    recording = rnnviz.record(network, REVIEW)
    assert readable_orders(recording, 1, "hidden_states") == ["index", "readout", "variance", "similarity"]
    assert "readout" not in readable_orders(recording, 1, "cell_states")


def test_the_states_of_a_view_are_its_layers_quantity(view: Callable[..., View]) -> None:
    """`states_of` takes the layer and the quantity that the view names."""
    recording = rnnviz.record(rnnviz.load("imdb-lstm"), REVIEW)
    cells = states_of(recording, view(state="cell_states"))
    np.testing.assert_array_equal(cells, recording.layers[0].values("cell_states"))
    assert not np.array_equal(cells, recording.hidden_states)


def test_a_lower_layer_has_a_payload_of_its_own(view: Callable[..., View]) -> None:
    """In a stack, the states sent for layer 1 are those of layer 1."""
    stacked = rnnviz.load("imdb-simple-rnn-stacked")
    recording = rnnviz.record(stacked, REVIEW)
    payload = reader_payload(recording, stacked, view(layer=1))
    states = recording.layers[0].values()[shown_steps(recording).timesteps]
    assert np.abs(quanta(payload) * payload["states_scale"] - states).max() <= payload["states_scale"] * 0.51
    assert payload["state_name"] == "hidden state h of layer 1"


@pytest.fixture(scope="module")
def learning() -> Learning:
    """The chapter's network after three of its epochs."""
    networks = [find_run("imdb-simple-rnn").network(epoch) for epoch in (1, 5, 8)]
    recordings = [rnnviz.record(network, REVIEW) for network in networks]
    return Learning(epochs=[1, 5, 8], shown=1, best=2, accuracies=[0.7, 0.8, 0.85], recordings=recordings, kept=3)


def test_a_frame_is_what_the_network_did_after_its_epoch(
    network: Network, view: Callable[..., View], learning: Learning
) -> None:
    """Each frame's curve is that of its recording, and the payload's own that of the epoch that is shown."""
    payload = reader_payload(learning.recording, network, view(), learning)
    assert payload["learning"] is not None
    for frame, recording in zip(payload["learning"]["frames"], learning.recordings, strict=True):
        expected = shown_steps(recording).probability.astype(np.float32)
        np.testing.assert_array_equal(floats(frame["probability"]), expected)
    assert payload["probability"] == payload["learning"]["frames"][1]["probability"]


def test_all_epochs_share_their_scale_and_order(
    network: Network, view: Callable[..., View], learning: Learning
) -> None:
    """States of all epochs are within one limit, and units are sorted as after the best epoch in each."""
    shown = [reader_payload(one, network, view(order="variance"), learning) for one in learning.recordings]
    assert len({(payload["states_limit"], *payload["order"]) for payload in shown}) == 1
    largest = max(np.abs(states_of(one, view())[shown_steps(one).timesteps]).max() for one in learning.recordings)
    assert shown[0]["states_limit"] == pytest.approx(largest)
    alone = reader_payload(learning.basis, network, view(order="variance"))
    assert shown[0]["order"] == alone["order"]
