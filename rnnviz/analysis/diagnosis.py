"""What a learning curve says: one finding on a training run, with its numbers."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from rnnviz.runs import EpochMetrics, best_epoch

__all__ = ["CHANCE_LOSS", "Diagnosis", "Finding", "diagnose"]

Finding = Literal[
    "no_epoch",
    "diverged",
    "loss_at_chance",
    "loss_rises",
    "jumpy",
    "overfitting",
    "near_guessing",
    "still_improving",
    "settled",
]
"""What a run's curves can show; see `diagnose`."""

CHANCE_LOSS = math.log(2)
"""Binary cross-entropy, in nats, of a network that answers 0.5 whatever it reads."""

_JUMP = 0.05
_STILL_LEARNING = 0.005
_OVERFIT = 0.02
_LEARNT = 0.6


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """A finding and the numbers that it rests on.

    Parameters
    ----------
    finding
        What was found.
    epoch
        The epoch that it begins at or that shows it, from 1; None where there is none.
    values
        Numbers by name: losses in nats, accuracies as shares, `fall` in points of a hundred, and epochs.
    """

    finding: Finding
    epoch: int | None
    values: Mapping[str, float] = field(default_factory=dict)


def diagnose(history: Sequence[EpochMetrics]) -> Diagnosis:
    """Return the most urgent thing that a run's curves show.

    In this order: a loss that is no number, a training loss that does not fall below chance or rises, a validation
    accuracy that jumps, overfitting, a network that hardly does better than guessing or still gets better.
    """
    if not history:
        return Diagnosis(finding="no_epoch", epoch=None)
    for check in (_diverged, _too_fast, _jumpy, _overfitting, _still_learning):
        found = check(history)
        if found is not None:
            return found
    best = best_epoch(history)
    return Diagnosis(
        finding="settled",
        epoch=best.epoch,
        values={"val_accuracy": best.val_accuracy},
    )


def _diverged(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    for row in history:
        if not (math.isfinite(row.loss) and math.isfinite(row.val_loss)):
            return Diagnosis(finding="diverged", epoch=row.epoch)
    return None


def _too_fast(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    if len(history) < 2:
        return None
    last, lowest = history[-1], min(history, key=lambda row: row.loss)
    if lowest.loss > CHANCE_LOSS - 0.01:
        return Diagnosis(
            finding="loss_at_chance",
            epoch=last.epoch,
            values={"epochs": len(history), "loss": last.loss, "chance_loss": CHANCE_LOSS},
        )
    if last.loss > 1.1 * lowest.loss and last.loss > lowest.loss + 0.05:
        return Diagnosis(
            finding="loss_rises",
            epoch=lowest.epoch + 1,
            values={"lowest_epoch": lowest.epoch, "lowest_loss": lowest.loss, "loss": last.loss},
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
        values={"fall": 100 * fall, "best_epoch": best.epoch, "val_accuracy": best.val_accuracy},
    )


def _overfitting(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    turn = min(history, key=lambda row: row.val_loss)
    last = history[-1]
    if turn is last or last.val_loss < turn.val_loss + _OVERFIT or last.loss > turn.loss:
        return None
    return Diagnosis(
        finding="overfitting",
        epoch=turn.epoch + 1,
        values={"loss": last.loss, "lowest_val_loss": turn.val_loss, "val_loss": last.val_loss},
    )


def _still_learning(history: Sequence[EpochMetrics]) -> Diagnosis | None:
    best, last = best_epoch(history), history[-1]
    if best.val_accuracy < _LEARNT:
        return Diagnosis(
            finding="near_guessing",
            epoch=last.epoch,
            values={"val_accuracy": best.val_accuracy},
        )
    before = max((row.val_accuracy for row in history[:-1]), default=0.5)
    if best is not last or last.val_accuracy < before + _STILL_LEARNING:
        return None
    return Diagnosis(
        finding="still_improving",
        epoch=last.epoch,
        values={"val_accuracy": last.val_accuracy},
    )
