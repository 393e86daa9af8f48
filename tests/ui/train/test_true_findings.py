"""The numbers in every sentence on learning curves, as they are read, recomputed from the curves."""

import math
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as limits

from rnnviz.analysis import Finding, Setting, diagnose, setting_of
from rnnviz.runs import EpochMetrics, find_run
from rnnviz.ui.train.diagnosis_words import finding_in_words
from tests.analysis.curves import CASES
from tests.analysis.test_diagnosis import curves, settings

Rows = list[EpochMetrics]
Numbers = Callable[[Rows, Setting], tuple[float, ...]]


def best(rows: Rows) -> EpochMetrics:
    """The kept epoch: the first of the highest validation accuracy."""
    return next(row for row in rows if row.val_accuracy == max(one.val_accuracy for one in rows))


def how_good(rows: Rows, setting: Setting) -> tuple[float, ...]:
    """The kept epoch's accuracy in points, the reviews it is of, and two binomial standard errors in points."""
    share = best(rows).val_accuracy
    return 100 * share, setting.validation, 200 * math.sqrt(share * (1 - share) / setting.validation)


def chance(setting: Setting) -> float:
    """Loss of answering the share of the more frequent class, in nats."""
    most = min(max(setting.positive, 1 - setting.positive), 1 - 1e-9)
    return -most * math.log(most) - (1 - most) * math.log(1 - most)


def lowest(rows: Rows, name: str) -> EpochMetrics:
    """The first epoch at which a loss was lowest."""
    return next(row for row in rows if getattr(row, name) == min(getattr(one, name) for one in rows))


def thrown_off(rows: Rows, setting: Setting) -> tuple[float, ...]:
    """The epoch of the highest training loss."""
    high = next(row for row in rows if row.loss == max(one.loss for one in rows))
    return high.loss, high.epoch, chance(setting)


def stood_still(rows: Rows, setting: Setting) -> tuple[float, ...]:
    """Updates of the weights, the first loss and the last."""
    return setting.updates * len(rows), rows[0].loss, rows[-1].loss


def by_heart(rows: Rows, setting: Setting) -> tuple[float, ...]:
    """From the lowest validation loss to the end, and where the kept epoch lies."""
    del setting
    turn, kept = lowest(rows, "val_loss"), best(rows)
    told = (turn.epoch + 1, turn.loss, rows[-1].loss, turn.val_loss, rows[-1].val_loss, kept.epoch)
    inside = (100 * kept.val_accuracy, turn.epoch, 100 * turn.val_accuracy)
    return told + (inside if kept.epoch > turn.epoch else ())


def fell(rows: Rows, setting: Setting) -> tuple[float, ...]:
    """The largest fall of the validation accuracy, its epoch, and three standard errors of a difference, in points."""
    accuracies = [row.val_accuracy for row in rows]
    falls = [before - after for before, after in pairwise(accuracies)]
    place = falls.index(max(falls))
    errors = [accuracies[at] * (1 - accuracies[at]) / setting.validation for at in (place, place + 1)]
    return 100 * falls[place], place + 2, 300 * math.sqrt(sum(errors)), setting.validation


TRUE: dict[Finding, Numbers] = {
    "no_epoch": lambda _rows, _setting: (),
    "diverged": lambda rows, _: (next(row.epoch for row in rows if not math.isfinite(row.loss + row.val_loss)),),
    "rate_too_high": thrown_off,
    "loss_rises": lambda rows, _: (lowest(rows, "loss").epoch, lowest(rows, "loss").loss, rows[-1].loss),
    "rate_too_low": lambda rows, setting: (*stood_still(rows, setting), 100 * (setting.moved or 0)),
    "rate_unclear": stood_still,
    "few_steps": lambda rows, setting: (
        *(len(rows), setting.updates, setting.updates * len(rows), 157),  # the last is the chapter's
        *how_good(rows, setting),
    ),
    "near_guessing": lambda rows, setting: (
        *how_good(rows, setting),
        100 * max(setting.positive, 1 - setting.positive),
    ),
    "overfitting": by_heart,
    "gap": lambda rows, _: (100 * rows[-1].accuracy, 100 * rows[-1].val_accuracy, rows[-1].epoch),
    "jumpy": fell,
    "still_improving": lambda rows, setting: (rows[-1].val_loss, *how_good(rows, setting)),
    "settled": lambda rows, setting: (best(rows).epoch, *how_good(rows, setting)),
    "kept": lambda rows, setting: (best(rows).epoch, *how_good(rows, setting)),
}
"""The numbers of each finding's sentences, in the order in which they are read."""


def assert_true(rows: Rows, setting: Setting) -> None:
    """Every number that is read is the recomputed one, to the digits that are shown."""
    for found in diagnose(rows, setting):
        said = " ".join(finding_in_words(found))
        read = [text.replace(",", "") for text in re.findall(r"\d[\d,]*(?:\.\d+)?", said)]
        true = TRUE[found.finding](rows, setting)
        digits = [len(text.partition(".")[2]) for text in read]
        assert read == [f"{value:.{places}f}" for value, places in zip(true, digits, strict=True)], said


@limits(deadline=None)
@given(curves(), settings)
def test_numbers_that_are_read_follow_from_the_curves(rows: Rows, setting: Setting) -> None:
    """Of any curves, whatever is found in them."""
    assert_true(rows, setting)


@pytest.mark.parametrize("case", CASES)
def test_numbers_of_each_kind_of_curve_are_true(case: str) -> None:
    """Each finding is reached by one of these."""
    rows, setting, _ = CASES[case]
    assert_true(rows, setting)


def test_each_finding_is_among_them() -> None:
    """No sentence is left out of this test."""
    found = {one.finding for rows, setting, _ in CASES.values() for one in diagnose(rows, setting)}
    assert found == set(TRUE)


@pytest.mark.parametrize("run", ["imdb-gru", "imdb-lstm", "imdb-simple-rnn", "imdb-simple-rnn-stacked"])
def test_numbers_on_a_shipped_run_are_true(run: str) -> None:
    """Each shipped run at each moment of its training."""
    shipped = find_run(run)
    for epochs in range(1, len(shipped.history) + 1):
        assert_true(shipped.history[:epochs], setting_of(shipped))
