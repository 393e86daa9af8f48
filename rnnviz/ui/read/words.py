"""The words around the views of a review: what happened in it, and how to read each view.

A sentence is a list of parts {"t": text} or {"t": word, "s": step}; the browser shows the text of both as it
stands and makes the second a button that moves the time cursor.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from rnnviz.analysis import ShownSteps, Story
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.drawing.sentence import SentencePart
from rnnviz.ui.read.view import View

__all__ = [
    "LEARNING_HELP",
    "ORDER_LABELS",
    "STATE_LABELS",
    "Words",
    "helps",
    "learning_title",
    "state_name",
    "titles",
    "what_happened",
]

ORDER_LABELS: Mapping[str, str] = {
    "index": "sorted by number",
    "readout": "sorted by readout weight",
    "variance": "sorted by variance",
    "similarity": "sorted by similarity",
}

STATE_LABELS: Mapping[str, str] = {
    "hidden_states": "hidden state h",
    "cell_states": "cell state c",
    "input_gate": "input gate",
    "forget_gate": "forget gate",
    "cell_candidate": "cell candidate",
    "output_gate": "output gate",
    "update_gate": "update gate",
    "reset_gate": "reset gate",
    "candidate_state": "candidate state",
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
        return f"“{self._name(step)}”, word {number:,}" if number else self._name(step)

    def _name(self, step: int) -> str:
        kind, word = self.steps.kinds[step], self.steps.words[step]
        if kind in {"padding", "start"}:
            return "the padding" if kind == "padding" else "the start sign"
        return word if len(word) <= _LONGEST else word[: _LONGEST - 1] + "…"


def what_happened(words: Words, story: Story) -> list[SentencePart]:
    """Tell the reading in plain words."""
    side = _side(story.positive)
    parts: list[SentencePart] = []
    if story.crossing is not None:
        number = int(words.steps.numbers[story.crossing])
        lead = "The score crosses to " if story.crossings == 1 else "The score last crosses to "
        parts += [{"t": f"{lead}{side} at "}, words.part(story.crossing), {"t": f", word {number:,}"}]
        if story.crossings > 1:
            parts.append({"t": f", after changing sides {_times(story.crossings - 1)} before"})
    elif story.crossings:
        parts.append({"t": f"The words take the score to the other side, and the padding behind them back to {side}"})
    else:
        parts.append({"t": f"The score stays on the {side} side from the first word to the last"})
    if len(story.movers) > 1:
        three = "three " if len(story.movers) > 2 else ""
        parts.append({"t": f"; the {three}words that moved it most are "})
        for place, step in enumerate(story.movers):
            joint = "" if place == 0 else " and " if place == len(story.movers) - 1 else ", "
            parts += [{"t": joint}, words.part(step), {"t": f" ({signed(words.steps.delta_logit[step])})"}]
    elif story.movers:
        step = story.movers[0]
        parts += [
            {"t": "; the only word, "},
            words.part(step),
            {"t": f", moved it by {signed(words.steps.delta_logit[step])}"},
        ]
    parts.append({"t": "."})
    return [part for part in parts if part["t"]]


def titles(words: Words, story: Story, states: Floats, view: View) -> dict[Chart, str]:
    """Titles that say what each view shows here."""
    if story.crossing is None:
        verb = "returns" if story.crossings else "stays"
        turn = f"The score {verb} {_side(story.positive)}, ending at {story.probability:.2f}"
    else:
        turn = f"The score turns {_side(story.positive)} at {words.place(story.crossing)}"
    unit = states[:, view.unit]
    peak = int(np.argmax(np.where(np.isfinite(unit), np.abs(unit), -1)))
    colourings = {
        "readout": "The review, coloured by the verdict after each word",
        "delta_logit": "The review, coloured by how far each word pushed the verdict",
        "unit": f"The review, coloured by the state of unit {view.unit}",
        "speed": "The review, coloured by how much each word changed the state",
    }
    name = STATE_LABELS.get(view.state, view.state.replace("_", " "))
    value = f"{unit[peak]:.2f}" if view.state.endswith("_gate") else signed(unit[peak])
    return {
        "strip": colourings[view.colouring],
        "probability": turn,
        "heatmap": f"{states.shape[1]} units of layer {view.layer}: {name} after each word",
        "unit": f"Unit {view.unit} {_extreme(view)} at {words.place(peak)}: {value}",
    }


LEARNING_HELP = (
    "The verdict with the weights after each epoch. Drag, or use the arrow keys: all views below follow. Dashed: "
    "validation accuracy."
)


def learning_title(epochs: Sequence[int], verdicts: Sequence[float]) -> str:
    """Say how the verdict on a review changed while the network learnt."""
    sides = [verdict >= 0.5 for verdict in verdicts]
    flips = [place for place in range(1, len(sides)) if sides[place] != sides[place - 1]]
    side = _side(sides[-1])
    if not flips:
        return f"The verdict is {side} after every epoch"
    if len(flips) == 1:
        return f"The verdict turns {side} with epoch {epochs[flips[0]]} and stays so"
    if len(flips) > _MANY_FLIPS:
        return f"The verdict changes sides {len(flips)} times, the last time with epoch {epochs[flips[-1]]}"
    where = ", ".join(str(epochs[place]) for place in flips[:-1])
    return f"The verdict changes sides with epochs {where} and {epochs[flips[-1]]}"


def helps(view: View) -> dict[Chart, str]:
    """One line on how to read each view."""
    colourings = {
        "readout": "What the network would answer if the review ended at this word.",
        "delta_logit": "Red words push the score (the logit) up, towards positive; blue ones push it down.",
        "unit": "The state of one unit. Choose another at the left edge of the heatmap.",
        "speed": "‖h[t] − h[t−1]‖: the stronger the colour, the further a word moved the whole state.",
    }
    gate = view.state.endswith("_gate")
    scale = "the stronger the colour, the wider it is open (0 to 1)" if gate else "blue below 0, red above"
    return {
        "strip": colourings[view.colouring],
        "probability": "The readout applied to the state after every word. Above 0.5 it leans to a positive review.",
        "heatmap": f"One row a unit, one column a word; {scale}. Click a unit's number for its line.",
        "unit": "A unit that jumps at a word reacts to it; one that stays flat ignores it or remembers.",
    }


def _extreme(view: View) -> str:
    return "is open furthest" if view.state.endswith("_gate") else "goes furthest from 0"


def state_name(layer: int, state: str) -> str:
    """What is drawn, for labels: "hidden state h of layer 1"."""
    return f"{STATE_LABELS.get(state, state.replace('_', ' '))} of layer {layer}"


def _side(positive: bool) -> str:
    return "positive" if positive else "negative"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(
        count, f"{count} times" if count <= _MANY else f"again and again ({count} times)"
    )
