"""What "Units" says of a verdict that is built."""

from rnnviz.ui.instruments.units.facts import BuildFacts
from rnnviz.ui.language import say

__all__ = [
    "build_help",
    "build_labels",
    "build_mislead",
    "build_sentence",
    "build_title",
    "mean_of",
    "stands",
]


_FEW = 4
"""One unit in so many is a few."""


def build_sentence(facts: BuildFacts, *, positive: bool) -> str:
    """With how many units the verdict stands."""
    told = {
        "side": say("positive") if positive else say("negative"),
        "units": facts.units,
        "effect": facts.by_effect,
        "correlation": facts.by_correlation,
        "low": facts.random_low,
        "high": facts.random_high,
    }
    if not facts.by_effect:
        return say(
            "With all {units} units at 0 the verdict is {side} already, with at least half of its logit: the bias of "
            "the readout alone says it.",
            **told,
        )
    begun = say(
        "Switched on one by one, the largest effect first, {effect} of {units} units give the {side} verdict half of "
        "its logit; by correlation it takes {correlation}, in random orders {low} to {high}.",
        **told,
    )
    if facts.by_effect < facts.random_low and facts.units < _FEW * facts.by_effect:
        return f"{begun} {say('The order matters, but the verdict is spread over many units.')}"
    if facts.by_effect < facts.random_low:
        return f"{begun} {say('A few units of large effect go a long way.')}"
    return f"{begun} {say('That is no better than chance: the verdict is spread over its units.')}"


def build_title(facts: BuildFacts) -> str:
    """Title of the chart."""
    return say(
        "By effect, {count} of {units} units make half of the verdict's logit", count=facts.by_effect, units=facts.units
    )


def build_help(orders: int) -> str:
    """How the chart is read."""
    return say(
        "All units are 0 at the left; from left to right one more is switched on, until all are. The band holds nine "
        "tenths of {orders} random orders.",
        orders=orders,
    )


def build_labels() -> dict[str, str]:
    """Names of lines and axes."""
    return {
        "on": say("units switched on"),
        "effect": say("by effect"),
        "correlation": say("by correlation"),
        "random": say("random orders"),
        "at": say("{x} on"),
    }


def stands() -> str:
    """From where on the verdict stands."""
    return say("half of the logit, by effect")


def build_mislead() -> str:
    """How it misleads."""
    return say(
        "The order by effect was found with all other units on, so it need not be the shortest way; units work "
        "together."
    )


def mean_of() -> str:
    """A band's middle."""
    return say("median of random orders")
