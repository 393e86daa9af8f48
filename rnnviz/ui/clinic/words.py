"""What the page "Clinic" calls what became of a review, and what that means."""

from collections.abc import Mapping

from rnnviz.analysis import Change
from rnnviz.ui.language import say

__all__ = ["group_labels", "group_meanings"]


def group_labels() -> Mapping[Change, str]:
    """Names of the groups, those first that a visitor looks for."""
    return {
        "newly_wrong": say("newly wrong"),
        "newly_right": say("newly right"),
        "forgotten": say("forgotten"),
        "never_right": say("never right"),
        "still_right": say("still right"),
    }


def group_meanings() -> Mapping[Change, str]:
    """What became of the reviews of a group."""
    return {
        "newly_wrong": say("right after the epoch before, wrong now"),
        "newly_right": say("wrong after the epoch before, right now"),
        "forgotten": say("once right, but lost in an earlier epoch and still wrong"),
        "never_right": say("wrong after every epoch so far"),
        "still_right": say("right after the epoch before, and now"),
    }
