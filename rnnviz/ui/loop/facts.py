"""What the numbers of a loop teach: saturation, the spectral radius, memory."""

import math

import streamlit as st

from rnnviz.loops import SATURATED, Loop
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.loop.lessons import Lesson

__all__ = ["memory_text", "radius_text", "saturation_text", "show_lessons"]


def show_lessons(loop: Loop, lesson: Lesson) -> None:
    """Show three facts of this loop, each with its number."""
    st.subheader("What these numbers teach", anchor=False)
    facts = (
        ("Saturated", f"{lesson.saturated:.0%}", saturation_text(loop, lesson)),
        ("Spectral radius of U", f"{lesson.radius:.2f}", radius_text(loop, lesson)),
        ("Gain from the first step to the last", number(lesson.gain), memory_text(loop, lesson)),
    )
    for column, (name, value, text) in zip(st.columns(3, gap="large"), facts, strict=True):
        with column:
            st.metric(name, value)
            st.markdown(text)


def saturation_text(loop: Loop, lesson: Lesson) -> str:
    """What saturation does here."""
    spec = loop.spec
    what = "gate and candidate values" if loop.cell.gates else "outputs"
    flat = (
        f"of all {what} lie where the curve of the activation is flat (beyond ±{SATURATED}). A flat curve passes on "
        "neither a change of the input nor a gradient."
    )
    if lesson.overflow_step is not None:
        return f"{flat} From step {lesson.overflow_step} on outputs are no finite numbers: sums overflowed."
    if spec.weights == "uniform" and spec.inputs == "uniform":
        return (
            f"{flat} No wonder: W·input adds {spec.input_features} products of numbers between 0 and 1, each ¼ on "
            f"average: about {spec.input_features / 4:g}. From step 2 on U·state adds about {spec.units / 2:g} more; "
            "tanh of 3 is 0.995 already."
        )
    return f"{flat} At step 1 the weighted sums lie between {number(lesson.low)} and {number(lesson.high)}."


def radius_text(loop: Loop, lesson: Lesson) -> str:
    """What the spectral radius does here."""
    radius = lesson.radius
    if loop.cell.gates:
        return (
            "That of the largest block. Only a SimpleRNN multiplies its state by U at every step; here gates decide "
            "how much of the state goes on, so this number alone does not tell what becomes of it."
        )
    if not math.isfinite(radius):
        return "U holds numbers so large that its eigenvalues overflow."
    lead = "Without the bend of the activation, the state would"
    if abs(radius - 1) < 0.005:
        return f"{lead} neither shrink nor grow from step to step: the edge between forgetting and exploding."
    if radius < 1:
        steps = math.log(0.5) / math.log(radius) if radius else 0
        return f"{lead} shrink by this factor at every step: half of it is gone after {steps:.1f} steps."
    steps = math.log(2) / math.log(radius)
    return f"{lead} grow by this factor at every step, in some direction: it doubles every {steps:.1f} steps."


def memory_text(loop: Loop, lesson: Lesson) -> str:
    """What is left of step 1 at the last step, and what that means for learning."""
    last = loop.spec.timesteps
    if last == 1:
        return "With one step, first and last are the same."
    moved = number(lesson.input_gain)
    lead = f"A small push on the input of step 1 moves the output of step {last} by {moved} times as much"
    if lesson.fate == "overflows":
        return (
            f"The gain from step 1 to step {last} is beyond every number: training with such gradients breaks at once."
        )
    if lesson.fate == "explodes":
        return f"{lead}. The gradient explodes: one training step along it throws the weights far away."
    if lesson.fate == "vanishes":
        return f"{lead}. The gradient vanishes: training cannot learn that step 1 mattered."
    factor = lesson.gain ** (1 / (last - 1))
    return f"{lead}, {factor:.3f} from each step to the next. The gradient arrives: training can learn from it."
