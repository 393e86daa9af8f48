"""What the two return modes of a layer show, as one JSON-ready dict without markup."""

import base64

import numpy as np

from rnnviz.networks import LayerRun, StackLayer, StackRun, StackSpec
from rnnviz.shapes import Floats
from rnnviz.text import UNKNOWN_ID
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import count_of
from rnnviz.ui.layers.controls import RunChoice
from rnnviz.ui.layers.views.returns import ReturnsPayload, Row

__all__ = ["returns_payload", "row_equals_output"]

_SHOWN_NUMBERS = 3
_LONGEST_WORD = 40


def returns_payload(stack: StackSpec, run: StackRun, choice: RunChoice) -> ReturnsPayload:
    """Data of the component `returns`."""
    one, layer = stack.layers[choice.layer], run.layers[choice.layer]
    timesteps, features = layer.sequence.shape
    both = np.abs(layer.sequence).max(initial=0)
    return {
        "rows": _rows(choice),
        "features": features,
        "halves": one.layer.bidirectional,
        "returns_sequence": one.return_sequences,
        "sequence": _floats(layer.sequence),
        "last": _floats(layer.last_output),
        "limit": float(both) or 1.0,
        "colours": both_inks(),
        "title": f"What layer {choice.layer + 1} returns in either way, untrained",
        "help": (
            f"Random weights, seed {choice.seed}: nothing has been learned, only shapes and rule mean something. "
            "One row a timestep, one column a unit; the framed rows are the same numbers."
        ),
        "sequence_title": f"return_sequences=True: {count_of(timesteps, 'row')} of {features:,}",
        "last_title": f"return_sequences=False: one row of {features:,}",
        "statement": row_equals_output(one, layer),
        "note": _note(stack, run),
    }


def row_equals_output(one: StackLayer, run: LayerRun) -> str:
    """Say with the numbers that the last output is a row of the sequence; of two rows' halves when bidirectional."""
    units, timesteps = one.layer.units, len(run.sequence)
    if not one.layer.bidirectional:
        return (
            f"Row {timesteps}, the last, is {_begin(run.sequence[-1])}; "
            f"the last output is {_begin(run.last_output)}: {_same(run.sequence[-1], run.last_output)}."
        )
    forward, backward = run.last_output[:units], run.last_output[units:]
    ahead, back = _same(run.sequence[-1, :units], forward), _same(run.sequence[0, units:], backward)
    return (
        f"The forward half of the last output is {_begin(forward)}, {ahead} as in row {timesteps}, the last. "
        f"Its backward half is {_begin(backward)}, {back} as in row 1: "
        "the backward cell begins at the end and finishes there."
    )


def _begin(numbers: Floats) -> str:
    """The first numbers of a row."""
    shown = ", ".join(f"{value:+.4f}".replace("-", "−") for value in numbers[:_SHOWN_NUMBERS])
    return f"[{shown}{', …' if len(numbers) > _SHOWN_NUMBERS else ''}]"


def _same(row: Floats, output: Floats) -> str:
    """How many numbers of both are equal."""
    equal = int(np.count_nonzero(row == output))
    if equal != len(output):
        return f"{equal:,} of {count_of(len(output), 'number')} the same"
    return f"all {equal:,} numbers the same" if equal > 1 else "the same number"


def _note(stack: StackSpec, run: StackRun) -> str:
    shape = "(" + ", ".join(["1", *(f"{size:,}" for size in run.output.shape)]) + ")"
    said = f"The whole stack returns {shape} for this one sample"
    if stack.readout_units == 1 and run.output.ndim == 1:
        return f"{said}: {run.output[0]:.3f}, which means nothing before training."
    return f"{said}."


def _rows(choice: RunChoice) -> list[Row]:
    if choice.words is None:
        return [{"n": number} for number in range(1, choice.timesteps + 1)]
    return [{"n": number, "t": _short(word.text), "id": word.id} for number, word in enumerate(choice.words, start=1)]


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"


def unknown_words(choice: RunChoice) -> int:
    """How many words share the id of the unknown ones."""
    return sum(word.id == UNKNOWN_ID for word in choice.words or [])


def _floats(values: Floats) -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f4").tobytes()).decode("ascii")
