"""What stands at the pictures of gradients that are cut off."""

from rnnviz.analysis import HELD, GradientReach
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.language import say

__all__ = [
    "arrival_axes",
    "arrival_help",
    "arrival_title",
    "first_symbol",
    "learnt_axes",
    "learnt_help",
    "learnt_title",
    "question",
    "reaches_first",
]


def question(distance: int, cell: str) -> str:
    """What is tried."""
    return say(
        "The first symbol stands {needed} steps before the end. Truncated back-propagation carries the loss back over "
        "fewer, and takes the state of the {cell} before them as given.",
        needed=distance + 1,
        cell=cell,
    )


def learnt_title(reach: GradientReach) -> str:
    """Title of what was learnt."""
    (a, b), (c, d) = reach.learnt(reached=True), reach.learnt(reached=False)
    if not b and not d:
        return say("No step is through yet")
    return say("In reach {a} of {b} tries learn it, out of reach {c} of {d}", a=a, b=b, c=c, d=d)


def learnt_help() -> str:
    """How to read it."""
    return say(
        "Right answers on held-out texts, over how many steps gradients are carried back; learnt: {held:.0f} % or "
        "more. A try ends at 99 % of its validation texts, after 20 epochs at the latest.",
        held=100 * HELD,
    )


def learnt_axes() -> dict[str, str]:
    """Names of the axes, the lines, the level, and of what is pointed at."""
    return {
        "x": say("gradients carried back over, steps"),
        "y": say("right answers, %"),
        "chance": say("guessing"),
        "median": say("median of the seeds"),
        "all": say("all seeds"),
        "tip": say("{word} steps back"),
    }


def reaches_first() -> str:
    """The mark from which on gradients reach the first symbol."""
    return say("reaches the first symbol")


def first_symbol() -> str:
    """The mark at the first symbol."""
    return say("first symbol")


def arrival_title(arrival: Floats, needed: int, cut: int) -> str:
    """What arrives at the first symbol with gradients that are carried back over `cut` steps."""
    first, last = float(arrival[-needed]), float(arrival[-1])
    if cut < needed:
        return say("With {cut} steps nothing arrives at the first symbol", cut=cut)
    return say(
        "With {cut} steps {share} of what the last step gets arrives at the first symbol",
        cut=cut,
        share=number(first / last),
    )


def arrival_help() -> str:
    """How to read it."""
    return say(
        "Norm of the loss's gradient with respect to the state after each step, at the first weights, mean over 64 "
        "texts. Shaded: before the cut nothing arrives; dashed: what would."
    )


def arrival_axes() -> dict[str, str]:
    """Names of the axes, the lines, and of what is pointed at."""
    return {
        "x": say("step (0 is the start sign)"),
        "y": say("norm of the gradient"),
        "arrives": say("arrives"),
        "would": say("would arrive without the cut"),
        "tip": say("step {x}"),
    }
