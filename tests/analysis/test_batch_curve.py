"""The training curve between epochs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.analysis import batch_curve
from rnnviz.runs import find_run


def lines_of(values: np.ndarray, every: int = 5) -> list[dict[str, float]]:
    """Lines as a training writes them: the running mean of the batches' values, epoch by epoch, (epochs, batches)."""
    return [
        {"epoch": epoch, "batch": batch, "loss": float(row[: batch + 1].mean()), "batches": len(row), "session": 1}
        for epoch, row in enumerate(values, start=1)
        for batch in range(0, len(row), every)
    ]


@settings(deadline=None)
@given(st.integers(0, 1_000))
def test_the_values_of_the_batches_come_back(seed: int) -> None:
    """With lines for every batch and hardly any smoothing, each value is the batch's own."""
    values = np.random.default_rng(seed).uniform(0, 1, (3, 4))
    x, y = batch_curve(lines_of(values, every=1), "loss", batches=4)
    assert y == pytest.approx(values.ravel())
    assert x == pytest.approx((np.arange(12) + 0.5) / 4)


def test_a_network_that_learns_evenly_draws_no_needle() -> None:
    """A loss that falls in a straight line is drawn as one, over the ends of the epochs; a running mean is not."""
    falling = np.linspace(0.7, 0.1, 3 * 150).reshape(3, 150)
    lines = lines_of(falling)
    x, y = batch_curve(lines, "loss", batches=150)
    inner = (x > 0.1) & (x < 2.9)
    assert np.abs(y - np.interp(x, [0, 3], [0.7, 0.1]))[inner].max() < 0.005
    running = np.array([line["loss"] for line in lines])
    assert np.abs(np.diff(running)).max() > 8 * np.abs(np.diff(y)).max()


def test_the_shipped_run_has_no_needle_at_an_epochs_start() -> None:
    """Where an epoch of the shipped SimpleRNN begins, its curve moves no further than elsewhere."""
    run = find_run("imdb-simple-rnn")
    x, y = batch_curve(run.batches(), "loss", batches=157)
    steps, starts = np.abs(np.diff(y)), np.flatnonzero(np.diff(np.floor(x)))
    assert len(starts) == 9
    assert steps[starts].max() <= np.quantile(steps, 0.99)


def test_a_resumed_run_goes_on_where_it_was() -> None:
    """The mean of the second process covers its own batches only, and so does what is drawn of them."""
    values = np.linspace(1, 0, 20)[None]
    first = lines_of(values[:, :9], every=1)
    second = lines_of(values[:, 9:], every=1)
    lines = [*first, *({**line, "batch": line["batch"] + 9, "session": 2} for line in second)]
    _, y = batch_curve([{**line, "batches": 20} for line in lines], "loss", batches=20)
    smooth = [values[0, max(place - 1, 0) : place + 2].mean() for place in range(20)]
    assert y == pytest.approx(smooth)
    assert batch_curve([], "loss", batches=20)[0].size == 0
