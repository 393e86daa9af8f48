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
        Last word at which the running probability came over to the verdict's side; None when it was there before
        the first word and stayed.
    crossings
        How often the running probability changed sides while words were read.
    movers
        Up to three words with the largest |Δlogit|, the largest first.
    padding_shift
        How far the padding in front moved the logit; 0 without any.
    """

    positive: bool
    probability: float
    crossing: int | None
    crossings: int
    movers: tuple[int, ...]
    padding_shift: float


def tell_story(steps: ShownSteps, initial_probability: float) -> Story:
    """Facts about the reading that `steps` shows.

    Parameters
    ----------
    steps
        At least one step.
    initial_probability
        Readout before anything is read.
    """
    side = steps.probability >= 0.5
    before = np.append(initial_probability >= 0.5, side[:-1])
    words = steps.numbers > 0
    changes = np.flatnonzero((side != before) & words)
    toward = changes[side[changes] == side[-1]]
    ranked = np.argsort(-np.abs(steps.delta_logit), kind="stable")
    padding = np.array([kind == "padding" for kind in steps.kinds]) & (np.cumsum(words) == 0)
    return Story(
        positive=bool(side[-1]),
        probability=float(steps.probability[-1]),
        crossing=int(toward[-1]) if toward.size else None,
        crossings=int(changes.size),
        movers=tuple(int(i) for i in ranked if words[i])[:3],
        padding_shift=float(steps.delta_logit[padding].sum()),
    )
