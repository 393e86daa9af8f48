"""The words of "Dynamics": its controls, the plane and what stands beside it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rnnviz.ui.language import say, say_count

__all__ = [
    "Input",
    "axis_names",
    "choices_unknown",
    "controls",
    "ends_title",
    "frames_unknown",
    "help_of_movie",
    "input_labels",
    "input_told",
    "linear_told",
    "looking",
    "mislead",
    "no_curve",
    "no_direction",
    "reading_epochs",
    "review_button",
    "searching",
    "weights_labels",
]


Input = Literal["zero", "mean", "padding", "word"]
"""What is read for ever."""


def controls() -> Mapping[str, str]:
    """What the controls are called, by their keys."""
    return {
        "dy_run": say("Network"),
        "dy_input": say("Left alone it reads"),
        "dy_word": say("Word"),
        "dy_weights": say("Weights"),
        "show": say("Walk through the plane"),
        "read": say("Read this review word by word"),
    }


def review_button() -> str:
    """What opens the box of the review."""
    return say("Review")


def choices_unknown() -> Mapping[str, str]:
    """For addresses that ask for what there is not, by the control's key; the places are filled where it is said."""
    return {
        "dy_run": say(
            "There is no network {came} whose layers read forward and whose state is small enough; {shown} is shown."
        ),
        "dy_input": say("What it reads when left alone is one of {known}, not {came}; {shown} is shown."),
        "dy_weights": say("The weights are one of {known}, not {came}; {shown} are shown."),
    }


def input_labels() -> Mapping[Input, str]:
    """What can be read for ever."""
    return {"zero": say("zeros"), "mean": say("the mean word"), "padding": say("padding"), "word": say("a word")}


def input_told(kind: Input) -> str:
    """The same within a sentence."""
    return {
        "zero": say("nothing (zeros)"),
        "mean": say("the mean of all words"),
        "padding": say("padding"),
        "word": say("that word"),
    }[kind]


def weights_labels() -> Mapping[str, str]:
    """Whose weights are drawn."""
    return {"trained": say("trained"), "epochs": say("from untrained on")}


def frames_unknown() -> str:
    """Where a run kept no epochs."""
    return say(
        "This run kept no weights of its epochs, so the untrained network is shown beside the trained one alone."
    )


def looking() -> str:
    """While reviews are read."""
    return say("Reading 200 reviews, to see where the state of the network goes.")


def searching() -> str:
    """While points are looked for."""
    return say("Looking for the states at which it rests.")


def reading_epochs() -> str:
    """While the epochs are read."""
    return say("Looking for the resting points at every moment of the training.")


def no_curve() -> str:
    """Where the slowest state of every logit lies where no reading leads."""
    return say(
        "With this input the slowest state of every visited logit lies beyond what a state can be, so there is no "
        "curve to draw."
    )


def no_direction() -> str:
    """Where the slowest mode turns at every point."""
    return say(
        "The slowest change turns at every point that was found, so there is no direction that words push along."
    )


# ---- the plane ----


def ends_title(positive: bool, probability: float, crossings: Sequence[int], steps: int) -> str:
    """How the review walks: on which side it ends, and the steps, from 1, at which its verdict changes side."""
    side = say("positive") if positive else say("negative")
    told = {"side": side, "probability": probability, "steps": steps}
    if not crossings:
        return say(
            "The review is {side} from its first step on, and ends at probability {probability:.2f} after {steps:,} "
            "steps",
            **told,
        )
    return say_count(
        len(crossings),
        "The verdict changes side once, at step {last} of {steps}, and ends {side} at probability {probability:.2f}",
        "The verdict changes side {count:,} times, last at step {last} of {steps}, and ends {side} at probability "
        "{probability:.2f}",
        last=crossings[-1],
        **told,
    )


def help_of_movie(held: Sequence[int], epochs: int, *, untrained: bool) -> str:
    """What becomes of the resting points in a training, on axes that stay.

    Parameters
    ----------
    held
        Epochs after which either verdict has a place.
    epochs
        How many are shown.
    untrained
        Whether either has one before the first.
    """
    first = (
        say("Untrained, either verdict has a place of its own, resting or circled.")
        if untrained
        else say("Untrained, not both verdicts have a place of their own, resting or circled.")
    )
    axes = say("The axes, the first sentence and the last two parts stay those of the trained network.")
    if not epochs:
        return f"{first} {axes}"
    if not held:
        return say(
            "{first} After none of {epochs} shown epochs both have one. {axes}", first=first, epochs=epochs, axes=axes
        )
    return say(
        "{first} After {count} of {epochs} shown epochs both have one, for the first time after epoch {epoch}. {axes}",
        first=first,
        count=len(held),
        epochs=epochs,
        epoch=held[0],
        axes=axes,
    )


def axis_names(first: float, second: float) -> list[str]:
    """Names of both axes, with their shares of the variance."""
    return [
        say("where states differ most, {share:.1f} % of the variance →", share=100 * first),
        say("↑ where next most, {share:.1f} %", share=100 * second),
    ]


def linear_told(error: float) -> str:
    """How far one linear step is off."""
    return say(
        "Spectrum and pushes hold near their point: one linear step from a visited state is off by {error:.0f} % "
        "(median), and several in a row drift away.",
        error=100 * error,
    )


def mislead(seen: float) -> str:
    """How the plane can mislead; `seen` of the readout's direction lies in it."""
    return say(
        "The plane holds {seen:.0f} % of the direction that the readout looks along, and two states at one place of it "
        "can differ in all others. How many points there are depends on the tolerance and on where the search starts; "
        "trust the speed, the side on which states end, and the curve below.",
        seen=100 * seen,
    )
