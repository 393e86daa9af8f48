"""What "How sure" says."""

from rnnviz.runs import Measured
from rnnviz.ui.drawing.numbers import percents
from rnnviz.ui.instruments.how_sure.facts import SureFacts
from rnnviz.ui.instruments.words import reviews_of
from rnnviz.ui.language import say

__all__ = [
    "counts_help",
    "counts_title",
    "labels",
    "mislead",
    "not_measured",
    "of_reviews",
    "other_epoch",
    "reliability_help",
    "reliability_title",
    "sentence",
]


def not_measured(name: str) -> str:
    """For a run of which nothing was measured."""
    return say(
        "How often the verdicts of {name} come true has not been measured yet.",
        name=name,
    )


def other_epoch(epoch: int) -> str:
    """Where another epoch's weights are shown than were measured."""
    return say(
        "This was measured with the weights of the best epoch; those of epoch {epoch} are shown above, so its verdict "
        "is not marked.",
        epoch=epoch,
    )


def sentence(facts: SureFacts, probability: float) -> str:
    """How often a verdict like this one comes true."""
    low, high = facts.came.interval
    told: dict[str, object] = {
        "probability": f"{probability:.2f}",
        "from": f"{facts.bin / 10:.1f}",
        "to": f"{(facts.bin + 1) / 10:.1f}",
        "n": facts.came.n,
        "hits": facts.came.hits,
        "share": _percent(facts.came.share),
        "low": _percent(low),
        "high": _percent(high),
        "said": "" if facts.said is None else _percent(facts.said),
    }
    if facts.said is None:
        return say("It says {probability}, and no held-out review got a probability from {from} to {to}.", **told)
    begun = say(
        "It says {probability}. Of {n:,} held-out reviews with a probability from {from} to {to}, {hits:,} are "
        "positive: {share} (95 % interval {low} to {high}), where it said {said} on average.",
        **told,
    )
    return f"{begun} {_judged(facts)}"


def _percent(share: float) -> str:
    return say("{share:.1f} %", share=100 * share)


def _judged(facts: SureFacts) -> str:
    match facts.too_sure:
        case 1:
            return say("There it is surer than it is right.")
        case -1:
            return say("There it is right more often than it is sure.")
        case _:
            return say("Nothing separates what it says from what comes true.")


def of_reviews(measured: Measured, facts: SureFacts) -> str:
    """Which reviews were measured, and how far off the network is over all of them."""
    told = percents({"apart": facts.apart, "accuracy": measured.accuracy}, "apart", "accuracy")
    if measured.name == "validation":
        return say(
            "Measured on the {reviews:,} reviews of its own validation part, which chose its epoch, so it may look a "
            "little better than it is. It judges {accuracy:.1f} % of them right; over all of them what it says and "
            "what comes true are {apart:.1f} points apart on average.",
            reviews=measured.reviews,
            **told,
        )
    return say(
        "Measured on {reviews:,} reviews of {name} that it was neither trained nor validated with. It judges "
        "{accuracy:.1f} % of them right; over all of them what it says and what comes true are {apart:.1f} points "
        "apart on average.",
        reviews=measured.reviews,
        name=reviews_of(measured.name),
        **told,
    )


def reliability_title(facts: SureFacts) -> str:
    """Title of the diagram."""
    return say("What it says, and how often that comes true: {apart:.1f} points apart", apart=100 * facts.apart)


def reliability_help() -> str:
    """How the diagram is read."""
    return say(
        "On the dashed line a network is as sure as it is right. A dot above it: positive reviews are more frequent "
        "than it says. The band is the 95 % interval of each dot."
    )


def counts_title() -> str:
    """Title of the counts."""
    return say("How often it says so")


def counts_help(ends: float) -> str:
    """How the counts are read; `ends` is the share of the reviews in the first and the last bin."""
    return say(
        "Held-out reviews by the probability that they got: {ends} of them below 0.1 or above 0.9.", ends=_percent(ends)
    )


def labels() -> dict[str, str]:
    """Names of lines and axes."""
    return {
        "came": say("are positive"),
        "perfect": say("as sure as right"),
        "interval": say("95 % interval"),
        "here": say("this verdict"),
        "said": say("probability that it said"),
        "often": say("share that is positive"),
        "reviews": say("reviews"),
        "at": say("said {x}"),
    }


def mislead() -> str:
    """How it misleads."""
    return say(
        "This is about many reviews like those it was measured on, not about this one: a verdict of 0.98 on a text of "
        "another kind, or on ten words, has no such record."
    )
