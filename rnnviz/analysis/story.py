"""What happened in one review, as facts that a sentence can be made of."""

from dataclasses import dataclass

import numpy as np

from rnnviz.analysis.shown_steps import ShownSteps

__all__ = ["Story", "tell_story"]


@dataclass(frozen=True, kw_only=True)
class Story:
    """Facts about one reading; a step is an index into the `ShownSteps` that they come from.

    Parameters
    ----------
    positive
        The verdict: whether the last probability is at least one half.
    probability
        The last probability.
    crossing
        Last word after which the running probability lies on another side than after the word before; None when it
        lies on one side after every word. The first word has no word before: it is no crossing.
    crossings
        How many such words there are.
    words_positive
        Whether the probability after the last word is at least one half; None without words. Padding behind the words
        can make the verdict another one.
    movers
        Up to three words with the largest |Δlogit|, the largest first.
    padding_shift
        How far the padding in front moved the logit; 0 without any.
    """

    positive: bool
    probability: float
    crossing: int | None
    crossings: int
    words_positive: bool | None
    movers: tuple[int, ...]
    padding_shift: float


def tell_story(steps: ShownSteps) -> Story:
    """Facts about the reading that `steps` shows: at least one."""
    side = steps.probability >= 0.5
    words = steps.numbers > 0
    places = np.flatnonzero(words)
    changes = places[1:][side[places[1:]] != side[places[:-1]]]
    ranked = np.argsort(-np.abs(steps.delta_logit), kind="stable")
    padding = np.array([kind == "padding" for kind in steps.kinds]) & (np.cumsum(words) == 0)
    return Story(
        positive=bool(side[-1]),
        probability=float(steps.probability[-1]),
        crossing=int(changes[-1]) if changes.size else None,
        crossings=int(changes.size),
        words_positive=bool(side[places[-1]]) if places.size else None,
        movers=tuple(int(i) for i in ranked if words[i])[:3],
        padding_shift=float(steps.delta_logit[padding].sum()),
    )
