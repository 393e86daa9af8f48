"""What a loop teaches, as numbers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.loops import Loop, Memory, equation, saturation, spectral_radius

__all__ = ["Fate", "Lesson", "learn"]

Fate = Literal["vanishes", "lasts", "explodes", "overflows"]

_VANISHED, _EXPLODED = 1e-3, 1e3


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What is worth saying of one loop.

    Parameters
    ----------
    low, high
        Ends of the weighted sums of the first step, over all blocks.
    saturated
        Share of saturated entries among all gates and candidates of all steps; without gates, among all outputs.
    everywhere
        Whether every one of them is saturated.
    radius
        Spectral radius of the (largest block of the) recurrent kernel.
    gain
        How far a push of size 1 on the output of step 1 moves the last output.
    input_gain
        The same for a push on the input of step 1.
    overflow_step
        First step, from 1, with an output that is not finite; None if there is none.
    """

    low: float
    high: float
    saturated: float
    everywhere: bool
    radius: float
    gain: float
    input_gain: float
    overflow_step: int | None

    @property
    def fate(self) -> Fate:
        """What becomes of a push on step 1."""
        if not np.isfinite(self.gain):
            return "overflows"
        if self.gain < _VANISHED:
            return "vanishes"
        return "lasts" if self.gain <= _EXPLODED else "explodes"


def learn(loop: Loop, memory: Memory) -> Lesson:
    """Measure a loop."""
    blocks = equation(loop)
    first = np.concatenate([block.pre_activation[0] for block in blocks])
    shares = np.array(list(saturation(loop).values()))
    bad = ~np.isfinite(loop.hidden_states).all(axis=-1)
    return Lesson(
        low=float(first.min()),
        high=float(first.max()),
        saturated=float(shares.mean()),
        everywhere=bool((shares == 1).all()),
        radius=max(spectral_radius(loop).values()),
        gain=float(memory.states["hidden_states"][0]),
        input_gain=float(memory.inputs[0]),
        overflow_step=int(bad.argmax()) + 1 if bad.any() else None,
    )
