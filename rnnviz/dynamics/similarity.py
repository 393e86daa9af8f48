"""How alike two networks, layers or epochs see the same reviews."""

import numpy as np

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.shapes import Floats

__all__ = ["linear_cka"]


def linear_cka(first: Floats, second: Floats) -> float:
    """Linear centred kernel alignment of two sets of states, from 0 to 1.

    CKA = ‖YᵀX‖² / (‖XᵀX‖ ‖YᵀY‖) with Frobenius norms and centred columns. It does not change when either set is
    rotated, reflected, moved or scaled as a whole; it does with other linear maps. The two may have different units.

    Parameters
    ----------
    first, second
        States of the same samples in the same order, (samples, units) each.

    Raises
    ------
    ConfigurationError
        They are not of the same samples.
    DataError
        All states of one are the same, so that nothing could be alike.

    References
    ----------
    Kornblith, Norouzi, Lee & Hinton (2019), Similarity of neural network representations revisited.
    """
    if first.ndim != 2 or second.ndim != 2 or len(first) != len(second):
        raise ConfigurationError(
            "CKA compares states of the same samples, (samples, units) twice; these are {first} and {second}.",
            first=first.shape,
            second=second.shape,
        )
    x, y = (states - states.mean(axis=0, dtype=np.float64) for states in (first, second))
    own, other = float(np.linalg.norm(x.T @ x)), float(np.linalg.norm(y.T @ y))
    if own == 0 or other == 0:
        raise DataError("All states are the same: there is nothing that could be alike.")
    return float(np.linalg.norm(y.T @ x) ** 2 / (own * other))
