"""What charts over the words of a review have in common."""

from typing import Any

from rnnviz.analysis import ShownSteps
from rnnviz.ui.drawing.axes import Tick, round_range, ticks
from rnnviz.ui.instruments import words
from rnnviz.ui.instruments.views.lines import LinePanel
from rnnviz.ui.language import say

__all__ = ["named_steps", "over_words", "probability_axis", "value_axis", "word_ticks"]

_TICKS = 8


def named_steps(steps: ShownSteps) -> list[str]:
    """What every step is called: its word, or what stands there instead."""
    return [
        say("padding") if kind == "padding" else say("start") if kind == "start" else word
        for kind, word in zip(steps.kinds, steps.words, strict=True)
    ]


def over_words(steps: ShownSteps, **panel: Any) -> LinePanel:
    """A chart over the steps of a review, which follows its time cursor; the axis across is numbered by words."""
    count = len(steps)
    whole: LinePanel = {
        "steps": True,
        "x": list(range(count)),
        "words": named_steps(steps),
        "x_low": 0 if count > 1 else -0.5,
        "x_high": count - 1 if count > 1 else 0.5,
        "x_ticks": word_ticks(steps),
        "x_axis": words.word_axis(),
        "tip": words.at_word(),
        **panel,  # type: ignore[typeddict-item]
    }
    return whole


def probability_axis() -> dict[str, Any]:
    """The axis of a probability: all of it, one half in its middle."""
    return {
        "y_low": 0.0,
        "y_high": 1.0,
        "y_ticks": ticks(0, 1),
        "y_axis": words.probability_axis(),
        "zero": 0.5,
    }


def value_axis(low: float, high: float, name: str) -> dict[str, Any]:
    """An axis of values around all of these, 0 included, that ends at round numbers."""
    low, high = round_range(min(low, 0.0), max(high, 0.0))
    return {"y_low": low, "y_high": high, "y_ticks": ticks(low, high), "y_axis": name, "zero": 0.0}


def word_ticks(steps: ShownSteps) -> list[Tick]:
    """Numbers of words at an axis of steps."""
    numbered = [(step, number) for step, number in enumerate(steps.numbers.tolist()) if number]
    if not numbered:
        return []
    if len(numbered) <= _TICKS:
        return [{"at": step, "label": f"{number:,}"} for step, number in numbered]
    wanted = {round(tick["at"]) for tick in ticks(numbered[0][1], numbered[-1][1], about=_TICKS)}
    return [{"at": step, "label": f"{number:,}"} for step, number in numbered if number in wanted]
