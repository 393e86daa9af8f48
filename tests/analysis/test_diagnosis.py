"""One sentence on a training run, case by case."""

import csv
import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz.analysis import diagnose
from rnnviz.runs import EpochMetrics


def history(*rows: tuple[float, float, float, float]) -> list[EpochMetrics]:
    """Epochs of loss, accuracy, val_loss, val_accuracy."""
    return [
        EpochMetrics(epoch=epoch, loss=loss, accuracy=accuracy, val_loss=val_loss, val_accuracy=val, seconds=1.0)
        for epoch, (loss, accuracy, val_loss, val) in enumerate(rows, start=1)
    ]


# The chapter's published SimpleRNN and LSTM.
PUBLISHED_RNN = history(
    (0.6455, 0.6210, 0.5293, 0.7758),
    (0.4005, 0.8362, 0.4752, 0.7742),
    (0.2739, 0.8920, 0.4947, 0.8064),
    (0.1916, 0.9290, 0.3783, 0.8460),
    (0.1308, 0.9528, 0.5755, 0.7376),
    (0.0924, 0.9675, 0.5829, 0.7634),
)
PUBLISHED_LSTM = history(
    (0.5038, 0.7574, 0.3853, 0.8346),
    (0.2917, 0.8866, 0.3020, 0.8794),
    (0.2305, 0.9105, 0.3125, 0.8688),
    (0.2033, 0.9261, 0.4013, 0.8574),
)
CASES = {
    "no epoch": (history(), None, "No epoch is finished yet"),
    "diverged": (history((0.6, 0.7, 0.6, 0.7), (math.nan, 0.5, math.nan, 0.5)), 2, "loss of epoch 2 is no number"),
    "learning rate too high": (history((0.70, 0.5, 0.70, 0.5), (0.71, 0.5, 0.70, 0.5)), 2, "no better than guessing"),
    "jumpy": (PUBLISHED_RNN, 5, "falls by 11 points at epoch 5"),
    "overfitting": (PUBLISHED_LSTM, 3, "Overfitting from epoch 3 on"),
    "not yet trained": (
        history((0.6, 0.6, 0.6, 0.65), (0.5, 0.75, 0.5, 0.75)),
        2,
        "the last epoch was the best so far",
    ),
    "fine": (history((0.5, 0.8, 0.4, 0.85), (0.45, 0.81, 0.40, 0.851), (0.44, 0.81, 0.40, 0.85)), 2, "have settled"),
}


@pytest.mark.parametrize("finding", CASES)
def test_each_case_is_found_and_said(finding: str) -> None:
    """The curves of each kind give their own finding, its epoch and a sentence that names it."""
    rows, epoch, said = CASES[finding]
    found = diagnose(rows)
    assert (found.finding, found.epoch) == (finding, epoch)
    assert said in found.sentence


def test_a_training_loss_that_rises_again_is_a_rate_that_is_too_high() -> None:
    """A loss that was below chance and climbs back by more than a tenth is told from one that never fell."""
    found = diagnose(history((0.5, 0.8, 0.5, 0.8), (0.4, 0.85, 0.45, 0.81), (0.6, 0.7, 0.6, 0.78)))
    assert (found.finding, found.epoch) == ("learning rate too high", 3)
    assert "from 0.40 to 0.60" in found.sentence


def test_a_network_near_chance_has_not_settled() -> None:
    """Curves that are flat near one half are not yet trained, however flat they are."""
    found = diagnose(history((0.69, 0.52, 0.69, 0.53), (0.64, 0.71, 0.68, 0.555), (0.58, 0.83, 0.69, 0.54)))
    assert found.finding == "not yet trained"
    assert "guessing" in found.sentence


def test_one_epoch_is_not_judged_as_too_fast() -> None:
    """After a single epoch near chance the network is only not yet trained."""
    assert diagnose(history((0.69, 0.52, 0.68, 0.56))).finding == "not yet trained"


@pytest.mark.parametrize("run", [run.name for run in rnnviz.list_runs()])
def test_the_shipped_runs_are_diagnosed_by_what_they_did(run: str) -> None:
    """A shipped run is called jumpy exactly if an epoch of its own history fell by five points."""
    shipped = next(one for one in rnnviz.list_runs() if one.name == run)
    with (shipped.path / "history.csv").open(encoding="utf-8") as file:
        accuracies = [float(row["val_accuracy"]) for row in csv.DictReader(file)]
    fell = any(before - after >= 0.05 for before, after in pairwise(accuracies))
    assert (diagnose(shipped.history).finding == "jumpy") == fell


metrics = st.tuples(*[st.floats(0, 2) | st.just(math.nan), st.floats(0, 1)] * 2)


@given(st.lists(metrics, max_size=12))
def test_any_curves_give_one_sentence(rows: list[tuple[float, float, float, float]]) -> None:
    """Whatever the numbers, there is one sentence, and its epoch is one of the run's or the one that follows a turn."""
    found = diagnose(history(*rows))
    assert found.sentence.endswith(".")
    assert found.epoch is None or 1 <= found.epoch <= len(rows)
