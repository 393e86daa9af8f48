"""The words on how to read each view of "Read a review", and what its terms mean."""

from typing import Literal

from rnnviz.cells import GATES
from rnnviz.recording import Recording
from rnnviz.ui.language import say
from rnnviz.ui.read.view import View
from rnnviz.ui.read.words import NO_STATE, Chart, state_label

__all__ = ["about_probability", "about_push", "about_state", "ends_here", "helps"]

EndsHere = Literal["so", "otherwise", "backwards"]


def ends_here(recording: Recording) -> EndsHere:
    """Whether the network would give the probability after a word if the review ended there.

    "so": it would. "otherwise": its row would hold other zeros or words. "backwards": what was read backwards has seen
    the words behind.
    """
    if any(layer.bidirectional for layer in recording.spec.layers):
        return "backwards"
    return "so" if recording.spec.mask_zero and not recording.words_cut else "otherwise"


def helps(view: View, recording: Recording) -> dict[Chart, str]:
    """How to read each view."""
    return {
        "strip": _strip_help(view, recording),
        "probability": _probability_help(ends_here(recording)),
        "heatmap": _heatmap_help(view),
        "unit": say("A unit that jumps at a word reacts to it; one that stays flat ignores it or remembers."),
    }


def _probability_help(here: EndsHere) -> str:
    match here:
        case "so":
            return say(
                "The readout, which turns a state into a probability, applied after each word: what the network would "
                "answer if the review ended there. From 0.5 on that is positive."
            )
        case "otherwise":
            return say(
                "The readout, which turns a state into a probability, applied after each word; from 0.5 on it is "
                "positive. A review that ended there can get another answer, because its row would hold other zeros or "
                "other words."
            )
        case "backwards":
            return say(
                "The readout, which turns a state into a probability, applied at each word; from 0.5 on it is "
                "positive. This network reads backwards, too, so each value knows the words behind: it is not what the "
                "network would answer if the review ended there."
            )


def _strip_help(view: View, recording: Recording) -> str:
    match view.colouring:
        case "readout":
            return _probability_help(ends_here(recording))
        case "delta_logit":
            return say(
                "Teal words push the probability up, towards positive; orange ones push it down. The stronger the "
                "colour, the further, measured in log-odds (the logit)."
            )
        case "unit" if view.state in NO_STATE:
            gate = state_label(view.state)
            return say("The {gate} of one unit. Choose another at the left edge of the heatmap.", gate=gate)
        case "unit":
            return say("The state of one unit. Choose another at the left edge of the heatmap.")
        case "speed":
            return _speed_help(view.state)


def _speed_help(state: str) -> str:
    if state in NO_STATE:
        return say(
            "‖g[t] − g[t−1]‖, g being the {gate} of all units: the stronger the colour, the further it moved. Before "
            "the first step it counts as 0.",
            gate=state_label(state),
        )
    if state == "cell_states":
        return say("‖c[t] − c[t−1]‖: the stronger the colour, the further a word moved the whole cell state.")
    return say("‖h[t] − h[t−1]‖: the stronger the colour, the further a word moved the whole state.")


def _heatmap_help(view: View) -> str:
    does = _does(view.state)
    if view.state in GATES:
        rows = say("One row a unit, one column a word; the stronger the colour, the wider the gate is open (0 to 1).")
    else:
        rows = say("One row a unit, one column a word; blue below 0, red above.")
    click = say(
        "Click a cell: its word is pinned, its unit is drawn below, and the button beside that leads to the arithmetic "
        "of that very step (so does a double click)."
    )
    return " ".join([does, rows, click] if does else [rows, click])


def _does(state: str) -> str:
    """What the drawn quantity is for; nothing of a gate that only its cell knows."""
    known = {
        "hidden_states": about_state(),
        "cell_states": say(
            "The cell state is a second number that a unit carries from word to word; it begins at zero for every "
            "review, and what the output gate lets through of it is the hidden state h."
        ),
        "input_gate": say("The input gate says how much of the cell candidate is added to the cell state."),
        "forget_gate": say(
            "The forget gate says how much of the cell state is kept at this word: 1 keeps all, 0 nothing."
        ),
        "output_gate": say("The output gate says how much of the cell state is let through as hidden state h."),
        "cell_candidate": say("The cell candidate is what this word would add to the cell state."),
        "update_gate": say(
            "The update gate says how much of the state before is kept at this word: 1 keeps all, 0 takes the "
            "candidate instead."
        ),
        "reset_gate": say("The reset gate says how much of the state before goes into the candidate."),
        "candidate_state": say("The candidate state is what would take the place of the state before."),
    }
    return known.get(state, "")


def about_probability() -> str:
    """What the probability is."""
    return say(
        "The probability that the review is positive, as the network gives it; from 0.5 on the verdict is positive."
    )


def about_push() -> str:
    """What a push is; the place is filled where the step is known."""
    return say("Push: the probability before this step and after it. In log-odds (the logit): {log_odds}.")


def about_state() -> str:
    """What a state is."""
    return say("State: a number that a unit carries from word to word. It begins at zero for every review.")
