"""What moves what: a row for each word or unit, its mean and interval on one scale; a row can be picked."""

from collections.abc import Callable
from typing import Literal, TypedDict

import streamlit as st

from rnnviz.ui.drawing.axes import Tick
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["Effect", "EffectList", "EffectsPayload", "effects_view"]


class Effect(TypedDict):
    """A mean with the ends of its interval, and of how many uses it is; `name` is what is picked."""

    name: str
    label: str
    mean: float
    low: float
    high: float
    uses: str


class EffectList(TypedDict):
    """Some effects, the strongest first; with none of them `help` says why."""

    name: str
    title: str
    help: str
    rows: list[Effect]


class EffectsPayload(TypedDict):
    """Everything that is drawn, on one axis from `low` to `high`; `words` says whether names are words of reviews."""

    lists: list[EffectList]
    scale: Literal["state", "push"]
    words: bool
    low: float
    high: float
    ticks: list[Tick]
    axis: str
    labels: dict[Literal["pick_name", "uses"], str]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("across/views/effects")


def effects_view(payload: EffectsPayload, *, key: str, on_pick: Callable[[str], None]) -> None:
    """Draw the effects; `on_pick` gets the name of a row that was picked, before the script runs."""

    def announce() -> None:
        picked = st.session_state.get(key, {}).get("pick")
        known = {row["name"] for each in payload["lists"] for row in each["rows"]}
        if isinstance(picked, str) and picked in known:
            on_pick(picked)

    _mount(key=key, data=[payload], on_pick_change=announce)
