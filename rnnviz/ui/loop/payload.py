"""What the views of the loop need, as one JSON-ready dict."""

from collections.abc import Iterable, Sequence

import numpy as np

from rnnviz.loops import EquationBlock, Loop, Memory, Term, equation, saturation
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import Packer
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.loop.lessons import Lesson, helps, titles
from rnnviz.ui.loop.views.loop import BlockView, LoopPayload, MixRow, StateView
from rnnviz.ui.loop.words import CELL_WORDS, BlockWords

__all__ = ["MOST_TYPED", "loop_payload", "typed_sizes"]

MOST_TYPED = 12
"""Units, features or timesteps up to which the numbers stand in cells that can be typed into."""


def typed_sizes(timesteps: int, input_features: int, units: int) -> bool:
    """Whether a loop of this size shows its weights as cells that can be typed into."""
    del timesteps  # the inputs decide that for themselves, by their width on the screen
    return max(input_features, units) <= MOST_TYPED


def loop_payload(loop: Loop, memory: Memory, lesson: Lesson) -> LoopPayload:
    """Data of the component `loop`."""
    spec, words = loop.spec, CELL_WORDS[loop.spec.cell]
    blocks = equation(loop)
    lines = _memory_lines(loop, memory)
    pack = Packer(_all_arrays(loop, blocks, lines))
    flat = saturation(loop)
    bias = np.zeros(0) if loop.cell.bias is None else loop.cell.bias
    return {
        "timesteps": spec.timesteps,
        "features": spec.input_features,
        "units": spec.units,
        "wide": pack.wide,
        "editable": typed_sizes(spec.timesteps, spec.input_features, spec.units),
        "cell_name": words.name,
        "cell_short": words.short,
        "blocks": [_block(block, words.blocks[block.name], flat[block.name], pack) for block in blocks],
        "states": [_state(loop, name, pack) for name in loop.cell.state_names],
        "mixing": words.mixing,
        "mix": [MixRow(label=label, of=of, before=before, result=result) for label, of, before, result in words.mix],
        "inputs": pack(loop.inputs),
        "kernel": pack(loop.cell.kernel.T),
        "recurrent_kernel": pack(loop.cell.recurrent_kernel.T),
        "bias": pack(bias),
        "memory": [{"label": label, "values": pack(values)} for label, values in lines],
        "sentence": lesson.sentence,
        "titles": titles(loop, lesson),
        "helps": helps(loop),
        "colours": both_inks(),
        "labels": {"axis_memory": "gain"},
    }


def _all_arrays(loop: Loop, blocks: Sequence[EquationBlock], lines: list[tuple[str, Floats]]) -> Iterable[Floats]:
    yield from (loop.inputs, loop.cell.kernel, loop.cell.recurrent_kernel)
    if loop.cell.bias is not None:
        yield loop.cell.bias
    for block in blocks:
        yield block.pre_activation
        yield from (term.values for term in block.terms)
    yield from (loop.values[name] for name in loop.cell.state_names)
    yield from (values for _, values in lines)


def _memory_lines(loop: Loop, memory: Memory) -> list[tuple[str, Floats]]:
    names = {"hidden_states": "push on the output of step t", "cell_states": "push on the cell state of step t"}
    lines = [(names[name], memory.states[name]) for name in loop.cell.state_names]
    return [*lines, ("push on the input of step t", memory.inputs)]


def _block(block: EquationBlock, words: BlockWords, flat: Floats, pack: Packer) -> BlockView:
    view: BlockView = {
        "label": words.label,
        "symbol": words.symbol,
        "formula": words.formula,
        "activation": block.activation,
        "kernel_name": f"W{words.index}",
        "recurrent_name": f"U{words.index}",
        "bias_name": f"b{words.index}",
        "recurrent_bias_name": f"c{words.index}",
        "terms": [{"label": _term_label(term, words.index), "values": pack(_once(term))} for term in block.terms],
        "pre_activation": pack(block.pre_activation),
        "flat": pack(flat),
    }
    if block.name != "hidden_states":
        view["values"] = pack(block.values)
    return view


def _once(term: Term) -> Floats:
    """A bias is the same at every step: one row is enough."""
    return term.values[0] if term.kind in {"bias", "recurrent_bias"} else term.values


def _term_label(term: Term, index: str) -> str:
    return {
        "kernel": f"W{index}·input@",
        "recurrent_kernel": f"U{index}·state@",
        "bias": f"b{index}",
        "recurrent_bias": f"c{index}",
        "reset": f"r@·(U{index}·state@ + c{index})",
    }[term.kind]


def _state(loop: Loop, name: str, pack: Packer) -> StateView:
    label, symbol = CELL_WORDS[loop.spec.cell].states[name]
    return {"label": label, "symbol": symbol, "values": pack(loop.values[name])}
