"""What stands in the window that leads from a word of the review to all reviews."""

from rnnviz.ui.language import say

__all__ = ["missing", "state_elsewhere", "title", "unit_everywhere", "what_for", "word_everywhere"]

_LONGEST = 24


def title(place: str) -> str:
    """What the window is of; `place` names the step."""
    return say("Where else? {place}", place=place)


def what_for() -> str:
    """Why one would go there."""
    return say(
        "One review is an anecdote. “Units and words” asks what holds over all validation reviews of this network, and "
        "leads back to this word."
    )


def state_elsewhere() -> str:
    """The way to the nearest states."""
    return say("When else was the network in this state?")


def word_everywhere(word: str) -> str:
    """The way to all uses of the word."""
    return say("What does “{word}” do in all reviews?", word=word if len(word) <= _LONGEST else word[:_LONGEST] + "…")


def unit_everywhere(unit: int) -> str:
    """The way to all that the unit does."""
    return say("What does unit {unit} do in all reviews?", unit=unit)


def missing(layers: int, *, last: bool, unknown: bool) -> list[str]:
    """Which ways are not there, and why."""
    lines = []
    if not last:
        lines.append(
            say(
                "Over all reviews the states of the last layer are recorded: choose layer {last} under “View options” "
                "to ask for a state or a unit.",
                last=layers,
            )
        )
    if unknown:
        lines.append(say("The network does not know this word, and reads all such words as one and the same."))
    return lines
