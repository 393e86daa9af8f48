"""What the menu of the instruments says."""

from typing import TYPE_CHECKING, Literal

from rnnviz.ui.language import say

if TYPE_CHECKING:
    from rnnviz.training.contrasts import ContrastProgress

__all__ = [
    "Work",
    "at_word",
    "at_work",
    "begin",
    "by_hand",
    "contrast_names",
    "controls",
    "failed",
    "misleads",
    "no_question",
    "not_started",
    "probability_axis",
    "questions",
    "reviews_of",
    "takes",
    "took_long",
    "word_axis",
]

Work = Literal["measure", "contrast"]
"""The commands that a page can have done beside it."""


def controls() -> dict[str, str]:
    """Labels of the menu."""
    return {"ask": say("Ask further: why did it say that?")}


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
        "without_state": say("Without a state"),
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


# ---- what takes a minute and is done beside the page ----


def begin(work: Work) -> str:
    """Label of the button that begins it."""
    return say("Measure it now") if work == "measure" else say("Train them now")


def by_hand(work: Work, name: str) -> str:
    """Where a run is not one's own."""
    if work == "measure":
        return say("On the command line this measures it: python -m rnnviz measure {name}", name=name)
    return say("On the command line this trains them: python -m rnnviz contrast {name}", name=name)


def takes(work: Work) -> str:
    """How long it takes."""
    if work == "measure":
        return say(
            "It reads the run's own validation reviews and takes some minutes, beside whatever else is done here. "
            "Everything that is measured stays with the run."
        )
    return say(
        "They are trained on the run's own reviews, the same network with dropout too, and then all read its "
        "validation reviews. That takes some minutes, beside whatever else is done here, and stays with the run."
    )


def contrast_names() -> dict[str, str]:
    """What the networks beside a run are called."""
    return {
        "averaged": say("mean word vector"),
        "flattened": say("flattened row"),
        "convolution": say("1D convnet"),
        "bag_of_words": say("bag of words"),
        "dropout": say("with dropout"),
    }


def at_work(work: Work, name: str, seconds: float, progress: "ContrastProgress | None") -> str:
    """While a run is worked on."""
    if work == "measure":
        return say(
            "{name} is being measured, for {seconds:.0f} s so far. The page may be left; one run is measured at a "
            "time.",
            name=name,
            seconds=seconds,
        )
    if progress is None:
        return say(
            "The contrasts of {name} are at work, for {seconds:.0f} s so far: Keras is loaded, or reviews are read. "
            "The page may be left.",
            name=name,
            seconds=seconds,
        )
    if not progress.epoch:
        return say(
            "The contrasts of {name} are being trained, for {seconds:.0f} s so far: the same network with dropout. The "
            "page may be left.",
            name=name,
            seconds=seconds,
        )
    return say(
        "The contrasts of {name} are being trained, for {seconds:.0f} s so far: {network}, epoch {epoch}, "
        "{percent:.1f} % of the validation reviews. The page may be left.",
        name=name,
        seconds=seconds,
        network=contrast_names().get(progress.kind, progress.kind),
        epoch=progress.epoch,
        percent=100 * progress.val_accuracy,
    )


def not_started() -> str:
    """Where no process could be started."""
    return say("Nothing can be measured now: the system starts no process. Try again in a minute.")


def failed(work: Work, name: str, reason: str) -> str:
    """Where the process ended with an error, which it says."""
    if work == "measure":
        return say("{name} could not be measured: {reason}", name=name, reason=reason)
    return say("The contrasts of {name} could not be trained: {reason}", name=name, reason=reason)


def took_long(work: Work, name: str, seconds: float) -> str:
    """Where the process was ended because it took too long."""
    told = {"name": name, "minutes": seconds / 60}
    if work == "measure":
        return say(
            "{name} was not measured within {minutes:.0f} minutes, and the attempt was ended. A network with fewer "
            "units or shorter rows takes less.",
            **told,
        )
    return say(
        "The contrasts of {name} were not trained within {minutes:.0f} minutes, and the attempt was ended. Fewer "
        "reviews or shorter rows take less.",
        **told,
    )
