"""What learning curves say of a run: real trainings, and each claim recomputed from the numbers of any curves."""

import math
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from rnnviz.analysis import Diagnosis, Finding, Setting, diagnose, setting_of
from rnnviz.runs import EpochMetrics, Run, find_run
from tests.analysis.curves import CASES, CHAPTER, FEW, PUBLISHED_RNN, RMSPROP_1E_6, history
from tests.runs.small import small_run


@pytest.mark.parametrize("case", CASES)
def test_each_case_is_found(case: str) -> None:
    """Real trainings and drawn curves show what is known of them, in the order of what matters."""
    rows, setting, findings = CASES[case]
    assert [found.finding for found in diagnose(rows, setting)] == findings


def test_the_chapters_run_overfits_and_its_kept_epoch_lies_inside() -> None:
    """Of the shipped SimpleRNN overfitting is said first, jumps beside it, and that the kept epoch comes later."""
    run = find_run("imdb-simple-rnn")
    overfitting, jumps, kept = diagnose(run.history, setting_of(run))
    assert (overfitting.finding, jumps.finding, kept.finding) == ("overfitting", "jumpy", "kept")
    assert overfitting.values["kept"] == kept.epoch == run.record.metrics["best_epoch"]
    assert overfitting.epoch is not None
    assert kept.epoch is not None
    assert overfitting.epoch <= kept.epoch


def test_a_zigzag_is_no_overfitting() -> None:
    """A validation loss that ends no higher than it had been on its way down has not risen for good."""
    losses = (0.50, 0.56, 0.44, 0.52, 0.40, 0.47, 0.45)
    rows = history(*[(0.5 - 0.05 * place, 0.8, loss, 0.8) for place, loss in enumerate(losses)])
    assert "overfitting" not in {found.finding for found in diagnose(rows, CHAPTER)}
    risen = history(*[(0.5 - 0.05 * place, 0.8, loss, 0.8) for place, loss in enumerate((*losses[:5], 0.58, 0.66))])
    assert "overfitting" in {found.finding for found in diagnose(risen, CHAPTER)}


def test_a_jump_is_held_against_the_number_of_reviews() -> None:
    """The same fall is a jump on 5,000 reviews and chance on 120."""
    rows = history((0.5, 0.8, 0.5, 0.84), (0.45, 0.82, 0.5, 0.79), (0.44, 0.83, 0.5, 0.84))
    assert "jumpy" in {found.finding for found in diagnose(rows, CHAPTER)}
    assert "jumpy" not in {found.finding for found in diagnose(rows, Setting(validation=120, updates=157))}


def test_weights_tell_steps_that_are_too_small_from_a_network_that_is_stuck() -> None:
    """A flat loss means steps too small only where the weights hardly moved; where nobody knows, both are named."""
    asked = {share: diagnose(RMSPROP_1E_6, Setting(**{**vars(FEW), "moved": share}))[0].finding for share in (0.001, 1)}
    assert asked == {0.001: "rate_too_low", 1: "few_steps"}
    assert diagnose(RMSPROP_1E_6, FEW)[0].finding == "rate_unclear"


def test_the_way_of_the_weights_is_measured_from_the_kept_epochs(tmp_path: Path) -> None:
    """It is the largest relative change of a matrix between the first and the last kept epoch."""
    run = small_run(tmp_path / "small")
    rows = [(0.69, 0.5, 0.69, 0.5)] * 4
    run.write_history(history(*rows))
    setting = setting_of(Run(run.path))
    first, last = (np.load(run.epoch_file(epoch)) for epoch in (1, 4))
    changes = [
        float(np.linalg.norm(last[name].astype(float) - first[name]) / np.linalg.norm(first[name].astype(float)))
        for name in first.files
        if first[name].ndim == 2 and len(first[name]) < 1_000
    ]
    assert setting.moved == pytest.approx(max(changes), rel=1e-3)
    (run.epoch_file(4)).write_bytes(b"damaged")
    assert setting_of(Run(run.path)).moved is None


# ---- any curves ----

shares, losses = st.floats(0, 1), st.floats(0, 8)
settings = st.builds(
    Setting,
    validation=st.integers(1, 6_000),
    updates=st.integers(1, 200),
    positive=shares,
    moved=st.none() | st.floats(0, 2),
)


@st.composite
def curves(draw: st.DrawFn) -> list[EpochMetrics]:
    """Curves as trainings draw them, from smooth ones to wild ones."""
    wild, length = draw(st.floats(0, 0.3)), draw(st.integers(1, 12))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    down, up = rng.uniform(0, 0.3), rng.uniform(-0.1, 0.15)
    rows = []
    for place in range(length):
        noise = rng.normal(0, wild, 4)
        loss = max(0.7 * math.exp(-down * place) + noise[0] / 3, 0)
        val_loss = max(0.69 - 0.3 * min(place, 3) / 3 + up * max(place - 3, 0) + noise[1] / 2, 0)
        accuracy, val = np.clip(np.array([0.5 + 0.06 * place, 0.5 + down * min(place, 4) / 2]) + noise[2:] / 4, 0, 1)
        rows.append((loss, float(accuracy), val_loss, float(val)))
    return history(*rows)


@limits(deadline=None)
@given(
    curves() | st.lists(st.tuples(losses, shares, losses, shares), min_size=1, max_size=8).map(lambda x: history(*x)),
    settings,
)
def test_every_claim_follows_from_the_curves(rows: list[EpochMetrics], setting: Setting) -> None:
    """What a finding says is true of the numbers, recomputed here; findings stand once, one that explains at first."""
    found = diagnose(rows, setting)
    names = [one.finding for one in found]
    assert names
    assert len(names) == len(set(names))
    for one in found:
        CLAIMS[one.finding](rows, setting, one)


@pytest.mark.parametrize("run", ["imdb-gru", "imdb-lstm", "imdb-simple-rnn", "imdb-simple-rnn-stacked"])
def test_every_claim_on_a_shipped_run_is_true(run: str) -> None:
    """Each shipped run at each moment of its training."""
    shipped = find_run(run)
    for epochs in range(1, len(shipped.history) + 1):
        rows = shipped.history[:epochs]
        for one in diagnose(rows, setting_of(shipped)):
            CLAIMS[one.finding](rows, setting_of(shipped), one)


def column(rows: list[EpochMetrics], name: str) -> np.ndarray:
    """Values of a quantity over the epochs."""
    return np.array([getattr(row, name) for row in rows])


def two_errors(share: float, setting: Setting) -> float:
    """Two binomial standard errors."""
    return 2 * math.sqrt(share * (1 - share) / setting.validation)


def is_guess(rows: list[EpochMetrics], setting: Setting) -> None:
    """No epoch did better than the more frequent class, within two standard errors."""
    more = max(setting.positive, 1 - setting.positive)
    assert column(rows, "val_accuracy").max() <= more + two_errors(more, setting) + 1e-12


def entropy(share: float) -> float:
    """Loss of answering a share, in nats."""
    return -sum(p * math.log(p) for p in (share, 1 - share) if p > 1e-9)


def too_high(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """The named epoch's loss is above guessing."""
    assert found.values["loss"] == rows[(found.epoch or 0) - 1].loss > entropy(setting.positive) - 1e-6


def rises(rows: list[EpochMetrics], _: Setting, found: Diagnosis) -> None:
    """The last two epochs, at least, lie above the lowest loss."""
    loss = column(rows, "loss")
    assert loss.argmin() + 1 == found.values["lowest_epoch"] == (found.epoch or 0) - 1 <= len(rows) - 2
    assert loss[-2:].min() > 1.1 * loss.min()


def too_low(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """The loss is flat and smooth, and the weights hardly moved or nobody knows."""
    is_guess(rows, setting)
    loss = column(rows, "loss")
    assert abs(loss[0] - loss[-1]) < 0.05
    assert np.diff(loss).max() < 0.005
    assert found.values["updates"] == len(rows) * setting.updates >= 50
    assert (setting.moved is None) == (found.finding == "rate_unclear")
    assert setting.moved is None or found.values["moved"] == setting.moved < 0.05


def few_steps(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """Fewer updates than the chapter's training makes in an epoch."""
    is_guess(rows, setting)
    assert found.values["updates"] == found.values["epochs"] * found.values["batches"] < 157
    assert found.values["epochs"] == len(rows)


def near_guessing(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """No epoch did better than guessing."""
    is_guess(rows, setting)
    best_is(rows, setting, found)


def best_is(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """The accuracy is the best of all, with its error."""
    assert found.values["val_accuracy"] == column(rows, "val_accuracy").max()
    assert found.values["error"] == pytest.approx(two_errors(found.values["val_accuracy"], setting))
    assert found.values["reviews"] == setting.validation


def overfitting(rows: list[EpochMetrics], _: Setting, found: Diagnosis) -> None:
    """The training loss fell and the validation loss rose since the lowest, in most epochs; the kept is the best."""
    loss, val_loss, accuracy = (column(rows, name) for name in ("loss", "val_loss", "val_accuracy"))
    turn = int(val_loss.argmin())
    assert found.epoch == turn + 2
    assert len(rows) - turn > 2
    assert (found.values["turn_loss"], found.values["lowest_val_loss"]) == (loss[turn], val_loss[turn])
    assert found.values["loss"] == loss[-1] < loss[turn]
    assert found.values["val_loss"] == val_loss[-1] > val_loss[turn] + 0.019
    assert (val_loss[turn + 1 :] > val_loss[turn] + 0.019).mean() >= 0.5
    kept = int(accuracy.argmax())
    assert (found.values["kept"], found.values["kept_accuracy"]) == (kept + 1, accuracy[kept])
    assert found.values["turn_accuracy"] == accuracy[turn] <= accuracy[kept]


def gap(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """At the end the training reviews are known better, by more than chance."""
    last = rows[-1]
    assert last.accuracy - last.val_accuracy > two_errors(last.val_accuracy, setting)
    assert (found.values["accuracy"], found.values["val_accuracy"]) == (last.accuracy, last.val_accuracy)


def jumpy(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """The largest fall is the one that is named, and larger than three standard errors of a difference."""
    accuracy = column(rows, "val_accuracy")
    falls = [before - after for before, after in pairwise(accuracy)]
    assert found.values["fall"] == pytest.approx(100 * max(falls))
    assert found.epoch == falls.index(max(falls)) + 2
    ends = accuracy[found.epoch - 2 : found.epoch]
    chance = 3 * math.sqrt(sum(p * (1 - p) for p in ends) / setting.validation)
    assert max(falls) > chance
    assert found.values["chance"] == pytest.approx(100 * chance)


def still_improving(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """The last epoch has the lowest validation loss."""
    best_is(rows, setting, found)
    assert found.values["val_loss"] == rows[-1].val_loss == column(rows, "val_loss").min()


def settled(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """Three epochs that hardly differ, the last no longer the lowest loss."""
    best_is(rows, setting, found)
    assert np.ptp(column(rows, "val_loss")[-3:]) <= 0.01 + 1e-12
    assert rows[-1].val_loss >= column(rows, "val_loss")[:-1].min()


def kept(rows: list[EpochMetrics], setting: Setting, found: Diagnosis) -> None:
    """The epoch is the best, and the network is better than guessing."""
    best_is(rows, setting, found)
    assert found.epoch == column(rows, "val_accuracy").argmax() + 1


def nothing(_rows: list[EpochMetrics], _setting: Setting, _found: Diagnosis) -> None:
    """For what any curves that are given here cannot show."""
    raise AssertionError


CLAIMS: Mapping[Finding, Callable[[list[EpochMetrics], Setting, Diagnosis], None]] = {
    "no_epoch": nothing,
    "diverged": nothing,
    "rate_too_high": too_high,
    "loss_rises": rises,
    "rate_too_low": too_low,
    "rate_unclear": too_low,
    "few_steps": few_steps,
    "near_guessing": near_guessing,
    "overfitting": overfitting,
    "gap": gap,
    "jumpy": jumpy,
    "still_improving": still_improving,
    "settled": settled,
    "kept": kept,
}


def test_the_published_curve_has_its_numbers() -> None:
    """The chapter's own SimpleRNN: the lowest validation loss, the last, and the kept epoch."""
    values = diagnose(PUBLISHED_RNN, CHAPTER)[0].values
    assert values["lowest_val_loss"] == 0.3783
    assert values["val_loss"] == 0.6707
    assert values["kept"] == 4
