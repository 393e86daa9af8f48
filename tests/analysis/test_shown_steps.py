"""Views show every word and fold the padding."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.analysis import change_of_state, shown_steps
from rnnviz.recording import record
from rnnviz.text import Padding, Side
from tests.networks.drawing import WORDS, network_spec, paddings, random_network

texts = st.lists(st.sampled_from([*WORDS, "unheard"]), max_size=20).map(" ".join)


@pytest.mark.parametrize(
    ("mask", "side", "maxlen", "kinds", "folded", "timesteps"),
    [
        (False, "pre", 6, ("padding", "start", "word", "unknown"), [3, 1, 1, 1], [2, 3, 4, 5]),
        (False, "post", 6, ("start", "word", "unknown", "padding"), [1, 1, 1, 3], [0, 1, 2, 5]),
        (False, "pre", 3, ("start", "word", "unknown"), [1, 1, 1], [0, 1, 2]),
        (True, "pre", 6, ("start", "word", "unknown"), [1, 1, 1], [0, 1, 2]),
    ],
)
def test_padding_is_folded_into_one_step(
    mask: bool, side: Side, maxlen: int, kinds: tuple[str, ...], folded: list[int], timesteps: list[int]
) -> None:
    """A stretch of padding is one step that stands for its last timestep and says how many it folds."""
    network = random_network(network_spec("lstm", mask=mask), padding=Padding(maxlen=maxlen, padding=side))
    steps = shown_steps(record(network, "Great blah"))
    assert steps.kinds == kinds
    assert steps.padding.tolist() == folded
    assert steps.timesteps.tolist() == timesteps
    assert [word for word, number in zip(steps.words, steps.numbers, strict=True) if number] == ["Great", "blah"]
    assert len(steps) == len(kinds)


@settings(max_examples=60, deadline=None)
@given(padding=paddings, text=texts, mask=st.booleans(), bidirectional=st.booleans())
def test_steps_account_for_every_timestep_and_the_whole_verdict(
    padding: Padding, text: str, mask: bool, bidirectional: bool
) -> None:
    """Steps fold all timesteps, and their Δlogits still sum to the last logit minus the initial one."""
    spec = network_spec("gru", mask=mask, bidirectional=bidirectional)
    recording = record(random_network(spec, padding=padding).astype("float64"), text)
    steps = shown_steps(recording)
    assert steps.padding.sum() == len(recording.ids)
    assert abs(steps.delta_logit.sum() - (recording.logit[-1] - recording.initial_logit)) <= 1e-10
    np.testing.assert_array_equal(steps.logit, recording.logit[steps.timesteps])
    np.testing.assert_array_equal(steps.probability, recording.probability[steps.timesteps])
    assert steps.timesteps[-1] == len(recording.ids) - 1
    assert "padding" not in steps.kinds[1:-1]


@settings(max_examples=60, deadline=None)
@given(padding=paddings, text=texts, mask=st.booleans())
def test_numbers_are_those_of_the_pasted_text(padding: Padding, text: str, mask: bool) -> None:
    """A word's number is its place in the text, also when the beginning was cut away; start and padding have 0."""
    steps = shown_steps(record(random_network(network_spec("gru", mask=mask), padding=padding), text))
    written = text.split()
    for kind, word, number in zip(steps.kinds, steps.words, steps.numbers.tolist(), strict=True):
        if kind in {"word", "unknown"}:
            assert written[number - 1] == word
        else:
            assert number == 0


def test_a_word_is_shown_as_it_was_typed() -> None:
    """Case is kept, letters with accents too; a word that was cleaned is shown as it was looked up."""
    network = random_network(network_spec("gru", mask=True))
    steps = shown_steps(record(network, "GREAT fi\u200blm CAFÉ"))
    assert steps.words == ("", "GREAT", "film", "CAFÉ")


def test_the_change_of_state_is_the_length_of_each_step() -> None:
    """‖h[t] − h[t−1]‖ with h[−1] = 0: a triangle of sides 3, 4 and 5, then rest."""
    states = np.array([[3.0, 4.0], [3.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    np.testing.assert_allclose(change_of_state(states), [5, 4, 3, 0])
    assert change_of_state(states.astype("float32")).dtype == np.float32


@given(st.integers(1, 6), st.integers(1, 5), st.integers(0, 99))
def test_the_changes_are_at_least_the_way_from_start_to_end(steps: int, units: int, seed: int) -> None:
    """The changes add up to no less than the distance of the last state from zero."""
    states = np.random.default_rng(seed).normal(size=(steps, units))
    assert change_of_state(states).shape == (steps,)
    assert change_of_state(states).sum() >= np.linalg.norm(states[-1]) - 1e-12
