"""Columns of the page "Clinic": what became of all reviews, epoch by epoch."""

from collections.abc import Callable
from typing import Any, Literal, TypedDict

import streamlit as st

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["ClinicPayload", "clinic_view"]


class ClinicPayload(TypedDict):
    """Everything that is drawn.

    `counts` has a row an epoch, with an entry for each of `groups`: the right ones first, from the foot of a column up.
    `shown` is the place of the chosen epoch, `group` the name of the chosen part.
    """

    epochs: list[int]
    shown: int
    group: str
    groups: list[Any]
    meanings: list[str]
    counts: list[list[int]]
    title: str
    help: str
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("clinic/views/columns")


def clinic_view(payload: ClinicPayload, *, key: str, on_pick: Callable[[int, str], None]) -> None:
    """Draw the columns; `on_pick` gets the epoch and the group of a part that was clicked, before the script runs."""

    def announce() -> None:
        # The browser sends it, so it may be anything; only what was drawn counts.
        found = st.session_state.get(key, {}).get("pick")
        epoch, group = (found.get("epoch"), found.get("group")) if isinstance(found, dict) else (None, None)
        if type(epoch) is int and epoch in payload["epochs"] and group in payload["groups"]:
            on_pick(epoch, str(group))

    # In a list: Streamlit would look into a dict for data frames, and import pandas (0.3 s) to know one.
    _mount(key=key, data=[payload], on_pick_change=announce)
