"""One finding on a training run, case by case."""

import csv
import math
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rnnviz
from rnnviz.analysis import Finding, diagnose
from tests.analysis.curves import CASES, history


@pytest.mark.parametrize("finding", CASES)
def test_each_case_is_found(finding: str) -> None:
    """The curves of each kind give their own finding, its epoch and the numbers that it rests on."""
    rows, epoch, values, _ = CASES[finding]
    found = diagnose(rows)
    assert (found.finding, found.epoch) == (finding, epoch)
    assert found.values == pytest.approx(values)


def test_one_epoch_is_not_judged_as_too_fast() -> None:
    """After a single epoch near chance the network is only not yet trained."""
    assert diagnose(history((0.69, 0.52, 0.68, 0.56))).finding == "near_guessing"


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
def test_any_curves_give_one_finding(rows: list[tuple[float, float, float, float]]) -> None:
    """Whatever the numbers, there is one finding, and its epoch is one of the run's or the one that follows a turn."""
    found = diagnose(history(*rows))
    assert found.finding in get_args(Finding)
    assert found.epoch is None or 1 <= found.epoch <= len(rows)
