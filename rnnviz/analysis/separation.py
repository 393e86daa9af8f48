"""Whether a number tells two groups apart."""

from dataclasses import dataclass

import numpy as np

from rnnviz.shapes import Floats

__all__ = ["Difference", "Separation", "difference_of_means", "separation"]

_SURE = 1.96


@dataclass(frozen=True, kw_only=True)
class Separation:
    """How often one of the first group has more of something than one of the second, and a 95 % interval.

    Equal values count half. 0.5 is what two groups have that differ in nothing; the interval is nan where a group has
    fewer than two.
    """

    share: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of a half."""
        return self.low > 0.5 or self.high < 0.5


def separation(ones: Floats, others: Floats) -> Separation:
    """P(one > other) + P(one = other) / 2 over all pairs, the area under the ROC curve.

    References
    ----------
    DeLong, DeLong & Clarke-Pearson (1988), Comparing the areas under two or more correlated receiver operating
    characteristic curves, Biometrics 44(3): its variance.
    """
    count, other_count = len(ones), len(others)
    if min(count, other_count) < 2:
        return Separation(share=np.nan, low=np.nan, high=np.nan)
    beaten, beaten_by = _share_below(ones, others), 1 - _share_below(others, ones)
    share = float(beaten.mean())
    aside = _SURE * float(np.sqrt(beaten.var(ddof=1) / count + beaten_by.var(ddof=1) / other_count))
    return Separation(share=share, low=max(share - aside, 0.0), high=min(share + aside, 1.0))


def _share_below(values: Floats, others: Floats) -> Floats:
    """Of the others, the share below each value, equal ones counted half."""
    ordered = np.sort(others)
    below, upto = (np.searchsorted(ordered, values, side=side) for side in ("left", "right"))
    shares: Floats = (below + upto) / (2 * len(others))
    return shares


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Difference of two means or shares, the first minus the second, and a 95 % interval."""

    first: float
    second: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of 0."""
        return self.low > 0 or self.high < 0


def difference_of_means(ones: Floats, others: Floats) -> Difference:
    """Means of two groups and the interval of their difference, whose variances may differ; nan for fewer than two."""
    if min(len(ones), len(others)) < 2:
        return Difference(first=np.nan, second=np.nan, low=np.nan, high=np.nan)
    first, second = float(ones.mean()), float(others.mean())
    aside = _SURE * float(np.sqrt(ones.var(ddof=1) / len(ones) + others.var(ddof=1) / len(others)))
    return Difference(first=first, second=second, low=first - second - aside, high=first - second + aside)
