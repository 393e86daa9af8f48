"""The words in the views of "Read a review"; the browser fills their places."""

from collections.abc import Mapping

from rnnviz.cells import GATES
from rnnviz.ui.drawing.words import playback, scale_ends
from rnnviz.ui.language import say
from rnnviz.ui.read import help_words, learning_words
from rnnviz.ui.read.view import View
from rnnviz.ui.read.views.reader import ReaderLabels

__all__ = ["order_label", "order_labels", "padding_step", "reader_labels", "start_step", "state_ends", "word_ends"]


# ---- how the units are sorted ----


def order_labels() -> Mapping[str, str]:
    """What the ways to sort the units are called in their box."""
    return {
        "index": say("index"),
        "readout": say("readout"),
        "variance": say("variance"),
        "similarity": say("similarity"),
    }


def order_label(order: str) -> str:
    """How the rows of the heatmap are sorted."""
    return {
        "index": say("sorted by number"),
        "readout": say("sorted by readout weight"),
        "variance": say("sorted by variance"),
        "similarity": say("sorted by similarity"),
    }[order]


# ---- steps and scales ----


def padding_step(count: int) -> str:
    """The step that stands for all the padding."""
    return say("{count} × padding", count=count)


def start_step() -> str:
    """The step of the start sign."""
    return say("start")


def word_ends(view: View) -> list[str]:
    """What lies at both ends of the scale of the words' colours."""
    match view.colouring:
        case "readout":
            return [say("negative review"), say("positive review")]
        case "delta_logit":
            return [say("towards negative"), say("towards positive")]
        case "speed":
            return [say("no change"), say("largest change")]
        case "unit":
            if view.state in GATES:
                return state_ends(view)
            return [say("unit {unit} below 0"), say("unit {unit} above 0")]


def state_ends(view: View) -> list[str]:
    """What lies at both ends of the scale of the states."""
    return [say("closed"), say("open")] if view.state in GATES else list(scale_ends())


# ---- everything else ----


def reader_labels(view: View) -> ReaderLabels:
    """What is written in the views, and said of what is pointed at."""
    return {
        **playback(reset=say("Reset: back to the verdict")),
        "back": say("Previous word"),
        "forward": say("Next word"),
        "speed": say("Reading speed"),
        "reader": say("Review reader"),
        "pinned": say("Pinned · Esc frees"),
        "ask": say("How to read this"),
        "word": say("word {number}"),
        "unknown": say("word {number} · unknown"),
        "padding": say("padding"),
        "start": say("start of review"),
        "unknown_words": say("unknown to the model"),
        "probability": say("probability"),
        "probability_is": say("probability {probability}"),
        "push": say("push"),
        "push_is": say("{before} → {after}"),
        "about_probability": help_words.about_probability(),
        "about_push": help_words.about_push(),
        "about_state": help_words.about_state(),
        "unit": say("unit {unit}"),
        "unit_is": say("unit {unit} = {value}"),
        "unit_title": say("Unit {unit}, word by word"),
        "follow": say("click to follow unit {unit}"),
        "why": say("Arithmetic of unit {unit}, {where}"),
        "further": say("Why?"),
        "elsewhere": say("Where else?"),
        "about_further": say("Which words, how long, what if, which units, how sure: the questions are below"),
        "positive": say("positive"),
        "negative": say("negative"),
        "initial": say("before the first word"),
        "says": say("{where}, {word}: probability {probability}"),
        "chart": say("{title}. {keys}"),
        "strip_keys": say("The review, word by word. Arrow keys move the cursor, Enter pins it, Space plays."),
        "axis_word": say("word"),
        "axis_unit": say("unit, {order}"),
        "axis_state": say("gate") if view.state in GATES else say("state"),
        **learning_words.epoch_labels(),
    }
