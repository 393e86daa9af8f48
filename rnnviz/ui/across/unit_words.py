"""What the page says of a unit."""

from rnnviz.ui.across.unit_facts import SLIGHT, UnitFacts
from rnnviz.ui.across.words import exact
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.language import say, say_count

__all__ = [
    "change_axis",
    "extremes_help",
    "extremes_title",
    "histogram_help",
    "histogram_labels",
    "histogram_title",
    "mislead",
    "movers_help",
    "movers_title",
    "no_mover",
    "unit_sentence",
]


def unit_sentence(facts: UnitFacts, raises: str, lowers: str) -> str:
    """What a unit does over the corpus; `raises` and `lowers` are the words that move it most, as they are written."""
    if facts.still:
        return say(
            "Unit {unit} does nothing: over all {reviews:,} reviews its state stays at {mean}, whatever is read.",
            unit=facts.unit,
            reviews=facts.reviews,
            mean=signed(facts.mean),
        )
    return " ".join([_voice(facts), _moved(facts, raises, lowers), *_saturated(facts)])


def _voice(facts: UnitFacts) -> str:
    told = {
        "unit": facts.unit,
        "units": facts.units,
        "reviews": facts.reviews,
        "r": exact(facts.verdict),
        "low": exact(facts.low),
        "high": exact(facts.high),
        "label": exact(facts.label),
        "rank": facts.rank,
    }
    if not facts.goes_along:
        return say(
            "Unit {unit} does not go with the verdict: over {reviews:,} reviews its last state and the verdict's logit "
            "have a correlation of {r} (95 % interval {low} to {high}), which may be none.",
            **told,
        )
    if abs(facts.verdict) < SLIGHT:
        return say(
            "Unit {unit} goes with the verdict only slightly: r = {r} over {reviews:,} reviews (95 % interval {low} to "
            "{high}; with the label {label}), place {rank} of {units} units.",
            **told,
        )
    if facts.verdict > 0:
        return say(
            "Unit {unit} ends high where the verdict is positive and low where it is negative: r = {r} over "
            "{reviews:,} reviews (95 % interval {low} to {high}; with the label {label}), place {rank} of {units} "
            "units.",
            **told,
        )
    return say(
        "Unit {unit} ends high where the verdict is negative and low where it is positive: r = {r} over {reviews:,} "
        "reviews (95 % interval {low} to {high}; with the label {label}), place {rank} of {units} units.",
        **told,
    )


def _moved(facts: UnitFacts, raises: str, lowers: str) -> str:
    told: dict[str, object] = {"tried": facts.tried, "raises": raises, "lowers": lowers}
    if facts.raises is not None:
        told["up"] = signed(facts.raises.mean)
    if facts.lowers is not None:
        told["down"] = signed(facts.lowers.mean)
    if facts.raises and facts.lowers:
        return say(
            "Of {tried:,} words “{raises}” raises it most ({up} a use) and “{lowers}” lowers it most ({down}).", **told
        )
    if facts.raises:
        return say("Of {tried:,} words “{raises}” raises it most ({up} a use); none lowers it for certain.", **told)
    if facts.lowers:
        return say("Of {tried:,} words “{lowers}” lowers it most ({down} a use); none raises it for certain.", **told)
    return say_count(
        facts.tried,
        "{count:,} word is used often enough to be asked, and it does not move it for certain.",
        "{count:,} words are used often enough to be asked, and none moves it for certain.",
    )


def _saturated(facts: UnitFacts) -> list[str]:
    if facts.saturated < 0.01:
        return []
    return [
        say(
            "At {share:.0f} % of all words it is saturated: its state is within 0.02 of −1 or 1.",
            share=100 * facts.saturated,
        )
    ]


# ---- its contexts ----


def extremes_title(unit: int, sign: int) -> str:
    """Title of the places at which a unit is highest, or lowest."""
    if sign > 0:
        return say("Where unit {unit} is highest", unit=unit)
    return say("Where unit {unit} is lowest", unit=unit)


def extremes_help(sign: int) -> str:
    """How these places are read."""
    if sign > 0:
        return say("One place a review: label, state there, and eight words on either side in the colour of the state.")
    return say("The same at the other end. A click on a word shows what that word does everywhere.")


# ---- the words that move it ----


def movers_title(unit: int, sign: int) -> str:
    """Title of the words that raise a unit, or lower it."""
    if sign > 0:
        return say("What raises unit {unit}", unit=unit)
    return say("What lowers unit {unit}", unit=unit)


def movers_help(least: int) -> str:
    """How a row of them is read."""
    return say(
        "Mean change of the state at the word, and its 95 % interval; words with {least:,} uses or more.", least=least
    )


def no_mover(least: int) -> str:
    """Where there is none."""
    return say("No word with {least:,} uses or more does.", least=least)


def change_axis() -> str:
    """The axis of the changes."""
    return say("mean change of the state")


# ---- its histogram ----


def histogram_title(unit: int, mean: float, deviation: float) -> str:
    """Title of the histogram."""
    return say(
        "States of unit {unit} at all words: {mean} in the mean, {deviation:.2f} around it",
        unit=unit,
        mean=signed(mean),
        deviation=deviation,
    )


def histogram_help() -> str:
    """How the histogram is read."""
    return say("Share of all words after which the state is there, in steps of 1/32. A tall line at an end: saturated.")


def histogram_labels() -> dict[str, str]:
    """The axes and the line."""
    return {"x": say("hidden state h"), "y": say("share of words, %"), "line": say("share"), "tip": say("at {x}")}


def mislead() -> str:
    """How all of this misleads."""
    return say(
        "The highest places of many thousand are what is extreme, not what is usual: look at the histogram, too. A "
        "unit that goes with the verdict need not make it: others go along. Uses of a word in one review are not "
        "independent, so the intervals are somewhat too narrow."
    )
