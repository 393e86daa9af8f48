"""The words of the box for a review and of the rows of reviews, wherever they stand."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.ui.language import say

__all__ = ["Class", "box_labels", "class_labels", "example_labels", "no_example", "placeholder", "too_long_to_link"]

Class = Literal["negative", "positive"]


def box_labels() -> Mapping[Literal["example", "text"], str]:
    """What the pills of the examples and the box are called."""
    return {
        "example": say("Pick a review, or paste your own below"),
        "text": say("Review"),
    }


def placeholder() -> str:
    """What stands in an empty box."""
    return say("Paste a film review in English.")


def example_labels() -> Mapping[str, str]:
    """What the reviews that come with rnnviz are called, by their names."""
    return {
        "mixed": say("mixed"),
        "clearly positive": say("clearly positive"),
        "clearly negative": say("clearly negative"),
        "negated": say("negated"),
        "sarcastic": say("sarcastic"),
        "very short": say("very short"),
        "very long": say("very long"),
        "unknown words": say("unknown words"),
        "not English": say("not English"),
    }


def no_example(came: str, shown: str) -> str:
    """For an address with an example that there is not."""
    return say("There is no example {came}; {shown} is shown.", came=came, shown=shown)


def too_long_to_link(longest: int) -> str:
    """For a text that the address does not hold."""
    return say(
        "A link to this page holds texts of up to {longest:,} characters; this one is longer.",
        longest=longest,
    )


def class_labels() -> Mapping[Class, str]:
    """What the labels of reviews are called."""
    return {"negative": say("negative"), "positive": say("positive")}
