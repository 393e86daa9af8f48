"""How long each word is remembered: what every word leaves at every other, and the lines of the one that is looked at.

The time cursor chooses the word, in the browser: the whole matrix travels once.
"""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart

__all__ = ["InfluenceLabels", "InfluencePayload", "KeptGate", "Measure", "SaturationRow", "influence_view"]


class InfluenceLabels(TypedDict):
    """What is written in the view, and said of what is pointed at; the browser fills the places."""

    view: str
    curve_help: str
    gradient: str
    spectrum: str
    half: str
    axis_left: str
    axis_word: str
    axis_row: str
    matrix_help: str
    nothing: str
    all: str
    at: str
    gate_help: str
    weighted: str
    mean: str
    saturation_help: str
    unit: str
    none: str
    every: str


class Measure(TypedDict):
    """What is measured with and without each word; rows are packed one after the other, each from its `begins` on.

    A value is a share of what stood at the word's own step: base64 of its logarithm in 16 bits, from `log_low` to
    `log_high`, 65,535 for none.
    """

    name: str
    label: str
    values: str
    shown: bool


class KeptGate(TypedDict):
    """The gate that keeps a state: what it let through of each word's difference, packed likewise, a byte a share.

    255 stands for none. `mean` is over all units, float32 for each step; `titles` has one for each row.
    """

    values: str
    mean: str
    titles: list[str]
    axis: str


class SaturationRow(TypedDict):
    """Share of the steps at which each unit is saturated in one way, base64 of float32."""

    label: str
    values: str


class InfluencePayload(TypedDict):
    """Everything that is drawn, and what is said of the review: the `sentence`, and `more`.

    `rows` are the steps of the words that are compared, `titles` theirs, `rest` the one of them that is shown while the
    cursor stands where there is none. `gradient` and `spectrum` are logarithms for each step, float32: what is left at
    step t of the word at k is exp(logs[t] − logs[k]); a second entry holds for the steps in front of the word.
    """

    words: list[str]
    numbers: list[int]
    rows: list[int]
    begins: list[int]
    rest: int
    sentence: list[SentencePart]
    more: str
    titles: list[str]
    measures: list[Measure]
    log_low: float
    log_high: float
    foot: float
    top: float
    gradient: list[str]
    spectrum: list[str]
    kept: KeptGate | None
    saturation: list[SaturationRow]
    saturation_title: str
    matrix_title: str
    colours: dict[Literal["light", "dark"], Colours]
    labels: InfluenceLabels


_mount = component("instruments/views/influence")


def influence_view(payload: InfluencePayload, *, key: str) -> None:
    """Draw the memories of a review."""
    _mount(key=key, data=[payload])
