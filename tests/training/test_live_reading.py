"""The engine gives the verdicts of the glass box."""

import numpy as np
import pytest

import rnnviz
from rnnviz.explanation import read_review
from rnnviz.runs import find_run
from rnnviz.text import PADDING_ID
from rnnviz.training.live_reading import can_read_live, live_logits


@pytest.mark.parametrize("model", [run.name for run in rnnviz.list_runs()])
def test_verdicts_are_those_of_the_glass_box(model: str) -> None:
    """On rows of any length, one that is cut included, the logits are the same but for float32."""
    run, rng = find_run(model), np.random.default_rng(0)
    reviews = [np.r_[1, rng.integers(3, 9_000, count)] for count in (0, 1, 40, 700, 300, 7, 500, 123, 90)]
    rows = run.record.padding.rows(reviews)
    assert can_read_live(run.record.network)
    expected = [read_review(run.network(), row[row != PADDING_ID]).logit for row in rows]
    np.testing.assert_allclose(live_logits(run, rows), expected, rtol=0, atol=1e-4)
