"""On which scale the values of a state or gate are drawn: one rule for the page, the figures and their help lines."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rnnviz.cells import GATES
from rnnviz.shapes import Floats

__all__ = ["StateScale", "state_scale"]


@dataclass(frozen=True, kw_only=True)
class StateScale:
    """The scale of a state or gate.

    Parameters
    ----------
    gate
        True for a gate, which runs from 0 (shut) to 1 (open); False for a scale that is symmetric about 0.
    limit
        The upper end: 1 for a gate, otherwise the largest |value|.
    """

    gate: bool
    limit: float

    @property
    def low(self) -> float:
        """The lower end: 0 for a gate, otherwise −limit."""
        return 0.0 if self.gate else -self.limit


def state_scale(state: str, values: Iterable[Floats]) -> StateScale:
    """The scale that arrays of one state share.

    Parameters
    ----------
    state
        What the values are: "hidden_states", "forget_gate" and so on.
    values
        Everything that is drawn on the scale. Values that are no finite numbers do not count.
    """
    if state in GATES:
        return StateScale(gate=True, limit=1.0)
    largest = max((float(np.abs(one[np.isfinite(one)]).max(initial=0)) for one in values), default=0.0)
    return StateScale(gate=False, limit=largest or 1.0)
