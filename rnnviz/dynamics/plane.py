"""The plane in which the states of a network vary most, and what is drawn in it."""

from dataclasses import dataclass

import numpy as np

from rnnviz.errors import DataError
from rnnviz.shapes import Floats

__all__ = ["Boundary", "Flow", "StatePlane", "fit_plane", "flow_of"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Boundary:
    """Where the readout is undecided, within a plane: normal · (x, y) + offset = logit, and 0 on the line.

    Parameters
    ----------
    normal
        (2,).
    offset
        The logit at the middle of the plane.
    seen
        Share of the readout that lies in the plane, the cosine between the two, 0 to 1. What lies off the plane moves
        the verdict, too, as far as this is below 1.
    """

    normal: Floats
    offset: float
    seen: float

    def logit(self, places: Floats) -> Floats:
        """Logit of the states of the plane itself, (..., 2) -> (...)."""
        logit: Floats = places @ self.normal + self.offset
        return logit


@dataclass(frozen=True, kw_only=True, eq=False)
class StatePlane:
    """Principal components of hidden states, fitted once; its axes do not move.

    Parameters
    ----------
    mean
        The mean state, (units,).
    axes
        Orthonormal directions, (2, units): where the states vary most, and most of what is left. The first points to
        higher logits, so that positive reviews lie to the right.
    shares
        Share of the variance along every principal component, largest first.
    """

    mean: Floats
    axes: Floats
    shares: Floats

    @property
    def participation_ratio(self) -> float:
        """(Σ v)² / Σ v² of the variances v: how many directions are used, 1 for a line."""
        return float(self.shares.sum() ** 2 / (self.shares**2).sum())

    def project(self, hidden_states: Floats) -> Floats:
        """Places in the plane, (..., units) -> (..., 2)."""
        places: Floats = (hidden_states - self.mean) @ self.axes.T
        return places

    def boundary(self, readout: Floats, bias: float) -> Boundary:
        """The readout's decision boundary, from its weights, (units,)."""
        size = float(np.linalg.norm(readout))
        normal: Floats = self.axes @ readout
        return Boundary(
            normal=normal,
            offset=float(self.mean @ readout + bias),
            seen=float(np.linalg.norm(normal)) / size if size else 0.0,
        )


def fit_plane(hidden_states: Floats, logits: Floats) -> StatePlane:
    """Plane of states.

    Parameters
    ----------
    hidden_states
        (states, units).
    logits
        Readout of each, (states,): the first axis points to where it rises. The second points to where its largest
        entry is above 0, so that it does not depend on the sign that the algorithm returns.

    Raises
    ------
    DataError
        There are fewer than three states, fewer than two units, or all states are the same.

    References
    ----------
    Pearson (1901), On lines and planes of closest fit to systems of points in space.
    """
    if hidden_states.shape[0] < 3 or hidden_states.shape[1] < 2:
        raise DataError(
            "A plane needs three states of two units or more; these are {states:,} states of {units:,}.",
            states=hidden_states.shape[0],
            units=hidden_states.shape[1],
        )
    if not np.ptp(hidden_states, axis=0).any():
        raise DataError("All states are the same: there is no direction in which they differ.")
    mean = hidden_states.mean(axis=0, dtype=np.float64)
    # NumPy's decomposition: that of scikit-learn's PCA, whose import alone takes as long as all that a page computes.
    _, sizes, directions = np.linalg.svd(hidden_states - mean, full_matrices=False)
    first, second = directions[:2]
    rising = (hidden_states - mean) @ first @ (logits - logits.mean())
    axes = [first if rising >= 0 else -first, second if second[np.abs(second).argmax()] > 0 else -second]
    return StatePlane(mean=mean, axes=np.stack(axes), shares=sizes**2 / (sizes**2).sum())


@dataclass(frozen=True, kw_only=True, eq=False)
class Flow:
    """How states move within cells of a plane, means over the states that were visited there.

    Parameters
    ----------
    centres
        Middle of each cell that was visited, (cells, 2).
    moves
        Mean step within the plane, (cells, 2).
    speeds
        Mean length of the whole step, in and off the plane, (cells,).
    counts
        How many states were there, (cells,).
    size
        Width and height of a cell, (2,).
    """

    centres: Floats
    moves: Floats
    speeds: Floats
    counts: Floats
    size: Floats


def flow_of(places: Floats, after: Floats, speeds: Floats, *, cells: int = 24, least: int = 3) -> Flow:
    """Flow over a plane, only where it was visited.

    A place of the plane has no one state: states that lie above each other there move differently. So the means of
    those that were visited are taken, and nothing is said of empty cells.

    Parameters
    ----------
    places, after
        Where states lie in the plane, and where one step takes them, (states, 2).
    speeds
        How far that step goes in all directions, (states,).
    cells
        How many cells the plane is wide and high.
    least
        States that a cell needs.
    """
    low, high = places.min(axis=0), places.max(axis=0)
    size = np.where(high > low, (high - low) / cells, 1.0)
    column, row = np.minimum((places - low) / size, cells - 1).astype(np.intp).T
    flat = row * cells + column
    counts = np.bincount(flat, minlength=cells**2)
    there = np.flatnonzero(counts >= least)

    def mean(values: Floats) -> Floats:
        means: Floats = np.bincount(flat, weights=values, minlength=cells**2)[there] / counts[there]
        return means

    moves = after - places
    return Flow(
        centres=low + (np.stack([there % cells, there // cells], axis=-1) + 0.5) * size,
        moves=np.stack([mean(moves[:, 0]), mean(moves[:, 1])], axis=-1),
        speeds=mean(speeds),
        counts=counts[there].astype(np.float64),
        size=size,
    )
