"""The spectrum of a Jacobian: what fades, what stays, and how many words that takes."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats

__all__ = ["Kind", "Spectrum", "spectrum_of", "time_constants"]

Kind = Literal["stable", "saddle", "turning"]
"""What a small deviation does: all of it fades; some of it grows straight on, so that there are two sides; or what
grows turns or changes its sign, so that the state circles nearby."""

_REAL = 1e-9  # imaginary part, as a share, of what LAPACK gives for a real number


@dataclass(frozen=True, kw_only=True, eq=False)
class Spectrum:
    """Eigenvalues of ∂F/∂s at one state, that closest to +1 first.

    Sorted by |λ| an oscillating pair that has nothing to do with the verdict can come first; what keeps a value from
    word to word is an eigenvalue near +1.

    Parameters
    ----------
    eigenvalues
        λ, (state_features,), complex.
    overlaps
        How much each mode moves the readout, |cos(r, w)| of its right eigenvector, from 0 to 1, (state_features,).
    right, left
        Of the first, if it is real: r with J r = λ r and ‖r‖ = 1, and l with lᵀ J = λ lᵀ and lᵀ r = 1; zeros if it is
        not. r points to where the logit rises.
    """

    eigenvalues: NDArray[np.complex128]
    overlaps: Floats
    right: Floats
    left: Floats

    @property
    def slow(self) -> complex:
        """The eigenvalue closest to +1."""
        return complex(self.eigenvalues[0])

    @property
    def largest(self) -> float:
        """The largest |λ|."""
        return float(np.abs(self.eigenvalues).max())

    @property
    def kind(self) -> Kind:
        """What a deviation does; see `Kind`."""
        outside = self.eigenvalues[np.abs(self.eigenvalues) > 1]
        if not len(outside):
            return "stable"
        straight = (outside.real > 0) & (np.abs(outside.imag) <= _REAL * np.abs(outside))
        return "saddle" if straight.any() else "turning"

    @property
    def unstable(self) -> int:
        """How many eigenvalues lie outside the unit circle."""
        return int((np.abs(self.eigenvalues) > 1).sum())

    @property
    def time_constants(self) -> Floats:
        """τ of every eigenvalue in words, (state_features,)."""
        return time_constants(self.eigenvalues)


def time_constants(eigenvalues: NDArray[np.complex128] | Floats) -> Floats:
    """τ = 1 / |ln|λ||: words until a deviation has shrunk to 1/e, or grown e-fold where |λ| > 1; 0 for λ = 0."""
    with np.errstate(divide="ignore"):
        rates = np.abs(np.log(np.abs(eigenvalues)))
        tau: Floats = 1 / rates
    return tau


def spectrum_of(jacobian: Floats, readout: Floats) -> Spectrum:
    """Spectrum of a Jacobian.

    Parameters
    ----------
    jacobian
        (state_features, state_features).
    readout
        Gradient of the logit with respect to the state, (state_features,).
    """
    from scipy.linalg import eig

    values, left, right = eig(jacobian, left=True, right=True)
    order = np.argsort(np.abs(values - 1), kind="stable")
    values, left, right = values[order], left[:, order], right[:, order]  # LAPACK's vectors have length 1
    weight = np.linalg.norm(readout)
    overlaps = np.abs(readout @ right) / weight if weight else np.zeros(len(values))
    r, l = _pair(values[0], left[:, 0], right[:, 0])  # noqa: E741  (the names of the equations)
    side = -1.0 if r @ readout < 0 else 1.0
    return Spectrum(eigenvalues=values, overlaps=overlaps, right=side * r, left=side * l)


def _pair(value: np.complex128, left: NDArray[np.complex128], right: NDArray[np.complex128]) -> tuple[Floats, Floats]:
    """Right and left mode of a real eigenvalue, lᵀ r = 1; zeros where there is no such pair."""
    product = float(left.real @ right.real)
    if value.imag or abs(product) < np.finfo(float).eps:
        return np.zeros(len(right)), np.zeros(len(left))
    return right.real.copy(), left.real / product
