"""What the card of negation and order says around its charts, and its table."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.explanation import CONTROL, PairReadings, Proportion
from rnnviz.ui.language import say

__all__ = [
    "chart_labels",
    "controls",
    "mislead",
    "modifiers",
    "negation_help",
    "negation_kinds",
    "negation_title",
    "notes",
    "order_help",
    "order_kinds",
    "order_title",
    "table",
]


def controls() -> Mapping[Literal["modifier"], str]:
    """What the controls are called."""
    return {"modifier": say("Word that negates")}


def modifiers() -> Mapping[str, str]:
    """Words that can be inserted; they are of the texts, and in no other language."""
    return {"not": "not", "never": "never"}


def chart_labels() -> Mapping[Literal["all", "bag", "intervals", "chance", "fillers", "at", "share"], str]:
    """What is written in both charts."""
    return {
        "all": say("all pairs"),
        "bag": say("bag of words, all pairs"),
        "intervals": say("95 % intervals"),
        "chance": say("chance"),
        "fillers": say("words in between"),
        "at": say("with {x} words in between"),
        "share": say("moved as a reader expects"),
    }


def negation_kinds() -> tuple[str, str]:
    """What pairs of kind 0 and 1 are called."""
    return say("before blame"), say("before praise")


def order_kinds() -> tuple[str, str]:
    """The same of order."""
    return say("what is meant comes last"), say("what is meant comes first")


def negation_title(modifier: str) -> str:
    """What the first chart shows."""
    return say("Inserting “{word}”: how often the logit moves towards the opposite", word=modifier)


def negation_help(modifier: str) -> str:
    """How to read it."""
    return say(
        "“the film is good” and “the film is {word} good”, then with words in between: “{word} to me and to all of us "
        "good”. Expected: down for an adjective that praises, up for one that blames.",
        word=modifier,
    )


def order_title() -> str:
    """What the second chart shows."""
    return say("The same words in two orders: how often the better review is higher")


def order_help() -> str:
    """How to read it."""
    return say(
        "“the film is not bad but good” against “the film is not good but bad”, and “good and not bad” against “bad "
        "and not good”. A bag of words reads both alike, and is never right."
    )


def table(negation: PairReadings, order: PairReadings, modifier: str) -> str:
    """All shares with their intervals, as a table."""
    head = [
        say("Kind of pair"),
        say("pairs"),
        say("this network"),
        say("“{word}” instead", word=CONTROL),
        say("bag of words"),
    ]
    rows = [
        [say("“{word}” inserted, all", word=modifier), *_cells(negation, None)],
        *([name, *_cells(negation, kind)] for kind, name in enumerate(negation_kinds())),
        [say("two orders, all"), *_cells(order, None)],
        *([name, *_cells(order, kind)] for kind, name in enumerate(order_kinds())),
    ]
    lines = [head, ["---", "--:", *["---"] * 3], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(read: PairReadings, kind: int | None) -> list[str]:
    shares = [
        None if moved is None else read.share(moved, kind=kind)
        for moved in (read.moved, read.control_moved, read.bag_moved)
    ]
    return [f"{read.share(kind=kind).n:,}", *(_share(one) for one in shares)]


def _share(one: Proportion | None) -> str:
    if one is None:
        return "–"
    low, high = one.interval
    return say("{share:.0f} % ({low:.0f}–{high:.0f})", share=100 * one.share, low=100 * low, high=100 * high)


def notes(*, known: bool) -> list[str]:
    """How the pairs were made."""
    bag = [] if known else [say("This run keeps no bag of words to compare with: “How sure” has it measured.")]
    return [
        *bag,
        say(
            "Each share has its 95 % interval (Wilson). The pairs are made of 6 sentences and 20 adjectives with 0 to "
            "8 words in between; they share their words, so other words would scatter more than the intervals say. "
            "Pairs with a word that the network does not know are left out."
        ),
    ]


def mislead() -> str:
    """How the card can mislead."""
    return say(
        "Moving the right way is less than negating, which would turn the verdict; and any word moves it somewhere, so "
        "compare with “{word}” in the same place.",
        word=CONTROL,
    )
