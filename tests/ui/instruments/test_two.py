"""What "Two at once" says is recomputed from both recordings."""

import base64
import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.analysis import shown_steps
from rnnviz.explanation import TwoReadings, compare_readings
from rnnviz.networks import NetworkSpec
from rnnviz.recording import record
from rnnviz.text import Padding
from rnnviz.ui.instruments.two import words
from rnnviz.ui.instruments.two.payload import pair_payload, sentence
from tests.explanation.test_two_readings import drawn_network, texts
from tests.networks.drawing import paddings, specs
from tests.ui.instruments.test_how_long import Drawn

NAMES = ("the first one", "the second one")


@settings(max_examples=100, deadline=None)
@given(spec=specs, other=specs, padding=paddings, text=texts, second=texts, seed=st.integers(0, 99))
def test_what_is_said_of_two_readings_is_so(
    spec: NetworkSpec, other: NetworkSpec, padding: Padding, text: str, second: str, seed: int
) -> None:
    """Verdicts, where they part for good, on how many words they differ, and where they are furthest apart."""
    networks = drawn_network(spec, padding, seed), drawn_network(other, padding, seed + 1)
    one, two = record(networks[0], text), record(networks[1], second if seed % 2 else text)
    pair = compare_readings(one, two)
    steps = shown_steps(one), shown_steps(two)
    told = "".join(part["t"] for part in sentence(pair, steps, NAMES))
    ends = [float(recording.probability[-1]) for recording in (one, two)]
    for name, end in zip(NAMES, ends, strict=True):
        found = re.search(rf"{name} at (\d\.\d\d)", told)
        assert found
        assert abs(float(found[1]) - end) <= 0.0051
    same = (ends[0] >= 0.5) == (ends[1] >= 0.5)
    side = "positive" if ends[0] >= 0.5 else "negative"
    assert told.startswith(f"Both end on the {side} side" if same else "They end on different sides")
    check_parting(told, pair)
    check_furthest(told, pair)


@settings(max_examples=40, deadline=None)
@given(spec=specs, padding=paddings, text=texts, second=texts, same=st.booleans())
def test_the_pictures_hold_both_recordings(
    spec: NetworkSpec, padding: Padding, text: str, second: str, same: bool
) -> None:
    """States stand in the columns of their words, a gap where there is none; the third picture is the difference."""
    network = drawn_network(spec, padding, 1)
    asked = Drawn(name="drawn", epoch=None, text=text, drawn=network)
    pair = compare_readings(asked.recording, record(network, second))
    payload = pair_payload(asked, pair, NAMES, same_units=same)
    count = len(payload["columns"])
    pictures = []
    for sent in payload["states"]:
        codes = np.frombuffer(base64.b64decode(sent["values"]), "<i2").reshape(sent["units"], count)
        pictures.append(np.where(codes == -32_768, np.nan, codes / 32_767 * sent["scale"]))
    read = [(pair.one, pair.steps_one), (pair.other, pair.steps_other)]
    for picture, (recording, steps) in zip(pictures, read, strict=False):
        for column, step in enumerate(steps.tolist()):
            states = recording.hidden_states[recording.folded_timesteps[step]] if step >= 0 else np.nan
            np.testing.assert_allclose(picture[:, column], states, atol=2e-4)
    assert len(pictures) == 2 + same
    if same:
        np.testing.assert_allclose(pictures[2], pictures[1] - pictures[0], atol=4e-4)


def check_parting(told: str, pair: TwoReadings) -> None:
    apart = (pair.logit_one >= 0) != (pair.logit_other >= 0)
    assert ("on they stay on different sides" in told) == bool(apart[-1])
    if not apart[-1]:
        count = int((apart & pair.is_word).sum())
        found = re.search(r"After ([\d,]+) of ([\d,]+) words they are on different sides", told)
        assert (int(found[1]), int(found[2])) == (count, int(pair.is_word.sum())) if found else count == 0


def check_furthest(told: str, pair: TwoReadings) -> None:
    columns = pair.is_word if pair.is_word.any() else np.ones(len(pair.difference), bool)
    difference = pair.difference[columns][np.abs(pair.difference[columns]).argmax()]
    if abs(difference) <= words.NOTHING:
        assert "Nothing separates them" in told
        return
    found = re.search(r"there the logit of the second one is ([\d.]+) (higher|lower) than that of the first one", told)
    assert found
    assert abs(float(found[1]) - abs(difference)) <= 0.0051
    assert found[2] == ("higher" if difference > 0 else "lower")


def test_one_review_twice_is_told_as_the_same() -> None:
    """Nothing separates a reading from itself."""
    network = drawn_network(NetworkSpec(num_words=30, input_features=2), Padding(maxlen=9), 0)
    recording = record(network, "wa wb")
    pair = compare_readings(recording, recording)
    told = "".join(part["t"] for part in sentence(pair, (shown_steps(recording),) * 2, NAMES))
    assert "Nothing separates them: after no word are their running logits more than 0.000 apart." in told
