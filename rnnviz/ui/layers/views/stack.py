"""The drawing of "Keras layers": tensors that flow through a stack, which is built in the drawing itself.

Every change is reported to Python, which holds the stack and sends back what it has become.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import streamlit as st

from rnnviz.ui.drawing.component import component

__all__ = [
    "AnyStage",
    "Axis",
    "AxisName",
    "DenseStage",
    "EmbeddingStage",
    "InputStage",
    "Output",
    "Parameters",
    "Problem",
    "RecurrentStage",
    "StackEdit",
    "StackLabels",
    "StackPayload",
    "Stage",
    "SummaryRow",
    "WeightRow",
    "stack_view",
]

_LONGEST_VALUE = 40


AxisName = Literal["batch", "timesteps", "features"]


class Axis(TypedDict):
    """One axis of a tensor: what it is called, and its size as Keras writes it."""

    name: str
    size: str


class Output(TypedDict):
    """The tensor that comes out of a stage; `plain` puts its shape in words, `features` is 0 for ids."""

    shape: str
    plain: str
    axes: dict[AxisName, Axis]
    features: int


class WeightRow(TypedDict):
    """One array of weights, ready to be shown."""

    name: str
    shape: str
    count: str


class Parameters(TypedDict):
    """How many numbers a layer learns: its name in Keras, the formula in names and filled, and its arrays."""

    layer: str
    formula: str
    filled: str
    count: str
    weights: list[WeightRow]
    reason: str


class Problem(TypedDict):
    """Why Keras refuses a layer; `fix` is the number, from 1, of the layer that should return its sequence."""

    keras: str
    why: str
    fix: int


class Stage(TypedDict):
    """What every card of the drawing has.

    `sizes` holds its numbers that can be changed, by the name of the change. `sequence` says whether there is a vector
    for every timestep. `output` is None where Keras does not get that far.
    """

    title: str
    sizes: dict[str, int]
    sequence: bool
    output: Output | None


class InputStage(Stage):
    """What the stack reads."""

    kind: Literal["input"]
    reads: Literal["words", "features"]


class EmbeddingStage(Stage):
    """The table that makes vectors of ids."""

    kind: Literal["embedding"]
    mask: bool
    parameters: Parameters


class RecurrentStage(Stage):
    """A recurrent layer, counted from 0; it has parameters where Keras gets that far."""

    kind: Literal["recurrent"]
    layer: int
    cell: str
    bidirectional: bool
    parameters: Parameters | None
    problem: Problem | None


class DenseStage(Stage):
    """The Dense layer at the end."""

    kind: Literal["dense"]
    parameters: Parameters | None


AnyStage = InputStage | EmbeddingStage | RecurrentStage | DenseStage


class SummaryRow(TypedDict):
    """One row of Keras's summary."""

    layer: str
    shape: str
    count: str


class StackLabels(TypedDict):
    """What stands on the cards and below them; the browser fills the places."""

    control: str
    reads: str
    read_words: str
    read_features: str
    features: str
    num_words: str
    output_dim: str
    mask: str
    cell: str
    units: str
    bidirectional: str
    sequence: str
    earlier: str
    later: str
    remove: str
    remove_dense: str
    output: str
    not_returned: str
    no_parameters: str
    stops: str
    unreached: str
    fix: str
    add: str
    add_one: str
    summary: str
    summary_help: str
    table: str


class StackPayload(TypedDict):
    """Everything that is drawn; `line` is the stack as the address holds it, `cells` the labels of all cells by name.

    `refusals` counts the changes that were refused: a drawing that is sent again as it was puts the boxes right.
    `totals` are those of Keras's summary; in their place stands `unbuilt` where Keras refuses the stack.
    """

    line: str
    refusals: int
    sentence: str
    cells: dict[str, str]
    stages: list[AnyStage]
    summary_head: list[str]
    summary: list[SummaryRow]
    totals: list[str]
    unbuilt: str
    full: bool
    adder_note: str
    labels: StackLabels


@dataclass(frozen=True, kw_only=True)
class StackEdit:
    """One change that was made in the drawing; see `rnnviz.ui.layers.edits.edit_stack`."""

    do: str
    layer: int
    value: str


_mount = component("layers/views/stack")


def stack_view(payload: StackPayload, *, key: str, on_edit: Callable[[StackEdit], None]) -> None:
    """Draw a stack; `on_edit` gets each change before the script runs again, as a widget's callback does."""

    def announce() -> None:
        edit = _edit(st.session_state.get(key, {}))
        if edit is not None:
            on_edit(edit)

    # In a list: Streamlit would look into a dict for data frames, and import pandas (0.3 s) to know one.
    _mount(key=key, data=[payload], on_edit_change=announce)


def _edit(state: Mapping[str, Any]) -> StackEdit | None:
    """The browser sends it, so it may be anything."""
    found = state.get("edit")
    if not isinstance(found, Mapping):
        return None
    do, layer, value = (found.get(name) for name in ("do", "layer", "value"))
    if not isinstance(do, str) or type(layer) is not int or not isinstance(value, str):
        return None
    return StackEdit(do=do, layer=layer, value=value[:_LONGEST_VALUE])
