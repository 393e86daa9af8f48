"""Places of a corpus: a word, or a few, with what stands around them, every word in a colour."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypedDict

import streamlit as st

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.reviews.words import Class, class_labels

__all__ = ["Context", "ContextList", "ContextsPayload", "contexts_view"]


class Context(TypedDict):
    """One place: the review's number from 1, what it is labelled as, and some of its words.

    `values` colours the words, `other` are those that stand for no known word, and `first` to `last` is what it is
    about.
    """

    number: int
    number_label: str
    label: Class
    note: str
    words: list[str]
    values: list[float]
    other: list[int]
    first: int
    last: int


class ContextList(TypedDict):
    """Some places and what they have in common; with none of them `help` says why."""

    name: str
    title: str
    help: str
    rows: list[Context]


class ContextsPayload(TypedDict):
    """Everything that is drawn; `limit` is the end of the scale, which is that of states or of what a word does."""

    lists: list[ContextList]
    scale: Literal["state", "push"]
    limit: float
    ends: tuple[str, str]
    labels: dict[Literal["read", "read_name", "word_name"], str]
    colours: dict[Literal["light", "dark"], Colours]


class _Drawn(ContextsPayload):
    """The places with what their labels are called."""

    classes: Mapping[Class, str]


_mount = component("across/views/contexts")


def contexts_view(payload: ContextsPayload, *, key: str, on_word: Callable[[str], None]) -> int | None:
    """Draw the places; `on_word` gets a word that was picked before the script runs.

    Returns
    -------
    int or None
        Number of a review that was opened.
    """

    def announce() -> None:
        picked = _state(key).get("word")
        known = {word for row in _rows(payload) for word in row["words"]}
        if isinstance(picked, str) and picked in known:
            on_word(picked)

    drawn: _Drawn = {**payload, "classes": class_labels()}
    # In a list: Streamlit would look into a dict for data frames, and import pandas (0.3 s) to know one.
    found = _mount(key=key, data=[drawn], on_word_change=announce, on_open_change=lambda: None)
    opened = found.get("open") if isinstance(found, Mapping) else None
    return opened if type(opened) is int and any(row["number"] == opened for row in _rows(payload)) else None


def _rows(payload: ContextsPayload) -> list[Context]:
    return [row for each in payload["lists"] for row in each["rows"]]


def _state(key: str) -> Mapping[str, Any]:
    found = st.session_state.get(key)
    return found if isinstance(found, Mapping) else {}
