"""The words of "Dynamics": its controls, the lesson of a network, the plane and what stands beside it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rnnviz.dynamics import PointKind
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.language import say, say_count

__all__ = [
    "Input",
    "axis_names",
    "choices_unknown",
    "controls",
    "ends_title",
    "frames_unknown",
    "help_of_movie",
    "help_of_plane",
    "input_labels",
    "input_told",
    "kind_told",
    "lasting",
    "line_lesson",
    "linear_told",
    "linger_lesson",
    "listed",
    "looking",
    "mislead",
    "no_curve",
    "no_direction",
    "reading_epochs",
    "review_button",
    "searching",
    "settled_lesson",
    "single_lesson",
    "verdicts_lesson",
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
    return say("Reading the reviews with the weights of every epoch.")


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


# ---- the lesson ----


def line_lesson(first: float, second: float, ratio: float, reviews: int) -> str:
    """How many directions the states use; `first` and `second` are shares of their variance."""
    told = {"first": 100 * first, "both": 100 * (first + second), "ratio": ratio}
    if first >= 0.9:
        return say_count(
            reviews,
            "Its state moves along nearly one line: one direction holds {first:.1f} % of the variance of all states in "
            "{count:,} review.",
            "Its state moves along nearly one line: one direction holds {first:.1f} % of the variance of all states in "
            "{count:,} reviews.",
            **told,
        )
    if first + second >= 0.9:
        return say_count(
            reviews,
            "Its state moves in nearly one plane: two directions hold {both:.1f} % of the variance of all states in "
            "{count:,} review.",
            "Its state moves in nearly one plane: two directions hold {both:.1f} % of the variance of all states in "
            "{count:,} reviews.",
            **told,
        )
    return say_count(
        reviews,
        "Its state does not keep to a plane: two directions hold {both:.1f} % of the variance of all states in "
        "{count:,} review, and it uses about {ratio:.1f}.",
        "Its state does not keep to a plane: two directions hold {both:.1f} % of the variance of all states in "
        "{count:,} reviews, and it uses about {ratio:.1f}.",
        **told,
    )


def verdicts_lesson(
    kind: Input, logits: tuple[float, float, float], constants: tuple[float, float], circled: Sequence[float]
) -> str:
    """Two places that hold a verdict and a saddle between; `circled` are logits that it circles instead of resting."""
    low, middle, high = logits
    told = say(
        "Left alone with {input}, it holds two verdicts, at logit {low} and {high}, and between them lies a saddle, at "
        "{middle}; a change that keeps its direction fades there with τ = {one} and {other} words.",
        input=input_told(kind),
        low=signed(low),
        middle=signed(middle),
        high=signed(high),
        one=lasting(constants[0]),
        other=lasting(constants[1]),
    )
    if not circled:
        return told
    return say(
        "{told} At {logits} it circles closely rather than rests.", told=told, logits=", ".join(map(signed, circled))
    )


def single_lesson(kind: Input, logit: float, point: PointKind, constant: float) -> str:
    """One resting place."""
    return say(
        "Left alone with {input}, it rests at one logit alone, {logit} ({kind}); a change that keeps its direction "
        "fades there with τ = {constant} words.",
        input=input_told(kind),
        logit=signed(logit),
        kind=kind_told(point),
        constant=lasting(constant),
    )


def listed(kind: Input, points: Sequence[tuple[float, PointKind]]) -> str:
    """Any other resting places, each with its logit."""
    if not points:
        return say("Left alone with {input}, it rests nowhere that the search has come to.", input=input_told(kind))
    named = [say("{logit} ({kind})", logit=signed(logit), kind=kind_told(one)) for logit, one in points[:6]]
    more = say("{named} and more", named=", ".join(named)) if len(points) > 6 else ", ".join(named)
    return say("Left alone with {input}, it rests at logit {named}.", input=input_told(kind), named=more)


def settled_lesson(kind: Input, positive: int, kept: int, states: int, steps: int) -> str:
    """Where visited states come to: how many are positive in the end, and how many keep their side."""
    told = {"states": states, "steps": steps, "kept": kept}
    if positive in (0, states):
        side = say("positive") if positive else say("negative")
        if kind == "word":
            return say(
                "All of {states} states that it visits are {side} after {steps:,} such steps: read for ever, that word "
                "outweighs all that was read before.",
                side=side,
                **told,
            )
        return say(
            "All of {states} states that it visits are {side} after {steps:,} such steps: left alone, it forgets what "
            "it has read.",
            side=side,
            **told,
        )
    return say("Of {states} states that it visits {kept} keep their side through {steps:,} such steps.", **told)


def linger_lesson(logit: float, share: float) -> str:
    """A place where it moves slowly and does not rest; `share` is that of a median word's step."""
    return say(
        "Around logit {logit} it lingers: one step there is {share:.1f} % of what a median word does.",
        logit=signed(logit),
        share=100 * share,
    )


def kind_told(kind: PointKind) -> str:
    """What a point is, in a word."""
    return {
        "stable": say("stable"),
        "saddle": say("a saddle"),
        "turning": say("circled"),
        "slow": say("slow, no rest"),
    }[kind]


def lasting(constant: float) -> str:
    """A time constant in words."""
    if constant >= 1000:
        return say("over 1,000")
    return f"{constant:.0f}" if constant >= 10 else f"{constant:.1f}"


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


def help_of_plane(walks: int, agreeing: float, *, own: bool) -> str:
    """How to read the plane; `walks` reviews are drawn, `agreeing` of the states lie on their verdict's side."""
    told = {"walks": walks, "agreeing": 100 * agreeing}
    if own:
        return say(
            "Thin: {walks} validation reviews. Dashed: undecided; {agreeing:.1f} % of all states are on their "
            "verdict's side.",
            **told,
        )
    return say(
        "Thin: {walks} of the reviews that come with rnnviz. Dashed: undecided; {agreeing:.1f} % of all states are on "
        "their verdict's side.",
        **told,
    )


def help_of_movie(walks: int) -> str:
    """The same while a training is gone through: `walks` reviews are drawn, with the weights of one moment."""
    return say(
        "Thin: {walks} reviews with the weights of this moment, on the axes of the trained network. Dashed: where "
        "these weights are undecided.",
        walks=walks,
    )


def axis_names(first: float, second: float) -> list[str]:
    """Names of both axes, with their shares of the variance."""
    return [
        say("first direction, {share:.1f} % of the variance →", share=100 * first),
        say("↑ second direction, {share:.1f} %", share=100 * second),
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
