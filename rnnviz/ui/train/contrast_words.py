"""The words on networks without a state beside a run."""

from collections.abc import Sequence

import numpy as np

from rnnviz.explanation import ContrastRow, ContrastTable
from rnnviz.runs import ContrastName
from rnnviz.ui.instruments.words import contrast_names, reviews_of
from rnnviz.ui.language import say

__all__ = [
    "against",
    "built_title",
    "column_helps",
    "columns",
    "findings",
    "interval",
    "kinds_explained",
    "left_out",
    "misleads",
    "not_there",
    "picture_columns",
    "picture_help",
    "picture_title",
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


# ---- what the evidence separates ----


def findings(table: ContrastTable, run: str) -> list[str]:
    """Whether the run needed its state, what order is worth to it, and what the comparison leaves open."""
    return [_verdict(table, run), *_others(table), _order(table, run), _open(table)]


def _verdict(table: ContrastTable, run: str) -> str:
    better, alike, behind = _groups(table)
    told: dict[str, object] = {
        "run": run,
        "percent": 100 * table.run.accuracy.share,
        "reviews": table.reviewed,
        "better": _listed(better),
        "alike": _listed(alike),
        "behind": _listed(behind),
    }
    if better:
        return (
            say(
                "Not for these reviews: {run} is right on {percent:.1f} % of {reviews:,} held-out reviews. Better "
                "without any state: {better}.",
                **told,
            )
            if table.held_out
            else say(
                "Not for these reviews: {run} is right on {percent:.1f} % of {reviews:,} validation reviews. Better "
                "without any state: {better}.",
                **told,
            )
        )
    if alike:
        return (
            say(
                "Nothing here shows that it did: {run} is right on {percent:.1f} % of {reviews:,} held-out reviews. "
                "Not told apart from it, without any state: {alike}.",
                **told,
            )
            if table.held_out
            else say(
                "Nothing here shows that it did: {run} is right on {percent:.1f} % of {reviews:,} validation reviews. "
                "Not told apart from it, without any state: {alike}.",
                **told,
            )
        )
    return (
        say(
            "It does better with one: {run} is right on {percent:.1f} % of {reviews:,} held-out reviews. Behind it, "
            "without any state: {behind}.",
            **told,
        )
        if table.held_out
        else say(
            "It does better with one: {run} is right on {percent:.1f} % of {reviews:,} validation reviews. Behind it, "
            "without any state: {behind}.",
            **told,
        )
    )


def _others(table: ContrastTable) -> list[str]:
    """The groups that the first sentence does not name."""
    better, alike, behind = _groups(table)
    said = []
    if better and alike:
        said.append(say("Not told apart from it: {alike}.", alike=_listed(alike)))
    if (better or alike) and behind:
        said.append(say("Behind it: {behind}.", behind=_listed(behind)))
    return said


def _groups(table: ContrastTable) -> tuple[list[ContrastRow], list[ContrastRow], list[ContrastRow]]:
    """Contrasts that are better than the run, not told apart from it, and behind it, the best first."""
    ranked = sorted(table.contrasts, key=lambda row: -row.accuracy.hits)
    better, alike, behind = ([row for row in ranked if _apart(row) == side] for side in (-1, 0, 1))
    return better, alike, behind


def _apart(row: ContrastRow) -> int:
    return 0 if row.against is None else row.against.apart


def _listed(rows: Sequence[ContrastRow]) -> str:
    listed = ""
    for row in rows:
        one = say("{network} ({percent:.1f} %)", network=contrast_names()[row.name], percent=100 * row.accuracy.share)
        listed = one if not listed else say("{before}, {next}", before=listed, next=one)
    return listed


def _order(table: ContrastTable, run: str) -> str:
    row, (low, high) = table.run, table.run.order.interval
    told: dict[str, object] = {
        "run": run,
        "shuffled": 100 * row.shuffled.share,
        "gain": 100 * abs(row.order.difference),
        "low": _points(low),
        "high": _points(high),
        "turned": row.answers.turned,
        "reviews": table.reviewed,
    }
    if not row.answers.turned:
        return say("Putting the words of each review in another order turns none of its verdicts.")
    if row.order.apart > 0:
        return say(
            "With the words of each review in another order it is right on {shuffled:.1f} %: their order is worth "
            "{gain:.1f} points to it (95 % interval {low} to {high}).",
            **told,
        )
    if row.order.apart < 0:
        return say(
            "With the words of each review in another order it is right on {shuffled:.1f} %, which is {gain:.1f} "
            "points more: their order misleads it.",
            **told,
        )
    return say(
        "It reads order, for another order of the words turns {turned:,} of its verdicts; but it gains nothing from it "
        "that {reviews:,} reviews show ({low} to {high} points).",
        **told,
    )


def _open(table: ContrastTable) -> str:
    """How far a difference can be told, and what another seed would do."""
    intervals = [row.against.interval for row in table.contrasts if row.against is not None]
    told: dict[str, object] = {"half": 50 * max((high - low for low, high in intervals), default=0.0)}
    spread = max((_spread(row) for row in table.contrasts), default=0.0)
    first = say(
        "Compared review by review, each difference is known to ±{half:.1f} points at worst, for these weights.", **told
    )
    seeds = (
        say(
            "Another seed of the same network moves it by up to {spread:.1f} points; what is less may be luck.",
            spread=100 * spread,
        )
        if spread
        else say("How much another seed would change is not known here.")
    )
    chosen = (
        [] if table.held_out else [say("These reviews chose the epoch of every network, so all look a bit better.")]
    )
    return " ".join([first, seeds, *chosen])


def _spread(row: ContrastRow) -> float:
    return max(row.seeds) - min(row.seeds) if row.seeds else 0.0


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
            "Median, with validation, on the machine that trained it: the run by its own engine, networks without a "
            "state by Keras. Of the bag of words the whole fit."
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
        difference=_points(row.against.difference),
        low=_points(low),
        high=_points(high),
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


def _points(share: float) -> str:
    text = f"{100 * share:+.1f}"
    return text.replace("-", "−") if float(text) else "0.0"


# ---- how they are built ----


def built_title() -> str:
    """Title of what opens."""
    return say("How they are built")


def kinds_explained() -> dict[ContrastName, str]:
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
    }


def misleads() -> str:
    """How it misleads."""
    return say(
        "Sentiment asks little of order, so this task is kind to networks without a state; a task that asks for memory "
        "would not be. And a difference between two trainings is not one between two kinds of network: seeds tell more."
    )
