"""The slow curve keeps its logit, is slowest there, and turns where the network rests."""

import numpy as np
import pytest

from rnnviz.dynamics import Visited, slow_curve, under_constant_input, visit
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import Network
from rnnviz.text import Padding
from tests.dynamics.known import ROOT, network_of, saddle
from tests.networks.drawing import network_spec, random_network


def visited_by(network: Network, *, count: int = 400, seed: int = 0) -> Visited:
    """States drawn at random instead of read."""
    map_ = under_constant_input(network)
    states = np.random.default_rng(seed).uniform(-1.1, 1.1, (count, map_.state_features))
    return Visited(
        states=states,
        hidden=map_.hidden,
        logits=map_.logit(states),
        steps=np.ones(count),
        starts=np.array([0, count]),
    )


def test_between_two_verdicts_it_runs_along_the_one_unit_that_remembers() -> None:
    """One unit doubles within tanh, the other fades: at logit c the slowest state is (c, 0), drift tanh(2c) − c."""
    network = saddle()
    curve = slow_curve(under_constant_input(network), visited_by(network), values=21)
    np.testing.assert_allclose(curve.states[:, 0], curve.logits, atol=1e-9)
    np.testing.assert_allclose(curve.states[:, 1], 0, atol=1e-6)
    np.testing.assert_allclose(curve.drifts, np.tanh(2 * curve.logits) - curve.logits, atol=1e-6)
    np.testing.assert_allclose(curve.speeds, np.abs(curve.drifts), atol=1e-6)
    np.testing.assert_allclose(curve.turns, [-ROOT, 0, ROOT], atol=0.02)
    along = 2 * (1 - np.tanh(2 * curve.logits) ** 2)
    closest = np.where(np.abs(along - 1) < 0.5, along, 0.5)
    np.testing.assert_allclose(curve.slow, closest, atol=1e-5)


@pytest.mark.parametrize("cell", ["simple_rnn", "lstm", "gru"])
def test_no_visited_state_of_the_same_logit_is_slower(cell: str) -> None:
    """Every state of the curve has its logit to 1e-9, and none of 4,000 visited ones, moved there, is slower."""
    network = random_network(network_spec(cell), seed=3).astype("float64")
    map_, visited = under_constant_input(network), visited_by(network, count=4000)
    curve = slow_curve(map_, visited, values=5)
    np.testing.assert_allclose(map_.logit(curve.states), curve.logits, atol=1e-9)
    for logit, speed in zip(curve.logits, curve.speeds, strict=True):
        share = (logit - visited.logits) / (map_.readout @ map_.readout)
        assert speed <= map_.speed(visited.states + share[:, None] * map_.readout).min() + 1e-9


def test_a_readout_that_looks_at_nothing_has_no_curve() -> None:
    """Without weights every state has one logit."""
    blind = network_of(("simple_rnn", np.diag([2.0, 0.5]), np.zeros(2)), readout=np.zeros(2))
    with pytest.raises(DataError, match="same logit"):
        slow_curve(under_constant_input(blind), visited_by(blind))


@pytest.mark.parametrize(("mask", "side"), [(False, "pre"), (True, "pre"), (False, "post"), (True, "post")])
def test_visited_states_are_those_of_a_recording(mask: bool, side: str) -> None:
    """States, logits and steps at the real words equal what `record` keeps, cut and padded alike."""
    from rnnviz.recording import record

    padding = Padding(maxlen=6, padding=side)  # type: ignore[arg-type]
    network = random_network(network_spec("lstm", "gru", mask=mask), padding=padding).astype("float64")
    rng = np.random.default_rng(1)
    reviews = [np.array([1, *rng.integers(2, 11, length)], dtype=np.int32) for length in (3, 9, 1, 5)]
    visited = visit(network, reviews)
    for number, recording in enumerate(record(network, reviews)):
        real, part = recording.mask, visited.of_review(number)
        lower, upper = recording.layers
        whole = np.concatenate(
            [lower.values("hidden_states"), lower.values("cell_states"), upper.values("hidden_states")], axis=-1
        )
        np.testing.assert_allclose(visited.states[part], whole[real], atol=1e-12)
        np.testing.assert_allclose(visited.logits[part], recording.logit[real], atol=1e-12)
        before = np.concatenate([np.zeros_like(whole[:1]), whole[:-1]])
        np.testing.assert_allclose(visited.steps[part], np.linalg.norm(whole - before, axis=-1)[real], atol=1e-12)
    assert np.all(np.diff(visited.logits[visited.spread(7)]) >= 0)
    assert visited.last.tolist() == (visited.starts[1:] - 1).tolist()


def test_nothing_to_visit_is_refused() -> None:
    """No review, and a network that reads from both ends."""
    with pytest.raises(DataError, match="no review"):
        visit(random_network(network_spec("gru")), [])
    with pytest.raises(ConfigurationError, match="both ends"):
        visit(random_network(network_spec("gru", bidirectional=True)), [np.array([1, 3], dtype=np.int32)])
