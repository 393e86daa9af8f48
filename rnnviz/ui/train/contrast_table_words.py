"""The words around networks without a state beside a run: what they are, the picture and the table of them."""

import numpy as np

from rnnviz.explanation import ContrastRow, ContrastTable
from rnnviz.runs import DROPOUT
from rnnviz.ui.instruments.words import reviews_of
from rnnviz.ui.language import say

__all__ = [
    "against",
    "built_title",
    "column_helps",
    "columns",
    "interval",
    "kinds_explained",
    "left_out",
    "misleads",
    "not_there",
    "picture_columns",
    "picture_help",
    "picture_title",
    "points",
    "reads_order",
    "seeds",
    "title",
]


def title() -> str:
    """Title of the part."""
    return say("Did it need a state?")


def not_there(name: str) -> str:
    """For a run without contrasts."""
    return say(
        "Networks without a state have not been trained on the reviews of {name} yet: the mean of its word vectors, "
        "the flattened row, a 1D convnet and a bag of words. What they reach says whether reading word by word pays.",
        name=name,
    )


def left_out(table: ContrastTable) -> str:
    """Which reviews these are."""
    if not table.held_out:
        return say("The reviews are from the run's own validation part.")
    return say(
        "The reviews are from {name}; {count:,} that stand among the run's own, too, are left out.",
        name=reviews_of(table.reviews),
        count=table.left_out,
    )


# ---- the picture ----


def picture_title(table: ContrastTable) -> str:
    """Title of the picture."""
    return (
        say("How often each is right on the same {reviews:,} held-out reviews", reviews=table.reviewed)
        if table.held_out
        else say("How often each is right on the same {reviews:,} validation reviews", reviews=table.reviewed)
    )


def picture_help() -> str:
    """How it is read."""
    return say(
        "Percent; dot and line: share and its 95 % interval (Wilson). The axes do not begin at 0. On the right the "
        "words of each row are shuffled once, padding and start sign stay: what falls has read order."
    )


def picture_columns() -> tuple[tuple[str, str], tuple[str, str]]:
    """Titles of both columns, and what they are."""
    return (
        (say("As written"), say("percent as labelled")),
        (say("Words shuffled"), say("percent as labelled")),
    )


# ---- the table ----


def columns() -> dict[str, str]:
    """What the columns are called."""
    return {
        "network": say("network"),
        "right": say("right, %"),
        "interval": say("95 % interval"),
        "against": say("run minus this, points"),
        "seeds": say("seeds: median (range)"),
        "shuffled": say("words shuffled, %"),
        "order": say("reads order"),
        "parameters": say("parameters"),
        "seconds": say("seconds an epoch"),
        "epochs": say("epochs"),
    }


def column_helps() -> dict[str, str]:
    """What needs a word more."""
    return {
        "against": say(
            "Difference on the same reviews with its 95 % interval (Agresti and Min); above 0 the run leads."
        ),
        "seeds": say("Of several trainings from other initial weights, on the same reviews."),
        "order": say("Whether another order of the words turns verdicts, and what the order is worth in points."),
        "seconds": say(
            "Median, with validation, on the machine that trained it: the run by its record's engine, with dropout by "
            "the live engine, networks without a state by Keras. Of the bag of words the whole fit."
        ),
    }


def interval(low: float, high: float) -> str:
    """Both ends, in percent."""
    return say("{low:.1f} to {high:.1f}", low=100 * low, high=100 * high)


def against(row: ContrastRow) -> str:
    """The run against a contrast."""
    if row.against is None:
        return "–"
    low, high = row.against.interval
    return say(
        "{difference} ({low} to {high})",
        difference=points(row.against.difference),
        low=points(low),
        high=points(high),
    )


def seeds(row: ContrastRow) -> str:
    """Of several seeds the median and the range."""
    if len(row.seeds) < 2:
        return "–"
    return say(
        "{median:.1f} ({low:.1f} to {high:.1f})",
        median=100 * float(np.median(row.seeds)),
        low=100 * min(row.seeds),
        high=100 * max(row.seeds),
    )


def reads_order(row: ContrastRow) -> str:
    """Whether a network reads order, and what that is worth."""
    if not row.answers.turned:
        return say("no")
    if row.order.apart > 0:
        return say("yes, worth {points:.1f} points", points=100 * row.order.difference)
    if row.order.apart < 0:
        return say("yes, and loses {points:.1f} points", points=-100 * row.order.difference)
    return say("yes, worth nothing that shows")


# ---- how they are built ----


def built_title() -> str:
    """Title of what opens."""
    return say("How they are built")


def kinds_explained() -> dict[str, str]:
    """What each contrast is."""
    return {
        "averaged": say(
            "Mean word vector: each word adds its own number, wherever it stands; padding is left out. It "
            "cannot know any order."
        ),
        "flattened": say(
            "Flattened row: all word vectors behind each other, with a weight for each number in each place. It knows "
            "places, but what it learns of a word in one place it does not know in the next."
        ),
        "convolution": say(
            "1D convnet, as in the chapter's next section: 32 patterns of 7 words, the strongest of every 5 places, "
            "32 patterns of 7 such, the strongest of all. It knows order within 41 places and nothing beyond."
        ),
        "bag_of_words": say(
            "Bag of words: a logistic regression on which words stand in the row at all. How often and where they "
            "stand plays no part."
        ),
        DROPOUT: say(
            "With dropout: the run's own network, trained again with a share of each layer's inputs and of the state "
            "that it reads set to zero at random, so that it cannot lean on single numbers. It has a state; it is here "
            "because the chapter's next section recommends it. Reading, it drops nothing."
        ),
    }


def misleads() -> str:
    """How it misleads."""
    return say(
        "How much a state pays is a matter of the task: sentiment asks little of order, and a task whose answer hangs "
        "on what stood where asks much. A network that learnt from ordered words may stumble over shuffled ones "
        "without having gained from their order. And a difference between two trainings is not one between two kinds "
        "of network."
    )


def points(share: float) -> str:
    """A difference in points of a hundred, with its sign; nothing has none."""
    text = f"{100 * share:+.1f}"
    return text.replace("-", "−") if float(text) else "0.0"
