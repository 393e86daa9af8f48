"""What the menu of the instruments says."""

from rnnviz.ui.language import say

__all__ = [
    "at_word",
    "being_measured",
    "controls",
    "measure_by_hand",
    "measure_takes",
    "measuring_failed",
    "measuring_took_long",
    "misleads",
    "no_question",
    "not_started",
    "probability_axis",
    "questions",
    "reviews_of",
    "word_axis",
]


def controls() -> dict[str, str]:
    """Labels of the menu."""
    return {"ask": say("Ask further: why did it say that?"), "measure": say("Measure it now")}


def questions() -> dict[str, str]:
    """What can be asked, by its name."""
    return {
        "none": say("Nothing"),
        "which": say("Which words"),
        "how_long": say("How long"),
        "what_if": say("What if"),
        "units": say("Units"),
        "two": say("Two at once"),
        "how_sure": say("How sure"),
    }


def no_question() -> str:
    """For an address that asks what nobody answers, with the places of `choice`."""
    return say("There is no question {came}; {shown} is chosen. The questions are {known}.")


def misleads(sentence: str) -> str:
    """How an instrument can mislead."""
    return say("How it can mislead. {sentence}", sentence=sentence)


def reviews_of(name: str) -> str:
    """What measured reviews are called; those of a file of one's own by its name."""
    return say("IMDB's test part") if name == "imdb_test" else name


def word_axis() -> str:
    """The axis of a review's words."""
    return say("word")


def at_word() -> str:
    """What is pointed at in a chart over words; the browser fills the place."""
    return say("at {word}")


def probability_axis() -> str:
    """The axis of a probability."""
    return say("probability")


def measure_by_hand(name: str) -> str:
    """Where a run is not one's own."""
    return say("On the command line this measures it: python -m rnnviz measure {name}", name=name)


def measure_takes() -> str:
    """How long measuring takes."""
    return say(
        "It reads the run's own validation reviews and takes some minutes, beside whatever else is done here. "
        "Everything that is measured stays with the run."
    )


def being_measured(name: str, seconds: float) -> str:
    """While a run is measured."""
    return say(
        "{name} is being measured, for {seconds:.0f} s so far. The page may be left; one run is measured at a time.",
        name=name,
        seconds=seconds,
    )


def not_started() -> str:
    """Where no process could be started."""
    return say("Nothing can be measured now: the system starts no process. Try again in a minute.")


def measuring_failed(name: str, reason: str) -> str:
    """Where the process ended with an error, which it says."""
    return say("{name} could not be measured: {reason}", name=name, reason=reason)


def measuring_took_long(name: str, seconds: float) -> str:
    """Where the process was ended because it took too long."""
    return say(
        "{name} was not measured within {minutes:.0f} minutes, and the attempt was ended. A network with fewer units "
        "or shorter rows takes less.",
        name=name,
        minutes=seconds / 60,
    )
