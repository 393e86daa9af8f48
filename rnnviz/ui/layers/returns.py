"""What the two return modes of a layer show, as one JSON-ready dict without markup."""

import numpy as np

from rnnviz.networks import LayerRun, StackLayer, StackRun, StackSpec
from rnnviz.shapes import Floats
from rnnviz.text import UNKNOWN_ID
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.layers import words
from rnnviz.ui.layers.controls import RunChoice
from rnnviz.ui.layers.views.returns import ReturnsPayload, Row

__all__ = ["returns_payload", "row_equals_output", "unknown_words"]

_SHOWN_NUMBERS = 3
_LONGEST_WORD = 40


def returns_payload(stack: StackSpec, run: StackRun, choice: RunChoice) -> ReturnsPayload:
    """Data of the component `returns`."""
    one, layer = stack.recurrent[choice.layer], run.layers[choice.layer]
    timesteps, features = layer.sequence.shape
    both = np.abs(layer.sequence).max(initial=0)
    return {
        "rows": _rows(choice),
        "features": features,
        "halves": one.layer.bidirectional,
        "returns_sequence": one.return_sequences,
        "sequence": as_float32(layer.sequence),
        "last": as_float32(layer.last_output),
        "limit": float(both) or 1.0,
        "colours": both_inks(),
        "title": words.returns_title(choice.layer + 1),
        "help": words.returns_help(choice.seed),
        "sequence_title": words.sequence_title(timesteps, features),
        "last_title": words.last_title(features),
        "statement": row_equals_output(one, layer),
        "note": _note(stack, run),
        "labels": words.returns_labels(),
    }


def row_equals_output(one: StackLayer, run: LayerRun) -> str:
    """Say with the numbers that the last output is a row of the sequence; of two rows' halves when bidirectional."""
    units, timesteps = one.layer.units, len(run.sequence)
    if not one.layer.bidirectional:
        row, output = run.sequence[-1], run.last_output
        return words.last_row(timesteps, _begin(row), _begin(output), equal=_equal(row, output), size=len(output))
    ahead, back = run.last_output[:units], run.last_output[units:]
    forward = words.forward_half(
        timesteps, _begin(ahead), equal=_equal(run.sequence[-1, :units], ahead), size=len(ahead)
    )
    backward = words.backward_half(_begin(back), equal=_equal(run.sequence[0, units:], back), size=len(back))
    return f"{forward} {backward}"


def _begin(numbers: Floats) -> str:
    """The first numbers of a row."""
    shown = ", ".join(f"{value:+.4f}".replace("-", "−") for value in numbers[:_SHOWN_NUMBERS])
    return f"[{shown}{', …' if len(numbers) > _SHOWN_NUMBERS else ''}]"


def _equal(row: Floats, output: Floats) -> int:
    """How many numbers of both are equal."""
    return int(np.count_nonzero(row == output))


def _note(stack: StackSpec, run: StackRun) -> str:
    shape = "(" + ", ".join(["1", *(f"{size:,}" for size in run.output.shape)]) + ")"
    one = stack.readout_units == 1 and run.output.ndim == 1
    return words.whole_output(shape, float(run.output[0]) if one else None)


def _rows(choice: RunChoice) -> list[Row]:
    if choice.words is None:
        return [{"n": number} for number in range(1, choice.timesteps + 1)]
    return [{"n": number, "t": _short(word.text), "id": word.id} for number, word in enumerate(choice.words, start=1)]


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"


def unknown_words(choice: RunChoice) -> int:
    """How many words share the id of the unknown ones."""
    return sum(word.id == UNKNOWN_ID for word in choice.words or [])
