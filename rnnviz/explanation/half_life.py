"""Half-lives: after how many words less than half is left of what a word did, once and for good."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats

__all__ = ["HalfLives", "fading_half_lives", "half_lives", "time_quantile"]


@dataclass(frozen=True, kw_only=True, eq=False)
class HalfLives:
    """After how many words less than half is left of each of several quantities, (quantities,) each.

    Attributes
    ----------
    first
        Words until half or less is left for the first time; inf if that does not happen while it is followed.
    last
        Words after which no more than half is left for good; inf if more than half is left at the end.
    crossings
        How often the half is crossed, in either direction. More than once: it does not simply fade.
    followed
        For how many words each is followed at all.
    """

    first: Floats
    last: Floats
    crossings: NDArray[np.int64]
    followed: NDArray[np.int64]

    def quantile(self, share: float, *, last: bool = False) -> float:
        """Words after which this share of the quantities is down to half; see `time_quantile`."""
        return time_quantile(self.last if last else self.first, self.followed, share)


def half_lives(left: Floats) -> HalfLives:
    """Half-lives of rows of (quantities, words): row i begins at column i, and what it is there is the whole.

    A row that begins with 0 has no half-life, and is followed for 0 words; so is one with what is no number.
    """
    count = len(left)
    if not count:
        return HalfLives(first=np.zeros(0), last=np.zeros(0), crossings=np.zeros(0, int), followed=np.zeros(0, int))
    columns, begins = np.arange(count)[None], np.arange(count)[:, None]
    whole = np.diagonal(left)[:, None]
    known = (whole[:, 0] > 0) & np.isfinite(np.where(columns >= begins, left, 0)).all(axis=1)
    above = (left > whole / 2) & (columns > begins)
    below = ~above & (columns > begins)
    changes = np.diff(np.where(columns <= begins, True, above), axis=1)  # a row begins above half of itself
    first = np.where(below.any(axis=1), below.argmax(axis=1) - begins[:, 0], np.inf)
    last_above = count - 1 - (above | (columns == begins))[:, ::-1].argmax(axis=1)
    last = np.where(last_above == count - 1, np.inf, last_above + 1 - begins[:, 0])
    followed = np.where(known, count - 1 - begins[:, 0], 0)
    unknown = followed == 0
    return HalfLives(
        first=np.where(unknown, np.inf, first),
        last=np.where(unknown, np.inf, last),
        crossings=np.where(unknown, 0, changes.sum(axis=1)),
        followed=followed,
    )


def fading_half_lives(logs: Floats) -> HalfLives:
    """Half-lives of what is left at word t of word i by a factor at every word: exp(logs[t] − logs[i])."""
    with np.errstate(over="ignore", invalid="ignore"):
        return half_lives(np.exp(logs[None] - logs[:, None]))


def time_quantile(times: Floats, followed: NDArray[np.int64], share: float) -> float:
    """Time after which this share of several events has happened, of which some were not followed to the end.

    The last words of a review end before they can be forgotten. Leaving them out, or taking the end for their
    half-life, would make memories look shorter; the product-limit estimate counts each as long as it is followed. It
    is the quantile where all are followed to the end, and inf where the share is not reached.

    Parameters
    ----------
    times
        When each happened; inf if not while it was followed.
    followed
        How long each was followed.
    share
        From 0 to 1, such as 0.5 for the median.

    References
    ----------
    Kaplan & Meier (1958), Nonparametric estimation from incomplete observations.
    """
    happened, until = np.isfinite(times), np.where(np.isfinite(times), times, followed)
    left = 1.0
    for time in sorted(set(until[happened].tolist())):  # np.unique would import masked arrays
        at_risk = np.count_nonzero(until >= time)
        left *= 1 - np.count_nonzero(until[happened] == time) / at_risk
        if 1 - left >= share - 1e-12:
            return float(time)
    return np.inf
