"""What a learning curve says: one sentence on a training run."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rnnviz.runs import EpochMetrics, best_epoch

__all__ = ["CHANCE_LOSS", "Diagnosis", "Finding", "diagnose"]

Finding = Literal["no epoch", "diverged", "learning rate too high", "not yet trained", "overfitting", "jumpy", "fine"]

CHANCE_LOSS = math.log(2)
"""Binary cross-entropy, in nats, of a network that answers 0.5 whatever it reads."""

_JUMP = 0.05
_STILL_LEARNING = 0.005
_OVERFIT = 0.02
_LEARNT = 0.6


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """A finding and the sentence that says it.

    Parameters
    ----------
    finding
        What was found.
    epoch
        The epoch that it begins at or that shows it, from 1; None where there is none.
    sentence
        For the person at the screen.
    """

    finding: Finding
    epoch: int | None
    sentence: str


def diagnose(history: Sequence[EpochMetrics]) -> Diagnosis:
    """Return the most urgent thing that a run's curves show.

    In this order: a loss that is no number, a training loss that does not fall below chance or rises, a validation
    accuracy that jumps, overfitting, a network that still gets better.
    """
    if not history:
        return Diagnosis(finding="no epoch", epoch=None, sentence="No epoch is finished yet.")
    for check in (_diverged, _too_fast, _jumpy, _overfitting, _still_learning):
        found = check(history)
        if found is not None:
            return found
    best = best_epoch(history)
    return Diagnosis(
        finding="fine",
        epoch=best.epoch,
        sentence=f"The curves have settled: epoch {best.epoch} was the best, right on {best.val_accuracy:.1%} of the "
        "validation reviews.",
    )


def _diverged(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    for row in history:
        if not (math.isfinite(row.loss) and math.isfinite(row.val_loss)):
            return Diagnosis(
                finding="diverged",
                epoch=row.epoch,
                sentence=f"The loss of epoch {row.epoch} is no number any more: the weights were thrown off. Try a "
                "learning rate ten times smaller.",
            )
    return None


def _too_fast(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    if len(history) < 2:
        return None
    last, lowest = history[-1], min(history, key=lambda row: row.loss)
    if lowest.loss > CHANCE_LOSS - 0.01:
        return Diagnosis(
            finding="learning rate too high",
            epoch=last.epoch,
            sentence=f"After {len(history)} epochs the training loss is {last.loss:.2f}, no better than guessing "
            f"({CHANCE_LOSS:.2f}). Mostly the learning rate is too high (or far too low): try another.",
        )
    if last.loss > 1.1 * lowest.loss and last.loss > lowest.loss + 0.05:
        return Diagnosis(
            finding="learning rate too high",
            epoch=lowest.epoch + 1,
            sentence=f"The training loss rises again after epoch {lowest.epoch}, from {lowest.loss:.2f} to "
            f"{last.loss:.2f}: the steps are too large. Try a smaller learning rate.",
        )
    return None


def _jumpy(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    falls = [(before.val_accuracy - after.val_accuracy, after) for before, after in pairwise(history)]
    fall, row = max(falls, key=lambda item: item[0], default=(0.0, history[-1]))
    if fall < _JUMP:
        return None
    best = best_epoch(history)
    return Diagnosis(
        finding="jumpy",
        epoch=row.epoch,
        sentence=f"The validation accuracy falls by {100 * fall:.0f} points at epoch {row.epoch}: with one seed "
        f"that is luck as much as learning. Epoch {best.epoch} ({best.val_accuracy:.1%}) is kept; train several seeds.",
    )


def _overfitting(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    turn = min(history, key=lambda row: row.val_loss)
    last = history[-1]
    if turn is last or last.val_loss < turn.val_loss + _OVERFIT or last.loss > turn.loss:
        return None
    return Diagnosis(
        finding="overfitting",
        epoch=turn.epoch + 1,
        sentence=f"Overfitting from epoch {turn.epoch + 1} on: the training loss still falls (to {last.loss:.2f}), but "
        f"the validation loss rises from {turn.val_loss:.2f} to {last.val_loss:.2f}. That is learning by heart.",
    )


def _still_learning(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    best, last = best_epoch(history), history[-1]
    if best.val_accuracy < _LEARNT:
        return Diagnosis(
            finding="not yet trained",
            epoch=last.epoch,
            sentence=f"Not yet trained: the best epoch is right on {best.val_accuracy:.1%} of the validation reviews, "
            "and guessing on half of them. Train longer, or on more reviews.",
        )
    before = max((row.val_accuracy for row in history[:-1]), default=0.5)
    if best is not last or last.val_accuracy < before + _STILL_LEARNING:
        return None
    return Diagnosis(
        finding="not yet trained",
        epoch=last.epoch,
        sentence=f"Not yet trained: the last epoch was the best so far ({last.val_accuracy:.1%}). One more may help.",
    )
