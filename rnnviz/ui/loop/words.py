"""How the parts of a cell are called on the page "The loop by hand"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rnnviz.cells import CELLS, Term

__all__ = ["BlockWords", "CellWords", "cell_words", "formula", "term_label"]

_NAMES: Mapping[str, tuple[str, str]] = {
    "hidden_states": ("output", "output"),
    "cell_states": ("cell state c", "c"),
    "input_gate": ("input gate i", "i"),
    "forget_gate": ("forget gate f", "f"),
    "cell_candidate": ("candidate g", "g"),
    "output_gate": ("output gate o", "o"),
    "update_gate": ("update gate z", "z"),
    "reset_gate": ("reset gate r", "r"),
    "candidate_state": ("candidate g", "g"),
}
"""What a block or a state is called, and its sign in equations; another is called as the cell calls it."""

_MIXING = "How the gates make the state"
_MIXINGS: Mapping[str, str] = {
    "lstm": f"{_MIXING}: c = f · c before + i · g, output = o · tanh(c)",
    "gru": f"{_MIXING}: output = z · state + (1 − z) · g",
}

MixLine = tuple[str, str, bool, bool]
"""What is said, the sign of the block or state that is shown, whether of the step before, whether it is a result."""

_MIX_LINES: Mapping[str, tuple[MixLine, ...]] = {
    "lstm": (
        ("forget f@", "f@", False, False),
        ("· c@-1", "c@", True, False),
        ("+ input i@", "i@", False, False),
        ("· new g@", "g@", False, False),
        ("= c@", "c@", False, True),
        ("output o@", "o@", False, False),
        ("o@·tanh(c@)", "output@", False, True),
    ),
    "gru": (
        ("update z@", "z@", False, False),
        ("keeps state@", "output@", True, False),
        ("lets in g@", "g@", False, False),
        ("= output@", "output@", False, True),
    ),
}


@dataclass(frozen=True, kw_only=True)
class BlockWords:
    """Names of one block; "@" is the number of the step, "@-1" that of the step before.

    Parameters
    ----------
    label, symbol
        What the block is called, and its sign in equations.
    index
        What stands behind W, U and b of this block.
    """

    label: str
    symbol: str
    index: str = ""


@dataclass(frozen=True, kw_only=True)
class CellWords:
    """Names of a cell's blocks and states, and how the gates make the state: empty where there are none."""

    name: str
    short: str
    blocks: Mapping[str, BlockWords]
    states: Mapping[str, BlockWords]
    mixing: str
    mix: tuple[MixLine, ...]


def cell_words(name: str) -> CellWords:
    """Words for a cell; what has no words of its own here is called as the cell calls it."""
    cell = CELLS[name]
    named = _named(tuple(dict.fromkeys((*cell.state_names, *cell.blocks))))
    states = {state: BlockWords(label=named[state][0], symbol=f"{named[state][1]}@") for state in cell.state_names}
    blocks = {
        block: BlockWords(
            label=named[block][0],
            symbol=f"{named[block][1]}@",
            index="" if block in states else f"_{named[block][1]}",
        )
        for block in cell.blocks
    }
    return CellWords(
        name=cell.keras_class,
        short=cell.abbreviation.upper(),
        blocks=blocks,
        states=states,
        mixing=_MIXINGS.get(name, _MIXING) if cell.gates else "",
        mix=_MIX_LINES.get(name, _plain_mix(blocks, states)) if cell.gates else (),
    )


def _named(parts: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Label and sign of every part; the sign of an unknown one is its first letter that is still free."""
    named = {part: _NAMES[part] for part in parts if part in _NAMES}
    for part in parts:
        if part not in named:
            taken = {sign for _, sign in named.values()}
            sign = next((letter for letter in f"{part}{_LETTERS}" if letter.isalpha() and letter not in taken), part)
            named[part] = (f"{part.replace('_', ' ')} {sign}", sign)
    return named


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _plain_mix(blocks: Mapping[str, BlockWords], states: Mapping[str, BlockWords]) -> tuple[MixLine, ...]:
    """The states before, the gates and candidates, and the states after, without saying how they go together."""
    before = [(state.symbol.replace("@", "@-1"), state.symbol, True, False) for state in states.values()]
    parts = [(f"{block.label[:-1]}{block.symbol}", block.symbol, False, False) for block in blocks.values()]
    after = [(f"= {state.symbol}", state.symbol, False, True) for state in reversed(tuple(states.values()))]
    return (*before, *parts, *after)


def formula(words: CellWords, block: str, activation: str, terms: Sequence[Term]) -> str:
    """A line of the cell's equations: the activation of the sum of its terms."""
    own = words.blocks[block]
    return f"{own.symbol} = {activation}( {' + '.join(term_label(words, block, term, wide=True) for term in terms)} )"


def term_label(words: CellWords, block: str, term: Term, *, wide: bool = False) -> str:
    """How a term is written, with more air in a formula."""
    index, dot = words.blocks[block].index, " · " if wide else "·"
    gate = words.blocks[term.gate].symbol if term.gate else ""
    state = f"({gate}{dot}state@)" if gate else "state@"
    return {
        "kernel": f"W{index}·input@",
        "recurrent_kernel": f"U{index}·{state}",
        "bias": f"b{index}",
        "recurrent_bias": f"c{index}",
        "reset": f"{gate}{dot}(U{index}·state@ + c{index})",
    }[term.kind]
