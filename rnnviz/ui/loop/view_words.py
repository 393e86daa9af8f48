"""The words in the pictures of "The loop by hand".

The browser fills the places. In what is written in an equation "@" is the number of the step, as in `cell_words`.
"""

from rnnviz.loops import LoopSpec
from rnnviz.ui.drawing.words import playback, scale_ends, step_of
from rnnviz.ui.language import say, say_count
from rnnviz.ui.loop.cell_words import input_at, state_at
from rnnviz.ui.loop.views.bench import BenchLabels
from rnnviz.ui.loop.views.loop import EquationLabels, FilmLabels, LegendLabels, LoopLabels, MatrixLabels, TypingLabels

__all__ = ["bench_labels", "difference_label", "loop_labels", "pushed"]


def loop_labels(spec: LoopSpec) -> LoopLabels:
    """What is written in the pictures of a loop, and said of what is pointed at."""
    return {
        "playback": playback(reset=say("Reset: back to step 1")),
        "loop": say("The loop, step by step"),
        "time": say("time"),
        "step": step_of(),
        "sum": say("weighted sum, unit {unit}"),
        "output": say("output, unit {unit}"),
        "flat": say("saturated units"),
        "flat_of": say("{count} of {units}"),
        "pinned": say("Pinned · Esc frees"),
        "says": say("Step {t} of {count}, unit {unit}: weighted sum {sum}, output {output}"),
        "unrolled_keys": say("The loop, unrolled. Arrow keys move through the steps, Space plays."),
        "equation_keys": say(
            "The equation of this step. Up and down arrows choose a unit, left and right arrows a step."
        ),
        "blocks": say("Which weighted sum is shown"),
        "mixed": say("gates → state"),
        "reset": say("state reset to zeros"),
        "axis_step": say("step t"),
        "axis_feature": say("feature"),
        "axis_unit": say("unit"),
        "axis_memory": say("gain"),
        "at_step": say("step {t}"),
        "at_feature": say("feature {row}"),
        "at_unit": say("unit {row}"),
        "at_place": say("row {row}, column {column}"),
        "line": say("{label}: {value}"),
        "lines": say("{one} · {more}"),
        "film": _film_labels(),
        "legend": _legend_labels(),
        "equation": _equation_labels(spec),
        "matrix": _matrix_labels(),
        "typing": _typing_labels(),
    }


def _film_labels() -> FilmLabels:
    return {
        "input": say("input{t}"),
        "output": say("output{t}"),
        "state": say("state{t}"),
        "zeros": say("zeros"),
        "same": say("same W, U, b"),
    }


def _legend_labels() -> LegendLabels:
    below, above = scale_ends()
    return {
        "terms": say("terms and sum"),
        "states": say("states and candidates"),
        "gates": say("gates"),
        "below": below,
        "above": above,
        "shut": say("shut"),
        "open": say("open"),
    }


def _equation_labels(spec: LoopSpec) -> EquationLabels:
    return {
        "input": input_at(),
        "state": state_at(),
        "more": say("+ {term}"),
        "sum": say("= sum"),
        "active": say("{activation}(sum)"),
        "row": say("row {row} of {matrix}"),
        "read": say("× {vector}"),
        "products": say("= products"),
        "total": say("Σ {sum}"),
        "kernel": _product(spec.input_features),
        "recurrent_kernel": _product(spec.units),
    }


def _product(count: int) -> str:
    """Above the products behind one number of a matrix times a vector."""
    return say_count(
        count,
        "{matrix}·{vector}, unit {unit}: a sum of {count} product",
        "{matrix}·{vector}, unit {unit}: a sum of {count} products",
        matrix="{matrix}",
        vector="{vector}",
        unit="{unit}",
    )


def _matrix_labels() -> MatrixLabels:
    return {
        "kernel": say("{name} · kernel, {rows} × {columns}"),
        "recurrent_kernel": say("{name} · recurrent kernel, {rows} × {columns}"),
        "bias": say("{name} · bias, {rows} × {columns}"),
        "recurrent_bias": say("{name} · recurrent bias, {rows} × {columns}"),
    }


def _typing_labels() -> TypingLabels:
    return {
        "number": say("{name}, row {row}, column {column}"),
        "inputs": say("input"),
        "refused": say("“{text}” is not a number: type one such as 0.5 or -2, or press Esc for the old one."),
    }


def pushed(state: str) -> str:
    """The line of what a push on a state does; the hidden state is called the output on this page."""
    return {
        "hidden_states": say("push on output"),
        "cell_states": say("push on c"),
        "inputs": say("push on input"),
    }.get(state) or say("push on the {state}", state=state.replace("_", " ").removesuffix("s"))


def difference_label() -> str:
    """The line of what the input of step 1 changes in the outputs."""
    return say("input 1 or zeros")


def bench_labels() -> BenchLabels:
    """What is said of the step of the proof bench that is pointed at."""
    return {
        "says": say("Step {t}: {differences}"),
        "at_step": say("step {t}"),
        "line": say("{label} {value}"),
        "lines": say("{one} · {more}"),
    }
