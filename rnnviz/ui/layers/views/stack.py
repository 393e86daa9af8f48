"""The drawing of "Keras layers": tensors that flow through a stack, which is built in the drawing itself.

Every change is reported to Python, which holds the stack and sends back what it has become.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import streamlit as st

from rnnviz.ui.drawing.component import component

__all__ = ["Axis", "Problem", "StackEdit", "StackPayload", "Stage", "SummaryRow", "WeightRow", "stack_view"]

_LONGEST_VALUE = 40


class Axis(TypedDict):
    """One axis of a tensor: its name and its size as Keras writes it."""

    name: str
    size: str


class WeightRow(TypedDict):
    """One array of weights, ready to be shown."""

    name: str
    shape: str
    count: str


class Problem(TypedDict):
    """Why Keras refuses a layer; `fix` is the number, from 1, of the layer that should return its sequence."""

    keras: str
    why: str
    fix: int


class Stage(TypedDict):
    """One box of the drawing: an input or a layer, with the tensor that comes out of it.

    `kind` is "input", "embedding", "recurrent" or "dense"; `layer` counts the recurrent ones from 0, others have −1. An
    empty `shape` means that Keras does not get that far.
    """

    kind: str
    layer: int
    title: str
    name: str
    choice: str
    cell: str
    bidirectional: bool
    sequence: bool
    mask: bool
    sizes: dict[str, int]
    shape: str
    plain: str
    axes: list[Axis]
    features: int
    formula: str
    filled: str
    count: str
    weights: list[WeightRow]
    reason: str
    problem: Problem | None


class SummaryRow(TypedDict):
    """One row of Keras's summary."""

    layer: str
    shape: str
    count: str


class StackPayload(TypedDict):
    """Everything that is drawn; `line` is the stack as the address holds it, `cells` the labels of all cells by name.

    `refusals` counts the changes that were refused: a drawing that is sent again as it was puts the boxes right.
    """

    line: str
    refusals: int
    sentence: str
    cells: dict[str, str]
    stages: list[Stage]
    summary: list[SummaryRow]
    totals: list[str]
    unbuilt: str
    full: bool
    most: int


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
