"""The slowest state at every value of the logit: the way along which a verdict drifts, without counting points."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.dynamics.constant_input import ConstantInput
from rnnviz.dynamics.descent import Descent, descend
from rnnviz.dynamics.spectrum import time_constants
from rnnviz.dynamics.visited import Visited
from rnnviz.errors import DataError
from rnnviz.shapes import Bools, Floats

__all__ = ["SlowCurve", "slow_curve"]

_STARTS = 2  # visited states that each logit is looked for from


@dataclass(frozen=True, kw_only=True, eq=False)
class SlowCurve:
    """For each logit c the state with w·h + b = c that moves least.

    Parameters
    ----------
    logits
        c, (values,).
    states
        The states, (values, state_features).
    speeds
        ‖F(s, x̄) − s‖ there, (values,).
    drifts
        How far one step moves the logit there, (values,).
    slow
        The eigenvalue of ∂F/∂s closest to +1, (values,), complex.
    reachable
        Whether the state's hidden states lie within ±1, where all readings are, (values,).
    """

    logits: Floats
    states: Floats
    speeds: Floats
    drifts: Floats
    slow: NDArray[np.complex128]
    reachable: Bools

    @property
    def time_constants(self) -> Floats:
        """τ of the slow eigenvalue in words, (values,)."""
        return time_constants(self.slow)

    @property
    def turns(self) -> Floats:
        """Logits at which the drift changes its sign, read off between two reachable values."""
        before, after = self.drifts[:-1], self.drifts[1:]
        at = np.flatnonzero((before * after < 0) & self.reachable[:-1] & self.reachable[1:])
        share = before[at] / (before[at] - after[at])
        turns: Floats = self.logits[at] + share * (self.logits[at + 1] - self.logits[at])
        return turns


def slow_curve(
    map: ConstantInput,  # noqa: A002  (what it is)
    visited: Visited,
    *,
    values: int = 31,
    inner: float = 0.98,
    iterations: int = 40,
) -> SlowCurve:
    """Minimise q = ½‖F(s, x̄) − s‖² subject to readout·h + b = c, for logits c that the network visits.

    The constraint is kept exactly: only directions are searched that the readout does not see. This is our own measure,
    beside the counted points of Sussillo & Barak (2013): a count depends on the tolerance, this does not.

    Parameters
    ----------
    map, visited
        The map, and the states that it is looked for from.
    values
        How many logits.
    inner
        Share of the visited logits that they span.
    iterations
        Of Levenberg–Marquardt, at most.

    Raises
    ------
    DataError
        The readout does not look at the state, or all states have one logit.
    """
    size = np.linalg.norm(map.readout)
    low, high = np.quantile(visited.logits, [(1 - inner) / 2, (1 + inner) / 2])
    if size == 0 or high - low <= 1e-9 * max(abs(high), abs(low), 1):
        raise DataError("The readout gives every state of {network} the same logit.", network=map.network.name)
    wanted = np.linspace(low, high, values)
    starts = np.concatenate([_at_logit(map, visited, float(logit)) for logit in wanted])
    identity = np.eye(map.state_features)
    descent = descend(
        lambda states: map.step(states) - states,
        lambda states: map.jacobians(states) - identity,
        starts,
        iterations=iterations,
        within=_unseen(map.readout),
    )
    return _curve(map, wanted, descent)


def _at_logit(map: ConstantInput, visited: Visited, logit: float) -> Floats:  # noqa: A002
    """The visited states whose logit is nearest, moved along the readout until it is exact."""
    nearest = np.argsort(np.abs(visited.logits - logit), kind="stable")[:_STARTS]
    states = visited.states[nearest]
    missing = (logit - map.logit(states)) / (map.readout @ map.readout)
    moved: Floats = states + missing[:, None] * map.readout
    return moved


def _unseen(readout: Floats) -> Floats:
    """Orthonormal basis of the directions that the readout does not see, (state_features, state_features − 1)."""
    from scipy.linalg import null_space

    basis: Floats = null_space(readout[None])
    return basis


def _curve(map: ConstantInput, wanted: Floats, descent: Descent) -> SlowCurve:  # noqa: A002
    """Of all ends at one logit the slowest."""
    q = descent.q.reshape(len(wanted), -1)
    best = np.arange(len(wanted)) * q.shape[1] + q.argmin(axis=1)
    states = descent.ends[best]
    after, jacobians = map.step(states), map.jacobians(states)
    eigenvalues = np.linalg.eigvals(jacobians)
    nearest = np.abs(eigenvalues - 1).argmin(axis=-1)
    return SlowCurve(
        logits=wanted,
        states=states,
        speeds=np.linalg.norm(after - states, axis=-1),
        drifts=map.logit(after) - map.logit(states),
        slow=np.take_along_axis(eigenvalues, nearest[:, None], axis=-1)[:, 0].astype(np.complex128),
        reachable=map.outside(states) <= 0,
    )
