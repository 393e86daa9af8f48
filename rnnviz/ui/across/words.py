"""The words of "Units and words": its controls, what is recorded first, and what all its parts share."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.ui.language import say, say_count

__all__ = [
    "Part",
    "choices_unknown",
    "context_labels",
    "controls",
    "effect_labels",
    "exact",
    "indexing",
    "line_break",
    "looking",
    "not_started",
    "one_at_a_time",
    "opening",
    "part_labels",
    "reading",
    "recording_failed",
    "recording_takes",
    "recording_took_long",
    "share",
    "start_sign",
    "state_ends",
    "unit_label",
    "unknown_word",
    "uses",
]

Part = Literal["unit", "word", "errors", "pattern", "state", "blocks"]


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "w_run": say("Run"),
        "w_part": say("Look at"),
        "w_unit": say("Unit"),
        "w_least": say("Least uses"),
        "w_word": say("Word"),
        "w_group": say("Reviews"),
        "w_order": say("Order"),
        "w_units": say("Units"),
        "w_blocks": say("Blocks"),
        "w_side": say("On which side of 0"),
        "w_level": say("Threshold"),
        "w_record": say("Record the states"),
    }


def choices_unknown() -> Mapping[str, str]:
    """For addresses that ask for what there is not, by the control's key; the places are filled where it is said."""
    return {
        "w_run": say("There is no run {came} to read with; {shown} is shown."),
        "w_part": say("What is looked at is one of {known}, not {came}; {shown} is shown."),
        "w_group": say("The reviews are one of {known}, not {came}; {shown} is shown."),
        "w_side": say("The side is one of {known}, not {came}; {shown} is shown."),
        "w_order": say("The order is one of {known}, not {came}; {shown} is shown."),
        "w_unit": say("This network's last layer has no unit {came}; unit {shown} is shown."),
    }


def part_labels() -> Mapping[Part, str]:
    """What can be looked at."""
    return {
        "unit": say("unit"),
        "word": say("word"),
        "errors": say("errors"),
        "pattern": say("pattern"),
        "state": say("state"),
        "blocks": say("blocks"),
    }


# ---- before anything is recorded ----


def opening(reviews: int) -> str:
    """While the reviews of a run that came with its answers are read."""
    return say_count(reviews, "The one review is read.", "The {count:,} reviews are read.")


def recording_takes(megabytes: float) -> str:
    """What recording takes."""
    return say(
        "The network reads every review once, in some seconds, in a process of its own. That fills about "
        "{megabytes:,.0f} MB of this computer's disk; the four networks that were looked at last are kept.",
        megabytes=max(megabytes, 1),
    )


def looking(run: str) -> str:
    """Before the first review is read."""
    return say("Looking for the validation reviews of {run}.", run=run)


def reading(run: str, done: int, reviews: int) -> str:
    """While reviews are read."""
    return say("{run} has read {done:,} of {reviews:,} reviews.", run=run, done=done, reviews=reviews)


def indexing() -> str:
    """While the index is made."""
    return say("All reviews are read; they are sorted for looking things up.")


def one_at_a_time() -> str:
    """Where another run is being recorded."""
    return say("One run is recorded at a time; this one can be recorded after it.")


def not_started() -> str:
    """Where no process could be started."""
    return say("Nothing can be recorded now: the system starts no process. Try again in a minute.")


def recording_failed(run: str, reason: str) -> str:
    """Where the process ended with an error, which it says."""
    return say("{run} could not be recorded: {reason}", run=run, reason=reason or say("the process was ended."))


def recording_took_long(run: str, seconds: float) -> str:
    """Where the process was ended because it took too long."""
    return say(
        "{run} was not recorded within {minutes:.0f} minutes, and the attempt was ended. What it has read is kept: "
        "record it again to go on.",
        run=run,
        minutes=seconds / 60,
    )


# ---- what the parts share ----


def unknown_word() -> str:
    """What stands for a word of a review that the vocabulary does not have, where its letters are not known."""
    return say("unknown")


def start_sign() -> str:
    """What stands for the sign that every review begins with."""
    return say("start")


def line_break() -> str:
    """Where a place of the corpus has one."""
    return say("“br” is what is left of a line break, <br />, in a review; the network reads it as a word.")


def state_ends() -> tuple[str, str]:
    """What lies at the ends of the scale of states."""
    return say("state below 0"), say("above 0")


def context_labels() -> dict[Literal["read", "read_name", "word_name"], str]:
    """The buttons of a place; the places of the sentences are filled by the browser."""
    return {
        "read": say("Read it"),
        "read_name": say("Read review {number_label} with this network"),
        "word_name": say("What does {word} do?"),
    }


def effect_labels(*, of_words: bool) -> dict[Literal["pick_name", "uses"], str]:
    """The button of an effect; the place is filled by the browser."""
    named = say("What does the word {label} do?") if of_words else say("What does {label} do?")
    return {"pick_name": named, "uses": say("uses")}


def uses(count: int) -> str:
    """Of how many uses a mean is."""
    return say("n = {count:,}", count=count)


def unit_label(unit: int) -> str:
    """A unit by its number."""
    return say("unit {unit}", unit=unit)


# ---- numbers ----


def exact(value: float) -> str:
    """Three decimals with a sign: over thousands of reviews intervals are narrow."""
    return f"{value:+.3f}".replace("-", "−")


def share(value: float) -> str:
    """Points of a hundred, with one decimal where that tells nearly all from all."""
    if value in (0.0, 1.0):
        return f"{100 * value:.0f}"
    if not 0.0005 <= value < 0.9995:
        return say("under 0.1") if value < 0.5 else say("over 99.9")
    return f"{100 * value:.1f}"
