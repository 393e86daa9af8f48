"""What "Which words" says, as numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from rnnviz.analysis import ShownSteps
from rnnviz.explanation import Attribution, Method
from rnnviz.shapes import Floats

__all__ = [
    "Agreement",
    "WordFacts",
    "agreement_of",
    "misses",
    "scale_limit",
    "word_facts",
    "word_steps",
]

MOST_NAMED = 3
_FEWEST = 3  # words between which an order can be compared
_MISSES = 0.01  # share of what was promised
_LEAST = 0.005  # logit: less is not seen


@dataclass(frozen=True, kw_only=True)
class WordFacts:
    """Words that spoke most for the side decided for, by one method.

    Parameters
    ----------
    positive
        The side.
    strongest
        Their steps, the strongest first; only those that spoke for it.
    values
        What each did.
    against
        The step that spoke most against it, and what it did; None where none did.
    """

    positive: bool
    strongest: tuple[int, ...]
    values: tuple[float, ...]
    against: tuple[int, float] | None


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How much alike the methods order the words, by Spearman's rank correlation of each pair.

    Parameters
    ----------
    lowest, highest
        Of all pairs.
    apart
        The two methods of the lowest.
    words
        How many words were ordered.
    """

    lowest: float
    highest: float
    apart: tuple[Method, Method]
    words: int


def word_steps(steps: ShownSteps) -> NDArray[np.intp]:
    """Steps that are words, unknown ones too."""
    return np.flatnonzero([kind in {"word", "unknown"} for kind in steps.kinds])


def word_facts(values: Floats, steps: ShownSteps) -> WordFacts:
    """Facts of one method's values, (steps,)."""
    positive = bool(steps.logit[-1] >= 0)
    words = word_steps(steps)
    towards = values[words] if positive else -values[words]
    order = np.argsort(-towards, kind="stable")
    strongest = [int(words[place]) for place in order[:MOST_NAMED] if towards[place] > 0]
    last = int(words[order[-1]]) if len(order) and towards[order[-1]] < 0 else None
    return WordFacts(
        positive=positive,
        strongest=tuple(strongest),
        values=tuple(float(values[step]) for step in strongest),
        against=None if last is None else (last, float(values[last])),
    )


def agreement_of(values: Mapping[Method, Floats], steps: ShownSteps) -> Agreement | None:
    """How much alike methods order the words; None for fewer than three words, or fewer than two methods that order.

    A method that gives all words the same value orders nothing.
    """
    words = word_steps(steps)
    ranks = {name: _ranks(one[words]) for name, one in values.items() if len(words) and np.ptp(one[words]) > 0}
    if len(words) < _FEWEST or len(ranks) < len(("one", "other")):
        return None
    found = {pair: float(np.corrcoef(ranks[pair[0]], ranks[pair[1]])[0, 1]) for pair in combinations(ranks, 2)}
    apart = min(found, key=found.__getitem__)
    return Agreement(lowest=found[apart], highest=max(found.values()), apart=apart, words=len(words))


def _ranks(values: Floats) -> Floats:
    """Ranks from 1, equal values sharing the mean of theirs; scipy has it, and takes a second to import."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    shared: Floats = np.cumsum(counts) - (counts - 1) / 2
    return shared[place]


def misses(attribution: Attribution) -> bool:
    """Whether an attribution misses so much of what it promises that its digits mean little."""
    relative = attribution.relative_residual
    return relative is not None and relative > _MISSES and abs(attribution.residual or 0) > _LEAST


def scale_limit(values: Mapping[Method, Floats], steps: ShownSteps) -> float:
    """End of the scale that all methods share: all but the largest hundredth of the words' values lie within."""
    words = word_steps(steps)
    sizes = np.abs(np.concatenate([one[words] for one in values.values()]))
    limit = float(np.percentile(sizes, 99)) if len(sizes) else 0.0
    return limit or 1.0
