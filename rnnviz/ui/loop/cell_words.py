"""How the parts of a cell are called on the page "The loop by hand".

In every name "@" is the number of the step, "@-1" that of the step before: the browser writes it below the line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rnnviz.cells import CELLS, Term
from rnnviz.ui.language import say

__all__ = ["BlockWords", "CellWords", "cell_words", "formula", "input_at", "read_at", "state_at", "term_label"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"

MixLine = tuple[str, str, bool, bool]
"""What is said, the sign of the block or state that is shown, whether of the step before, whether it is a result."""


@dataclass(frozen=True, kw_only=True)
class BlockWords:
    """Names of one block or state.

    Parameters
    ----------
    label, symbol
        What it is called, and its sign in equations.
    timed_label
        What it is called at a step.
    index
        What stands behind W, U and b of this block.
    """

    label: str
    symbol: str
    timed_label: str
    index: str = ""

    @property
    def before(self) -> str:
        """Its sign at the step before."""
        return self.symbol.replace("@", "@-1")


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
    parts = _parts(tuple(dict.fromkeys((*cell.state_names, *cell.blocks))), cell.state_names)
    blocks = {block: parts[block] for block in cell.blocks}
    states = {state: parts[state] for state in cell.state_names}
    return CellWords(
        name=cell.keras_class,
        short=cell.abbreviation.upper(),
        blocks=blocks,
        states=states,
        mixing=_mixing(name) if cell.gates else "",
        mix=_mix(name, blocks, states) if cell.gates else (),
    )


# ---- blocks and states ----


def _labels() -> Mapping[str, str]:
    """What the parts that are known are called; {sign} is the sign in equations."""
    return {
        "hidden_states": say("output"),
        "cell_states": say("cell state {sign}"),
        "input_gate": say("input gate {sign}"),
        "forget_gate": say("forget gate {sign}"),
        "cell_candidate": say("candidate {sign}"),
        "output_gate": say("output gate {sign}"),
        "update_gate": say("update gate {sign}"),
        "reset_gate": say("reset gate {sign}"),
        "candidate_state": say("candidate {sign}"),
    }


def _signs() -> Mapping[str, str]:
    """The signs of the parts that are known; the hidden state is called the output on this page."""
    return {
        "hidden_states": say("output"),
        "cell_states": "c",
        "input_gate": "i",
        "forget_gate": "f",
        "cell_candidate": "g",
        "output_gate": "o",
        "update_gate": "z",
        "reset_gate": "r",
        "candidate_state": "g",
    }


def _parts(names: Sequence[str], states: Sequence[str]) -> Mapping[str, BlockWords]:
    """Words for every part; the sign of an unknown one is its first letter that is still free."""
    labels, known = _labels(), _signs()
    signs = {name: known[name] for name in names if name in known}
    for name in names:
        if name not in signs:
            letters = (letter for letter in f"{name}{_LETTERS}" if letter.isalpha())
            signs[name] = next((letter for letter in letters if letter not in signs.values()), name)
    return {name: _part(labels.get(name, _plain(name)), signs[name], indexed=name not in states) for name in names}


def _plain(name: str) -> str:
    return f"{name.replace('_', ' ')} {{sign}}"


def _part(label: str, sign: str, *, indexed: bool) -> BlockWords:
    return BlockWords(
        label=label.format(sign=sign),
        symbol=f"{sign}@",
        timed_label=label.format(sign=f"{sign}@"),
        index=f"_{sign}" if indexed else "",
    )


# ---- how the gates make the state ----


def _mixing(cell: str) -> str:
    return {
        "lstm": say("How the gates make the state: c = f · c before + i · g, output = o · tanh(c)"),
        "gru": say("How the gates make the state: output = z · state + (1 − z) · g"),
    }.get(cell, say("How the gates make the state"))


def _mix(cell: str, blocks: Mapping[str, BlockWords], states: Mapping[str, BlockWords]) -> tuple[MixLine, ...]:
    match cell:
        case "lstm":
            return _lstm_mix(blocks, states)
        case "gru":
            return _gru_mix(blocks, states["hidden_states"])
        case _:
            return _plain_mix(blocks, states)


def _lstm_mix(blocks: Mapping[str, BlockWords], states: Mapping[str, BlockWords]) -> tuple[MixLine, ...]:
    forget, enter, candidate, leave = (
        blocks[name].symbol for name in ("forget_gate", "input_gate", "cell_candidate", "output_gate")
    )
    memory, output = states["cell_states"], states["hidden_states"]
    return (
        (say("forget {gate}", gate=forget), forget, False, False),
        (f"· {memory.before}", memory.symbol, True, False),
        (say("+ input {gate}", gate=enter), enter, False, False),
        (say("· new {candidate}", candidate=candidate), candidate, False, False),
        (f"= {memory.symbol}", memory.symbol, False, True),
        (say("output {gate}", gate=leave), leave, False, False),
        (f"{leave}·tanh({memory.symbol})", output.symbol, False, True),
    )


def _gru_mix(blocks: Mapping[str, BlockWords], output: BlockWords) -> tuple[MixLine, ...]:
    update, candidate = blocks["update_gate"].symbol, blocks["candidate_state"].symbol
    return (
        (say("update {gate}", gate=update), update, False, False),
        (say("keeps {state}", state=state_at()), output.symbol, True, False),
        (say("lets in {candidate}", candidate=candidate), candidate, False, False),
        (f"= {output.symbol}", output.symbol, False, True),
    )


def _plain_mix(blocks: Mapping[str, BlockWords], states: Mapping[str, BlockWords]) -> tuple[MixLine, ...]:
    """The states before, the gates and candidates, and the states after, without saying how they go together."""
    before = [(state.before, state.symbol, True, False) for state in states.values()]
    parts = [(block.timed_label, block.symbol, False, False) for block in blocks.values()]
    after = [(f"= {state.symbol}", state.symbol, False, True) for state in reversed(tuple(states.values()))]
    return (*before, *parts, *after)


# ---- equations ----


def input_at() -> str:
    """What a step reads from outside."""
    return say("input@")


def state_at() -> str:
    """What a step reads from the step before."""
    return say("state@")


def read_at(words: CellWords, gate: str) -> str:
    """What a step reads from the step before through a gate."""
    return f"({words.blocks[gate].symbol}·{state_at()})"


def formula(words: CellWords, block: str, activation: str, terms: Sequence[Term]) -> str:
    """A line of the cell's equations: the activation of the sum of its terms."""
    own = words.blocks[block]
    return f"{own.symbol} = {activation}( {' + '.join(term_label(words, block, term, wide=True) for term in terms)} )"


def term_label(words: CellWords, block: str, term: Term, *, wide: bool = False) -> str:
    """How a term is written, with more air in a formula."""
    index, dot = words.blocks[block].index, " · " if wide else "·"
    gate = words.blocks[term.gate].symbol if term.gate else ""
    state = f"({gate}{dot}{state_at()})" if gate else state_at()
    return {
        "kernel": f"W{index}·{input_at()}",
        "recurrent_kernel": f"U{index}·{state}",
        "bias": f"b{index}",
        "recurrent_bias": f"c{index}",
        "reset": f"{gate}{dot}(U{index}·{state_at()} + c{index})",
    }[term.kind]
