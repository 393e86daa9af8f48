"""The words of "Small tasks": what each task asks, and what its controls are called."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.corpora import TaskKey
from rnnviz.ui.language import say

__all__ = [
    "Part",
    "choices_unknown",
    "clip_labels",
    "controls",
    "demands",
    "distance_called",
    "even_only",
    "ladder_question",
    "no_law",
    "part_labels",
    "symbols_mean",
]

Part = Literal["learn", "ladder", "reach"]


def demands() -> Mapping[TaskKey, str]:
    """What each task demands of memory, and what does not help."""
    return {
        "first-symbol": say(
            "One bit has to be kept while letters that look just like it go by. Counting does not help: how many a's "
            "there are tells nothing of the first."
        ),
        "copy": say(
            "The last letters have to be kept in their order, because the text may end after any of them: every step "
            "moves all of them on by one place. Counting does not help."
        ),
        "parity": say(
            "One bit has to be turned over at every b: a single letter missed makes the answer wrong, and no part of "
            "the text gives half an answer."
        ),
        "count": say(
            "One number has to be added up. The order plays no part, so a bag of words that counts would do as well: "
            "memory is needed, order is not."
        ),
        "brackets": say(
            "How many are open has to be counted, and a single one too many has to be kept in mind. All texts open as "
            "many as they close, so counting both, or looking at either end, does not help."
        ),
        "sine": say(
            "A level alone says as often up as down: it has to be compared with those before it. Levels are rounded "
            "to twenty letters, a the lowest and t the highest; which letter is how high, the network has to find out."
        ),
        "sentiment": say(
            "A sum has to be kept, and beside it how many of the last four words were “not”, and whether the last was "
            "“very”. A bag of words is right in 60 to 80 % of the texts: only what lies above shows memory."
        ),
    }


def symbols_mean() -> Mapping[TaskKey, str]:
    """What the symbols of a task stand for, where they do not say so themselves."""
    return {
        "sentiment": say(
            "good is 1, bad −1, awesome 2, awful −2, all others 0; “not” turns the sign of the next four words, “very” "
            "doubles the next one."
        ),
    }


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "k_part": say("Experiment"),
        "k_task": say("Task"),
        "k_cell": say("Cell"),
        "k_units": say("Units"),
        "k_gain": say("First recurrent weights"),
        "k_clip": say("Gradients"),
        "k_seeds": say("Seeds"),
        "k_start": say("Train"),
        "k_again": say("Train with another seed"),
        "k_stop": say("Stop"),
        "k_read": say("Read the first text with it"),
        "k_ladder": say("Climb the ladder"),
        "k_ladder_task": say("Remember"),
        "k_distance": say("Distance, steps"),
        "k_cut": say("Show a cut after, steps"),
        "k_go_on": say("Go on"),
        "k_reach": say("Cut the gradients"),
    }


def distance_called(key: TaskKey) -> str:
    """What the box of the distance is called."""
    return say("Distance, steps") if key in {"first-symbol", "copy"} else say("Length, symbols")


def clip_labels() -> Mapping[Literal["on", "off"], str]:
    """Whether gradients are clipped."""
    return {"on": say("clipped to 1"), "off": say("as they come")}


def ladder_question() -> str:
    """What the ladder asks."""
    return say("How far back does each cell remember? Every rung is a network of 16 units that learns one distance.")


def no_law() -> str:
    """What the ladder is not to be taken for."""
    return say(
        "That gates remember and a SimpleRNN forgets is no law: how the recurrent weights begin can matter, too. "
        "Choose other first weights, and climb again."
    )


def even_only(came: int, shown: int) -> str:
    """For a length of brackets that is odd."""
    return say("Brackets come in pairs: of {came} symbols {shown} are taken.", came=came, shown=shown)


def part_labels() -> Mapping[Part, str]:
    """The three experiments."""
    return {
        "learn": say("Learn one task"),
        "ladder": say("Memory ladder"),
        "reach": say("How far gradients reach"),
    }


def choices_unknown() -> Mapping[str, str]:
    """For an address that asks for what there is not; the places are filled where it is said."""
    return {
        "k_part": say("There is no experiment {came}; {shown} is shown. There are {known}."),
        "k_task": say("There is no task {came}; {shown} is shown. There are {known}."),
        "k_cell": say("There is no cell {came}; {shown} is shown. There are {known}."),
        "k_ladder_task": say("There is no ladder for {came}; {shown} is shown. There are {known}."),
        "k_gain": say("First weights are one of {known}, not {came}; {shown} is shown."),
        "k_clip": say("Gradients are one of {known}, not {came}; {shown} is shown."),
    }
