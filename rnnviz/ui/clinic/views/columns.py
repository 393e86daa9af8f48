"""Columns of the page "Clinic": what became of all reviews, epoch by epoch."""

from collections.abc import Callable
from typing import Literal, TypedDict

import streamlit as st

from rnnviz.analysis import Change
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["ClinicPayload", "ColumnsLabels", "clinic_view"]


class ColumnsLabels(TypedDict):
    """What the groups are called and mean, what stands at axes and charts, and what is told of a column and its parts.

    `told` has {epoch} and the counts by their groups, `part` {epoch}, {count} and {group}, `share` {percent} and
    {meaning}.
    """

    groups: dict[Change, str]
    meanings: dict[Change, str]
    reviews: str
    moved: str
    all: str
    epochs: str
    slider: str
    told: str
    part: str
    share: str


class ClinicPayload(TypedDict):
    """Everything that is drawn.

    `counts` has a row an epoch, with an entry for each of `groups`: the right ones first, from the foot of a column up.
    `shown` is the place of the chosen epoch, `group` the chosen part.
    """

    epochs: list[int]
    shown: int
    group: Change
    groups: list[Change]
    counts: list[list[int]]
    title: str
    help: str
    labels: ColumnsLabels
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("clinic/views/columns")


def clinic_view(payload: ClinicPayload, *, key: str, on_pick: Callable[[int, Change], None]) -> None:
    """Draw the columns; `on_pick` gets the epoch and the group of a part that was clicked, before the script runs."""

    def announce() -> None:
        # The browser sends it, so it may be anything; only what was drawn counts.
        found = st.session_state.get(key, {}).get("pick")
        epoch, group = (found.get("epoch"), found.get("group")) if isinstance(found, dict) else (None, None)
        if type(epoch) is int and epoch in payload["epochs"] and group in payload["groups"]:
            on_pick(epoch, group)

    # In a list: Streamlit would look into a dict for data frames, and import pandas (0.3 s) to know one.
    _mount(key=key, data=[payload], on_pick_change=announce)
