"""What stands at the pictures of "Small tasks"."""

from rnnviz.ui.language import say

__all__ = ["texts_help", "texts_title"]


def texts_title(*, trained: bool) -> str:
    """Title of the three texts."""
    return say("Three held-out texts, and what the network says") if trained else say("Three texts and the truth")


def texts_help(*, trained: bool) -> str:
    """How to read them."""
    if trained:
        return say(
            "Below each symbol what is true if the text ended there, and the network's probability of yes after it: "
            "teal is yes, orange no. It was taught the answer at the end alone."
        )
    return say("Below each symbol what is true if the text ended there. The network is taught the last answer alone.")
