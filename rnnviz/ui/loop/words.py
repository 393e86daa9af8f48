"""How the parts of a cell are called on the page "The loop by hand"."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["CELL_WORDS", "BlockWords", "CellWords"]


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
    formula: str


@dataclass(frozen=True, kw_only=True)
class CellWords:
    """Names of a cell's blocks and states, and how the gates make the state."""

    name: str
    short: str
    blocks: Mapping[str, BlockWords]
    states: Mapping[str, tuple[str, str]]
    mixing: str = ""
    mix: tuple[tuple[str, str, bool, bool], ...] = ()


def _sum(symbol: str, index: str, activation: str) -> str:
    return f"{symbol} = {activation}( W{index}·input@ + U{index}·state@ + b{index} )"


def _gate(label: str, letter: str) -> BlockWords:
    formula = _sum(f"{letter}@", f"_{letter}", "sigmoid")
    return BlockWords(label=label, symbol=f"{letter}@", index=f"_{letter}", formula=formula)


def _gru(symbol: str, index: str) -> str:
    return f"{symbol} = sigmoid( W{index}·input@ + b{index} + U{index}·state@ + c{index} )"


CELL_WORDS: Mapping[str, CellWords] = {
    "simple_rnn": CellWords(
        name="SimpleRNN",
        short="RNN",
        blocks={"hidden_states": BlockWords(label="output", symbol="output@", formula=_sum("output@", "", "tanh"))},
        states={"hidden_states": ("output", "output@")},
    ),
    "lstm": CellWords(
        name="LSTM",
        short="LSTM",
        blocks={
            "input_gate": _gate("input gate i", "i"),
            "forget_gate": _gate("forget gate f", "f"),
            "cell_candidate": BlockWords(
                label="candidate g", symbol="g@", index="_g", formula=_sum("g@", "_g", "tanh")
            ),
            "output_gate": _gate("output gate o", "o"),
        },
        states={"hidden_states": ("output", "output@"), "cell_states": ("cell state c", "c@")},
        mixing="How the gates make the state: c = f · c before + i · g, output = o · tanh(c)",
        mix=(
            ("forget f@", "f@", False, False),
            ("· c@-1", "c@", True, False),
            ("+ input i@", "i@", False, False),
            ("· new g@", "g@", False, False),
            ("= c@", "c@", False, True),
            ("output o@", "o@", False, False),
            ("o@·tanh(c@)", "output@", False, True),
        ),
    ),
    "gru": CellWords(
        name="GRU",
        short="GRU",
        blocks={
            "update_gate": BlockWords(label="update gate z", symbol="z@", index="_z", formula=_gru("z@", "_z")),
            "reset_gate": BlockWords(label="reset gate r", symbol="r@", index="_r", formula=_gru("r@", "_r")),
            "candidate_state": BlockWords(
                label="candidate g",
                symbol="g@",
                index="_g",
                formula="g@ = tanh( W_g·input@ + b_g + r@ · (U_g·state@ + c_g) )",
            ),
        },
        states={"hidden_states": ("output", "output@")},
        mixing="How the gates make the state: output = z · state + (1 − z) · g",
        mix=(
            ("update z@", "z@", False, False),
            ("keeps state@", "output@", True, False),
            ("lets in g@", "g@", False, False),
            ("= output@", "output@", False, True),
        ),
    ),
}
"""By the cell's name."""
