"""What "Read a review" says of a network that was trained on a small task."""

from collections.abc import Sequence

from rnnviz.ui.language import say

__all__ = ["no_symbol", "take_one", "verdict_means"]

_MOST_NAMED = 9


def no_symbol(symbols: Sequence[str]) -> str:
    """For a text that holds nothing of what the network knows."""
    named = symbols if len(symbols) <= _MOST_NAMED else [*symbols[:3], "…", symbols[-1]]
    return say("This network was trained on a small task: it knows {symbols} alone.", symbols=", ".join(named))


def take_one() -> str:
    """What the button says that puts a text of the task into the box."""
    return say("Read a text of its task")


def verdict_means(rule: str) -> str:
    """What positive and negative stand for."""
    return say("For this network “positive” means yes, and “negative” no: {rule}", rule=rule)
