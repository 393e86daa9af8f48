"""The titles of the views of "Read a review": what each shows here."""

import numpy as np

from rnnviz.analysis import Story, change_of_state
from rnnviz.cells import GATES
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.language import say
from rnnviz.ui.read.view import View
from rnnviz.ui.read.words import NO_STATE, Chart, Words, side_of, state_label

__all__ = ["titles"]


def titles(words: Words, story: Story, states: Floats, view: View, directions: int = 1) -> dict[Chart, str]:
    """Titles that say what each view shows here; of 2 `directions`, half of the units read backwards."""
    unit = states[:, view.unit]
    peak = int(np.argmax(np.where(np.isfinite(unit), np.abs(unit), -1)))
    return {
        "strip": _strip_title(view),
        "probability": _turn(words, story),
        "heatmap": _heatmap_title(view, states.shape[1], directions, _largest_change(words, states)),
        "unit": _unit_title(view, words.place(peak), unit[peak]),
    }


def _strip_title(view: View) -> str:
    gate = state_label(view.state)
    match view.colouring:
        case "readout":
            return say("The review, coloured by the probability after each word")
        case "delta_logit":
            return say("The review, coloured by how far each word pushed the verdict")
        case "unit" if view.state in NO_STATE:
            return say("The review, coloured by the {gate} of unit {unit}", gate=gate, unit=view.unit)
        case "unit":
            return say("The review, coloured by the state of unit {unit}", unit=view.unit)
        case "speed" if view.state in NO_STATE:
            return say("The review, coloured by how much each word changed the {gate}", gate=gate)
        case "speed":
            return say("The review, coloured by how much each word changed the state")


def _largest_change(words: Words, states: Floats) -> str | None:
    """The word that moved all units together furthest; None where there is none."""
    read = words.steps.numbers > 0
    moved = np.where(read, change_of_state(np.where(np.isfinite(states), states, 0)), -1)
    return words.place(int(moved.argmax())) if moved.max(initial=0) > 0 else None


def _heatmap_title(view: View, units: int, directions: int, place: str | None) -> str:
    told: dict[str, object] = {"units": units, "layer": view.layer, "name": state_label(view.state), "place": place}
    if directions == 1 and place is not None:
        return say("{units} units of layer {layer}: {name} after each word, changing most at {place}", **told)
    if directions == 1:
        return say("{units} units of layer {layer}: {name} after each word", **told)
    half = units // 2
    return say(
        "{units} units of layer {layer}: {name} at each word; units 0 to {forward} read forwards, {first} to {last} "
        "backwards",
        forward=half - 1,
        first=half,
        last=units - 1,
        **told,
    )


def _turn(words: Words, story: Story) -> str:
    """Where the verdict was decided."""
    side = side_of(story.positive)
    if story.words_positive not in (None, story.positive):
        return say(
            "The padding behind the words makes the verdict {side}, ending at {end:.2f}",
            side=side,
            end=story.probability,
        )
    if story.crossing is not None:
        return say("The probability last turns {side} at {place}", side=side, place=words.place(story.crossing))
    return say("The probability stays on the {side} side, ending at {end:.2f}", side=side, end=story.probability)


def _unit_title(view: View, place: str, value: float) -> str:
    told = {"name": state_label(view.state), "unit": view.unit, "place": place}
    if view.state in GATES:
        return say("The {name} of unit {unit} is open furthest at {place}: {value:.2f}", value=value, **told)
    return say("The {name} of unit {unit} goes furthest from 0 at {place}: {value}", value=signed(value), **told)
