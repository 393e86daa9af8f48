"""What the menu of the instruments says."""

from rnnviz.ui.language import say

__all__ = ["at_word", "controls", "no_question", "probability_axis", "questions", "word_axis"]


def controls() -> dict[str, str]:
    """Labels of the menu."""
    return {"ask": say("Ask further: why did it say that?")}


def questions() -> dict[str, str]:
    """What can be asked, by its name."""
    return {
        "none": say("Nothing"),
        "which": say("Which words"),
        "how_long": say("How long"),
        "what_if": say("What if"),
        "units": say("Units"),
        "two": say("Two at once"),
        "how_sure": say("How sure"),
    }


def no_question() -> str:
    """For an address that asks what nobody answers, with the places of `choice`."""
    return say("There is no question {came}; {shown} is chosen. The questions are {known}.")


def word_axis() -> str:
    """The axis of a review's words."""
    return say("word")


def at_word() -> str:
    """What is pointed at in a chart over words; the browser fills the place."""
    return say("at {word}")


def probability_axis() -> str:
    """The axis of a probability."""
    return say("probability")
