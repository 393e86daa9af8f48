"""Which units are on during a span of words, and only there."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Bools, Floats

__all__ = ["units_on"]


def units_on(
    states: Floats,
    first: int,
    last: int,
    threshold: float,
    *,
    off_before: bool = False,
    off_after: bool = False,
    sign: int = 1,
) -> NDArray[np.int64]:
    """Units that are on at every step from `first` to `last`.

    A unit is on at a step where sign · h > threshold: with sign −1 these are the units that are low.

    Parameters
    ----------
    states
        (steps, units).
    first, last
        The span, both ends within it.
    threshold
        From which value on a unit counts as on, at least 0.
    off_before, off_after
        Whether it must be off at the step before the span, and at the one after; where there is none it is off.
    sign
        1 for high units, −1 for low ones.

    Raises
    ------
    ConfigurationError
        The span does not lie within the steps, or the threshold is below 0 or no number.

    References
    ----------
    Strobelt, Gehrmann, Pfister & Rush (2018), LSTMVis: a tool for visual analysis of hidden state dynamics in
    recurrent neural networks, IEEE TVCG 24(1), section 4.
    """
    steps = len(states)
    if not 0 <= first <= last < steps:
        raise ConfigurationError(
            "A span lies between 0 and {end}, its first step not behind its last; this one is {first} to {last}.",
            end=steps - 1,
            first=first,
            last=last,
        )
    if not threshold >= 0:
        raise ConfigurationError("A threshold is a number of at least 0, not {threshold}.", threshold=threshold)
    on: Bools = sign * states > threshold
    found = on[first : last + 1].all(axis=0)
    if off_before and first > 0:
        found &= ~on[first - 1]
    if off_after and last + 1 < steps:
        found &= ~on[last + 1]
    return np.flatnonzero(found)
