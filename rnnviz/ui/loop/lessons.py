"""What a loop teaches, as numbers."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.cells.cell import let_explode
from rnnviz.loops import Loop, Memory, equation, first_input_difference, largest_stretch, saturation, spectral_radius
from rnnviz.shapes import Floats

__all__ = ["Fate", "Lesson", "learn"]

Fate = Literal["vanishes", "lasts", "explodes", "overflows"]

_VANISHED, _EXPLODED = 1e-3, 1e3
_KEEPERS = {"lstm": "forget_gate", "gru": "update_gate"}
"""The gate that says how much of what is remembered goes on."""


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
    spread
        How far the output that varies most varies over the steps.
    radius, stretch
        Spectral radius and largest singular value of the (largest block of the) recurrent kernel.
    state, gain
        The state on which a push of size 1 at step 1 moves the last output furthest, and how far.
    input_gain
        How far a push on the input of step 1 moves the last output.
    peak, peak_step
        The largest gain of a push on the output, and its step, from 1.
    differences
        What the input of step 1 changes in the output of every step of its sequence, (timesteps,).
    silent
        Whether the input of step 1 is all zeros.
    keeps
        How much of what is remembered the gate for that lets pass, on average; None where there is none.
    terms
        Average of W·input over all steps, and of U·state from step 2 on.
    overflow_step
        First step, from 1, with an output that is not finite; None if there is none.
    """

    low: float
    high: float
    saturated: float
    everywhere: bool
    spread: float
    radius: float
    stretch: float
    state: str
    gain: float
    input_gain: float
    peak: float
    peak_step: int
    differences: Floats
    silent: bool
    keeps: float | None
    terms: tuple[float, float]
    overflow_step: int | None

    @property
    def fate(self) -> Fate:
        """What becomes of a push on step 1."""
        if not np.isfinite(self.gain):
            return "overflows"
        if self.gain < _VANISHED:
            return "vanishes"
        return "lasts" if self.gain <= _EXPLODED else "explodes"

    @property
    def kept(self) -> float:
        """What the input of step 1 changes in the last output, root mean square over the units."""
        return float(self.differences[-1])

    @property
    def half(self) -> int | None:
        """The step, from 1, from which on less than half of that difference is left; None if more is left."""
        below = self.differences < self.differences[0] / 2
        if not below[-1]:
            return None
        above = np.flatnonzero(~below)
        return int(above[-1]) + 2 if len(above) else 1


@let_explode
def learn(loop: Loop, memory: Memory) -> Lesson:
    """Measure a loop."""
    blocks = equation(loop)
    first = np.concatenate([block.pre_activation[0] for block in blocks])
    shares = np.array(list(saturation(loop).values()))
    bad = ~np.isfinite(loop.hidden_states).all(axis=-1)
    gains = {name: float(values[0]) for name, values in memory.states.items()}
    state = max(gains, key=lambda name: np.inf if np.isnan(gains[name]) else gains[name])
    hidden = memory.states["hidden_states"][: loop.spec.timesteps]
    peak = int(np.nanargmax(hidden)) if not np.isnan(hidden).all() else 0
    keeper = _KEEPERS.get(loop.cell.name)
    return Lesson(
        low=float(first.min()),
        high=float(first.max()),
        saturated=float(shares.mean()),
        everywhere=bool((shares == 1).all()),
        spread=float(np.ptp(loop.hidden_states, axis=0).max()),
        radius=max(spectral_radius(loop).values()),
        stretch=largest_stretch(loop),
        state=state,
        gain=gains[state],
        input_gain=float(memory.inputs[0]),
        peak=float(hidden[peak]),
        peak_step=peak + 1,
        differences=first_input_difference(loop),
        silent=not loop.inputs[0].any(),
        keeps=float(loop.values[keeper].mean()) if keeper else None,
        terms=_averages(loop),
        overflow_step=int(bad.argmax()) + 1 if bad.any() else None,
    )


def _averages(loop: Loop) -> tuple[float, float]:
    """W·input over all steps and U·state from step 2 on, over all blocks and units."""
    terms = [block.terms[:] for block in equation(loop)]
    kinds = {kind: [term.values for added in terms for term in added if term.kind == kind] for kind in _KINDS}
    heard = np.mean([values.mean() for values in kinds["kernel"]])
    rest = kinds["recurrent_kernel"]
    return float(heard), float(np.mean([values[1:].mean() for values in rest])) if len(
        loop.inputs
    ) > 1 and rest else 0.0


_KINDS = ("kernel", "recurrent_kernel")
