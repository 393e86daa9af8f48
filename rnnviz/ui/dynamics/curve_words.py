"""What the slow curve and the words of "Dynamics" say."""

from rnnviz.ui.drawing.numbers import number, signed
from rnnviz.ui.dynamics.lesson_words import lasting
from rnnviz.ui.language import say

__all__ = [
    "agreement_told",
    "curve_answer",
    "curve_axes",
    "curve_helps",
    "curve_tip",
    "curve_titles",
    "logit_axis",
    "pushes_heading",
    "pushes_help",
    "pushes_labels",
    "pushes_title",
    "unmeasured",
]


_LEAST = 0.001  # of the logit


# ---- the slow curve ----


def curve_answer(drift: float, usual: float) -> str:
    """How fast a verdict drifts beside what words do: slowly from half as fast on.

    `drift` is the median step of the logit along the slow curve, `usual` |Δlogit| of a median word.
    """
    told = {"drift": _small(drift), "usual": _small(usual)}
    if usual >= 2 * drift:
        return say(
            "Left alone, a verdict drifts slowly: along the slow curve one step moves the logit by {drift} (median), "
            "while a median word moves it by {usual}.",
            **told,
        )
    return say(
        "Left alone, a verdict drifts nearly as fast as words move it, or faster: along the slow curve one step moves "
        "the logit by {drift} (median), a median word moves it by {usual}.",
        **told,
    )


def _small(value: float) -> str:
    """Three decimals, or that these say nothing."""
    return f"{value:.3f}" if value >= _LEAST else say("less than {least}", least=_LEAST)


def curve_titles(sinks: list[float], slowest: tuple[float, float], longest: tuple[float, float]) -> dict[str, str]:
    """Titles of the three charts: where the logit is drawn to, where it is slowest, where pushes last longest.

    `longest` is a logit with its half-life.
    """
    drawn = ", ".join(map(signed, sinks[:-1]))
    last = signed(sinks[-1]) if sinks else ""
    either = say("{logits} or {last}", logits=drawn, last=last) if drawn else last
    return {
        "drift": say("Left alone, a verdict drifts towards {logits}", logits=either)
        if sinks
        else say("Left alone, the slowest states are drawn to no logit within this range"),
        "speed": say(
            "The state is stillest at logit {logit}: one step is {share} % of a median word's",
            logit=signed(slowest[0]),
            share=number(100 * slowest[1]),
        ),
        "half-life": say(
            "A push lasts longest at logit {logit}: {half} words until it is half or double",
            logit=signed(longest[0]),
            half=lasting(longest[1]),
        ),
    }


def curve_helps() -> dict[str, str]:
    """How to read them."""
    return {
        "drift": say("How far one step moves the logit, at the slowest state that has it. Above 0 it rises."),
        "speed": say("How far that state moves in all directions, beside what a median word does."),
        "half-life": say(
            "Of a push along the mode whose λ is nearest to +1 there: the words until it has halved, or doubled if λ "
            "is above 1; 0.69 τ."
        ),
    }


def curve_axes() -> dict[str, str]:
    """Names of their upward axes."""
    return {
        "drift": say("drift of the logit"),
        "speed": say("% of a median word"),
        "half-life": say("words until half or double"),
    }


def logit_axis() -> str:
    """Name of their axis across."""
    return say("logit")


def curve_tip() -> str:
    """What stands at a place; filled by the browser."""
    return say("logit {x}")


# ---- words ----


def pushes_heading(logit: float) -> str:
    """Title where there is no bag of words to compare with."""
    return say("What words add along the slow mode at logit {logit}", logit=signed(logit))


def pushes_title(agreeing: int, words: int) -> str:
    """Of the words that are listed, how many push to the side of their weight."""
    return say(
        "{agreeing} of these {words} words push to the side that a bag of words gives them",
        agreeing=agreeing,
        words=words,
    )


def pushes_help(logit: float, frequent: int) -> str:
    """What is listed."""
    return say(
        "Push: what one reading of the word adds to the logit along the slow mode, the direction at logit {logit} in "
        "which a push lasts, to first order; the largest either way among the {frequent:,} most frequent words. "
        "Weight: what the word counts in a bag of words, a model that only sees which words occur.",
        logit=signed(logit),
        frequent=frequent,
    )


def agreement_told(auc: float, correlation: float, words: int, side: int) -> str:
    """How well all pushes agree with the bag of words."""
    return say(
        "A pair of one of the {side} most positive and one of the {side} most negative words of the bag is in the "
        "right order in {auc:.1f} % of all cases; over {words:,} words push and weight correlate by {correlation:.2f}.",
        auc=100 * auc,
        correlation=correlation,
        words=words,
        side=side,
    )


def unmeasured(run: str) -> str:
    """Where there is no bag of words."""
    return say("No bag of words was made for this run: python -m rnnviz measure {run} makes it.", run=run)


def pushes_labels() -> dict[str, str]:
    """Heads of the columns."""
    return {"word": say("word"), "push": say("push along the slow mode"), "weight": say("weight in the bag of words")}
