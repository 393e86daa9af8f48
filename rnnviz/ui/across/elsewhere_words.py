"""What the page says of a pattern of units and of a state."""

from rnnviz.ui.across.elsewhere_facts import Mood, Pattern
from rnnviz.ui.across.words import share
from rnnviz.ui.language import say, say_count

__all__ = [
    "matches_help",
    "matches_title",
    "mood_sentence",
    "near_help",
    "near_title",
    "no_match",
    "no_state",
    "no_units",
    "pattern_mislead",
    "pattern_sentence",
    "run_length",
    "sides",
    "state_mislead",
    "verdict_ends",
]

_MOST_LISTED = 8


def sides() -> dict[str, str]:
    """On which side of 0 the units are."""
    return {"high": say("above"), "low": say("below −")}


def no_units(came: str, units: int, shown: str) -> str:
    """For what is no list of units."""
    return say(
        "Units are numbers from 0 to {last}, such as 3, 7, not {came}; {shown} are shown.",
        last=units - 1,
        came=came[:40],
        shown=shown,
    )


def pattern_sentence(pattern: Pattern) -> str:
    """How often these units are on together, and whether that is more than each by itself would make."""
    told: dict[str, object] = {
        "units": _listed(pattern.units),
        "beyond": say("above") if pattern.high else say("below"),
        "level": f"{pattern.level:.2f}" if pattern.high else f"−{pattern.level:.2f}",
        "share": share(pattern.share),
        "reviews": pattern.reviews,
        "all": pattern.of_all,
        "chance": share(pattern.chance),
    }
    if not pattern.reviews:
        return say("Nowhere in these {all:,} reviews: {units} {beyond} {level}.", **told)
    often = say_count(
        len(pattern.units),
        "At {share} % of all words, in {reviews:,} of {all:,} reviews, {units} is {beyond} {level}.",
        "At {share} % of all words, in {reviews:,} of {all:,} reviews, {units} are {beyond} {level}.",
        **told,
    )
    if len(pattern.units) < 2:
        return often
    return f"{often} " + say("If each were so regardless of the others, it would be {chance} %.", **told)


def _listed(units: tuple[int, ...]) -> str:
    shown = ", ".join(str(unit) for unit in units[:_MOST_LISTED])
    if len(units) <= _MOST_LISTED:
        return say_count(len(units), "unit {units}", "units {units}", units=shown)
    return say("units {units} and {more} more", units=shown, more=len(units) - _MOST_LISTED)


def matches_title() -> str:
    """Title of the places with a pattern."""
    return say("Where else these units are on")


def matches_help() -> str:
    """How they are read."""
    return say(
        "One stretch a review, its first words framed; those come first with all units on and little else. In the "
        "colour of the units' mean state."
    )


def no_match() -> str:
    """Where there is none."""
    return say("None of these units is on anywhere, at this threshold.")


def run_length(words: int, common: int, asked: int) -> str:
    """What is told of a stretch: its words, and how many of the units are on."""
    if common == asked:
        return say_count(words, "{count:,} word", "{count:,} words")
    return say("{common} of {asked}", common=common, asked=asked)


def pattern_mislead() -> str:
    """How patterns mislead."""
    return say(
        "Many units are on most of the time: a pattern that is found in every review says nothing of these words. "
        "Units of one network go together, so the product of their shares is a low bar. Raise the threshold."
    )


# ---- states ----


def no_state() -> str:
    """For an address without a state, or with what is none."""
    return say(
        "Whose state? On “Read a review”, “Where else?” beside a word leads here. Until then: the state after the last "
        "word of the surest positive verdict."
    )


def mood_sentence(said: str, mood: Mood) -> str:
    """Whether a state goes with a label; `said` is what was read before it."""
    low, high = mood.labelled.interval
    told = {
        "said": said,
        "count": mood.labelled.n,
        "hits": mood.labelled.hits,
        "called": mood.called,
        "low": share(low),
        "high": share(high),
        "overall": share(mood.overall),
    }
    near = say(
        "When else was the network in the state after “{said}”? Of the {count} nearest states, one a review, {called} "
        "say positive at that word.",
        **told,
    )
    match mood.labelled.against(mood.overall):
        case 1:
            return f"{near} " + say(
                "{hits} of these reviews are labelled positive (95 % interval {low} to {high} %), more than the "
                "{overall} % of all: a state of positive reviews.",
                **told,
            )
        case -1:
            return f"{near} " + say(
                "{hits} of these reviews are labelled positive (95 % interval {low} to {high} %), fewer than the "
                "{overall} % of all: a state of negative reviews.",
                **told,
            )
        case _:
            return f"{near} " + say(
                "{hits} of these reviews are labelled positive (95 % interval {low} to {high} %), which cannot be told "
                "from the {overall} % of all: a state of either.",
                **told,
            )


def near_title() -> str:
    """Title of the nearest states."""
    return say("The nearest states")


def near_help() -> str:
    """How they are read."""
    return say("One a review: label, distance from the state, and the words around it in the colour of the logit.")


def verdict_ends() -> tuple[str, str]:
    """What lies at the ends of the scale of logits."""
    return say("says negative"), say("positive")


def state_mislead() -> str:
    """How nearness misleads."""
    return say(
        "Near is measured over all units alike, also those that the readout hardly hears. After the same word states "
        "are alike by that word alone: look at what stands before it."
    )
