"""What the instrument "What if" says around its pictures."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.ui.instruments.views.edited import EditedLabels
from rnnviz.ui.language import say

__all__ = [
    "Part",
    "band_labels",
    "box_labels",
    "edited_help",
    "edited_labels",
    "edited_mislead",
    "edited_note",
    "edited_titles",
    "no_link",
    "no_part",
    "numbers",
    "old_picture",
    "only_unknown",
    "opposites_title",
    "parts",
]

Part = Literal["words", "orders", "pairs"]


def parts() -> Mapping[Part, str]:
    """What can be looked at, by its name."""
    return {
        "words": say("Change words"),
        "orders": say("Shuffle the words"),
        "pairs": say("Negation and order card"),
    }


def no_part() -> str:
    """For an address that asks for another part, with the places of `choice`."""
    return say("“What if” shows one of {known}, not {came}; {shown} is shown.")


def box_labels() -> Mapping[Literal["part", "text", "read"], str]:
    """What the controls are called."""
    return {
        "part": say("What if"),
        "text": say("Or write: the text that is read beside the review"),
        "read": say("Read the edit"),
    }


def numbers() -> Mapping[Literal["shuffles", "seed"], str]:
    """What the boxes of numbers are called."""
    return {"shuffles": say("Shuffles"), "seed": say("Seed")}


def old_picture() -> str:
    """Beside a sentence about a text that cannot be read."""
    return say("The picture shows the last text that could be read.")


def only_unknown(count: int) -> str:
    """For an edited text of which the network knows no word."""
    return say(
        "The network knows none of these words: it reads “unknown” {count:,} times, whatever they mean.", count=count
    )


def no_link(longest: int) -> str:
    """For a text that the address does not hold."""
    return say(
        "A link to this page holds edits of up to {longest:,} characters; this one is longer, so a link leads to the "
        "unchanged review.",
        longest=longest,
    )


def opposites_title(count: int) -> str:
    """What the list of opposites is called."""
    return say("The {count:,} pairs of opposites that are offered here", count=count)


def edited_titles() -> dict[Literal["words", "lines"], str]:
    """What both pictures show."""
    return {
        "words": say("Both texts, word beside word"),
        "lines": say("What each reading says so far: the logit after every word"),
    }


def edited_help(reordered: bool) -> str:
    """How to read the words."""
    if reordered:
        return say(
            "The same words in another order stand by their place: first that of the review, then that of the edit."
        )
    return say("Framed is what differs: struck through what is gone, bold what is new. Click a word to change it.")


def edited_note() -> str:
    """How to read both lines."""
    return say(
        "How to read it: the logit is what the network says before it is turned into a probability; above 0 it leans "
        "to positive, and each 0.7 more doubles the odds. Between the lines lies what the edit does, in the colour of "
        "the side that it moves the verdict to. Where a text has no word, its line stays where it was. Dotted words "
        "are unknown to the network."
    )


def edited_mislead() -> str:
    """How they can mislead."""
    return say(
        "One changed review says little about a network, for any other word moves the verdict, too. The card of "
        "negation and order asks the same of a thousand pairs."
    )


def edited_labels() -> EditedLabels:
    """What is written in the view of both readings."""
    return {
        "acts": say("What can be done to this word, and to the whole text"),
        "at": say("At “{word}”:"),
        "gone": say("“{word}” cannot be changed; choose another word"),
        "opposite": say("Replace by “{word}”"),
        "insert": say("Insert “not” before it"),
        "move": say("Move “{word}” before it"),
        "drop": say("Drop it"),
        "reverse": say("Reverse all words"),
        "undo": say("Undo"),
        "original": say("Back to the review"),
        "nothing": say("nothing"),
        "same": say("{one} → {other}"),
        "before": say("the review"),
        "after": say("the edit"),
        "positive": say("leans to positive"),
        "negative": say("leans to negative"),
        "axis": say("logit so far"),
        "axis_words": say("words of both texts, side by side"),
        "says": say("{word}: logit of the review {before}, of the edit {after}"),
        "told": say("review {before}, edit {after}"),
    }


def band_labels() -> Mapping[Literal["title", "help", "band", "middle", "own", "axis", "bag"], str]:
    """What is written in the picture of the shuffles."""
    return {
        "title": say("The logit so far, as the words stand and in random orders"),
        "help": say(
            "In the band lie 90 % of the orders; at the right end are their verdicts. The lines end at different "
            "places only because of the order, for the words are the same. Other words stand in each order at one "
            "place, so compare the right end first."
        ),
        "band": say("90 % of the random orders"),
        "middle": say("their median"),
        "own": say("as written"),
        "axis": say("logit so far"),
        "bag": say("bag of words, in every order"),
    }
