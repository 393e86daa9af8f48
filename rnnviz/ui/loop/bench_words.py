"""The words of the proof bench: how far a loop is from Keras, and the faults to be found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.language import say, say_count

__all__ = ["FaultWords", "agreement", "bench_texts", "comparison", "evidence", "faults", "hunt"]


def bench_texts() -> Mapping[Literal["waiting", "axis", "axis_step", "reference"], str]:
    """What stands on the bench whatever is done there."""
    return {
        "waiting": say("Keras computes the same loop in a process of its own; the first time takes some seconds."),
        "axis": say("difference"),
        "axis_step": say("step t"),
        "reference": say("10⁻⁵: rounding in float32"),
    }


# ---- the same loop in Keras ----


def comparison() -> Mapping[Literal["help", "running", "single"], str]:
    """What is said of the lines that compare a loop with Keras."""
    return {
        "help": say(
            "Largest difference over the units, both in float32. Where the two lines part, the loop is chaotic: it "
            "makes a rounding error of one step larger at every step that follows. Neither of the two is wrong."
        ),
        "running": say("running on"),
        "single": say("each step by itself"),
    }


def agreement(running: float, single: float, *, parts: int | None, agree: float) -> str:
    """Whether a loop and Keras agree.

    Parameters
    ----------
    running, single
        Largest difference of the loops that run on, and of each step by itself.
    parts
        The step, from 1, at which the loops that run on part.
    agree
        Differences up to this are rounding.
    """
    if running <= agree:
        return say("The loop and Keras agree at every step: they differ by at most {most}", most=number(running))
    if single <= agree:
        return say(
            "Each step agrees with Keras, but rounding grows: from step {step} on the two loops part", step=parts
        )
    return say("The loop and Keras differ by up to {most} in a single step", most=number(single))


# ---- find the bug ----


def hunt() -> Mapping[
    Literal[
        "intro",
        "case",
        "next",
        "saturated",
        "hidden",
        "question",
        "choose",
        "help",
        "line",
        "faulty",
        "keras",
        "with",
        "without",
    ],
    str,
]:
    """What is said while a fault is looked for."""
    return {
        "intro": say(
            "One of six faults has been planted into the loop. **The evidence is how far it is from Keras, step by "
            "step.** Change the inputs, the weights or the sizes to test what you suspect: a case keeps its "
            "fault."
        ),
        "case": say("Case"),
        "next": say("Next case"),
        "saturated": say(
            "In this loop the fault does not show: all outputs are saturated, right and wrong alike. With Glorot "
            "weights "
            "and normal inputs there is something to see."
        ),
        "hidden": say(
            "In this loop the fault does not show: right and wrong give the same outputs. Other weights, inputs "
            "or sizes "
            "may show it: with Glorot weights and normal inputs there is something to see."
        ),
        "question": say("What is wrong with this loop?"),
        "choose": say("Choose an answer: it is checked at once, and the address never holds it."),
        "help": say("Largest difference over the units. Below the dotted line it is nothing but rounding."),
        "line": say("loop with the fault"),
        "faulty": say("Outputs of the loop with the fault"),
        "keras": say("Outputs of Keras"),
        "with": say("with the fault"),
        "without": say("as it should be"),
    }


def evidence(case: int, steps: int, apart: int, first: int | None) -> str:
    """What a planted fault does to the outputs.

    Parameters
    ----------
    case, steps
        Number of the case, and of steps.
    apart, first
        At how many steps the outputs are not those of Keras, and the first of them, from 1; None if there is none.
    """
    if first is None:
        return say("Case {case}: no difference to Keras at any step", case=case)
    if first == 1:
        return say_count(
            apart,
            "Case {case}: different from step 1 on, at {count:,} step of {steps}",
            "Case {case}: different from step 1 on, at {count:,} steps of {steps}",
            case=case,
            steps=steps,
        )
    return say("Case {case}: right at step 1, different from step {first} on", case=case, first=first)


@dataclass(frozen=True, kw_only=True)
class FaultWords:
    """What is said of a planted fault: a few plain words, and after an answer what its evidence looks like, and why."""

    label: str
    right: str
    wrong: str


def faults() -> Mapping[str, FaultWords]:
    """Words for the faults of `rnnviz.loops.FAULTS`, by their names and in their order."""
    labels = _fault_labels()
    return {
        name: FaultWords(
            label=labels[name],
            right=say("Right. As a rule it shows like this: {explanation}", explanation=explanation),
            wrong=say("Not this one. As a rule it would show like this: {explanation}", explanation=explanation),
        )
        for name, explanation in _explanations().items()
    }


def _fault_labels() -> Mapping[str, str]:
    return {
        "transposed_kernel": say("W was reshaped instead of transposed"),
        "transposed_recurrent_kernel": say("U is on its side"),
        "forgotten_bias": say("The bias was forgotten"),
        "state_not_carried": say("The state is not carried to the next step"),
        "late_input": say("Each input comes one step late"),
        "missing_activation": say("A tanh is missing"),
    }


def _explanations() -> Mapping[str, str]:
    return {
        "transposed_kernel": say(
            "Wrong from step 1 on. Keras keeps W turned on its side; reshape brings it into the right shape but deals "
            "the numbers out in reading order, so nearly every weight sits in the wrong place."
        ),
        "transposed_recurrent_kernel": say(
            "Step 1 is right, because U is multiplied by a state of zeros there. From step 2 on the outputs part: each "
            "unit listens with the weights with which the others should listen to it."
        ),
        "forgotten_bias": say(
            "Wrong from step 1 on, and also where the input is silent: zeros in give zeros out until the first input "
            "that is not zero, and the right loop answers with its bias there."
        ),
        "state_not_carried": say(
            "Step 1 is right, because it starts from zeros anyway. From step 2 on each output depends on the input of "
            "its own step alone: equal inputs give equal outputs, whatever came before."
        ),
        "late_input": say(
            "Wrong from step 1 on, where the loop hears zeros: its first output is what the bias alone makes. Every "
            "later step answers the input of the step before, and nothing answers the last input."
        ),
        "missing_activation": say(
            "Wrong from step 1 on, and on the far side: every output of step 1 has the right sign and is too large. "
            "Near 0 that is hardly seen, because tanh(a) ≈ a; large sums run away from −1…1."
        ),
    }
