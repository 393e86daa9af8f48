"""The lesson of a network, sentence by sentence."""

from collections.abc import Sequence

from rnnviz.dynamics import PointKind
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.dynamics.words import Input, input_told
from rnnviz.ui.language import say, say_count

__all__ = [
    "kind_told",
    "lasting",
    "line_lesson",
    "linger_lesson",
    "listed",
    "settled_lesson",
    "single_lesson",
    "verdicts_lesson",
]


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
