"""The four kinds of verdicts, each of which can be picked."""

from collections.abc import Callable
from typing import Literal, TypedDict

import streamlit as st

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["ConfusionCell", "ConfusionPayload", "confusion_view"]


class ConfusionCell(TypedDict):
    """One kind: its reviews and their share of the row."""

    group: str
    name: str
    count: int
    share: float
    right: bool
    chosen: bool


class ConfusionPayload(TypedDict):
    """Everything that is drawn; the cells row by row: labelled positive first, called positive first."""

    title: str
    help: str
    cells: list[ConfusionCell]
    labels: dict[Literal["labelled", "called", "positive", "negative", "told"], str]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("across/views/confusion")


def confusion_view(payload: ConfusionPayload, *, key: str, on_pick: Callable[[str], None]) -> None:
    """Draw the four kinds; `on_pick` gets the group of one that was picked, before the script runs."""

    def announce() -> None:
        picked = st.session_state.get(key, {}).get("pick")
        if picked in [cell["group"] for cell in payload["cells"]]:
            on_pick(picked)

    _mount(key=key, data=[payload], on_pick_change=announce)
