"""What is said of how long words are remembered."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.explanation import HalfLives, Without, WordMemory
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.language import say, say_count

__all__ = [
    "Fate",
    "agree",
    "comes_back",
    "comparisons",
    "controls",
    "heard",
    "kept_longest",
    "longest",
    "measures",
    "mislead",
    "nothing_to_forget",
    "predicted",
    "quantities",
    "row_title",
    "typical",
    "waiting",
]


def controls() -> Mapping[Literal["without", "shown"], str]:
    """Labels of the controls."""
    return {"without": say("A word is taken out by"), "shown": say("What is followed")}


def comparisons() -> Mapping[Without, str]:
    """What a word is compared with."""
    return {"unknown": say("“unknown” in its place"), "left_out": say("leaving it out")}


def measures() -> Mapping[str, str]:
    """What can be followed from word to word."""
    return {"hidden_states": say("hidden state h"), "cell_states": say("cell state c"), "logit": say("running logit")}


def quantities() -> Mapping[str, str]:
    """The same within a sentence."""
    return {"hidden_states": say("the state h"), "cell_states": say("the cell state c"), "logit": say("the logit")}


def waiting() -> str:
    """While the review is read once without each word."""
    return say("The review is read once without each of its words.")


def nothing_to_forget(memory: WordMemory) -> str | None:
    """Why there is nothing to follow; None where there is."""
    found = memory.influence
    if not len(found.words):
        return say("The review has no word, so there is nothing to forget.")
    if not any(differences.any() for differences in found.differences.values()):
        return say(
            "No word of this review changes anything: all are unknown to this network, so “unknown” in their place is "
            "what they are read as. Choose “{other}”."
            if found.without == "unknown"
            else "No word of this review changes the state at all: there is nothing to forget.",
            other=comparisons()["left_out"],
        )
    if len(found.words) == 1 and memory.backward is None:
        return say("The review has one word, and nothing follows that could make the network forget it.")
    return None


def mislead() -> str:
    """How the pictures mislead."""
    return say(
        "What stays in the state need not reach the verdict: follow the running logit to see what does. And two words "
        "that say the same hide each other, because the one is still there when the other is taken out."
    )


# ---- the sentence ----


def _words(count: float) -> str:
    if not math.isfinite(count):
        return say("longer than this review")
    return say_count(int(count), "{count:,} word", "{count:,} words")


def typical(lives: HalfLives) -> str:
    """How long a typical word is kept in the state."""
    low, median, high = (lives.quantile(share) for share in (0.25, 0.5, 0.75))
    if not math.isfinite(median):
        return say(
            "Of what a typical word of this review changes in the state, more than half is still there as far as the "
            "review reaches."
        )
    half, for_good = _half_gone(low, median, high), _for_good(lives, median)
    return say("{half} {for_good}", half=half, for_good=for_good) if for_good else half


def _half_gone(low: float, median: float, high: float) -> str:
    told: dict[str, object] = {"median": _words(median), "low": f"{low:,.0f}", "high": _words(high)}
    if not math.isfinite(high):
        return say(
            "Half of what a typical word of this review changes in the state is gone after {median} (a quarter of the "
            "words within {low}, a quarter not within this review).",
            **told,
        )
    if low == high:
        return say(
            "Half of what a typical word of this review changes in the state is gone after {median}, and so it is for "
            "the middle half of the words.",
            **told,
        )
    return say(
        "Half of what a typical word of this review changes in the state is gone after {median} ({low} to {high} for "
        "the middle half of the words).",
        **told,
    )


def _for_good(lives: HalfLives, median: float) -> str:
    """When half of it is gone for good, where that is not the first time."""
    last = lives.quantile(0.5, last=True)
    if last == median:
        return ""
    if not math.isfinite(last):
        return say("But it comes back: for good it is not gone as far as the review reaches.")
    return say("For good it is gone after {last}.", last=_words(last))


def kept_longest(lives: HalfLives) -> int:
    """Row of the word of which more than half is left for the most words, as far as each is followed."""
    return int(_reach(lives).argmax())


def _reach(lives: HalfLives) -> Floats:
    """For how many words more than half is left; of what outlives the review a little more than was followed."""
    return np.where(np.isfinite(lives.first), lives.first, lives.followed + 0.5)


def longest(word: SentencePart, number: int, lives: HalfLives, row: int) -> list[SentencePart]:
    """Which word is kept longest; `row` is its."""
    reach = _reach(lives)
    told: dict[str, object] = {"word": word, "number": number}
    if not math.isfinite(lives.first[row]):
        return say_parts(
            "{word}, word {number:,}, is kept longest: more than half is left when the review ends, {count} later.",
            count=_words(lives.followed[row]),
            **told,
        )
    told["count"] = _words(lives.first[row])
    if np.count_nonzero(reach == reach[row]) > 1:
        return say_parts("No word is kept longer than {word}, word {number:,}: {count}.", **told)
    return say_parts("{word}, word {number:,}, is kept longest: {count}.", **told)


def comes_back(lives: HalfLives) -> float:
    """Share of the words that are followed whose line crosses the half more than once."""
    followed = lives.followed > 0
    return float((lives.crossings[followed] > 1).mean()) if followed.any() else 0.0


def heard(lives: HalfLives) -> str:
    """What the verdict hears of a typical word."""
    median, again = lives.quantile(0.5), comes_back(lives)
    if not math.isfinite(median):
        return say("What a typical word changes in the running logit is not down to half as far as the review reaches.")
    if again < 0.005:
        return say(
            "What a typical word changes in the running logit is down to half after {count}.", count=_words(median)
        )
    return say(
        "What a typical word changes in the running logit is down to half after {count}, but for {again:.0f} % of the "
        "words it comes back above half later: no single number tells it all.",
        count=_words(median),
        again=100 * again,
    )


def agree(one: float, other: float) -> bool:
    """Whether two half-lives are within a factor of two, or both longer than the review."""
    if not (math.isfinite(one) and math.isfinite(other)):
        return one == other
    return max(one, other) <= 2 * min(one, other)


def predicted(measured: float, gradient: float, spectrum: float | None) -> str:
    """Whether gradient and spectrum say what is measured, as medians over the words."""
    told = {"gradient": _words(gradient), "measured": _words(measured)}
    if spectrum is None:
        return say(
            "The gradient alone foretells {gradient} for the state, within a factor of two of what is measured."
            if agree(measured, gradient)
            else "The gradient alone foretells {gradient} for the state, which is not within a factor of two of what "
            "is measured.",
            **told,
        )
    told["spectrum"] = _words(spectrum)
    match agree(measured, gradient), agree(measured, spectrum):
        case True, True:
            return say(
                "Two shortcuts foretell it for the state: {gradient} by the gradient and {spectrum} by the spectrum. "
                "Both are within a factor of two of what is measured.",
                **told,
            )
        case True, False:
            return say(
                "Two shortcuts foretell it for the state: {gradient} by the gradient and {spectrum} by the spectrum. "
                "Only the gradient is within a factor of two of what is measured.",
                **told,
            )
        case False, True:
            return say(
                "Two shortcuts foretell it for the state: {gradient} by the gradient and {spectrum} by the spectrum. "
                "Only the spectrum is within a factor of two of what is measured.",
                **told,
            )
        case _:
            return say(
                "Two shortcuts foretell it for the state: {gradient} by the gradient and {spectrum} by the spectrum. "
                "Neither is within a factor of two of what is measured.",
                **told,
            )


# ---- of one word ----


@dataclass(frozen=True, kw_only=True)
class Fate:
    """After how many words half of something is gone, first and for good, and for how many it is followed."""

    first: float
    last: float
    followed: int


def row_title(word: str, number: int, fate: Fate, quantity: str, *, moved: bool) -> str:
    """What became of one word."""
    told: dict[str, object] = {"word": word, "number": number, "quantity": quantity, "first": _words(fate.first)}
    if not moved:
        return say("“{word}”, word {number:,}, changes nothing in {quantity}", **told)
    if not fate.followed:
        return say("“{word}”, word {number:,}, is the last one: no word follows that could make it fade", **told)
    if not math.isfinite(fate.first):
        return say(
            "More than half of what “{word}”, word {number:,}, changed in {quantity} is left at the end, {end} later",
            end=_words(fate.followed),
            **told,
        )
    if fate.first == fate.last:
        return say("Half of what “{word}”, word {number:,}, changed in {quantity} is gone after {first}", **told)
    if not math.isfinite(fate.last):
        return say(
            "Half of what “{word}”, word {number:,}, changed in {quantity} is gone after {first}, and back at the end",
            **told,
        )
    return say(
        "Half of what “{word}”, word {number:,}, changed in {quantity} is gone after {first}, and for good after "
        "{last}",
        last=_words(fate.last),
        **told,
    )
