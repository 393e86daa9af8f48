"""What the views of the loop need, as one JSON-ready dict."""

from collections.abc import Iterable, Sequence

import numpy as np

from rnnviz.cells import Term
from rnnviz.loops import EquationBlock, Loop, Memory, equation, saturation
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import Packer
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.loop.cell_words import CellWords, cell_words, formula, read_at, term_label
from rnnviz.ui.loop.lesson_words import first_sentence, helps, titles
from rnnviz.ui.loop.lessons import Lesson
from rnnviz.ui.loop.view_words import difference_label, loop_labels, pushed
from rnnviz.ui.loop.views.loop import BlockView, LoopPayload, MixRow, Place, StateView

__all__ = ["MOST_TYPED", "loop_payload", "typed_sizes"]

MOST_TYPED = 12
"""Units, features or timesteps up to which the numbers stand in cells that can be typed into."""


def typed_sizes(input_features: int, units: int) -> bool:
    """Whether a loop of this size shows its weights as cells that can be typed into.

    The inputs decide that for themselves, by their width on the screen.
    """
    return max(input_features, units) <= MOST_TYPED


def loop_payload(loop: Loop, memory: Memory, lesson: Lesson, place: Place) -> LoopPayload:
    """Data of the component `loop`."""
    spec, words = loop.spec, cell_words(loop.spec.cell)
    blocks = equation(loop)
    lines = _memory_lines(loop, memory, lesson)
    pack = Packer(_all_arrays(loop, blocks, lines))
    flat = saturation(loop)
    bias = np.zeros(0) if loop.cell.bias is None else loop.cell.bias
    return {
        "timesteps": len(loop.inputs),
        "length": spec.timesteps,
        "features": spec.input_features,
        "units": spec.units,
        "wide": pack.wide,
        "editable": typed_sizes(spec.input_features, spec.units),
        "cell_name": words.name,
        "cell_short": words.short,
        "blocks": [_block(block, words, flat[block.name], pack) for block in blocks],
        "states": [_state(loop, words, name, pack) for name in loop.cell.state_names],
        "mixing": words.mixing,
        "mix": [MixRow(label=label, of=of, before=before, result=result) for label, of, before, result in words.mix],
        "inputs": pack(loop.inputs),
        "kernel": pack(loop.cell.kernel.T),
        "recurrent_kernel": pack(loop.cell.recurrent_kernel.T),
        "bias": pack(bias),
        "memory": [{"label": label, "values": pack(values)} for label, values in lines],
        "sentence": first_sentence(loop, lesson),
        "titles": titles(loop, lesson),
        "helps": helps(loop),
        "colours": both_inks(),
        "labels": loop_labels(spec),
        "place": place,
    }


def _all_arrays(loop: Loop, blocks: Sequence[EquationBlock], lines: list[tuple[str, Floats]]) -> Iterable[Floats]:
    yield from (loop.inputs, loop.cell.kernel, loop.cell.recurrent_kernel)
    if loop.cell.bias is not None:
        yield loop.cell.bias
    for block in blocks:
        yield block.pre_activation
        yield from (term.values for term in block.terms)
        yield block.read_state
    yield from (loop.values[name] for name in loop.cell.state_names)
    yield from (values for _, values in lines)


def _memory_lines(loop: Loop, memory: Memory, lesson: Lesson) -> list[tuple[str, Floats]]:
    differences = np.zeros(len(loop.inputs))  # nothing of the first sequence is left in a second one
    differences[: len(lesson.differences)] = lesson.differences
    lines = [(pushed(name), memory.states[name]) for name in loop.cell.state_names]
    return [*lines, (pushed("inputs"), memory.inputs), (difference_label(), differences)]


def _block(block: EquationBlock, words: CellWords, flat: Floats, pack: Packer) -> BlockView:
    own = words.blocks[block.name]
    view: BlockView = {
        "label": own.label,
        "symbol": own.symbol,
        "formula": formula(words, block.name, block.activation, block.terms),
        "activation": block.activation,
        "kernel_name": f"W{own.index}",
        "recurrent_name": f"U{own.index}",
        "bias_name": f"b{own.index}",
        "recurrent_bias_name": f"c{own.index}",
        "terms": [{"label": term_label(words, block.name, term), "values": pack(_once(term))} for term in block.terms],
        "pre_activation": pack(block.pre_activation),
        "flat": pack(flat),
    }
    if block.name not in words.states:
        view["values"] = pack(block.values)
    gates = [term.gate for term in block.terms if term.kind == "recurrent_kernel" and term.gate]
    if gates:
        view["read"] = {"label": read_at(words, gates[0]), "values": pack(block.read_state)}
    return view


def _once(term: Term) -> Floats:
    """A bias is the same at every step: one row is enough."""
    return term.values[0] if term.kind in {"bias", "recurrent_bias"} else term.values


def _state(loop: Loop, words: CellWords, name: str, pack: Packer) -> StateView:
    own = words.states[name]
    return {"label": own.label, "symbol": own.symbol, "values": pack(loop.values[name])}
