"""A table of words and units in blocks, each number a colour; a word or a unit can be picked."""

from collections.abc import Callable
from typing import Literal, TypedDict

import streamlit as st

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["BlocksPayload", "blocks_view"]


class BlocksPayload(TypedDict):
    """Everything that is drawn: a row a word, a column a unit, `ends` are the rows and columns that end a block."""

    title: str
    help: str
    told: str
    words: list[str]
    units: list[int]
    values: list[list[float]]
    word_ends: list[int]
    unit_ends: list[int]
    limit: float
    ends: tuple[str, str]
    labels: dict[Literal["word_name", "unit"], str]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("across/views/blocks")


def blocks_view(payload: BlocksPayload, *, key: str, on_word: Callable[[str], None]) -> None:
    """Draw the table; `on_word` gets a word that was picked, before the script runs."""

    def announce() -> None:
        picked = st.session_state.get(key, {}).get("word")
        if isinstance(picked, str) and picked in payload["words"]:
            on_word(picked)

    _mount(key=key, data=[payload], on_word_change=announce)
