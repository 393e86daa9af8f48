"""What "Units" says of units that are taken out."""

import math

from rnnviz.explanation import Operation
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.instruments.units.facts import EffectFacts
from rnnviz.ui.instruments.units.words import operations
from rnnviz.ui.language import say, say_count

__all__ = [
    "correlation_help",
    "correlation_labels",
    "correlation_title",
    "effect_labels",
    "effect_mislead",
    "effect_sentence",
    "ranking_help",
    "ranking_title",
    "verdict_help",
    "verdict_labels",
    "verdict_title",
]


def effect_labels() -> dict[str, str]:
    """Axes of the effects."""
    return {
        "rank": say("rank by effect"),
        "effect": say("effect on the verdict, logits"),
        "shift": say("effect of the unit alone"),
        "positive": say("speaks for positive"),
        "negative": say("speaks for negative"),
        "at": say("{word}"),
        "turned": say("turns the verdict"),
    }


def effect_sentence(facts: EffectFacts, operation: Operation, start: int | None) -> str:
    """Whether a single unit carries the verdict; `start` is the word that it begins at, None for the whole review."""
    told = {
        "units": facts.units,
        "count": facts.carrying,
        "unit": facts.strongest,
        "side": say("positive") if facts.before >= 0.5 else say("negative"),
        "done": operations()[operation],
        "where": say("from the first word on") if start is None else say("from word {start:,} on", start=start),
        "before": f"{facts.before:.2f}",
        "after": f"{facts.after:.2f}",
    }
    if not facts.carrying:
        carried = say(
            "No single unit carries this verdict: whichever of the {units} units is {done} {where}, it stays {side}. "
            "The largest effect has unit {unit}: the probability goes from {before} to {after}.",
            **told,
        )
    elif facts.carrying == 1:
        carried = say(
            "Unit {unit} alone carries this verdict: {done} {where}, it turns it from {before} to {after}; whichever "
            "of the other units is changed so, it stays {side}.",
            **told,
        )
    else:
        carried = say(
            "{count} of {units} units carry this verdict, each by itself: {done} {where}, any one of them turns it. "
            "The largest effect has unit {unit}: the probability goes from {before} to {after}.",
            **told,
        )
    return f"{carried} {_agreement(facts)}".strip()


def _agreement(facts: EffectFacts) -> str:
    if math.isnan(facts.agreement):
        return ""
    told = {"rho": signed(facts.agreement)}
    if not facts.certain:
        return say(
            "Which units go up and down with the verdict does not tell which it needs: the two rankings agree no "
            "better than chance would (rank correlation {rho}).",
            **told,
        )
    if facts.agreement < 0:
        return say(
            "The units that go up and down with the verdict are rather those that it does not need (rank correlation "
            "{rho}).",
            **told,
        )
    return say(
        "Units that go up and down with the verdict are also those that it needs more (rank correlation {rho}).", **told
    )


def effect_mislead() -> str:
    """How surgery misleads."""
    return say(
        "A network without one of its units is a network that was never trained so: what is left may do things that it "
        "never did. What is changed is h, which the next step, the layers above and the readout see."
    )


def verdict_title(number: int, before: float, after: float, operation: Operation) -> str:
    """Title of the verdict curve with and without a unit."""
    return say(
        "Without unit {number} the verdict is {after}, with it {before}"
        if operation == "zero"
        else "With unit {number} changed the verdict is {after}, as it was read {before}",
        number=number,
        before=f"{before:.2f}",
        after=f"{after:.2f}",
    )


def verdict_help(*, marked: bool) -> str:
    """How the curve is read; `marked` is whether the change begins later than the review."""
    return say(
        "The running probability as it was read, and with the unit changed from the marked word on."
        if marked
        else "The running probability as it was read, and with the unit changed from the first word on."
    )


def verdict_labels(number: int) -> dict[str, str]:
    """Names of the two lines."""
    return {"with": say("as read"), "without": say("unit {number} changed", number=number), "from": say("from here")}


def ranking_title(facts: EffectFacts) -> str:
    """Title of the ranking."""
    if not facts.carrying:
        return say("Effects of all {units} units: none turns the verdict", units=facts.units)
    return say_count(
        facts.carrying,
        "Effects of all {units} units: 1 turns the verdict",
        "Effects of all {units} units: {count} turn the verdict",
        units=facts.units,
    )


def ranking_help() -> str:
    """How the ranking is read."""
    return say("How far the logit falls when the unit alone is changed. Beyond the dotted line the verdict turns.")


def correlation_title(facts: EffectFacts) -> str:
    """Title of effect against correlation."""
    if math.isnan(facts.agreement):
        return say("What goes with the verdict, and what it needs")
    return say("What goes with the verdict, and what it needs: rank correlation {rho}", rho=signed(facts.agreement))


def correlation_help() -> str:
    """How it is read."""
    return say(
        "One dot a unit. To the right: it goes up and down with the running verdict. High up: its loss moves the end."
    )


def correlation_labels() -> dict[str, str]:
    """Axes of effect against correlation."""
    return {"correlation": say("|correlation| with the running logit"), "effect": say("|effect|, logits")}
