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
    "first_sentence",
    "helps",
    "pushed_state",
    "titles",
]


def first_sentence(loop: Loop, lesson: Lesson) -> list[SentencePart]:
    """The first thing to say: the lesson of this very loop."""
    step: SentencePart = {"t": say("step {number}", number=1), "s": 0}
    told: dict[str, object] = {"step": step, "low": number(lesson.low), "high": number(lesson.high)}
    if loop.spec.sequences > 1:
        again: SentencePart = {"t": say("step {number}", number=loop.spec.timesteps + 1), "s": loop.spec.timesteps}
        return say_parts(
            "At {again} a second sequence begins, and the state is zeros again: the two have nothing to do with each "
            "other, so nothing of the first may reach the second.",
            again=again,
        )
    if lesson.overflow_step is not None:
        begun: SentencePart = {"t": say("step {number}", number=lesson.overflow_step), "s": lesson.overflow_step - 1}
        return say_parts("From {begun} on the outputs are no finite numbers: the sums overflow.", begun=begun)
    if not loop.cell.gates and lesson.everywhere:
        return _all_saturated(loop, lesson, told)
    if loop.spec.inputs == "impulse" and loop.spec.timesteps > 1:
        return [*_after_the_push(loop, lesson, step), *_gate_in_words(loop, lesson)]
    if loop.cell.gates:
        return _gated(loop, lesson, told)
    slope = 1 - math.tanh(max(abs(lesson.low), abs(lesson.high))) ** 2
    return say_parts(
        "At {step} the weighted sums lie between {low} and {high}, where the slope of tanh is at least {slope}; "
        "over all "
        "steps {saturated:.1%} of the outputs are saturated, beyond ±{flat}.",
        slope=number(slope),
        saturated=lesson.saturated,
        flat=SATURATED,
        **told,
    )


def _all_saturated(loop: Loop, lesson: Lesson, told: dict[str, object]) -> list[SentencePart]:
    told |= {"flat": SATURATED, "spread": number(lesson.spread), "units": loop.spec.units}
    if loop.spec.units == 1:
        return say_parts(
            "At {step} the sums already lie between {low} and {high}: the one output is saturated, beyond "
            "±{flat} at every "
            "step, and varies by {spread}.",
            **told,
        )
    return say_parts(
        "At {step} the sums already lie between {low} and {high}: all {units} outputs are saturated, beyond ±{flat} at "
        "every step, and none varies by more than {spread}.",
        **told,
    )


def _after_the_push(loop: Loop, lesson: Lesson, step: SentencePart) -> list[SentencePart]:
    """One push at step 1, then silence: what is left of it at the end."""
    told: dict[str, object] = {"step": step, "last": loop.spec.timesteps, "kept": number(lesson.kept)}
    told |= {"gain": number(lesson.gain), "state": pushed_state(lesson.state)}
    if lesson.fate in ("explodes", "overflows"):
        return say_parts(
            "One push at {step}, then silence: the smallest change of {state} there grows {gain}-fold until step "
            "{last}; "
            "a gradient explodes just so.",
            **told,
        )
    if lesson.half is not None and lesson.kept == 0:
        return say_parts(
            "One push at {step}, then silence: from step {half} on it changes the outputs less than half as much as at "
            "first, and at step {last} by no more than rounding.",
            half=lesson.half,
            **told,
        )
    if lesson.half is not None:
        return say_parts(
            "One push at {step}, then silence: from step {half} on it changes the outputs less than half as much as at "
            "first, and at step {last} by {kept}.",
            half=lesson.half,
            **told,
        )
    return say_parts(
        "One push at {step}, then silence: at step {last} it still changes the outputs by {kept}, at least half "
        "as much as "
        "at first.",
        **told,
    )


def _gate_in_words(loop: Loop, lesson: Lesson) -> list[SentencePart]:
    """How much the gate for that keeps; what U does stands among the facts."""
    keeps = _share(lesson.keeps or 0)
    if "forget_gate" in loop.cell.blocks:
        return [{"t": " "}, *say_parts("The forget gate keeps {keeps} of c a step on average.", keeps=keeps)]
    if "update_gate" in loop.cell.blocks:
        return [{"t": " "}, *say_parts("The update gate keeps {keeps} of the state a step on average.", keeps=keeps)]
    return []


def _gated(loop: Loop, lesson: Lesson, told: dict[str, object]) -> list[SentencePart]:
    told |= {"keeps": _share(lesson.keeps or 0), "saturated": _share(lesson.saturated)}
    if "forget_gate" in loop.cell.blocks and "cell_states" in loop.cell.state_names:
        return say_parts(
            "At {step} the sums lie between {low} and {high}. The forget gate keeps {keeps} of c a step on average; "
            "{saturated} of gates and candidates are saturated.",
            **told,
        )
    if "update_gate" in loop.cell.blocks:
        return say_parts(
            "At {step} the sums lie between {low} and {high}. The update gate keeps {keeps} of the state a step "
            "on average; "
            "{saturated} of gates and candidates are saturated.",
            **told,
        )
    return say_parts(
        "At {step} the sums lie between {low} and {high}; {saturated} of gates and candidates are saturated.", **told
    )


def _share(share: float) -> str:
    """Rounded down, so that nearly all is not said to be all."""
    return f"{math.floor(1000 * share + 1e-9) / 10:g}%"


def pushed_state(name: str) -> str:
    """What is pushed, in a sentence; the hidden state is called the output on this page."""
    return {"hidden_states": say("the output"), "cell_states": say("the cell state c")}.get(name) or say(
        "the {state}", state=name.replace("_", " ").removesuffix("s")
    )


# ---- titles and helps of the views ----


def titles(loop: Loop, lesson: Lesson) -> dict[LoopView, str]:
    """Titles that say what each view shows here; "{t}" is the number of the step."""
    spec = loop.spec
    return {
        "unrolled": say_count(
            spec.steps,
            "The loop, unrolled: {count:,} step through the same {cell}",
            "The loop, unrolled: {count:,} steps through the same {cell}",
            cell=cell_words(spec.cell).name,
        ),
        "step": say("Step {t}, with its real numbers"),
        "weights": _weights_title(loop),
        "inputs": say("The input sequence: {steps} × {features}", steps=spec.steps, features=spec.input_features),
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
    told = {"steps": loop.spec.steps, "units": loop.spec.units}
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
    told = {"gain": number(lesson.gain), "last": timesteps, "state": pushed_state(lesson.state)}
    return {
        "vanishes": say("A push on {state} at step 1 is lost by step {last}: gain {gain}", **told),
        "lasts": say("A push on {state} at step 1 arrives at step {last}: gain {gain}", **told),
        "explodes": say("A push on {state} at step 1 explodes by step {last}: gain {gain}", **told),
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
        "memory": _memory_help(loop),
    }


def _memory_help(loop: Loop) -> str:
    told = say(
        "Gain: ‖∂last output / ∂state at step t‖, root mean square over all directions; 1 means that a small push "
        "arrives as large as it was. The last line is no gain: how far the outputs of step t differ from those of a "
        "loop that hears zeros at step 1. Zeros, and what is below 10⁻⁶⁰, are not drawn."
    )
    if loop.spec.sequences == 1:
        return told
    reset = say(
        "Each line ends with its sequence, because nothing passes the reset: in the second sequence, the gain is that "
        "of its own last output."
    )
    return f"{told} {reset}"


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
