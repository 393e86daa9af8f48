"""The words of "Read a review": what happened in it, what each view shows, and what the controls are called.

A sentence is a list of parts {"t": text} or {"t": word, "s": step}; the browser shows the text of both as it
stands and makes the second a button that moves the time cursor.
"""

from collections.abc import Mapping
from typing import Literal

from rnnviz.analysis import ShownSteps, Story
from rnnviz.cells import GATES
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.language import say
from rnnviz.ui.read.view import Colouring

__all__ = [
    "FORMER_COLOURINGS",
    "NO_STATE",
    "Chart",
    "Words",
    "best_epoch",
    "colouring_labels",
    "controls",
    "epoch_help",
    "file_labels",
    "label_unknown",
    "no_epoch",
    "no_model",
    "side_of",
    "state_label",
    "state_labels",
    "state_name",
    "way_on",
    "what_happened",
]


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "read": say("Read it"),
        "review": say("Review"),
        "look": say("View options"),
        "model": say("Model"),
        "epoch": say("Epoch"),
        "colour": say("Colour the words by"),
        "layer": say("Layer"),
        "state": say("State"),
        "sort": say("Sort units by"),
        "unit": say("Unit"),
        "csv": say("States as CSV"),
        "html": say("Heatmap as HTML"),
    }


def no_model() -> str:
    """For an address with a run that is not there; the places are filled where it is said."""
    return say("There is no trained model {came} to read with; {shown} is shown.")


def no_epoch(name: str, came: str = "{came}") -> str:
    """For an address with an epoch that a run did not keep; what came may be filled where it is said."""
    return say("{name} kept no weights of an epoch {came}; its best epoch is shown.", name=name, came=came)


def best_epoch() -> str:
    """What the best epoch is called in the box of the epochs."""
    return say("best")


def epoch_help() -> str:
    """What the box of the epochs is for."""
    return say(
        "After which epoch of its training the network reads. A number replays how it learnt to read this review."
    )


def file_labels() -> Mapping[Literal["save", "open"], str]:
    """What the ways are called to share what is seen as a file."""
    return {"save": say("Save as a file"), "open": say("Open such a file, or a text")}


def label_unknown(came: str) -> str:
    """For an address that labels a review as what there is not."""
    return say("A review is labelled positive or negative, not {came}; it is shown without a label.", came=came)


def way_on() -> str:
    """What the button says that leads to where the state of this network moves."""
    return say("Where does the state move? Walk this review through the plane of all states")


def state_labels() -> Mapping[str, str]:
    """What the recorded quantities are called."""
    return {
        "hidden_states": say("hidden state h"),
        "cell_states": say("cell state c"),
        "input_gate": say("input gate"),
        "forget_gate": say("forget gate"),
        "cell_candidate": say("cell candidate"),
        "output_gate": say("output gate"),
        "update_gate": say("update gate"),
        "reset_gate": say("reset gate"),
        "candidate_state": say("candidate state"),
    }


def state_label(state: str) -> str:
    """What a recorded quantity is called; one without a word of its own as the cell calls it."""
    return state_labels().get(state, state.replace("_", " "))


def colouring_labels() -> Mapping[Colouring, str]:
    """What the words' colours can show."""
    return {
        "readout": say("probability"),
        "delta_logit": say("push"),
        "unit": say("one unit"),
        "speed": say("change of state"),
    }


FORMER_COLOURINGS: Mapping[str, Colouring] = {"verdict so far": "readout"}
"""What colourings were called in older addresses."""

Chart = Literal["strip", "probability", "heatmap", "unit"]
NO_STATE = GATES | {"cell_candidate", "candidate_state"}
"""What was recorded and is no state: it is not carried from word to word."""

_LONGEST = 24
_MANY = 10


class Words:
    """How sentences name the steps of a view; `initial` is the probability before anything is read."""

    def __init__(self, steps: ShownSteps, initial: float) -> None:
        self.steps, self.initial = steps, initial

    def part(self, step: int) -> SentencePart:
        """The step's word as a part of a sentence that leads there."""
        return {"t": self._name(step), "s": int(step)}

    def push(self, step: int) -> str:
        """The probability before and after the step: 0.21 → 0.83."""
        before = self.steps.probability[step - 1] if step else self.initial
        told = say("{before:.2f} → {after:.2f}", before=before, after=self.steps.probability[step])
        return told.replace(" ", "\N{NO-BREAK SPACE}")

    def place(self, step: int) -> str:
        """The step in a title: “superb”, word 23."""
        number = int(self.steps.numbers[step])
        if not number:
            return self._name(step)
        return say("“{word}”, word {number:,}", word=self._name(step), number=number)

    def _name(self, step: int) -> str:
        kind, word = self.steps.kinds[step], self.steps.words[step]
        if kind in {"padding", "start"}:
            return say("the padding") if kind == "padding" else say("the start sign")
        return word if len(word) <= _LONGEST else word[: _LONGEST - 1] + "…"


def what_happened(words: Words, story: Story) -> list[SentencePart]:
    """Tell the reading in plain words."""
    return say_parts("{crossing}{movers}.", crossing=_crossing(words, story), movers=_movers(words, story))


def _crossing(words: Words, story: Story) -> list[SentencePart]:
    if story.words_positive is None:
        return say_parts("Without a word the verdict is {side}", side=side_of(story.positive))
    told: dict[str, object] = {"side": side_of(story.words_positive), "verdict": side_of(story.positive)}
    turned = story.words_positive != story.positive
    if story.crossing is None:
        if turned:
            return say_parts(
                "The probability is on the {side} side after every word, and the padding behind them makes the "
                "verdict {verdict}",
                **told,
            )
        return say_parts("The probability is on the {side} side after every word", **told)
    told |= {"word": words.part(story.crossing), "number": int(words.steps.numbers[story.crossing])}
    told |= {"times": _times(story.crossings - 1)}
    if turned:
        return say_parts(
            "The probability last crosses to {side} at {word}, word {number:,}, and the padding behind the words makes "
            "the verdict {verdict}",
            **told,
        )
    if story.crossings == 1:
        return say_parts("The probability crosses to {side} at {word}, word {number:,}", **told)
    return say_parts(
        "The probability last crosses to {side} at {word}, word {number:,}, after changing sides {times} before", **told
    )


def _movers(words: Words, story: Story) -> list[SentencePart]:
    """The words of the largest pushes, up to three, each with the probability before and after it."""
    movers: dict[str, object] = {}
    for name, step in zip("abc", story.movers, strict=False):
        movers |= {name: words.part(step), f"{name}_push": words.push(step)}
    match len(story.movers):
        case 0:
            return []
        case 1:
            return say_parts("; the only word is {a} ({a_push})", **movers)
        case 2:
            return say_parts("; its two words are {a} ({a_push}) and {b} ({b_push})", **movers)
        case _:
            return say_parts(
                "; the largest pushes, in log-odds, are {a} ({a_push}), {b} ({b_push}) and {c} ({c_push})", **movers
            )


def state_name(layer: int, state: str) -> str:
    """What is drawn, for labels: "hidden state h of layer 1"."""
    return say("{name} of layer {layer}", name=state_label(state), layer=layer)


def side_of(positive: bool) -> str:
    """What a side is called."""
    return say("positive") if positive else say("negative")


def _times(count: int) -> str:
    if count <= 2:
        return say("once") if count == 1 else say("twice")
    return say("{count} times", count=count) if count <= _MANY else say("again and again ({count} times)", count=count)
