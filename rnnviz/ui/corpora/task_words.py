"""What small tasks are called, and what each asks, on every page that reads with a network of theirs."""

from collections.abc import Mapping

from rnnviz.corpora import TaskKey
from rnnviz.ui.language import say

__all__ = ["rules", "task_labels"]


def task_labels() -> Mapping[TaskKey, str]:
    """What the tasks are called."""
    return {
        "first-symbol": say("First symbol"),
        "copy": say("Delayed copy"),
        "parity": say("Parity"),
        "count": say("Count"),
        "brackets": say("Brackets"),
        "sine": say("Wave"),
        "sentiment": say("Negation"),
    }


def rules(distance: int) -> Mapping[TaskKey, str]:
    """The question of each task, in one sentence."""
    return {
        "first-symbol": say("Was the first symbol an a, {distance} symbols before the end?", distance=distance),
        "copy": say("Was the symbol {distance} steps before the last one an a?", distance=distance),
        "parity": say("Is the number of b's odd, among {distance} symbols?", distance=distance),
        "count": say("Are there more a's than b's, among {distance} symbols?", distance=distance),
        "brackets": say(
            "Is every one of {distance} brackets matched, none closed before it was open?", distance=distance
        ),
        "sine": say("Does a noisy wave rise at the last of {distance} steps?", distance=distance),
        "sentiment": say("Is the sum of what {distance} words say above zero?", distance=distance),
    }
