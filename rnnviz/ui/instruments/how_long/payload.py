"""What the view of memories draws."""

import math
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from rnnviz.explanation import Saturation, WordMemory
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_base64, as_float32
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.how_long import told, view_words, words
from rnnviz.ui.instruments.panels import named_steps
from rnnviz.ui.instruments.views.influence import InfluencePayload, KeptGate

__all__ = ["as_logs16", "influence_payload"]

LOG_LOW, LOG_HIGH = -9.0, 9.0
"""Powers of ten between which a value travels."""

_CODES, _NONE = 65_534, 65_535  # the last code stands for no number
_FEET = 1e-3, 1e-1  # the least and the most that the curves' axis begins at
_MOST_TOP = 1e4
_GROWN = 1.5  # a scale reaches beyond 1 only where more than a few differences grow further


def as_logs16(values: Floats) -> str:
    """Base64 of the logarithms of values in 16 bits, to 0.03 %: 0 is less than 10⁻⁹, 65,535 is no number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = (np.log10(values) - LOG_LOW) / (LOG_HIGH - LOG_LOW)
    codes = np.where(np.isfinite(values), np.rint(np.clip(np.where(np.isnan(logs), 0, logs), 0, 1) * _CODES), _NONE)
    return as_base64(codes.astype("<u2"))


class _Columns:
    """The steps of the view as timesteps of the reading; the padding in front that reviews share has none."""

    def __init__(self, asked: Asked, memory: WordMemory) -> None:
        self.timesteps = asked.steps.timesteps - asked.reading.pads
        self.there = self.timesteps >= 0
        self.rows = np.searchsorted(self.timesteps, memory.influence.words)
        whole = memory.backward is not None or any(layer.backward for layer in asked.network.layers)
        self.begins = np.zeros_like(self.rows) if whole else self.rows

    def of(self, values: Floats) -> Floats:
        """Values of the timesteps, (..., timesteps), at the steps; nan where there is none."""
        taken = values[..., np.maximum(self.timesteps, 0)]
        return np.where(self.there, taken, np.nan)

    def packed(self, values: Floats) -> Floats:
        """Rows of the steps, one after the other, each from where it begins."""
        pieces = [row[begin:] for row, begin in zip(values, self.begins.tolist(), strict=True)]
        return np.concatenate(pieces) if pieces else np.zeros(0)


def influence_payload(asked: Asked, memory: WordMemory, saturated: Saturation, shown: str) -> InfluencePayload:
    """Everything that the view draws; `shown` is the measure that is followed."""
    columns, found = _Columns(asked, memory), memory.influence
    relative = {name: columns.of(memory.left(name)) for name in (*found.differences, "logit")}
    rows = columns.rows.tolist()
    shares = told.saturation_shares(asked, saturated)
    return {
        "words": [told.short(word) for word in named_steps(asked.steps)],
        "numbers": asked.steps.numbers.tolist(),
        "rows": rows,
        "begins": columns.begins.tolist(),
        "rest": rows[words.kept_longest(memory.measured)],
        "sentence": told.sentence(asked, memory, rows),
        "more": told.more(memory),
        "titles": told.titles(asked, memory, rows, shown),
        "measures": [
            {
                "name": name,
                "label": words.measures()[name],
                "values": as_logs16(columns.packed(values)),
                "shown": name == shown,
            }
            for name, values in relative.items()
        ],
        "log_low": LOG_LOW,
        "log_high": LOG_HIGH,
        **_ends(columns.packed(relative[shown])),
        "gradient": [as_float32(columns.of(one.gradient_logs)) for one in memory.directions],
        "spectrum": [as_float32(columns.of(logs)) for logs in memory.spectra],
        "kept": _kept_gate(asked, memory, columns),
        "saturation": [{"label": label, "values": as_float32(values)} for label, values in shares],
        "saturation_title": view_words.saturation_title(shares),
        "matrix_title": view_words.matrix_title(words.quantities()[shown]),
        "colours": both_inks(),
        "labels": view_words.labels(),
    }


class _Ends(TypedDict):
    foot: float
    top: float


def _ends(left: Floats) -> _Ends:
    """The ends of the scale of all words: where but a hundredth of the values is smaller, and larger."""
    finite = left[np.isfinite(left) & (left > 0)]
    low, high = np.quantile(finite, [0.01, 0.99]).tolist() if finite.size else (1.0, 1.0)
    foot = 10.0 ** math.floor(math.log10(np.clip(low, *_FEET)))
    if high <= _GROWN:
        return {"foot": foot, "top": 1.0}
    most = min(high, _MOST_TOP)
    power = 10.0 ** math.floor(math.log10(most))
    return {"foot": foot, "top": next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= most)}


def _kept_gate(asked: Asked, memory: WordMemory, columns: _Columns) -> KeptGate | None:
    """What the gate that keeps a state did to each word's difference."""
    for state, gate in asked.network.layers[-1].forward.keeping_gates.items():
        return {
            "values": as_base64(_as_bytes(columns.packed(columns.of(memory.influence.kept[state])))),
            "mean": as_float32(columns.of(told.mean_gate(asked, gate))),
            "titles": told.gate_titles(memory, state, gate),
            "axis": view_words.value_name(gate),
        }
    return None


def _as_bytes(shares: Floats) -> NDArray[np.uint8]:
    """Shares from 0 to 1 in a byte, 255 for none."""
    return np.where(np.isfinite(shares), np.rint(np.nan_to_num(shares) * 254), 255).astype(np.uint8)
