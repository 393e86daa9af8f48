"""The lesson of a network, sentence by sentence."""

from collections.abc import Sequence
from math import log
from typing import TypeVar

from rnnviz.dynamics import PointKind
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.dynamics.words import Input, input_told
from rnnviz.ui.language import say, say_count

__all__ = [
    "half_life",
    "kept_lesson",
    "kind_told",
    "lasting",
    "line_lesson",
    "linger_lesson",
    "listed",
    "neutral_lesson",
    "single_lesson",
    "verdicts_lesson",
]

Length = TypeVar("Length", float, Floats)

_NEARLY = 0.9  # share of states that keep their side, from which the network is said to hold it


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
    logits: tuple[float, float, float], constants: tuple[float, float], circled: Sequence[float]
) -> str:
    """A place for either verdict and a saddle between; `circled` are logits of those that are no resting points."""
    low, middle, high = logits
    values = {
        "low": signed(low),
        "middle": signed(middle),
        "high": signed(high),
        "one": lasting(half_life(constants[0])),
        "other": lasting(half_life(constants[1])),
    }
    if not circled:
        return say(
            "Two resting points hold the two verdicts, at logit {low} and {high}; between them, at {middle}, lies a "
            "saddle, the watershed. A push that keeps its direction is halved within {one} words at the first, "
            "within {other} at the second.",
            **values,
        )
    return say(
        "Either verdict has its place, at logit {low} and {high}, and between them, at {middle}, lies a saddle, the "
        "watershed. But around {circled} the state circles: other pushes off it grow while they turn or change their "
        "sign. A push that keeps its direction is halved within {one} words at the first, within {other} at the "
        "second.",
        circled=", ".join(map(signed, circled)),
        **values,
    )


def single_lesson(logit: float, constant: float) -> str:
    """One resting point."""
    return say(
        "There is one resting point, at logit {logit}: a push that keeps its direction is halved there within "
        "{words} words.",
        logit=signed(logit),
        words=lasting(half_life(constant)),
    )


def listed(points: Sequence[tuple[float, PointKind]]) -> str:
    """Any other places where nothing moves, each with its logit."""
    if not points:
        return say("The search has come to no state that stays as it is.")
    named = [say("{logit} ({kind})", logit=signed(logit), kind=kind_told(one)) for logit, one in points[:6]]
    more = say("{named} and more", named=", ".join(named)) if len(points) > 6 else ", ".join(named)
    told = say("The state stays as it is at logit {named}.", named=more)
    if any(kind == "stable" for _, kind in points):
        return told
    return say("{told} No resting point is among them: off each of them some push grows.", told=told)


def neutral_lesson(low: float, high: float) -> str:
    """Many places where nothing moves that can be measured, between two logits."""
    return say(
        "Between logit {low} and {high} hardly anything moves it: pushes neither fade nor grow there that could be "
        "measured, so no single point stands out.",
        low=signed(low),
        high=signed(high),
    )


def kept_lesson(kind: Input, sides: tuple[int, int, int], states: int, steps: int) -> str:
    """What becomes of verdicts when the network is left alone.

    Parameters
    ----------
    kind
        What it reads.
    sides
        How many states were positive at first, how many are in the end, and how many are on the side that they were on.
    states, steps
        How many were looked at, and for how long.
    """
    before, after, kept = sides
    told = {"states": states, "steps": steps, "kept": kept, "input": input_told(kind)}
    if after in (0, states):
        side = say("positive") if after else say("negative")
        if before == after:
            return say(
                "All {states} states taken from its reading are {side}, and still are after {steps:,} steps of reading "
                "{input}: this does not show whether another verdict would last.",
                side=side,
                **told,
            )
        lost = {"side": side, "changed": states - kept, **told}
        if kind == "zero":
            return say(
                "Left alone, this network forgets its verdict: all {states} states taken from its reading, {changed} "
                "of them on the other side at first, are {side} after {steps:,} steps of reading {input}.",
                **lost,
            )
        return say(
            "Read for ever, {input} outweighs every verdict: all {states} states taken from its reading, {changed} of "
            "them on the other side at first, are {side} after {steps:,} steps.",
            **lost,
        )
    if kept >= _NEARLY * states:
        return say(
            "Left alone, this network holds its verdict: {kept} of {states} states taken from its reading are still on "
            "their side after {steps:,} steps of reading {input}.",
            **told,
        )
    return say(
        "Left alone, this network holds some verdicts and loses others: {kept} of {states} states taken from its "
        "reading are still on their side after {steps:,} steps of reading {input}.",
        **told,
    )


def linger_lesson(logit: float, share: float) -> str:
    """A place where it moves slowly and does not rest; `share` is that of a median word's step."""
    return say(
        "Around logit {logit} it lingers without resting: one step there is {share:.1f} % of what a median word does.",
        logit=signed(logit),
        share=100 * share,
    )


def half_life(constant: Length) -> Length:
    """Words until a change is half (or double) of what it was, from its time constant τ: τ·ln 2."""
    return constant * log(2)


def kind_told(kind: PointKind) -> str:
    """What a point is, in a word."""
    return {
        "stable": say("resting point"),
        "saddle": say("saddle"),
        "turning": say("circled"),
        "slow": say("slow, no rest"),
    }[kind]


def lasting(constant: float) -> str:
    """A length in words."""
    if constant >= 1000:
        return say("over 1,000")
    return f"{constant:.0f}" if constant >= 10 else f"{constant:.1f}"
