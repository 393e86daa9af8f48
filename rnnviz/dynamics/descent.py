"""Levenberg–Marquardt on many starts at once: where ½‖r(u)‖² is smallest near each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.interruption import now_and_then
from rnnviz.shapes import Floats

__all__ = ["Descent", "descend"]

_LEAST_DAMPING, _FIRST_DAMPING, _MOST_DAMPING = 1e-12, 1e-3, 1e12
_LEAST_GAIN = 1e-12  # share of q: it is as small as it gets here
_SMALLEST_STEP = 1e-14  # of the size of u: nothing moves any more
_NUMBERS_AT_ONCE = 4_000_000  # of Jacobians


@dataclass(frozen=True, kw_only=True, eq=False)
class Descent:
    """Where the starts have come to.

    Parameters
    ----------
    ends
        The last u of each start, (starts, numbers).
    q
        ½‖r‖² there, (starts,).
    passed
        For each tolerance, in the order given, the first u with q ≤ tolerance, (tolerances, starts, numbers); nan where
        a start never came to one.
    """

    ends: Floats
    q: Floats
    passed: Floats


def descend(
    residual: Callable[[Floats], Floats],
    jacobian: Callable[[Floats], Floats],
    starts: Floats,
    *,
    iterations: int = 200,
    tolerances: Sequence[float] = (),
    within: Floats | None = None,
) -> Descent:
    """Follow each start down to a least ½‖r(u)‖², by damped Gauss–Newton steps with the exact Jacobian.

    A step solves (JᵀJ + λ·mean(diag JᵀJ)·1) d = −Jᵀ r. One that lowers q is taken and λ becomes smaller, another one is
    not and λ becomes larger.

    Parameters
    ----------
    residual, jacobian
        r of several u, (samples, numbers) -> (samples, residuals), and ∂r/∂u, (samples, residuals, numbers).
    starts
        (starts, numbers).
    iterations
        Steps that are tried at most.
    tolerances
        Values of q; the first u below each is kept on the way.
    within
        Directions in which alone the starts may move, (numbers, directions); None for all.

    References
    ----------
    Marquardt (1963), An algorithm for least-squares estimation of nonlinear parameters.
    """
    numbers = starts.shape[-1]
    at_once = max(_NUMBERS_AT_ONCE // numbers**2, 1)
    pieces = [
        _Walk(residual, starts[first : first + at_once], np.asarray(tolerances, float), within).down(
            jacobian, iterations
        )
        for first in range(0, len(starts), at_once)
    ]
    return Descent(
        ends=np.concatenate([walk.u for walk in pieces]),
        q=np.concatenate([walk.q for walk in pieces]),
        passed=np.concatenate([walk.passed for walk in pieces], axis=1),
    )


class _Walk:
    """Some starts on their way."""

    def __init__(
        self, residual: Callable[[Floats], Floats], starts: Floats, tolerances: Floats, within: Floats | None
    ) -> None:
        self.residual, self.tolerances, self.within = residual, tolerances, within
        self.u = np.array(starts, dtype=np.float64)
        self.r = residual(self.u)
        self.q = 0.5 * (self.r**2).sum(axis=-1)
        self.damping = np.full(len(self.u), _FIRST_DAMPING)
        self.moving = np.isfinite(self.q)
        self.passed = np.full((len(tolerances), *self.u.shape), np.nan)
        self._note(np.arange(len(self.u)))

    def down(self, jacobian: Callable[[Floats], Floats], iterations: int) -> "_Walk":
        """Go on until nothing moves, or for as many steps."""
        for _ in range(iterations):
            now_and_then()
            some = np.flatnonzero(self.moving)
            if not len(some):
                break
            self._step(some, jacobian(self.u[some]))
        return self

    def _step(self, some: NDArray[np.intp], jacobians: Floats) -> None:
        jacobians = jacobians if self.within is None else jacobians @ self.within
        gradient = np.einsum("srn,sr->sn", jacobians, self.r[some])
        normal = np.swapaxes(jacobians, -1, -2) @ jacobians
        diagonal = np.einsum("snn->sn", normal)  # a view: the damping is written into the matrix
        diagonal += (self.damping[some] * diagonal.mean(axis=-1) + np.finfo(float).tiny)[:, None]
        with np.errstate(all="ignore"):
            steps = -np.linalg.solve(normal, gradient[..., None])[..., 0]
            steps = steps if self.within is None else steps @ self.within.T
            tried = self.u[some] + steps
            r = self.residual(tried)
            q = 0.5 * (r**2).sum(axis=-1)
        better = q < self.q[some]
        little = better & (self.q[some] - q <= _LEAST_GAIN * self.q[some])
        taken = some[better]
        self.u[taken], self.r[taken], self.q[taken] = tried[better], r[better], q[better]
        self.damping[some] = np.maximum(self.damping[some] * np.where(better, 0.2, 4.0), _LEAST_DAMPING)
        size = np.linalg.norm(steps, axis=-1)
        still = size <= _SMALLEST_STEP * (1 + np.linalg.norm(self.u[some], axis=-1))
        self.moving[some[still | little | (self.damping[some] > _MOST_DAMPING)]] = False
        self.moving[self.q == 0] = False
        self._note(taken)

    def _note(self, places: NDArray[np.intp]) -> None:
        for kept, tolerance in zip(self.passed, self.tolerances, strict=True):
            new = places[(self.q[places] <= tolerance) & np.isnan(kept[places, 0])]
            kept[new] = self.u[new]
