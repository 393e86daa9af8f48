"""What a training has done so far to the verdict on one review."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.analysis.shown_steps import ShownSteps

__all__ = ["Middle", "Watched", "watched"]

Middle = Literal["undecided", "positive", "negative", "both"]
"""What is said throughout the middle third of the words; both = now this, now that."""

_UNDECIDED = 0.05
_LEAST_WORDS = 6


@dataclass(frozen=True, kw_only=True)
class Watched:
    """How a review is read, before and now.

    Parameters
    ----------
    began, now
        The verdict's probability when the training began, and now.
    top
        Step of the word that moves the logit most; None where there is no word.
    before, after
        The running probability on both sides of that word.
    middle
        What is said in the middle third of the words; None of fewer than six.
    low, high
        The ends of the running probability there.
    """

    began: float
    now: float
    top: int | None
    before: float
    after: float
    middle: Middle | None
    low: float
    high: float


def watched(began: float, steps: ShownSteps, initial: float) -> Watched:
    """Facts of a reading.

    Parameters
    ----------
    began
        The verdict's probability when the training began.
    steps
        The review as it is read now.
    initial
        The probability before anything is read.
    """
    words = np.flatnonzero(steps.numbers)
    probability = np.asarray(steps.probability, dtype=np.float64)
    top = int(words[np.argmax(np.abs(steps.delta_logit[words]))]) if len(words) else None
    middle, low, high = _middle(probability[words])
    return Watched(
        began=began,
        now=float(probability[-1]),
        top=top,
        before=initial if not top else float(probability[top - 1]),
        after=float(probability[top or 0]),
        middle=middle,
        low=low,
        high=high,
    )


def _middle(probability: np.ndarray) -> tuple[Middle | None, float, float]:
    third = len(probability) // 3
    if len(probability) < _LEAST_WORDS:
        return None, 0.5, 0.5
    part = probability[third : len(probability) - third]
    low, high = float(part.min()), float(part.max())
    if low >= 0.5 - _UNDECIDED and high <= 0.5 + _UNDECIDED:
        return "undecided", low, high
    if low >= 0.5:
        return "positive", low, high
    return "negative" if high < 0.5 else "both", low, high
