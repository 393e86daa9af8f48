"""The plane of states is that of the singular value decomposition, and its axes do not flip."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.dynamics import fit_plane, flow_of
from rnnviz.errors import DataError
from rnnviz.shapes import Floats


def cloud(seed: int, units: int = 5, states: int = 60) -> tuple[Floats, Floats]:
    """States along a line with noise, and logits that rise along it."""
    rng = np.random.default_rng(seed)
    along = rng.normal(size=(states, 1))
    hidden = along * rng.normal(size=units) * 3 + rng.normal(0, 0.3, (states, units)) + rng.normal(size=units)
    return hidden, along[:, 0] * 2 + 1


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), units=st.integers(2, 8))
def test_it_is_that_of_scikit_learn_and_of_the_covariance(seed: int, units: int) -> None:
    """Axes up to their sign, shares and places equal scikit-learn's PCA, and the eigenvectors of the covariance."""
    from sklearn.decomposition import PCA

    hidden, logits = cloud(seed, units)
    plane, theirs = fit_plane(hidden, logits), PCA().fit(hidden)
    np.testing.assert_allclose(plane.shares, theirs.explained_variance_ratio_, atol=1e-10)
    signs = np.sign((plane.axes * theirs.components_[:2]).sum(axis=1))
    np.testing.assert_allclose(plane.axes, signs[:, None] * theirs.components_[:2], atol=1e-7)
    np.testing.assert_allclose(plane.project(hidden), theirs.transform(hidden)[:, :2] * signs, atol=1e-7)
    variances = np.linalg.eigvalsh(np.cov(hidden.T))
    assert np.isclose(plane.participation_ratio, variances.sum() ** 2 / (variances**2).sum())


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000))
def test_higher_logits_lie_to_the_right_whatever_the_sign_of_the_states(seed: int) -> None:
    """The first axis rises with the logit, for the states and for their mirror image."""
    hidden, logits = cloud(seed)
    for states in (hidden, -hidden):
        places = fit_plane(states, logits).project(states)
        assert np.corrcoef(places[:, 0], logits)[0, 1] > 0


def test_the_boundary_is_where_the_readout_is_undecided() -> None:
    """A state of the plane has the logit that the boundary gives it; a readout within the plane is seen whole."""
    hidden, logits = cloud(3)
    plane = fit_plane(hidden, logits)
    readout = np.random.default_rng(1).normal(size=5)
    boundary = plane.boundary(readout, -0.7)
    places = np.array([[0.5, -2.0], [0.0, 0.0], [3.0, 1.0]])
    np.testing.assert_allclose(boundary.logit(places), (plane.mean + places @ plane.axes) @ readout - 0.7)
    assert 0 < boundary.seen < 1
    assert np.isclose(plane.boundary(plane.axes[0] * 2, 0.0).seen, 1)


def test_a_flow_is_the_mean_of_what_was_visited() -> None:
    """Each cell tells the mean step and speed of the states in it, and empty ones tell nothing."""
    rng = np.random.default_rng(0)
    places, after, speeds = rng.uniform(-1, 1, (300, 2)), rng.uniform(-1, 1, (300, 2)), rng.random(300)
    flow = flow_of(places, after, speeds, cells=6, least=2)
    low = places.min(axis=0)
    for centre, move, speed, count in zip(flow.centres, flow.moves, flow.speeds, flow.counts, strict=True):
        cell = np.floor((centre - low) / flow.size)
        there = (np.minimum(np.floor((places - low) / flow.size), 5) == cell).all(axis=1)
        assert count == there.sum() >= 2
        np.testing.assert_allclose(move, (after - places)[there].mean(axis=0))
        assert np.isclose(speed, speeds[there].mean())


@pytest.mark.parametrize("states", [np.zeros((2, 4)), np.zeros((9, 1)), np.ones((9, 4))])
def test_what_spans_no_plane_is_refused(states: Floats) -> None:
    """Too few states or units, or states that are all the same."""
    with pytest.raises(DataError):
        fit_plane(states, np.zeros(len(states)))
