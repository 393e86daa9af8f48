"""Gradients that are carried back over the last steps only."""

from types import ModuleType

import numpy as np
import pytest

from rnnviz.text import Padding
from tests.engine.batches import learnt, made_up_rows, stirred_weights
from tests.engine.tape import off
from tests.engine.test_gradients import CELLS, stack
from tests.engine.truncated import truncated_gradients

KINDS = {
    "one layer, padding read": stack("lstm"),
    "one layer, masked": stack("gru", mask=True),
    "two layers, padding read": stack("gru", "simple_rnn"),
    "two layers, masked": stack("simple_rnn", "lstm", mask=True),
    "both ways, padding read": stack("gru", both=True),
    "two layers both ways, masked": stack("lstm", "simple_rnn", mask=True, both=True),
    "two layers both ways, padding read": stack("simple_rnn", "gru", both=True),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("steps", "side"), [(1, "pre"), (3, "pre"), (3, "post")])
def test_gradients_end_after_so_many_steps(keras: ModuleType, kind: str, steps: int, side: str) -> None:
    """They are TensorFlow's with what each cell's state was before its last steps held constant."""
    spec, padding = KINDS[kind], Padding(maxlen=6, padding=side)
    (rows, labels), weights = made_up_rows(spec, padding, 5), stirred_weights(spec)
    loss, truth = truncated_gradients(spec, weights, rows, labels, steps)
    network, _, ours = learnt(spec, padding, weights, rows, labels, gradient_steps=steps)
    assert ours == pytest.approx(loss, rel=1e-6)
    for mine, exact in zip(network.gradients(), truth, strict=True):
        assert off(mine, exact) <= 2e-6


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("mask", [False, True], ids=["read", "masked"])
def test_as_many_steps_as_there_are_change_nothing(cell: str, mask: bool) -> None:
    """Carried back over a whole row, gradients and squares are those of no limit to the bit; over one step not."""
    spec, padding = stack(cell, cell, mask=mask), Padding(maxlen=80)
    (rows, labels), weights = made_up_rows(spec, padding, 11), stirred_weights(spec)
    rows[0] = np.arange(80) % 38 + 1
    networks = {steps: learnt(spec, padding, weights, rows, labels, gradient_steps=steps)[0] for steps in (None, 80, 1)}
    assert _all(networks[None]) == _all(networks[80])
    assert _all(networks[None]) != _all(networks[1])


def _all(network: object) -> list[bytes]:
    parameters = network.parameters  # type: ignore[attr-defined]
    return [array.tobytes() for one in parameters for array in (one.gradient, one.squares)]
