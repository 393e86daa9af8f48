"""Three facts of a loop, said with its own numbers: saturation, the spectral radius of U, memory."""

import math

from rnnviz.loops import SATURATED, Loop
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.language import say, say_count
from rnnviz.ui.loop.lesson_words import pushed_state
from rnnviz.ui.loop.lessons import Lesson

__all__ = ["fact_titles", "memory_text", "radius_text", "saturation_text"]

_HELD, _GONE = 0.1, 1e-3
"""Differences of the outputs, which lie between -1 and 1: from here on a value counts as held, and below as gone."""


def fact_titles() -> tuple[str, str, str]:
    """What the three facts are called."""
    return say("Saturated"), say("Spectral radius of U"), say("Gain from the first step to the last")


def saturation_text(loop: Loop, lesson: Lesson) -> str:
    """What saturation does here."""
    return f"{_flat_text(loop)} {_sums_text(loop, lesson)}"


def _flat_text(loop: Loop) -> str:
    if loop.cell.gates:
        return say(
            "of all gate and candidate values lie where the curve of the activation is flat (beyond ±{flat}, a "
            "gate within "
            "0.01 of shut or open). There it passes on less than 2 % of a small change, or of a gradient.",
            flat=SATURATED,
        )
    return say(
        "of all outputs lie where the curve of the activation is flat (beyond ±{flat}). There it passes on less "
        "than 2 % of "
        "a small change, or of a gradient.",
        flat=SATURATED,
    )


def _sums_text(loop: Loop, lesson: Lesson) -> str:
    if lesson.overflow_step is not None:
        return say("From step {step} on outputs are no finite numbers: sums overflowed.", step=lesson.overflow_step)
    if loop.spec.weights == "uniform" and loop.spec.inputs == "uniform":
        from_input, from_state = lesson.terms
        return say(
            "No wonder: W·input adds {features} products of numbers between 0 and 1, {from_input} on average. "
            "From step 2 "
            "on U·state adds {from_state} on average; tanh of 3 is 0.995 already.",
            features=loop.spec.input_features,
            from_input=number(from_input),
            from_state=number(from_state),
        )
    return say(
        "At step 1 the weighted sums lie between {low} and {high}.", low=number(lesson.low), high=number(lesson.high)
    )


def radius_text(loop: Loop, lesson: Lesson) -> str:
    """What the spectral radius does here: it speaks of the long run, so what is measured stands beside it."""
    if not math.isfinite(lesson.radius):
        return say("U holds numbers so large that its eigenvalues overflow.")
    if loop.cell.gates:
        return say(
            "That of the largest block. U works inside gates and candidate here, and the gates decide how much of the "
            "state goes on: this number alone does not tell what becomes of it."
        )
    return f"{_long_run(lesson.radius)} {_first_steps(loop, lesson)}"


def _long_run(radius: float) -> str:
    if abs(radius - 1) < 0.005:
        return say(
            "In the long run, and without the bend of the activation, a state would neither shrink nor grow at this "
            "radius: the edge between fading and exploding."
        )
    if radius < 1:
        return say(
            "In the long run, and without the bend of the activation, a state would shrink by this factor at "
            "every step: "
            "half of it is gone after {steps:.1f} steps.",
            steps=math.log(0.5) / math.log(radius) if radius else 0,
        )
    return say(
        "In the long run, and without the bend of the activation, a state would grow by this factor at every step, in "
        "some direction: it doubles every {steps:.1f} steps.",
        steps=math.log(2) / math.log(radius),
    )


def _first_steps(loop: Loop, lesson: Lesson) -> str:
    """In the first steps U may do otherwise: how far it stretches at once, and what was measured."""
    told = {"stretch": number(lesson.stretch), "peak": number(lesson.peak)}
    if lesson.stretch < 1:
        return say(
            "In one step U can stretch a state by up to {stretch}, and tanh never adds to that: what was read can only "
            "fade.",
            **told,
        )
    if not math.isfinite(lesson.peak) or lesson.peak <= 1.005:
        return say("In one step U can stretch a state by up to {stretch}.", **told)
    return say_count(
        loop.spec.timesteps - lesson.peak_step,
        "In one step U can stretch a state by up to {stretch}; the largest gain that is measured here is {peak}, "
        "{count} step "
        "before the end.",
        "In one step U can stretch a state by up to {stretch}; the largest gain that is measured here is {peak}, "
        "{count} "
        "steps before the end.",
        **told,
    )


def memory_text(loop: Loop, lesson: Lesson) -> str:
    """What is left of step 1 at the last step: of a small push, and of the value itself."""
    if loop.spec.timesteps == 1:
        return say("With one step, first and last are the same.")
    return f"{_push_text(loop, lesson)} {_value_text(loop, lesson)}"


def _push_text(loop: Loop, lesson: Lesson) -> str:
    last = loop.spec.timesteps
    told = {"last": last, "state": pushed_state(lesson.state), "gain": number(lesson.gain)}
    told["heard"] = number(lesson.input_gain)
    match lesson.fate:
        case "overflows":
            return say("The gain of a push on {state} is beyond every number: no training with such gradients.", **told)
        case "explodes":
            return say(
                "Of a small push on {state} of step 1, the output of step {last} moves {gain} times as far (of "
                "one on the "
                "input, {heard}): a gradient as large throws the weights far away.",
                **told,
            )
        case "vanishes":
            return say(
                "Of a small push on {state} of step 1, {gain} arrives in the output of step {last} (of one on "
                "the input, "
                "{heard}): a gradient as small teaches next to nothing about step 1.",
                **told,
            )
        case "lasts":
            return say(
                "Of a small push on {state} of step 1, {gain} arrives in the output of step {last} (of one on "
                "the input, "
                "{heard}), {factor:.3f} from each step to the next on average.",
                factor=lesson.gain ** (1 / (last - 1)),
                **told,
            )


def _value_text(loop: Loop, lesson: Lesson) -> str:
    told = {"last": loop.spec.timesteps, "kept": number(lesson.kept)}
    if lesson.silent:
        return say("The input of step 1 is zeros: there is no value to remember.")
    if not math.isfinite(lesson.kept):
        return say("What its input changes is no finite number.")
    if lesson.kept == 0:
        return say(
            "Nor is the value held: with zeros at step 1, the outputs of step {last} differ by no more than rounding."
            if lesson.fate == "vanishes"
            else "The value itself is not held: with zeros at step 1, the outputs of step {last} differ by no more "
            "than rounding.",
            **told,
        )
    if lesson.kept >= _HELD:
        return say(
            "The value itself is held: with zeros at step 1, the outputs of step {last} differ by {kept}.", **told
        )
    if lesson.kept >= _GONE:
        return say(
            "Of the value itself a little is held: with zeros at step 1, the outputs of step {last} differ by {kept}.",
            **told,
        )
    return say(
        "Nor is the value held: with zeros at step 1, the outputs of step {last} differ by {kept}."
        if lesson.fate == "vanishes"
        else "The value itself is not held: with zeros at step 1, the outputs of step {last} differ by {kept}.",
        **told,
    )
