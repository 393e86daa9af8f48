"""Two networks' verdicts on the same reviews: where they part, who is right there, and whether they err alike."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnviz.analysis.exact_tests import mcnemar_exact
from rnnviz.analysis.separation import Difference, difference_of_means
from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Bools, Floats

__all__ = ["VerdictPair"]

_DRAWS = 1000


@dataclass(frozen=True, kw_only=True, eq=False)
class VerdictPair:
    """Verdicts of two networks, the first and the second.

    Parameters
    ----------
    labels
        0 = negative, 1 = positive, (reviews,).
    first, second
        Logit of each verdict, (reviews,); a review is called positive from 0 on.
    """

    labels: NDArray[np.int8]
    first: Floats
    second: Floats

    def __post_init__(self) -> None:
        if not len(self.labels) == len(self.first) == len(self.second):
            raise ConfigurationError("Both networks judge the same reviews.")

    def __len__(self) -> int:
        """Count the reviews."""
        return len(self.labels)

    @cached_property
    def right(self) -> tuple[Bools, Bools]:
        """Which reviews the first, and the second, judges as labelled."""
        positive = self.labels == 1
        return np.asarray((self.first >= 0) == positive), np.asarray((self.second >= 0) == positive)

    @cached_property
    def part(self) -> Bools:
        """Reviews on which the verdicts differ."""
        return np.asarray((self.first >= 0) != (self.second >= 0))

    @property
    def accuracies(self) -> tuple[float, float]:
        """Share of the reviews that each judges as labelled."""
        first, second = self.right
        return float(first.mean()), float(second.mean())

    @property
    def alone(self) -> tuple[int, int]:
        """Reviews that only the first judges as labelled, and only the second: together those that part."""
        first, second = self.right
        return int((first & ~second).sum()), int((second & ~first).sum())

    @property
    def p_value(self) -> float:
        """McNemar's exact test that both are right equally often, two-sided."""
        return mcnemar_exact(*self.alone)

    @property
    def expected(self) -> float:
        """Share of reviews that would part if the two erred independently: a(1 − b) + b(1 − a)."""
        first, second = self.accuracies
        return first * (1 - second) + second * (1 - first)

    @property
    def both_wrong(self) -> int:
        """Reviews that neither judges as labelled."""
        first, second = self.right
        return int((~first & ~second).sum())

    @property
    def expected_wrong(self) -> float:
        """Reviews that neither would judge as labelled if the two erred independently."""
        first, second = self.accuracies
        return len(self) * (1 - first) * (1 - second)

    def observed_over_expected(self, *, draws: int = _DRAWS, seed: int = 0) -> tuple[float, float]:
        """95 % bootstrap interval, over reviews, of observed minus expected share of those that part."""
        first, second = self.right
        rng = np.random.default_rng(seed)
        shares = [float((first & second).mean()), *(count / len(self) for count in self.alone)]
        shares.append(max(1 - sum(shares), 0.0))
        _, one, other, neither = rng.multinomial(len(self), shares, draws).T / len(self)  # a draw of reviews
        wrong, wrong_too = other + neither, one + neither
        differences = one + other - ((1 - wrong) * wrong_too + wrong * (1 - wrong_too))
        low, high = np.percentile(differences, [2.5, 97.5])
        return float(low), float(high)

    @property
    def sureness(self) -> Difference:
        """How far the surer of both logits is from 0 where they part, and where they agree."""
        sure = np.maximum(np.abs(self.first), np.abs(self.second))
        return difference_of_means(sure[self.part], sure[~self.part])

    @property
    def gap(self) -> Floats:
        """How far apart both logits are, (reviews,)."""
        gap: Floats = np.abs(self.first - self.second)
        return gap
