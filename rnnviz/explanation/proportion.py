"""A share of counted things, with what its number leaves open."""

from dataclasses import dataclass

import numpy as np

__all__ = ["Proportion"]

_Z = 1.959963984540054  # the normal distribution holds 95 % between −z and z


@dataclass(frozen=True, kw_only=True)
class Proportion:
    """A share and its 95 % interval after Wilson (1927).

    With p = hits/n and z = 1.96 the interval is (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n): the shares that
    would not make this one unusual. It takes the n things for independent of each other.

    Parameters
    ----------
    hits, n
        How many of how many.

    References
    ----------
    Wilson, E. B. 1927. Probable inference, the law of succession, and statistical inference. JASA 22.
    """

    hits: int
    n: int

    @property
    def share(self) -> float:
        """Hits of all, nan of none."""
        return self.hits / self.n if self.n else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends of the interval; all shares where nothing was counted."""
        if not self.n:
            return 0.0, 1.0
        middle, spread = self.share + _Z**2 / (2 * self.n), self.share * (1 - self.share) / self.n
        half = _Z * float(np.sqrt(spread + _Z**2 / (4 * self.n**2)))
        whole = 1 + _Z**2 / self.n
        return max((middle - half) / whole, 0.0), min((middle + half) / whole, 1.0)

    def against(self, chance: float = 0.5) -> int:
        """1 where the interval lies above `chance`, −1 where it lies below, 0 where it holds it."""
        low, high = self.interval
        return int(low > chance) - int(high < chance)
