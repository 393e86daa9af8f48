"""The sentences around the views say what happened, and nothing else."""

from collections.abc import Callable

import numpy as np
import pytest

from rnnviz.analysis import ShownSteps, tell_story
from rnnviz.recording import Recording
from rnnviz.shapes import Floats
from rnnviz.ui.read.help_words import helps
from rnnviz.ui.read.learning_words import learning_title
from rnnviz.ui.read.title_words import titles
from rnnviz.ui.read.view import View
from rnnviz.ui.read.words import Words, state_labels, state_name, what_happened

Steps = Callable[..., ShownSteps]
MINUS = "−"


def told(steps: ShownSteps, initial: float = 0.5) -> str:
    """The whole sentence as it is read."""
    parts = what_happened(Words(steps, initial), tell_story(steps))
    return "".join(part["t"] for part in parts).replace("\N{NO-BREAK SPACE}", " ")


def titled(steps: ShownSteps, states: Floats, view: View) -> dict[str, str]:
    return titles(Words(steps, 0.5), tell_story(steps), states, view)


def test_a_probability_that_crosses_once(read: Steps) -> None:
    """One crossing names its word, the word's number, and the three largest pushes."""
    steps = read("a superb film though long", [0.4, 0.9, 0.92, 0.88, 0.85], initial=0.4)
    assert told(steps, 0.4) == (
        "The probability crosses to positive at superb, word 2; the largest pushes, in log-odds, are "
        "superb (0.40 → 0.90), though (0.92 → 0.88) and long (0.88 → 0.85)."
    )


@pytest.mark.parametrize(
    ("probability", "before"),
    [([0.6, 0.4, 0.7], "once"), ([0.6, 0.4, 0.6, 0.4], "twice"), ([0.4, 0.6, 0.4], "once")],
)
def test_a_probability_that_crosses_more_than_once(read: Steps, probability: list[float], before: str) -> None:
    """Of several crossings the last one is named, and how many came before it."""
    steps = read(" ".join(["one", "two", "three", "four"][: len(probability)]), probability, initial=0.4)
    assert f", after changing sides {before} before" in told(steps, 0.4)


def test_a_probability_that_never_crosses(read: Steps) -> None:
    """Without a crossing the sentence says on which side the probability was."""
    steps = read("awful awful awful", [0.4, 0.3, 0.2], initial=0.4)
    assert told(steps, 0.4).startswith("The probability is on the negative side after every word; ")


def test_the_padding_is_no_crossing(read: Steps) -> None:
    """A side that padding chose, and that no word left, was not crossed to by a word."""
    steps = read("fine fine", [0.7, 0.8, 0.9], initial=0.4, padding=400)
    assert told(steps, 0.4).startswith("The probability is on the positive side after every word")


def test_one_word_is_told_as_one(read: Steps) -> None:
    """A review of a single word has no ranking of words."""
    assert told(read("great", [0.9])).endswith("; the only word is great (0.50 → 0.90).")


def test_two_words_are_not_called_three(read: Steps) -> None:
    """With two words, both are named and none is counted as a third."""
    assert "; its two words are film (0.60 → 0.90) and great (0.50 → 0.60)." in told(read("great film", [0.6, 0.9]))


def test_a_review_without_words_has_no_movers(read: Steps) -> None:
    """Padding alone moves the probability, but no word is blamed for it."""
    assert told(read("", [0.6], padding=500)) == "Without a word the verdict is positive."


def test_the_first_word_is_no_crossing(read: Steps) -> None:
    """What the first word does to a probability near one half is not called the turn of the review."""
    steps = read("A fine film", [0.52, 0.8, 0.9], initial=0.48)
    assert told(steps, 0.48).startswith("The probability is on the positive side after every word; ")


def test_a_mention_leads_to_its_step(read: Steps) -> None:
    """A word in the sentence carries the step at which it was read, padding counted."""
    steps = read("a superb film", [0.4, 0.3, 0.9, 0.9], initial=0.4, padding=400)
    mentions = {part["t"]: part["s"] for part in what_happened(Words(steps, 0.4), tell_story(steps)) if "s" in part}
    assert mentions["superb"] == 2


def test_no_part_of_the_sentence_is_empty(read: Steps) -> None:
    """Every part has a text to show."""
    steps = read("a superb film", [0.4, 0.9, 0.9])
    assert all(part["t"] for part in what_happened(Words(steps, 0.5), tell_story(steps)))


def test_a_long_word_is_shortened_in_the_sentence(read: Steps) -> None:
    """A word of 10,000 letters takes 24 signs in the sentence."""
    assert f"; the only word is {'x' * 23}… (0.50" in told(read("x" * 10_000, [0.9]))


def test_the_title_of_the_probability_names_the_turn(read: Steps, view: Callable[..., View]) -> None:
    """With a crossing, the chart's title names word and number; without one, where the probability ends."""
    states = np.zeros((3, 2), dtype=np.float32)
    turning = titled(read("so very good", [0.4, 0.3, 0.9]), states, view())
    assert turning["probability"] == "The probability last turns positive at “good”, word 3"
    staying = titles(
        Words(read("a b c", [0.6, 0.7, 0.8]), 0.5), tell_story(read("a b c", [0.6, 0.7, 0.8])), states, view()
    )
    assert staying["probability"] == "The probability stays on the positive side, ending at 0.80"


def test_the_title_of_the_unit_names_its_peak(read: Steps, view: Callable[..., View]) -> None:
    """A unit's title says where it goes furthest from 0, downwards too, and passes over values that are not finite."""
    states = np.array([[0.1, 0.0], [np.nan, 0.0], [-0.8, 0.0]], dtype=np.float32)
    title = titled(read("so very good", [0.4, 0.3, 0.9]), states, view())["unit"]
    assert title == f"The hidden state h of unit 0 goes furthest from 0 at “good”, word 3: {MINUS}0.80"


@pytest.mark.parametrize("colouring", ["readout", "delta_logit", "unit", "speed"])
def test_every_colouring_has_a_title_and_a_help_of_its_own(
    read: Steps, view: Callable[..., View], recorded: Callable[[Floats], Recording], colouring: str
) -> None:
    """No two colourings of the words read alike."""
    states = np.zeros((1, 2), dtype=np.float32)
    others = {"readout", "delta_logit", "unit", "speed"} - {colouring}
    steps = read("good", [0.9])
    here = view(colouring=colouring)
    assert titled(steps, states, here)["strip"] not in {
        titled(steps, states, view(colouring=o))["strip"] for o in others
    }
    made = recorded(states)
    assert helps(here, made)["strip"] not in {helps(view(colouring=o), made)["strip"] for o in others}


def test_every_recorded_quantity_has_a_name(recorded: Callable[[Floats], Recording]) -> None:
    """Whatever a shipped cell records can be chosen on the page by a plain name."""
    import rnnviz

    recordings = [rnnviz.record(run.network(), "good") for run in rnnviz.list_runs()]
    names = {name for recording in recordings for layer in recording.layers for name in layer.names}
    assert {"hidden_states"} <= names
    # What a candidate is before its bias, say, is an intermediate of the equations and nothing to look at.
    assert {name for name in names if name.endswith(("_states", "_gate"))} <= set(state_labels())


def test_a_state_is_named_with_its_layer() -> None:
    """Legends say which quantity of which layer is drawn."""
    assert state_name(2, "cell_states") == "cell state c of layer 2"


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        ([0.6, 0.9, 0.5], "The verdict is positive after every epoch"),
        ([0.1, 0.2, 0.7], "The verdict turns positive with epoch 6 and stays so"),
        ([0.9, 0.2, 0.7], "The verdict changes sides with epochs 4 and 6"),
        ([0.9, 0.2, 0.7, 0.1], "The verdict changes sides with epochs 4, 6 and 8"),
        ([0.9, 0.1] * 3, "The verdict changes sides 5 times, the last time with epoch 12"),
    ],
)
def test_the_title_of_the_epochs_tells_how_the_verdict_changed(verdicts: list[float], title: str) -> None:
    """Epochs are named by their number, not by their place among those that are shown."""
    assert learning_title([2 * place for place in range(1, len(verdicts) + 1)], verdicts) == title
