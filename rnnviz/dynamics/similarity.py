"""How alike two networks, layers or epochs see the same reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.interruption import now_and_then
from rnnviz.shapes import Floats

__all__ = ["Alikeness", "alikeness", "linear_cka", "participation_ratio", "shuffled_cka", "without_verdicts"]

_SURE = 1.96
_RESAMPLES = 200
_SHUFFLES = 100


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
    x, y = _centred(first), _centred(second)
    own, other = _own(x), _own(y)
    if own == 0 or other == 0:
        raise DataError("All states are the same: there is nothing that could be alike.")
    return _aligned(x, y) / (own * other)


@dataclass(frozen=True, kw_only=True, eq=False)
class Alikeness:
    """CKA of several sets of states with several others, (first, second), with the ends of 95 % intervals."""

    cka: Floats
    low: Floats
    high: Floats


def alikeness(
    firsts: Sequence[Floats], seconds: Sequence[Floats], *, resamples: int = _RESAMPLES, seed: int = 0
) -> Alikeness:
    """Linear CKA of each of the first sets with each of the second, and bootstrap intervals over reviews.

    All pairs are recomputed on the same draws, with replacement, of as many reviews as there are; an interval is the
    value ± 1.96 standard deviations of the draws, within 0 and 1. Percentiles of the draws would lie too high: a review
    that is drawn twice is alike to itself. A set whose states are all the same is like nothing: nan.

    Parameters
    ----------
    firsts, seconds
        States of the same samples in the same order, (samples, units) each.
    resamples
        How many draws; with fewer than two the intervals are nan.
    seed
        Of the draws.

    References
    ----------
    Efron & Tibshirani (1993), An introduction to the bootstrap, chapters 6 and 12.
    """
    samples = len(firsts[0])
    if any(len(states) != samples for states in (*firsts, *seconds)):
        raise ConfigurationError("CKA compares states of the same samples.")
    rng = np.random.default_rng(seed)
    drawn = np.full((resamples, len(firsts), len(seconds)), np.nan)
    for at in range(resamples):
        now_and_then()
        rows = rng.integers(0, samples, samples)
        drawn[at] = _table([one[rows] for one in firsts], [one[rows] for one in seconds])
    cka = _table(firsts, seconds)
    aside = _SURE * drawn.std(axis=0, ddof=1) if resamples > 1 else np.full_like(cka, np.nan)
    return Alikeness(cka=cka, low=np.maximum(cka - aside, 0), high=np.minimum(cka + aside, 1))


def shuffled_cka(first: Floats, second: Floats, *, shuffles: int = _SHUFFLES, seed: int = 0) -> Floats:
    """CKA of states with those of other reviews, drawn by lot, (shuffles,): what so many samples give by chance."""
    rng = np.random.default_rng(seed)
    x, y = _centred(first), _centred(second)
    scale = _own(x) * _own(y)
    found: Floats = np.array([_aligned(x, y[rng.permutation(len(y))]) for _ in range(shuffles)]) / (scale or np.nan)
    return found


def participation_ratio(states: Floats) -> float:
    """Directions that states spread over, (Σλ)²/Σλ² of their covariance's eigenvalues: 1 = a line; nan of a point."""
    x = _centred(states)
    return float(np.sum(x**2)) ** 2 / (_own(x) ** 2 or np.nan)


def without_verdicts(states: Floats, *logits: Floats) -> Floats:
    """States without all that a linear map of these logits says of them, (samples, units), centred."""
    known = np.column_stack([_centred(one[:, None]) for one in logits])
    x = _centred(states)
    rest: Floats = x - known @ np.linalg.lstsq(known, x, rcond=None)[0]
    return rest


def _table(firsts: Sequence[Floats], seconds: Sequence[Floats]) -> Floats:
    """CKA of all pairs; each set is multiplied with itself only once."""
    ones, others = [[_centred(states) for states in sets] for sets in (firsts, seconds)]
    scales = np.outer([_own(one) for one in ones], [_own(other) for other in others])
    aligned = np.array([_aligned(one, other) for one, other in product(ones, others)])
    found: Floats = aligned.reshape(scales.shape) / np.where(scales > 0, scales, np.nan)
    return found


def _centred(states: Floats) -> Floats:
    centred: Floats = states - states.mean(axis=0, dtype=np.float64)
    return centred


def _own(x: Floats) -> float:
    return float(np.linalg.norm(x.T @ x))


def _aligned(x: Floats, y: Floats) -> float:
    return float(np.linalg.norm(y.T @ x) ** 2)
