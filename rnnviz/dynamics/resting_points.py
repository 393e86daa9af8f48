"""Fixed and slow points: where a network that reads one vector again and again stays, or nearly does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.dynamics.constant_input import ConstantInput
from rnnviz.dynamics.descent import descend
from rnnviz.dynamics.spectrum import Spectrum, spectrum_of
from rnnviz.shapes import Floats

__all__ = [
    "EXACT",
    "TOLERANCES",
    "PointKind",
    "PointSearch",
    "RestingPoint",
    "find_points",
    "resting_point",
    "tell_apart",
]

PointKind = Literal["stable", "saddle", "turning", "slow"]
"""What a point is: see `Kind`; or one where the state moves slowly and does not rest."""

TOLERANCES: tuple[float, ...] = tuple(10.0**-power for power in range(3, 21))
"""Values of q that a search keeps on its way."""

EXACT = 1e-20
"""q below which a point counts as one where nothing moves: a speed of 1.4e-10."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RestingPoint:
    """One state where the map moves little or not at all.

    Parameters
    ----------
    state
        s, (state_features,).
    q
        ½‖F(s, x̄) − s‖² (Sussillo & Barak 2013).
    logit
        The readout there.
    starts
        How many starts ended here.
    spectrum
        Of ∂F/∂s there.
    """

    state: Floats
    q: float
    logit: float
    starts: int
    spectrum: Spectrum

    @property
    def speed(self) -> float:
        """‖F(s, x̄) − s‖, what one more step changes."""
        return float(np.sqrt(2 * self.q))

    @property
    def q_per_unit(self) -> float:
        """(2/N)·q, the mean square of the step, as Maheswaranathan et al. (2019) state it."""
        return 2 * self.q / len(self.state)

    @property
    def exact(self) -> bool:
        """Whether nothing moves here: q ≤ `EXACT`."""
        return self.q <= EXACT

    @property
    def kind(self) -> PointKind:
        """What a small deviation does here; "slow" where the state itself still moves.

        At a least q above 0 an eigenvalue is exactly 1, because (∂F/∂s − 1)ᵀ (F − s) = 0 there. So its τ is infinite by
        the way it was found, and tells nothing of the network.
        """
        return self.spectrum.kind if self.exact else "slow"


@dataclass(frozen=True, kw_only=True, eq=False)
class PointSearch:
    """What a search from many starts has found.

    Parameters
    ----------
    map
        The map.
    ends, q
        Where every start has ended, (starts, state_features), and q there.
    passed
        The first state of every start with q at most each of `TOLERANCES`; nan where there was none.
    apart
        Distance from which two states count as two.
    """

    map: ConstantInput
    ends: Floats
    q: Floats
    passed: Floats
    apart: float

    def points(self, tolerance: float = EXACT) -> tuple[RestingPoint, ...]:
        """Points that the starts ended at with q ≤ tolerance, by their logit, the lowest first.

        What lies where no reading leads, with a hidden state beyond ±1, is left out.
        """
        q = np.where(self.map.outside(self.ends) <= 0, self.q, np.inf)
        groups = tell_apart(self.ends, q, tolerance=tolerance, apart=self.apart)
        found = [resting_point(self.map, self.ends[best], starts=count) for best, count in groups]
        return tuple(sorted(found, key=lambda point: point.logit))

    def count_stopped(self, tolerance: float) -> int:
        """How many "points" there would be if every start stopped as soon as q ≤ tolerance.

        That is what a published count is made of. It counts where the search stopped, not what the network has.
        `tolerance` is one of `TOLERANCES`.
        """
        stopped = self.passed[TOLERANCES.index(tolerance)]
        there = stopped[~np.isnan(stopped[:, 0])]
        there = there[self.map.outside(there) <= 0]
        return len(tell_apart(there, np.zeros(len(there)), tolerance=0.0, apart=self.apart))


def find_points(
    map: ConstantInput,  # noqa: A002  (what it is)
    starts: Floats,
    *,
    iterations: int = 200,
    apart: float = 1e-3,
) -> PointSearch:
    """Look for fixed and slow points from states that the network visits.

    q = ½‖F(s, x̄) − s‖² is made as small as it gets near each start; where it comes to 0 the point is fixed, where it
    stays above it is slow. How many there are depends on the starts and, if slow ones are counted, on the tolerance.

    Parameters
    ----------
    map
        The map.
    starts
        (starts, state_features).
    iterations
        Of Levenberg–Marquardt, at most.
    apart
        Distance from which two points count as two.

    References
    ----------
    Sussillo & Barak (2013), Opening the black box: low-dimensional dynamics in high-dimensional recurrent neural
    networks. Golub & Sussillo (2018), FixedPointFinder.
    """
    identity = np.eye(map.state_features)
    descent = descend(
        lambda states: map.step(states) - states,
        lambda states: map.jacobians(states) - identity,
        starts,
        iterations=iterations,
        tolerances=TOLERANCES,
    )
    return PointSearch(map=map, ends=descent.ends, q=descent.q, passed=descent.passed, apart=apart)


def resting_point(map: ConstantInput, state: Floats, *, starts: int = 1) -> RestingPoint:  # noqa: A002
    """What there is to know of the map at one state, (state_features,)."""
    (speed,), (jacobian,) = map.speed(state[None]), map.jacobians(state[None])
    return RestingPoint(
        state=state,
        q=float(speed) ** 2 / 2,
        logit=float(map.logit(state)),
        starts=starts,
        spectrum=spectrum_of(jacobian, map.readout),
    )


def tell_apart(states: Floats, q: Floats | Sequence[float], *, tolerance: float, apart: float) -> list[tuple[int, int]]:
    """Groups of states with q ≤ tolerance that lie nearer than `apart`: the place of the slowest, and how many.

    The slowest state takes all that lie near it, then the slowest of the others does.
    """
    sizes = np.asarray(q)
    left: NDArray[np.intp] = np.flatnonzero(sizes <= tolerance)
    left = left[np.argsort(sizes[left], kind="stable")]
    groups = []
    while len(left):
        near = np.linalg.norm(states[left] - states[left[0]], axis=-1) < apart
        groups.append((int(left[0]), int(near.sum())))
        left = left[~near]
    return groups
