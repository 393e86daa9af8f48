"""What the list of verdicts says: its groups, orders and rows."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.ui.across.error_facts import Group
from rnnviz.ui.language import say, say_count

__all__ = ["Order", "found", "group_labels", "list_title", "opener_labels", "order_labels", "review_note"]

Order = Literal["surest", "closest", "longest", "shortest", "unknown", "denying"]


def group_labels() -> Mapping[Group, str]:
    """What can be listed."""
    return {
        "wrong": say("all wrong ones"),
        "false_positive": say("negative, called positive"),
        "false_negative": say("positive, called negative"),
        "true_positive": say("positive, called so"),
        "true_negative": say("negative, called so"),
        "bag_only": say("only the bag of words is right"),
        "run_only": say("only the network is right"),
    }


def order_labels() -> Mapping[Order, str]:
    """How they are ordered."""
    return {
        "surest": say("surest verdict"),
        "closest": say("closest verdict"),
        "longest": say("longest"),
        "shortest": say("shortest"),
        "unknown": say("most unknown words"),
        "denying": say("most negation words"),
    }


def list_title(group: Group) -> str:
    """Title of the list."""
    return say("Reviews: {group}", group=group_labels()[group])


def found(count: int, page: int, pages: int) -> str:
    """How many there are, and how a row is read."""
    if not count:
        return say("There is no such review.")
    return say_count(
        count,
        "{count:,} review; page {page:,} of {pages:,}. A row: label, probability of positive, words, unknown and "
        "negation words among them.",
        "{count:,} reviews; page {page:,} of {pages:,}. A row: label, probability of positive, words, unknown and "
        "negation words among them.",
        page=page,
        pages=pages,
    )


def review_note(probability: float, words: int, unknown: int, denying: int) -> str:
    """What is told of a review in its row."""
    return say(
        "{probability:.2f} · {words:,} words, {unknown:,} unknown, {denying:,} neg.",
        probability=probability,
        words=words,
        unknown=unknown,
        denying=denying,
    )


def opener_labels() -> dict[Literal["here", "read", "here_name", "read_name"], str]:
    """The button that opens a review; the place is filled by the browser."""
    return {"read": say("Read it"), "read_name": say("Read review {number_label} with this network")}
