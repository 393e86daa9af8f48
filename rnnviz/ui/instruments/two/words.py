"""What is said of two readings at once."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.instruments.views.pair import PairLabels
from rnnviz.ui.language import say, say_count

__all__ = [
    "NOTHING",
    "controls",
    "difference_heatmap_title",
    "difference_title",
    "epoch_name",
    "furthest",
    "heatmap_title",
    "kinds",
    "labels",
    "mislead",
    "no_epoch",
    "no_network",
    "not_there",
    "parting",
    "probability_title",
    "verdicts",
]

NOTHING = 0.05
"""Running logits that are never further apart than this are told as the same."""


def controls() -> Mapping[
    Literal["what", "network", "epoch", "read", "this_review", "that_review"],
    str,
]:
    """Labels of the controls, and what two reviews are called."""
    return {
        "what": say("Compare this reading with"),
        "network": say("The other network"),
        "epoch": say("The other epoch"),
        "read": say("Read it beside"),
        "this_review": say("the review above"),
        "that_review": say("the other review"),
    }


def kinds() -> Mapping[str, str]:
    """What the reading on the stage can be compared with."""
    return {"network": say("another network"), "review": say("another review"), "epoch": say("another epoch")}


def not_there() -> str:
    """For an address that asks for a comparison that there is not, with the places of `choice`."""
    return say("This reading cannot be compared with {came}; {shown} is chosen. There is {known}.")


def no_network() -> str:
    """For an address that names a network that is not there, or the one that is shown already."""
    return say("There is no other network {came}; {shown} is chosen.")


def no_epoch() -> str:
    """For an address that names an epoch that was not kept, or the one that is shown already."""
    return say("There is no other epoch {came}; {shown} is chosen.")


def epoch_name(epoch: int | None) -> str:
    """What an epoch is called; None is the trained model."""
    return say("the best epoch") if epoch is None else say("epoch {epoch}", epoch=epoch)


def mislead(kind: str) -> str:
    """How a comparison of this kind misleads."""
    if kind == "review":
        return say(
            "Two reviews differ in many words at once, so which of them made the difference is not seen here. Change "
            "one word under “What if” to find out."
        )
    return say(
        "Who is surer is not therefore right: “How sure” counts how often verdicts come true. And one review does not "
        "say which of the two reads better."
    )


# ---- the sentence ----


def side(probability: float) -> str:
    """On which side a probability lies."""
    return say("positive") if probability >= 0.5 else say("negative")


def verdicts(names: tuple[str, str], probabilities: tuple[float, float]) -> str:
    """Both verdicts."""
    told = {
        "one": names[0],
        "other": names[1],
        "first": f"{probabilities[0]:.2f}",
        "second": f"{probabilities[1]:.2f}",
    }
    if (probabilities[0] >= 0.5) == (probabilities[1] >= 0.5):
        return say(
            "Both end on the {side} side: {one} at {first}, {other} at {second}.", side=side(probabilities[0]), **told
        )
    return say(
        "They end on different sides: {one} at {first}, which is {side}, {other} at {second}, which is {opposite}.",
        side=side(probabilities[0]),
        opposite=side(probabilities[1]),
        **told,
    )


def furthest(names: tuple[str, str], place: list[SentencePart], difference: float) -> list[SentencePart]:
    """Where their running logits are furthest apart, and by how much."""
    if abs(difference) <= NOTHING:
        return say_parts(
            "Nothing separates them: after no word are their running logits more than {size} apart.",
            size=f"{abs(difference):.3f}",
        )
    return say_parts(
        "They are furthest apart at {place}: there the logit of {other} is {size} higher than that of {one}."
        if difference > 0
        else "They are furthest apart at {place}: there the logit of {other} is {size} lower than that of {one}.",
        place=place,
        one=names[0],
        other=names[1],
        size=f"{abs(difference):.2f}",
    )


def parting(place: list[SentencePart] | None, apart: int, count: int) -> list[SentencePart]:
    """Where they part for good; or after how many of the words they stand on different sides."""
    if place is not None:
        return say_parts("From {place} on they stay on different sides.", place=place)
    if not apart:
        return say_parts("They are on the same side after every word.")
    told = say_count(
        apart,
        "After {count} of {words} words they are on different sides.",
        "After {count} of {words} words they are on different sides.",
        words=count,
    )
    return [{"t": told}]


# ---- the pictures ----


def probability_title(names: tuple[str, str], ends: tuple[float, float]) -> str:
    """Title of the running probabilities."""
    return say(
        "The running probability: {one} ends at {first:.2f}, {other} at {second:.2f}",
        one=names[0],
        first=ends[0],
        other=names[1],
        second=ends[1],
    )


def difference_title(names: tuple[str, str], last: float) -> str:
    """Title of the difference."""
    return say(
        "The difference in logit, {other} minus {one}: {last} at the end",
        one=names[0],
        other=names[1],
        last=signed(last),
    )


def heatmap_title(name: str, units: int) -> str:
    """Title of the states of one of them."""
    return say("Hidden state h of the {units} units in the last layer: {name}", name=name, units=units)


def difference_heatmap_title(names: tuple[str, str]) -> str:
    """Title of the difference of states."""
    return say("The difference of the states, unit by unit: {other} minus {one}", one=names[0], other=names[1])


def labels(names: tuple[str, str], *, by_number: bool, same_units: bool) -> PairLabels:
    """What is written in the view, and said of what is pointed at; the browser fills the places."""
    return {
        "view": say("Two readings beside each other"),
        "probability_help": say(
            "One axis for both, word beside word. Where only one of them has a word, the other's line stays where it "
            "was."
        )
        if not by_number
        else say(
            "The reviews have few words in common: word stands beside word by its number alone, so only the shapes and "
            "the ends can be compared."
        ),
        "difference_help": say("Above 0 {other} leans further to positive than {one}.", one=names[0], other=names[1]),
        "states_help": say("All have one colour scale, and the same unit stands in the same row.")
        if same_units
        else say(
            "Both on one colour scale. Units of two networks have nothing to do with each other: compare how strong "
            "the pictures are, and when they change."
        ),
        "axis_probability": say("probability"),
        "axis_difference": say("logit"),
        "axis_unit": say("unit"),
        "axis_word": say("word"),
        "missing": say("–"),
        "at": say("{one} | {other}"),
        "value": say("{name} {value}"),
        "state": say("unit {unit}: {value}"),
        "says": say("{word}: {one}, {other}"),
        "below": say("below 0"),
        "above": say("above 0"),
    }
