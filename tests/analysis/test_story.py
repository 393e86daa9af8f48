"""The facts of a reading."""

import numpy as np
import pytest

from rnnviz.analysis import shown_steps, tell_story
from rnnviz.recording import record
from tests.analysis.drawing import steps_of
from tests.networks.drawing import network_spec, random_network


@pytest.mark.parametrize(
    ("words", "probabilities", "initial", "crossing", "crossings"),
    [
        ("^ a good film", [0.4, 0.4, 0.8, 0.9], 0.4, 2, 1),
        ("^ a good film", [0.6, 0.6, 0.8, 0.9], 0.6, None, 0),
        ("^ good bad good", [0.4, 0.8, 0.2, 0.7], 0.4, 3, 2),
        ("^ good bad", [0.4, 0.8, 0.2], 0.4, 2, 1),
        ("^ ? bad", [0.4, 0.8, 0.2], 0.4, 2, 1),
        ("_ ^ a film", [0.8, 0.7, 0.6, 0.7], 0.4, None, 0),
        ("^", [0.6], 0.4, None, 0),
        ("^ a", [0.4, 0.5], 0.4, None, 0),
        ("^ bad good _", [0.4, 0.3, 0.8, 0.2], 0.4, 2, 1),
    ],
)
def test_the_crossing_is_the_last_word_that_changed_the_side(
    words: str, probabilities: list[float], initial: float, crossing: int | None, crossings: int
) -> None:
    """The crossing is the last word after which the side is another than after the word before."""
    story = tell_story(steps_of(words, probabilities, initial))
    assert (story.crossing, story.crossings) == (crossing, crossings)


@pytest.mark.parametrize(("last", "positive"), [(0.5, True), (0.499, False), (0.9, True), (0.1, False)])
def test_the_verdict_is_the_last_side(last: float, positive: bool) -> None:
    """One half and above is positive, and the probability is the last one."""
    story = tell_story(steps_of("^ a", [0.5, last]))
    assert (story.positive, story.probability) == (positive, last)


def test_padding_behind_the_words_can_turn_the_verdict() -> None:
    """The side after the last word is told apart from the verdict, which padding made."""
    story = tell_story(steps_of("^ bad good _", [0.3, 0.2, 0.8, 0.1], 0.3))
    assert (story.positive, story.words_positive) == (False, True)
    assert tell_story(steps_of("_ ^", [0.4, 0.6])).words_positive is None


def test_the_movers_are_the_words_of_the_largest_steps() -> None:
    """At most three words, the largest |Δlogit| first; start and padding are none, unknown words are."""
    story = tell_story(steps_of("_ ^ a good ? bad the", [0.01, 0.99, 0.985, 0.5, 0.9, 0.1, 0.11]))
    assert story.movers == (5, 3, 4)


def test_of_equal_movers_the_earlier_comes_first() -> None:
    """Ties are told in the order of the review."""
    steps = steps_of("a b c d", [0.6, 0.5, 0.6, 0.5])
    np.testing.assert_allclose(np.abs(steps.delta_logit), abs(steps.delta_logit[0]), rtol=1e-9)
    exact = steps_of("a b c d", [0.5] * 4)
    assert tell_story(exact).movers == (0, 1, 2)


def test_few_words_are_few_movers() -> None:
    """A review of one word has one mover, one without words none."""
    assert tell_story(steps_of("^ good", [0.5, 0.7])).movers == (1,)
    assert tell_story(steps_of("_ ^", [0.4, 0.6])).movers == ()


@pytest.mark.parametrize(
    ("words", "shift"), [("_ ^ a", True), ("^ a", False), ("^ a _", False)], ids=["in front", "none", "behind"]
)
def test_the_padding_shift_is_that_of_the_padding_in_front(words: str, shift: bool) -> None:
    """Padding before the words moved the logit by log(4); padding behind them is not counted, nor is the start."""
    count = len(words.split())
    story = tell_story(steps_of(words, [0.8, 0.6, 0.7][:count]))
    assert story.padding_shift == pytest.approx(np.log(4) if shift else 0)


def test_the_story_of_a_recording_fits_its_figures() -> None:
    """Of a real reading, the shift of the padding is the logit before the start minus the initial one."""
    recording = record(random_network(network_spec("lstm")).astype("float64"), "not a great film")
    story = tell_story(shown_steps(recording))
    start = recording.kinds.index("start")
    assert story.padding_shift == pytest.approx(recording.logit[start - 1] - recording.initial_logit, abs=1e-12)
    assert story.probability == recording.probability[-1]
