"""The band of several seeds."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.analysis import differ_in_seed_alone, seed_band
from rnnviz.errors import DataError
from rnnviz.networks import NetworkSpec
from rnnviz.runs import EpochMetrics, RunRecord
from rnnviz.text import Padding
from tests.runs.drawing import run_record

QUANTITIES = ["loss", "accuracy", "val_loss", "val_accuracy"]


def history(*values: float) -> list[EpochMetrics]:
    """A history whose quantities are told apart by what is added."""
    return [
        EpochMetrics(epoch=epoch, loss=value, accuracy=value + 1, val_loss=value + 2, val_accuracy=value + 3, seconds=1)
        for epoch, value in enumerate(values, start=1)
    ]


runs = st.lists(st.lists(st.floats(-1e6, 1e6), max_size=6), min_size=1, max_size=6).filter(any)


@given(runs, st.sampled_from(QUANTITIES))
def test_every_value_lies_in_the_band_and_its_edges_are_values(values: list[list[float]], quantity: str) -> None:
    """After each epoch the edges are the extremes of the runs that finished it, and the median is theirs."""
    histories = [history(*row) for row in values]
    band = seed_band(histories, quantity)
    for epoch in range(max(map(len, values))):
        seen = [getattr(row[epoch], quantity) for row in histories if len(row) > epoch]
        assert (band.low[epoch], band.high[epoch], band.runs[epoch]) == (min(seen), max(seen), len(seen))
        assert band.median[epoch] == np.median(seen)
    assert (np.diff(band.runs) <= 0).all()


@given(runs, st.randoms())
def test_the_order_of_the_runs_plays_no_part(values: list[list[float]], random: Any) -> None:
    """Shuffled, the same runs have the same band."""
    shuffled = random.sample(values, len(values))
    first, second = (seed_band([history(*row) for row in rows], "val_loss") for rows in (values, shuffled))
    for name in ("low", "median", "high", "runs"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))


def test_the_band_of_three_known_runs() -> None:
    """Of 1, 2 and 4 the median is 2; where one run is left it is the band."""
    band = seed_band([history(1, 5), history(2, 6, 7), history(4)], "loss")
    assert band.low.tolist() == [1, 5, 7]
    assert band.median.tolist() == [2, 5.5, 7]
    assert band.high.tolist() == [4, 6, 7]
    assert band.runs.tolist() == [3, 2, 1]


@pytest.mark.parametrize("histories", [[], [[]], [[], []]])
def test_no_epoch_is_no_band(histories: list[list[EpochMetrics]]) -> None:
    """Before the first epoch there is nothing to draw."""
    with pytest.raises(DataError, match="needs a run that has finished an epoch"):
        seed_band(histories, "loss")


def seeded(seed: int, **changes: Any) -> RunRecord:
    record = run_record()
    return replace(record, training=replace(record.training, seed=seed, **changes))


@pytest.mark.parametrize(
    ("records", "alone"),
    [
        ([], False),
        ([seeded(0)], False),
        ([seeded(0), seeded(1)], True),
        ([seeded(0), seeded(1), seeded(5, epochs=3)], True),
        ([seeded(0), replace(seeded(1), status="stopped", metrics={"best_epoch": 1}, created="now")], True),
        ([seeded(0), seeded(0)], False),
        ([seeded(0), seeded(1), seeded(1)], False),
        ([seeded(0), seeded(1, batch_size=64)], False),
        ([seeded(0), seeded(1, learning_rate=0.1)], False),
        ([seeded(0), seeded(1, split_seed=1)], False),
        ([seeded(0), replace(seeded(1), network=NetworkSpec(mask_zero=True))], False),
        ([seeded(0), replace(seeded(1), padding=Padding(maxlen=9))], False),
        ([seeded(0), replace(seeded(1), corpus=replace(run_record().corpus, limit=2_000))], False),
    ],
)
def test_runs_that_differ_in_their_seed_alone(records: list[RunRecord], alone: bool) -> None:
    """Two or more seeds of one network and one training; more epochs, dates and results play no part."""
    assert differ_in_seed_alone(records) is alone
