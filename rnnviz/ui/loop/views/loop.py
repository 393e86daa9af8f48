"""The views of "The loop by hand": one loop, one time cursor, one unit, drawn in the browser.

Moving the cursor or choosing a unit never runs Python; typing a number does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict

import streamlit as st

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart
from rnnviz.ui.drawing.words import PlaybackLabels

__all__ = [
    "BlockView",
    "Edit",
    "EquationLabels",
    "FilmLabels",
    "LegendLabels",
    "LineView",
    "LoopLabels",
    "LoopPayload",
    "LoopView",
    "MatrixLabels",
    "MixRow",
    "Place",
    "StateView",
    "TermView",
    "TypingLabels",
    "loop_view",
    "numbers_view",
]

LoopView = Literal["unrolled", "step", "weights", "inputs", "outputs", "memory"]

MATRICES = ("inputs", "kernel", "recurrent_kernel", "bias", "recurrent_bias")


class TermView(TypedDict):
    """One term of a weighted sum: (timesteps, units), or (units,) for a bias, which is the same at every step.

    "@" in a label is the step's number, "@-1" the one before.
    """

    label: str
    values: str


class BlockView(TypedDict):
    """One weighted sum of the cell and what its activation makes of it; `flat` is (timesteps,).

    Without `values` the activation makes the hidden state. `read` is what U is multiplied by where that is not the
    state alone.
    """

    label: str
    symbol: str
    formula: str
    activation: str
    kernel_name: str
    recurrent_name: str
    bias_name: str
    recurrent_bias_name: str
    terms: list[TermView]
    pre_activation: str
    values: NotRequired[str]
    flat: str
    read: NotRequired[TermView]


class StateView(TypedDict):
    """A state after every step, (timesteps, units)."""

    label: str
    symbol: str
    values: str


class MixRow(TypedDict):
    """A row of how the gates make the state: which block or state, of this step or of the one before."""

    label: str
    of: str
    before: bool
    result: bool


class LineView(TypedDict):
    """A line over the steps, (timesteps,)."""

    label: str
    values: str


class FilmLabels(TypedDict):
    """What is written into the loop unrolled."""

    input: str
    output: str
    state: str
    zeros: str
    same: str


class LegendLabels(TypedDict):
    """What the colours mean."""

    terms: str
    states: str
    gates: str
    below: str
    above: str
    shut: str
    open: str


class EquationLabels(TypedDict):
    """Names of the rows of one step; `kernel` and `recurrent_kernel` stand above the products behind a number."""

    input: str
    state: str
    more: str
    sum: str
    active: str
    row: str
    read: str
    products: str
    total: str
    kernel: str
    recurrent_kernel: str


class MatrixLabels(TypedDict):
    """What stands above the weights."""

    kernel: str
    recurrent_kernel: str
    bias: str
    recurrent_bias: str


class TypingLabels(TypedDict):
    """What a number that can be typed is called, what the inputs are, and what is said of what is no number."""

    number: str
    inputs: str
    refused: str


class LoopLabels(TypedDict):
    """What is written in the pictures, and said of what is pointed at; the browser fills the places."""

    playback: PlaybackLabels
    loop: str
    time: str
    step: str
    sum: str
    output: str
    flat: str
    flat_of: str
    pinned: str
    says: str
    unrolled_keys: str
    equation_keys: str
    blocks: str
    mixed: str
    reset: str
    axis_step: str
    axis_feature: str
    axis_unit: str
    axis_memory: str
    at_step: str
    at_feature: str
    at_unit: str
    at_place: str
    line: str
    lines: str
    film: FilmLabels
    legend: LegendLabels
    equation: EquationLabels
    matrix: MatrixLabels
    typing: TypingLabels


class Place(TypedDict):
    """The pinned step, if there is one, and the chosen unit, both from 0."""

    step: int | None
    unit: int


class LoopPayload(TypedDict):
    """Everything that the loop's views draw; arrays are base64 of float32, of float64 if `wide`, row-major.

    `timesteps` counts all steps, `length` those of one sequence. `inputs` (timesteps, features); `kernel`,
    `recurrent_kernel` and `bias` have blocks * units rows (a GRU's bias has twice as many: its recurrent bias stands
    behind). The hidden state comes first in `states`.
    """

    timesteps: int
    length: int
    features: int
    units: int
    wide: bool
    editable: bool
    cell_name: str
    cell_short: str
    blocks: list[BlockView]
    states: list[StateView]
    mixing: str
    mix: list[MixRow]
    inputs: str
    kernel: str
    recurrent_kernel: str
    bias: str
    memory: list[LineView]
    sentence: list[SentencePart]
    titles: dict[LoopView, str]
    helps: dict[LoopView, str]
    colours: dict[Literal["light", "dark"], Colours]
    labels: LoopLabels
    place: Place


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A number that was typed into a picture; `row` counts over all blocks, from 0."""

    matrix: str
    row: int
    column: int
    value: float


_mount = component("loop/views/loop")
_mount_numbers = component("loop/views/numbers")


def loop_view(payload: LoopPayload, *, key: str, on_place: Callable[[Place], None]) -> None:
    """Draw the loop: unrolled, one step of it, and what happens over time.

    `on_place` gets the place when it is pinned or chosen by a click, never while it moves.
    """

    def announce() -> None:
        place = _placed(st.session_state.get(key, {}), payload)
        if place is not None:
            on_place(place)

    _mount(key=key, data=[payload], on_place_change=announce)


def numbers_view(payload: LoopPayload, *, key: str, on_edit: Callable[[Edit], None]) -> None:
    """Draw the weights and the inputs; `on_edit` gets a typed number before the script runs again, as a callback."""

    def announce() -> None:
        edit = _typed(st.session_state.get(key, {}), payload)
        if edit is not None:
            on_edit(edit)

    _mount_numbers(key=key, data=[payload], on_edit_change=announce)


def _placed(state: Mapping[str, Any], payload: LoopPayload) -> Place | None:
    """The browser sends it, so it may be anything; only a place that is there counts."""
    sent = state.get("place")
    if not isinstance(sent, Mapping):
        return None
    step, unit = sent.get("step"), sent.get("unit")
    if step is not None and (type(step) is not int or not 0 <= step < payload["timesteps"]):
        return None
    if type(unit) is not int or not 0 <= unit < payload["units"]:
        return None
    return Place(step=step, unit=unit)


def _typed(state: Mapping[str, Any], payload: LoopPayload) -> Edit | None:
    """The browser sends it, so it may be anything; only a number for a cell that is there counts."""
    sent = state.get("edit")
    if not isinstance(sent, Mapping) or sent.get("matrix") not in MATRICES:
        return None
    places = [sent.get(name) for name in ("row", "column", "block")]
    row, column, block = (number if type(number) is int and number >= 0 else None for number in places)
    value = sent.get("value")
    if row is None or column is None or block is None or isinstance(value, bool) or not isinstance(value, int | float):
        return None
    over_all = row if sent["matrix"] == "inputs" else row + block * payload["units"]
    return Edit(matrix=str(sent["matrix"]), row=over_all, column=column, value=float(value))
