"""What a loop teaches, in words, with the numbers of this very loop."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.loops import SATURATED, Loop, Memory, equation, saturation, spectral_radius
from rnnviz.ui.drawing.numbers import count_of, number
from rnnviz.ui.drawing.sentence import SentencePart
from rnnviz.ui.loop.words import cell_words

__all__ = ["Lesson", "View", "helps", "learn", "titles"]

View = Literal["unrolled", "step", "weights", "inputs", "outputs", "memory"]
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
    sentence
        The first thing to say.
    """

    low: float
    high: float
    saturated: float
    everywhere: bool
    radius: float
    gain: float
    input_gain: float
    overflow_step: int | None
    sentence: list[SentencePart]

    @property
    def fate(self) -> Fate:
        """What becomes of a push on step 1."""
        if not np.isfinite(self.gain):
            return "overflows"
        if self.gain < _VANISHED:
            return "vanishes"
        return "lasts" if self.gain <= _EXPLODED else "explodes"


def learn(loop: Loop, memory: Memory) -> Lesson:
    """Measure a loop and say the first thing about it."""
    blocks = equation(loop)
    first = np.concatenate([block.pre_activation[0] for block in blocks])
    shares = np.array(list(saturation(loop).values()))
    bad = ~np.isfinite(loop.hidden_states).all(axis=-1)
    low, high = float(first.min()), float(first.max())
    saturated = float(shares.mean())
    everywhere = bool((shares == 1).all())
    return Lesson(
        low=low,
        high=high,
        saturated=saturated,
        everywhere=everywhere,
        radius=max(spectral_radius(loop).values()),
        gain=float(memory.states["hidden_states"][0]),
        input_gain=float(memory.inputs[0]),
        overflow_step=int(bad.argmax()) + 1 if bad.any() else None,
        sentence=_sentence(loop, low, high, saturated, everywhere=everywhere),
    )


def _sentence(loop: Loop, low: float, high: float, saturated: float, *, everywhere: bool) -> list[SentencePart]:
    step: SentencePart = {"t": "step 1", "s": 0}
    span = f" the weighted sums lie between {number(low)} and {number(high)}"
    if loop.cell.gates:
        return [{"t": "At "}, step, {"t": f"{span}. {saturated:.0%} of all gate and candidate values are saturated."}]
    units = loop.spec.units
    if everywhere:
        same = "1.0000" if low > 0 else "−1.0000 or 1.0000"
        outputs = "its one output is" if units == 1 else f"all {units} outputs are"
        return [
            {"t": "At "},
            step,
            {"t": f" already{span}, and tanh makes {same} of each: {outputs} saturated, at every step. "},
            {"t": "Whatever the input says, the output stays the same."},
        ]
    if saturated >= 0.25:
        return [{"t": "At "}, step, {"t": f"{span}: {saturated:.0%} of all outputs are saturated, stuck near ±1."}]
    rest = "no output is saturated" if not saturated else f"{saturated:.1%} of all outputs are saturated"
    return [
        {"t": "At "},
        step,
        {"t": f"{span}, where tanh is still steep: {rest}, and every change of the input shows."},
    ]


def titles(loop: Loop, lesson: Lesson) -> dict[View, str]:
    """Titles that say what each view shows here; "{t}" is the number of the step."""
    spec, words, blocks = loop.spec, cell_words(loop.spec.cell), loop.spec.blocks
    total = f"{spec.weight_numbers:,} in all"
    rows = f"{blocks} × ({spec.units} × " if blocks > 1 else f"({spec.units} × "
    saturated = f", {lesson.saturated:.0%} of it saturated" if not loop.cell.gates else ""
    return {
        "unrolled": f"The loop, unrolled: {count_of(spec.timesteps, 'step')} through the same {words.name}",
        "step": "Step {t}, with its real numbers",
        "weights": f"The weights: {rows}{spec.input_features}) in W, {rows}{spec.units}) in U, {total}",
        "inputs": f"The input sequence: {spec.timesteps} × {spec.input_features}",
        "outputs": f"The output sequence grows to {spec.timesteps} × {spec.units}{saturated}",
        "memory": _memory_title(lesson, spec.timesteps),
    }


def _memory_title(lesson: Lesson, timesteps: int) -> str:
    if timesteps == 1:
        return "With one step there is nothing to remember"
    ends = {
        "vanishes": f"What happened at step 1 is forgotten: gain {number(lesson.gain)} at step {timesteps}",
        "lasts": f"What happened at step 1 still matters at step {timesteps}: gain {number(lesson.gain)}",
        "explodes": f"A push at step 1 explodes: gain {number(lesson.gain)} at step {timesteps}",
        "overflows": "The gain overflows: it grew beyond every number that the computer has",
    }
    return ends[lesson.fate]


def helps(loop: Loop) -> dict[View, str]:
    """One line on how to read each view."""
    gated = loop.cell.gates
    flat = f"beyond ±{SATURATED}" if not gated else f"beyond ±{SATURATED}, or for a gate within 0.01 of shut or open"
    return {
        "unrolled": "Input goes in from below, the state comes from the left. The cell is the same at every step.",
        "step": (
            "Each row has one cell for each unit; the rows add up from top to bottom. Point at a cell, or use the up "
            f"and down arrows, to see the products behind it. Saturated means {flat}."
        ),
        "weights": "One row for each unit. Blue is below 0, red above; W, U and b share one scale.",
        "inputs": "One row a feature, one column a step.",
        "outputs": "One row a unit, one column a step. The state of a step is the output of the step before.",
        "memory": (
            "‖∂output at the last step / ∂output at step t‖, the root mean square over all directions: 1 means that a "
            "small push arrives as large as it was. Each line of the grid is a power of ten."
        ),
    }
