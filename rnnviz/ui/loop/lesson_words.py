"""What a loop teaches, said with the numbers of this very loop: its first sentence, titles, helps and facts."""

import math

from rnnviz.loops import SATURATED, Loop
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.language import say, say_count
from rnnviz.ui.loop.cell_words import cell_words
from rnnviz.ui.loop.lessons import Lesson
from rnnviz.ui.loop.views.loop import LoopView

__all__ = [
    "fact_titles",
    "first_sentence",
    "helps",
    "memory_text",
    "radius_text",
    "saturation_text",
    "titles",
]


def first_sentence(loop: Loop, lesson: Lesson) -> list[SentencePart]:
    """The first thing to say: where the sums of step 1 lie, and what that makes of the outputs."""
    step: SentencePart = {"t": say("step {number}", number=1), "s": 0}
    told = {"step": step, "low": number(lesson.low), "high": number(lesson.high), "saturated": lesson.saturated}
    if loop.cell.gates:
        return say_parts(
            "At {step} the weighted sums lie between {low} and {high}. {saturated:.0%} of all gate and candidate "
            "values are saturated.",
            **told,
        )
    if lesson.everywhere:
        return _all_saturated(loop, lesson, told)
    if lesson.saturated >= 0.25:
        return say_parts(
            "At {step} the weighted sums lie between {low} and {high}: {saturated:.0%} of all outputs are saturated, "
            "stuck near ±1.",
            **told,
        )
    if lesson.saturated:
        return say_parts(
            "At {step} the weighted sums lie between {low} and {high}, where tanh is still steep: {saturated:.1%} of "
            "all outputs are saturated, and every change of the input shows.",
            **told,
        )
    return say_parts(
        "At {step} the weighted sums lie between {low} and {high}, where tanh is still steep: no output is saturated, "
        "and every change of the input shows.",
        **told,
    )


def _all_saturated(loop: Loop, lesson: Lesson, told: dict[str, object]) -> list[SentencePart]:
    ends = "1.0000" if lesson.low > 0 else say("−1.0000 or 1.0000")
    if loop.spec.units == 1:
        return say_parts(
            "At {step} already the weighted sums lie between {low} and {high}, and tanh makes {ends} of each: its one "
            "output is saturated, at every step. Whatever the input says, the output stays the same.",
            ends=ends,
            **told,
        )
    return say_parts(
        "At {step} already the weighted sums lie between {low} and {high}, and tanh makes {ends} of each: all {units} "
        "outputs are saturated, at every step. Whatever the input says, the output stays the same.",
        ends=ends,
        units=loop.spec.units,
        **told,
    )


# ---- titles and helps of the views ----


def titles(loop: Loop, lesson: Lesson) -> dict[LoopView, str]:
    """Titles that say what each view shows here; "{t}" is the number of the step."""
    spec = loop.spec
    return {
        "unrolled": say_count(
            spec.timesteps,
            "The loop, unrolled: {count:,} step through the same {cell}",
            "The loop, unrolled: {count:,} steps through the same {cell}",
            cell=cell_words(spec.cell).name,
        ),
        "step": say("Step {t}, with its real numbers"),
        "weights": _weights_title(loop),
        "inputs": say("The input sequence: {steps} × {features}", steps=spec.timesteps, features=spec.input_features),
        "outputs": _outputs_title(loop, lesson),
        "memory": _memory_title(lesson, spec.timesteps),
    }


def _weights_title(loop: Loop) -> str:
    spec = loop.spec
    told = {"units": spec.units, "features": spec.input_features, "total": spec.weight_numbers}
    if spec.blocks == 1:
        return say("The weights: ({units} × {features}) in W, ({units} × {units}) in U, {total:,} in all", **told)
    return say(
        "The weights: {blocks} × ({units} × {features}) in W, {blocks} × ({units} × {units}) in U, {total:,} in all",
        blocks=spec.blocks,
        **told,
    )


def _outputs_title(loop: Loop, lesson: Lesson) -> str:
    told = {"steps": loop.spec.timesteps, "units": loop.spec.units}
    if loop.cell.gates:
        return say("The output sequence grows to {steps} × {units}", **told)
    return say(
        "The output sequence grows to {steps} × {units}, {saturated:.0%} of it saturated",
        saturated=lesson.saturated,
        **told,
    )


def _memory_title(lesson: Lesson, timesteps: int) -> str:
    if timesteps == 1:
        return say("With one step there is nothing to remember")
    told = {"gain": number(lesson.gain), "last": timesteps}
    return {
        "vanishes": say("What happened at step 1 is forgotten: gain {gain} at step {last}", **told),
        "lasts": say("What happened at step 1 still matters at step {last}: gain {gain}", **told),
        "explodes": say("A push at step 1 explodes: gain {gain} at step {last}", **told),
        "overflows": say("The gain overflows: it grew beyond every number that the computer has"),
    }[lesson.fate]


def helps(loop: Loop) -> dict[LoopView, str]:
    """One line on how to read each view."""
    return {
        "unrolled": say("Input goes in from below, the state comes from the left. The cell is the same at every step."),
        "step": _step_help(loop),
        "weights": say("One row for each unit. Blue is below 0, red above; W, U and b share one scale."),
        "inputs": say("One row a feature, one column a step."),
        "outputs": say("One row a unit, one column a step. The state of a step is the output of the step before."),
        "memory": say(
            "‖∂output at the last step / ∂output at step t‖, the root mean square over all directions: 1 means that a "
            "small push arrives as large as it was. Each line of the grid is a power of ten."
        ),
    }


def _step_help(loop: Loop) -> str:
    if not loop.cell.gates:
        return say(
            "Each row has one cell for each unit; the rows add up from top to bottom. Point at a cell, or use the up "
            "and down arrows, to see the products behind it. Saturated means beyond ±{flat}.",
            flat=SATURATED,
        )
    return say(
        "Each row has one cell for each unit; the rows add up from top to bottom. Point at a cell, or use the up "
        "and down arrows, to see the products behind it. Saturated means beyond ±{flat}, or for a gate within 0.01 of "
        "shut or open.",
        flat=SATURATED,
    )


# ---- three facts ----


def fact_titles() -> tuple[str, str, str]:
    """What the three facts are called."""
    return say("Saturated"), say("Spectral radius of U"), say("Gain from the first step to the last")


def saturation_text(loop: Loop, lesson: Lesson) -> str:
    """What saturation does here."""
    return f"{_flat_text(loop)} {_sums_text(loop, lesson)}"


def _flat_text(loop: Loop) -> str:
    if loop.cell.gates:
        return say(
            "of all gate and candidate values lie where the curve of the activation is flat (beyond ±{flat}). A flat "
            "curve passes on neither a change of the input nor a gradient.",
            flat=SATURATED,
        )
    return say(
        "of all outputs lie where the curve of the activation is flat (beyond ±{flat}). A flat curve passes on neither "
        "a change of the input nor a gradient.",
        flat=SATURATED,
    )


def _sums_text(loop: Loop, lesson: Lesson) -> str:
    spec = loop.spec
    if lesson.overflow_step is not None:
        return say("From step {step} on outputs are no finite numbers: sums overflowed.", step=lesson.overflow_step)
    if spec.weights == "uniform" and spec.inputs == "uniform":
        return say(
            "No wonder: W·input adds {features} products of numbers between 0 and 1, each ¼ on average: about "
            "{from_input:g}. From step 2 on U·state adds about {from_state:g} more; tanh of 3 is 0.995 already.",
            features=spec.input_features,
            from_input=spec.input_features / 4,
            from_state=spec.units / 2,
        )
    return say(
        "At step 1 the weighted sums lie between {low} and {high}.", low=number(lesson.low), high=number(lesson.high)
    )


def radius_text(loop: Loop, lesson: Lesson) -> str:
    """What the spectral radius does here."""
    radius = lesson.radius
    if loop.cell.gates:
        return say(
            "That of the largest block. Only a SimpleRNN multiplies its state by U at every step; here gates decide "
            "how much of the state goes on, so this number alone does not tell what becomes of it."
        )
    if not math.isfinite(radius):
        return say("U holds numbers so large that its eigenvalues overflow.")
    if abs(radius - 1) < 0.005:
        return say(
            "Without the bend of the activation, the state would neither shrink nor grow from step to step: the edge "
            "between forgetting and exploding."
        )
    if radius < 1:
        return say(
            "Without the bend of the activation, the state would shrink by this factor at every step: half of it is "
            "gone after {steps:.1f} steps.",
            steps=math.log(0.5) / math.log(radius) if radius else 0,
        )
    return say(
        "Without the bend of the activation, the state would grow by this factor at every step, in some direction: it "
        "doubles every {steps:.1f} steps.",
        steps=math.log(2) / math.log(radius),
    )


def memory_text(loop: Loop, lesson: Lesson) -> str:
    """What is left of step 1 at the last step, and what that means for learning."""
    last = loop.spec.timesteps
    if last == 1:
        return say("With one step, first and last are the same.")
    told = {"last": last, "moved": number(lesson.input_gain)}
    match lesson.fate:
        case "overflows":
            return say(
                "The gain from step 1 to step {last} is beyond every number: training with such gradients breaks at "
                "once.",
                last=last,
            )
        case "explodes":
            return say(
                "A small push on the input of step 1 moves the output of step {last} by {moved} times as much. The "
                "gradient explodes: one training step along it throws the weights far away.",
                **told,
            )
        case "vanishes":
            return say(
                "A small push on the input of step 1 moves the output of step {last} by {moved} times as much. The "
                "gradient vanishes: training cannot learn that step 1 mattered.",
                **told,
            )
        case "lasts":
            return say(
                "A small push on the input of step 1 moves the output of step {last} by {moved} times as much, "
                "{factor:.3f} from each step to the next. The gradient arrives: training can learn from it.",
                factor=lesson.gain ** (1 / (last - 1)),
                **told,
            )
