"""What the view of two readings draws."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.analysis import ShownSteps, shown_steps, state_scale
from rnnviz.explanation import TwoReadings
from rnnviz.recording import Recording
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32, as_int16
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.sentence import SentencePart, say_parts
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.panels import named_steps
from rnnviz.ui.instruments.two import words
from rnnviz.ui.instruments.views.pair import PairColumn, PairPayload, PairStates

__all__ = ["pair_payload", "sentence"]

_LONGEST = 24


def pair_payload(asked: Asked, pair: TwoReadings, names: tuple[str, str], *, same_units: bool) -> PairPayload:
    """Everything that the view draws."""
    steps = (asked.steps, shown_steps(pair.other))
    states = [_states(pair.one, pair.steps_one), _states(pair.other, pair.steps_other)]
    if same_units:
        states.append(states[1] - states[0])
    limit = state_scale("hidden_states", states[:2]).limit
    ends = tuple(float(values[-1]) for values in pair.probabilities)
    titles = [words.heatmap_title(name, len(one)) for name, one in zip(names, states, strict=False)]
    if same_units:
        titles.append(words.difference_heatmap_title(names))
    return {
        "names": list(names),
        "columns": _columns(pair, steps),
        "sentence": sentence(pair, steps, names),
        "probabilities": [as_float32(values) for values in pair.probabilities],
        "logits": [as_float32(pair.logit_one), as_float32(pair.logit_other)],
        "states": [_sent(one, title) for one, title in zip(states, titles, strict=True)],
        "limit": limit,
        "titles": [
            words.probability_title(names, (ends[0], ends[1])),
            words.difference_title(names, float(pair.difference[-1])),
        ],
        "colours": both_inks(),
        "labels": words.labels(names, by_number=pair.by_number, same_units=same_units),
    }


def _states(recording: Recording, steps: NDArray[np.int64]) -> Floats:
    """States of the last layer in the columns, (units, columns); nan where it has no step there."""
    states = recording.hidden_states[recording.folded_timesteps][np.maximum(steps, 0)]
    return np.where(steps[:, None] >= 0, states, np.nan).T


def _sent(states: Floats, title: str) -> PairStates:
    scale = state_scale("hidden_states", [states]).limit
    return {"title": title, "units": len(states), "scale": scale, "values": as_int16(states, scale)}


def _columns(pair: TwoReadings, steps: tuple[ShownSteps, ShownSteps]) -> list[PairColumn]:
    named = [[*map(short, named_steps(one)), ""] for one in steps]
    numbers = [[*one.numbers.tolist(), 0] for one in steps]
    pairs = zip(pair.steps_one.tolist(), pair.steps_other.tolist(), strict=True)
    return [
        {"one": named[0][a], "other": named[1][b], "step": a, "number": numbers[0][a] or numbers[1][b]}
        for a, b in pairs
    ]


def short(word: str) -> str:
    """A word as it fits beside another."""
    return word if len(word) <= _LONGEST else word[: _LONGEST - 1] + "…"


def sentence(pair: TwoReadings, steps: tuple[ShownSteps, ShownSteps], names: tuple[str, str]) -> list[SentencePart]:
    """Both verdicts, where they part, and by how much."""
    ends = tuple(float(values[-1]) for values in pair.probabilities)
    at, apart = pair.furthest, pair.apart & pair.is_word
    parting = pair.parting
    return say_parts(
        "{verdicts} {parting} {furthest}",
        verdicts=words.verdicts(names, (ends[0], ends[1])),
        parting=words.parting(
            None if parting is None else _place(pair, steps, parting), int(apart.sum()), int(pair.is_word.sum())
        ),
        furthest=words.furthest(names, _place(pair, steps, at), float(pair.difference[at])),
    )


def _place(pair: TwoReadings, steps: tuple[ShownSteps, ShownSteps], column: int) -> list[SentencePart]:
    """What a column is called: the word of the one, or of the other where the one has none."""
    a, b = int(pair.steps_one[column]), int(pair.steps_other[column])
    shown, at = (steps[0], a) if a >= 0 else (steps[1], b)
    part: SentencePart = {"t": short(named_steps(shown)[at])}
    if a >= 0:
        part["s"] = a
    number = int(shown.numbers[at])
    if not number:
        return [part]
    return say_parts("{word}, word {number:,}", word=part, number=number)
