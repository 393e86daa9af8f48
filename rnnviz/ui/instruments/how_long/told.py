"""The sentences of a memory: which numbers they say."""

import numpy as np

from rnnviz.explanation import HalfLives, Saturation, WordMemory
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.how_long import view_words, words
from rnnviz.ui.language import say

__all__ = ["gate_titles", "mean_gate", "more", "saturation_shares", "sentence", "short", "titles"]

_LONGEST = 24


def short(word: str) -> str:
    """A word as it fits into a title."""
    return word if len(word) <= _LONGEST else word[: _LONGEST - 1] + "…"


def sentence(asked: Asked, memory: WordMemory, steps: list[int]) -> list[SentencePart]:
    """How long a typical word is kept, and which one longest; `steps` are those of the words."""
    lives = memory.measured
    row = words.kept_longest(lives)
    step = steps[row]
    part: SentencePart = {"t": short(asked.steps.words[step]), "s": step}
    return say_parts(
        "{typical} {longest}",
        typical=words.typical(lives),
        longest=words.longest(part, int(asked.steps.numbers[step]), lives, row),
    )


def more(memory: WordMemory) -> str:
    """What the verdict hears of it, and whether gradient and spectrum say what is measured."""
    spectrum = None if memory.by_spectrum is None else memory.by_spectrum.quantile(0.5)
    gradient, measured = memory.by_gradient.quantile(0.5), memory.measured.quantile(0.5)
    return say(
        "{heard} {predicted}",
        heard=words.heard(memory.heard),
        predicted=words.predicted(measured, gradient, spectrum),
    )


def titles(asked: Asked, memory: WordMemory, steps: list[int], shown: str) -> list[str]:
    """What became of each word in the measure that is followed."""
    found = memory.influence
    lives = memory.heard if shown == "logit" else memory.half_lives(shown)
    values = found.logits if shown == "logit" else found.differences[shown]
    moved = (np.take_along_axis(values, found.words[:, None], axis=1)[:, 0] != 0).tolist()
    quantity = words.quantities()[shown]
    named = [(short(asked.steps.words[step]), int(asked.steps.numbers[step])) for step in steps]
    return [
        words.row_title(name, number, _fate(lives, row), quantity, moved=moved[row])
        for row, (name, number) in enumerate(named)
    ]


def _fate(lives: HalfLives, row: int) -> words.Fate:
    return words.Fate(first=lives.first[row], last=lives.last[row], followed=int(lives.followed[row]))


def gate_titles(memory: WordMemory, state: str, gate: str) -> list[str]:
    """What the gate did to each word's difference, from the word on until half of it was gone, or to the end."""
    found, lives = memory.influence, memory.half_lives(state)
    told = []
    for row in range(len(found.words)):
        until = int(lives.first[row] if np.isfinite(lives.first[row]) else lives.followed[row])
        behind = found.words[row + 1 : row + 1 + until]
        shares = found.kept[state][row, behind]
        told.append(view_words.gate_title(gate, _mean(shares), len(behind)))
    return told


def mean_gate(asked: Asked, gate: str) -> Floats:
    """Mean of a gate over all units of the last layer, those that read from the end too, (timesteps,)."""
    last = asked.reading.trajectories[-1]
    both = [read.values[gate] for read in (last.forward, last.backward) if read is not None]
    return np.asarray(np.concatenate(both, axis=-1).mean(axis=-1))


def saturation_shares(asked: Asked, found: Saturation) -> list[tuple[str, Floats]]:
    """Rows of the picture of saturation, as far as there is something to see: label, and each unit's share of steps."""
    rows = view_words.saturated_rows(found, asked.network.layers[-1].forward.gates)
    shares = [(label, (found.high if high else found.low)[name]) for label, name, high in rows]
    return [(label, values) for label, values in shares if values.max() > view_words.RARELY]


def _mean(values: Floats) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.mean()) if finite.size else float("nan")
