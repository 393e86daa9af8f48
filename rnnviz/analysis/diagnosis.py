"""What learning curves say: findings on a training run that stand together, each with the numbers it rests on."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import numpy as np

from rnnviz.runs import EpochMetrics, best_epoch

__all__ = ["CHANCE_LOSS", "Diagnosis", "Finding", "Setting", "diagnose", "is_near_guessing"]

Finding = Literal[
    "no_epoch",
    "diverged",
    "rate_too_high",
    "loss_rises",
    "rate_too_low",
    "rate_unclear",
    "few_steps",
    "near_guessing",
    "overfitting",
    "gap",
    "jumpy",
    "still_improving",
    "settled",
    "kept",
]
"""What a run's curves can show; see `diagnose`."""

CHANCE_LOSS = math.log(2)
"""Binary cross-entropy, in nats, of a network that answers 0.5 whatever it reads."""

_SURE, _VERY_SURE = 2.0, 3.0  # standard errors
_ABOVE_CHANCE, _FAR_ABOVE_CHANCE = 0.03, 0.15
_FLAT, _SMOOTH = 0.05, 0.003
_HARDLY_MOVED, _FEW_UPDATES, _ENOUGH_UPDATES = 0.02, 150, 50
_RISE, _RISEN = 0.02, 0.05
_GAP = 0.03
_STILL = 0.01


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a run's curves have to be held against.

    Parameters
    ----------
    validation
        Validation reviews.
    updates
        Steps of the optimizer in an epoch, one a batch.
    positive
        Share of the reviews that are positive.
    moved
        How far the weights came between the first and the last kept epoch, as a share of their own length; None where
        that is not known.
    """

    validation: int
    updates: int
    positive: float = 0.5
    moved: float | None = None

    @property
    def majority(self) -> float:
        """Accuracy of answering the more frequent class whatever is read."""
        return max(self.positive, 1 - self.positive)

    @property
    def chance_loss(self) -> float:
        """Loss, in nats, of answering the share of positive reviews whatever is read."""
        share = min(max(self.majority, 0.5), 1 - 1e-9)
        return -share * math.log(share) - (1 - share) * math.log(1 - share)

    def error(self, accuracy: float) -> float:
        """Binomial standard error √(p(1 − p)/n) of an accuracy on the validation reviews."""
        return math.sqrt(max(accuracy * (1 - accuracy), 0.0) / max(self.validation, 1))


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
        Numbers by name: losses in nats, accuracies and errors as shares, `fall` and `chance` of a jump in points of a
        hundred, epochs and counts.
    """

    finding: Finding
    epoch: int | None
    values: Mapping[str, float] = field(default_factory=dict)


History = Sequence[EpochMetrics]
_Check = Callable[[History, Setting], Diagnosis | None]


def diagnose(history: History, setting: Setting) -> tuple[Diagnosis, ...]:
    """Return what a run's curves show, what matters most first; at least one finding.

    A loss that is no number stands alone. Then comes why a network learns nothing: its steps are too large, too small
    or too few. Then whether it learns by heart (the training loss falls while the validation loss has risen by more
    than it zigzagged before), whether its accuracy jumps by more than chance explains, and where it stands at the
    end.
    """
    if not history:
        return (Diagnosis(finding="no_epoch", epoch=None),)
    lost = next((row for row in history if not (math.isfinite(row.loss) and math.isfinite(row.val_loss))), None)
    if lost is not None:
        return (Diagnosis(finding="diverged", epoch=lost.epoch),)
    first = _first_of(history, setting, (_too_high, _rises, _too_low, _few_steps, _near_guessing))
    lost_in_steps = first is not None and first.finding in _WRONG_STEPS and is_near_guessing(history, setting)
    heart = None if lost_in_steps else _first_of(history, setting, (_overfitting, _gap))
    jumps = _jumpy(history, setting)
    end = None if first else _end(history, setting, heart, jumps)
    return tuple(found for found in (first, heart, jumps, end) if found is not None)


_WRONG_STEPS: frozenset[Finding] = frozenset({"rate_too_high", "loss_rises", "rate_too_low", "rate_unclear"})


def _first_of(history: History, setting: Setting, checks: Sequence[_Check]) -> Diagnosis | None:
    return next((found for check in checks if (found := check(history, setting)) is not None), None)


def is_near_guessing(history: History, setting: Setting) -> bool:
    """Whether no epoch did better on the validation reviews than always answering the more frequent class.

    What lies within two standard errors of that is not told from it.
    """
    limit = setting.majority + _SURE * setting.error(setting.majority)
    return bool(history) and best_epoch(history).val_accuracy <= limit


# ---- why it learns nothing ----


def _too_high(history: History, setting: Setting) -> Diagnosis | None:
    """Find a training loss above chance; a little above says something only of a network that learns nothing."""
    worst = max(history, key=lambda row: row.loss)
    above = _ABOVE_CHANCE if is_near_guessing(history, setting) else _FAR_ABOVE_CHANCE
    if worst.loss < setting.chance_loss + above:
        return None
    values = {"loss": worst.loss, "chance_loss": setting.chance_loss}
    return Diagnosis(finding="rate_too_high", epoch=worst.epoch, values=values)


def _rises(history: History, setting: Setting) -> Diagnosis | None:
    """Find a training loss that has risen, in the last two epochs at least: one bad epoch is no rise."""
    del setting
    lowest = min(history, key=lambda row: row.loss)
    after = history[lowest.epoch :]
    limit = max(1.1 * lowest.loss, lowest.loss + _RISEN)
    if len(after) < 2 or min(row.loss for row in after[-2:]) <= limit:
        return None
    values = {"lowest_epoch": lowest.epoch, "lowest_loss": lowest.loss, "loss": history[-1].loss}
    return Diagnosis(finding="loss_rises", epoch=lowest.epoch + 1, values=values)


def _too_low(history: History, setting: Setting) -> Diagnosis | None:
    """Find a loss that is flat and smooth, after steps enough to have moved it."""
    steps = [after.loss - before.loss for before, after in pairwise(history)]
    updates = setting.updates * len(history)
    flat = abs(history[0].loss - history[-1].loss) < _FLAT and history[-1].loss > setting.chance_loss - _FLAT
    smooth = bool(steps) and max(steps) < _SMOOTH
    if not (flat and smooth and updates >= _ENOUGH_UPDATES and is_near_guessing(history, setting)):
        return None
    values = {"updates": updates, "first_loss": history[0].loss, "loss": history[-1].loss}
    if setting.moved is None:
        return Diagnosis(finding="rate_unclear", epoch=history[-1].epoch, values=values)
    if setting.moved >= _HARDLY_MOVED:
        return None
    return Diagnosis(finding="rate_too_low", epoch=history[-1].epoch, values={**values, "moved": setting.moved})


def _few_steps(history: History, setting: Setting) -> Diagnosis | None:
    updates = setting.updates * len(history)
    if updates >= _FEW_UPDATES or not is_near_guessing(history, setting):
        return None
    values = {"updates": updates, "epochs": len(history), "batches": setting.updates}
    return Diagnosis(finding="few_steps", epoch=history[-1].epoch, values={**values, **_best_of(history, setting)})


def _near_guessing(history: History, setting: Setting) -> Diagnosis | None:
    if not is_near_guessing(history, setting):
        return None
    values = {**_best_of(history, setting), "majority": setting.majority}
    return Diagnosis(finding="near_guessing", epoch=history[-1].epoch, values=values)


# ---- whether it learns by heart ----


def _overfitting(history: History, setting: Setting) -> Diagnosis | None:
    """Find a validation loss that has risen for good while the training loss fell.

    "For good": two epochs or more have passed since its lowest value, and the last of them as well as the middle one
    lie above it by more than the loss had zigzagged on its way down.
    """
    del setting
    turn, last = min(history, key=lambda row: row.val_loss), history[-1]
    after = [row.val_loss for row in history[turn.epoch :]]
    rise = max(_RISE, _zigzag([row.val_loss for row in history[: turn.epoch]]))
    if len(after) < 2 or last.loss > turn.loss - _RISE or min(last.val_loss, np.median(after)) < turn.val_loss + rise:
        return None
    kept = best_epoch(history)
    values = {
        "turn": turn.epoch,
        "turn_loss": turn.loss,
        "loss": last.loss,
        "lowest_val_loss": turn.val_loss,
        "val_loss": last.val_loss,
        "kept": kept.epoch,
        "kept_accuracy": kept.val_accuracy,
        "turn_accuracy": turn.val_accuracy,
    }
    return Diagnosis(finding="overfitting", epoch=turn.epoch + 1, values=values)


def _zigzag(values: Sequence[float]) -> float:
    """How far values that ended at their lowest had risen above the lowest before; the middle one of such rises."""
    above = np.asarray(values) - np.minimum.accumulate(values)
    return float(np.median(above[above > 0])) if (above > 0).any() else 0.0


def _gap(history: History, setting: Setting) -> Diagnosis | None:
    """Find training reviews that are known better than others, at the end."""
    last = history[-1]
    gap = last.accuracy - last.val_accuracy
    if gap < _GAP + _SURE * setting.error(last.val_accuracy) or last.loss > last.val_loss:
        return None
    values = {"accuracy": last.accuracy, "val_accuracy": last.val_accuracy, "gap": 100 * gap}
    return Diagnosis(finding="gap", epoch=last.epoch, values=values)


# ---- jumps, and where it stands ----


def _jumpy(history: History, setting: Setting) -> Diagnosis | None:
    """Find the largest fall of the accuracy, where it is more than three standard errors of a difference."""
    falls = [(before.val_accuracy - after.val_accuracy, before, after) for before, after in pairwise(history)]
    if not falls:
        return None
    fall, before, after = max(falls, key=lambda item: item[0])
    chance = _VERY_SURE * math.hypot(setting.error(before.val_accuracy), setting.error(after.val_accuracy))
    if fall <= chance:
        return None
    values = {"fall": 100 * fall, "chance": 100 * chance, "reviews": setting.validation}
    return Diagnosis(finding="jumpy", epoch=after.epoch, values=values)


def _end(history: History, setting: Setting, heart: Diagnosis | None, jumps: Diagnosis | None) -> Diagnosis:
    """Say how good the kept epoch is, and whether the curves are at their end."""
    best, last, values = best_epoch(history), history[-1], _best_of(history, setting)
    overfits = heart is not None and heart.finding == "overfitting"
    falling = len(history) > 1 and last.val_loss < min(row.val_loss for row in history[:-1])
    if not overfits and falling:
        return Diagnosis(finding="still_improving", epoch=last.epoch, values={**values, "val_loss": last.val_loss})
    late = history[-3:]
    still = len(late) == 3 and all(
        np.ptp([getattr(row, name) for row in late]) <= limit
        for name, limit in (("val_loss", _STILL), ("val_accuracy", _SURE * setting.error(best.val_accuracy)))
    )
    if still and not overfits and jumps is None:
        return Diagnosis(finding="settled", epoch=best.epoch, values=values)
    return Diagnosis(finding="kept", epoch=best.epoch, values=values)


def _best_of(history: History, setting: Setting) -> dict[str, float]:
    best = best_epoch(history).val_accuracy
    return {"val_accuracy": best, "error": _SURE * setting.error(best), "reviews": setting.validation}
