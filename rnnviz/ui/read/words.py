"""The words of "Read a review": what happened in it, how to read each view, and what the controls are called.

A sentence is a list of parts {"t": text} or {"t": word, "s": step}; the browser shows the text of both as it
stands and makes the second a button that moves the time cursor.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from rnnviz.analysis import ShownSteps, Story
from rnnviz.cells import GATES
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.language import say
from rnnviz.ui.read.view import Colouring, View

__all__ = [
    "Words",
    "best_epoch",
    "colouring_labels",
    "controls",
    "epoch_help",
    "helps",
    "learning_help",
    "learning_title",
    "no_epoch",
    "no_model",
    "of_read",
    "state_label",
    "state_labels",
    "state_name",
    "titles",
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
        "readout": say("verdict so far"),
        "delta_logit": say("push"),
        "unit": say("one unit"),
        "speed": say("change of state"),
    }


Chart = Literal["strip", "probability", "heatmap", "unit"]

_LONGEST = 24
_MANY = 10
_MANY_FLIPS = 4


class Words:
    """How sentences name the steps of a view."""

    def __init__(self, steps: ShownSteps) -> None:
        self.steps = steps

    def part(self, step: int) -> SentencePart:
        """The step's word as a part of a sentence that leads there."""
        return {"t": self._name(step), "s": int(step)}

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
    side = _side(story.positive)
    if story.crossing is None:
        if story.crossings:
            return say_parts(
                "The words take the score to the other side, and the padding behind them back to {side}", side=side
            )
        return say_parts("The score stays on the {side} side from the first word to the last", side=side)
    told = {"side": side, "word": words.part(story.crossing), "number": int(words.steps.numbers[story.crossing])}
    if story.crossings == 1:
        return say_parts("The score crosses to {side} at {word}, word {number:,}", **told)
    return say_parts(
        "The score last crosses to {side} at {word}, word {number:,}, after changing sides {times} before",
        times=_times(story.crossings - 1),
        **told,
    )


def _movers(words: Words, story: Story) -> list[SentencePart]:
    """The words that moved the score most, up to three, each with how far."""
    movers: dict[str, object] = {}
    for name, step in zip("abc", story.movers, strict=False):
        movers |= {name: words.part(step), f"{name}_by": signed(words.steps.delta_logit[step])}
    match len(story.movers):
        case 0:
            return []
        case 1:
            return say_parts("; the only word, {a}, moved it by {a_by}", **movers)
        case 2:
            return say_parts("; the words that moved it most are {a} ({a_by}) and {b} ({b_by})", **movers)
        case _:
            return say_parts(
                "; the three words that moved it most are {a} ({a_by}), {b} ({b_by}) and {c} ({c_by})", **movers
            )


def titles(words: Words, story: Story, states: Floats, view: View) -> dict[Chart, str]:
    """Titles that say what each view shows here."""
    unit = states[:, view.unit]
    peak = int(np.argmax(np.where(np.isfinite(unit), np.abs(unit), -1)))
    name = state_label(view.state)
    return {
        "strip": _strip_title(view),
        "probability": _turn(words, story),
        "heatmap": say(
            "{units} units of layer {layer}: {name} after each word", units=states.shape[1], layer=view.layer, name=name
        ),
        "unit": _unit_title(view, words.place(peak), unit[peak]),
    }


def _strip_title(view: View) -> str:
    return {
        "readout": say("The review, coloured by the verdict after each word"),
        "delta_logit": say("The review, coloured by how far each word pushed the verdict"),
        "unit": say("The review, coloured by the state of unit {unit}", unit=view.unit),
        "speed": say("The review, coloured by how much each word changed the state"),
    }[view.colouring]


def _turn(words: Words, story: Story) -> str:
    """Where the verdict was decided."""
    side = _side(story.positive)
    if story.crossing is not None:
        return say("The score turns {side} at {place}", side=side, place=words.place(story.crossing))
    if story.crossings:
        return say("The score returns {side}, ending at {end:.2f}", side=side, end=story.probability)
    return say("The score stays {side}, ending at {end:.2f}", side=side, end=story.probability)


def _unit_title(view: View, place: str, value: float) -> str:
    if view.state in GATES:
        return say("Unit {unit} is open furthest at {place}: {value:.2f}", unit=view.unit, place=place, value=value)
    return say("Unit {unit} goes furthest from 0 at {place}: {value}", unit=view.unit, place=place, value=signed(value))


def learning_help() -> str:
    """How to read the slider of epochs."""
    return say(
        "The verdict with the weights after each epoch. Drag, or use the arrow keys: all views below follow. Dashed: "
        "validation accuracy."
    )


def learning_title(epochs: Sequence[int], verdicts: Sequence[float]) -> str:
    """Say how the verdict on a review changed while the network learnt."""
    sides = [verdict >= 0.5 for verdict in verdicts]
    flips = [place for place in range(1, len(sides)) if sides[place] != sides[place - 1]]
    side = _side(sides[-1])
    if not flips:
        return say("The verdict is {side} after every epoch", side=side)
    last = epochs[flips[-1]]
    if len(flips) == 1:
        return say("The verdict turns {side} with epoch {last} and stays so", side=side, last=last)
    if len(flips) > _MANY_FLIPS:
        return say(
            "The verdict changes sides {times} times, the last time with epoch {last}", times=len(flips), last=last
        )
    where = ", ".join(str(epochs[place]) for place in flips[:-1])
    return say("The verdict changes sides with epochs {where} and {last}", where=where, last=last)


def of_read(title: str, read: int, kept: int) -> str:
    """The title, and that it holds of the epochs that were read, where these are not all."""
    if read == kept:
        return title
    return say("{title}, of the {read} of {kept} epochs that were read", title=title, read=read, kept=kept)


def helps(view: View) -> dict[Chart, str]:
    """One line on how to read each view."""
    return {
        "strip": _strip_help(view),
        "probability": say(
            "The readout applied to the state after every word. Above 0.5 it leans to a positive review."
        ),
        "heatmap": _heatmap_help(view),
        "unit": say("A unit that jumps at a word reacts to it; one that stays flat ignores it or remembers."),
    }


def _strip_help(view: View) -> str:
    return {
        "readout": say("What the network would answer if the review ended at this word."),
        "delta_logit": say("Red words push the score (the logit) up, towards positive; blue ones push it down."),
        "unit": say("The state of one unit. Choose another at the left edge of the heatmap."),
        "speed": say("‖h[t] − h[t−1]‖: the stronger the colour, the further a word moved the whole state."),
    }[view.colouring]


def _heatmap_help(view: View) -> str:
    if view.state in GATES:
        return say(
            "One row a unit, one column a word; the stronger the colour, the wider it is open (0 to 1). Click a unit's "
            "number for its line."
        )
    return say("One row a unit, one column a word; blue below 0, red above. Click a unit's number for its line.")


def state_name(layer: int, state: str) -> str:
    """What is drawn, for labels: "hidden state h of layer 1"."""
    return say("{name} of layer {layer}", name=state_label(state), layer=layer)


def _side(positive: bool) -> str:
    return say("positive") if positive else say("negative")


def _times(count: int) -> str:
    if count <= 2:
        return say("once") if count == 1 else say("twice")
    return say("{count} times", count=count) if count <= _MANY else say("again and again ({count} times)", count=count)
