"""Resting points are found where they are known to be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.dynamics import (
    EXACT,
    TOLERANCES,
    PointSearch,
    find_points,
    resting_point,
    tell_apart,
    time_constants,
    under_constant_input,
)
from rnnviz.networks import Network
from tests.dynamics.known import ROOT, bistable, gru, lstm, random_map, saddle, wheel


def search(network: Network, *, starts: int = 40, seed: int = 0) -> PointSearch:
    map_ = under_constant_input(network)
    return find_points(map_, np.random.default_rng(seed).uniform(-1.2, 1.2, (starts, map_.state_features)))


def test_a_bistable_unit_has_three_points() -> None:
    """tanh(2 h): 0 with λ = 2, and ±0.9575 with λ = 2 (1 − h²), to 1e-6."""
    low, middle, high = search(bistable()).points()
    np.testing.assert_allclose([low.state[0], middle.state[0], high.state[0]], [-ROOT, 0, ROOT], atol=1e-6)
    np.testing.assert_allclose([low.spectrum.slow, middle.spectrum.slow], [2 * (1 - ROOT**2), 2], atol=1e-6)
    assert [point.kind for point in (low, middle, high)] == ["stable", "saddle", "stable"]
    assert np.isclose(high.spectrum.time_constants[0], -1 / np.log(2 * (1 - ROOT**2)))


def test_a_saddle_lies_between_two_stable_points() -> None:
    """Of two units one is bistable and one fades: λ = 2 and 0.5 between the two."""
    low, middle, high = search(saddle()).points()
    np.testing.assert_allclose([low.state, middle.state, high.state], [[-ROOT, 0], [0, 0], [ROOT, 0]], atol=1e-6)
    np.testing.assert_allclose(np.sort(middle.spectrum.eigenvalues.real), [0.5, 2.0], atol=1e-6)
    assert (middle.kind, middle.spectrum.unstable) == ("saddle", 1)
    assert low.kind == high.kind == "stable"


@pytest.mark.parametrize(("gain", "kind"), [(0.8, "stable"), (1.3, "turning")])
def test_a_cycle_rests_nowhere_but_at_its_middle(gain: float, kind: str) -> None:
    """Two units that turn by 40° have the origin alone, with the pair gain·e^{±i·40°}."""
    angle = np.deg2rad(40)
    (point,) = search(wheel(angle, gain)).points()
    np.testing.assert_allclose(point.state, [0, 0], atol=1e-6)
    pair = point.spectrum.eigenvalues
    np.testing.assert_allclose(np.abs(pair), [gain, gain], atol=1e-6)
    np.testing.assert_allclose(np.abs(np.angle(pair)), [angle, angle], atol=1e-6)
    assert point.kind == kind
    assert not point.spectrum.right.any()  # it turns: there is no direction


def test_a_cycle_of_period_two_is_no_point() -> None:
    """tanh(−2 h) goes to and fro between ±0.9575; only 0 stays, with λ = −2, and it is circled, not resting."""
    from tests.dynamics.known import network_of

    network = network_of(("simple_rnn", np.diag([-2.0, 0.5]), np.zeros(2)))
    (point,) = search(network).points(1e-3)
    np.testing.assert_allclose(point.state, [0, 0], atol=1e-6)
    np.testing.assert_allclose(np.sort(point.spectrum.eigenvalues.real), [-2, 0.5], atol=1e-8)
    assert point.kind == "turning"
    there = np.array([[ROOT, 0.0]])
    map_ = under_constant_input(network)
    np.testing.assert_allclose(map_.step(there), -there, atol=1e-6)
    np.testing.assert_allclose(map_.step(map_.step(there)), there, atol=1e-6)


def test_a_gru_by_hand_rests_where_its_candidate_does() -> None:
    """(h + tanh(2 h)) / 2 rests at 0 and ±0.9575, with λ = 1/2 + (1 − h²)."""
    points = search(gru()).points()
    np.testing.assert_allclose([point.state[0] for point in points], [-ROOT, 0, ROOT], atol=1e-6)
    np.testing.assert_allclose(
        [point.spectrum.slow.real for point in points], [1.5 - ROOT**2, 1.5, 1.5 - ROOT**2], atol=1e-6
    )
    assert [point.kind for point in points] == ["stable", "saddle", "stable"]


def test_an_lstm_by_hand_rests_where_its_memory_does() -> None:
    """c = c / 2 + tanh(4 tanh(c)): c = 0 and the two roots that a bracket finds, state [h, c]."""
    from scipy.optimize import brentq

    root = brentq(lambda c: c / 2 - np.tanh(4 * np.tanh(c)), 0.5, 3.0, xtol=1e-14)
    low, middle, high = search(lstm()).points()
    np.testing.assert_allclose(high.state, [np.tanh(root), root], atol=1e-6)
    np.testing.assert_allclose(low.state, [-np.tanh(root), -root], atol=1e-6)
    np.testing.assert_allclose(middle.state, [0, 0], atol=1e-6)
    assert [low.kind, middle.kind, high.kind] == ["stable", "saddle", "stable"]


@settings(max_examples=25, deadline=None)
@given(cells=st.lists(st.sampled_from(["simple_rnn", "lstm", "gru"]), min_size=1, max_size=2), seed=st.integers(0, 300))
def test_what_is_called_exact_does_not_move(cells: list[str], seed: int) -> None:
    """A hundred steps from any point with q ≤ EXACT that is stable stay within 1e-8 of it."""
    map_ = random_map(*cells, seed=seed)
    starts = np.random.default_rng(seed).uniform(-1, 1, (16, map_.state_features))
    for point in find_points(map_, starts).points():
        assert point.q <= EXACT
        if point.kind != "stable":
            continue
        state = point.state[None]
        for _ in range(100):
            state = map_.step(state)
        np.testing.assert_allclose(state[0], point.state, atol=1e-8)


def test_a_count_depends_on_the_tolerance() -> None:
    """Starts that stop at a loose tolerance are as many "points" as there are starts; followed to the end, three."""
    found = search(bistable(), starts=25)
    counts = [found.count_stopped(tolerance) for tolerance in TOLERANCES]
    assert counts[0] > 3
    assert counts[-1] == 3
    assert len(found.points(1e-2)) == 3


def test_where_q_is_least_and_not_zero_an_eigenvalue_is_one() -> None:
    """h ↦ tanh(1.5 h + 0.25) − nearly touching the diagonal: a slow point with λ = 1, which is called slow."""
    from tests.dynamics.known import network_of

    touching = network_of(("simple_rnn", np.array([[1.5]]), np.array([0.25])))
    slow = [point for point in search(touching).points(1e-1) if not point.exact]
    assert len(slow) == 1
    assert slow[0].kind == "slow"
    assert abs(slow[0].spectrum.slow - 1) < 1e-5
    assert slow[0].q_per_unit == 2 * slow[0].q


def test_states_that_lie_together_count_once() -> None:
    """The slowest of a group stands for it, and states above the tolerance for nothing."""
    states = np.array([[0.0], [0.0005], [1.0], [5.0]])
    assert tell_apart(states, [2e-6, 1e-6, 1e-7, 1.0], tolerance=1e-5, apart=1e-3) == [(2, 1), (1, 2)]


def test_time_constants_count_words() -> None:
    """τ = 1 / |ln|λ||: e⁻¹ is left after τ words; of 1 nothing fades, of 0 everything at once."""
    np.testing.assert_allclose(time_constants(np.array([np.exp(-0.1), np.exp(0.05), -np.exp(-0.5)])), [10, 20, 2])
    assert time_constants(np.array([1.0, 0.0])).tolist() == [np.inf, 0.0]


def test_modes_are_eigenvectors() -> None:
    """J r = λ r, lᵀ J = λ lᵀ, lᵀ r = 1, and r points to where the logit rises."""
    map_ = random_map("gru", seed=4)
    (point, *_) = find_points(map_, np.zeros((1, 4))).points(1.0)
    spectrum, (jacobian,) = point.spectrum, map_.jacobians(point.state[None])
    assert spectrum.left.any()
    np.testing.assert_allclose(jacobian @ spectrum.right, spectrum.slow.real * spectrum.right, atol=1e-12)
    np.testing.assert_allclose(spectrum.left @ jacobian, spectrum.slow.real * spectrum.left, atol=1e-12)
    assert np.isclose(spectrum.left @ spectrum.right, 1)
    assert map_.readout @ spectrum.right > 0
    assert np.isclose(spectrum.overlaps[0], map_.readout @ spectrum.right / np.linalg.norm(map_.readout))
    assert spectrum.largest == np.abs(np.linalg.eigvals(jacobian)).max()


def test_one_state_can_be_looked_at() -> None:
    """`resting_point` tells q and the logit of any state."""
    map_ = random_map("lstm")
    state = np.full(map_.state_features, 0.3)
    point = resting_point(map_, state)
    assert np.isclose(point.speed, np.linalg.norm(map_.step(state[None])[0] - state))
    assert np.isclose(point.logit, map_.network.readout(state[map_.hidden]))
