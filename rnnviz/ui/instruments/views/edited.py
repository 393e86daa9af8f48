"""A review and what was made of it: word beside word, both running logits, and what can be done to a word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict, cast, get_args

import streamlit as st

from rnnviz.ui.drawing.axes import Tick
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart

__all__ = ["Act", "EditedColumn", "EditedLabels", "EditedPayload", "Kind", "edited_view"]

Kind = Literal["opposite", "not", "move", "drop", "reverse", "undo", "original"]


class EditedColumn(TypedDict):
    """One column: the word of either text, "" where it has none.

    `step` is the step of the review above that stands here, or the latest one before. `number` is the word's in the
    edited text, from 1; 0 where there is none. `opposite` and `move` are the words that could take its place, or move
    before it; "" where there is none.
    """

    one: str
    other: str
    sign: bool
    unknown: bool
    step: int
    number: int
    opposite: str
    move: str


class EditedLabels(TypedDict):
    """What is written in the view; the browser fills the places."""

    acts: str
    at: str
    opposite: str
    insert: str
    move: str
    drop: str
    reverse: str
    undo: str
    original: str
    gone: str
    nothing: str
    same: str
    before: str
    after: str
    positive: str
    negative: str
    axis: str
    axis_words: str
    says: str
    told: str


class EditedPayload(TypedDict):
    """Everything that is drawn; `before` and `after` are base64 of float32, (columns,) each.

    `chosen` is the column that is acted on, `steps` how many steps the review above has.
    """

    columns: list[EditedColumn]
    before: str
    after: str
    low: float
    high: float
    ticks: list[Tick]
    chosen: int
    steps: int
    changed: bool
    undo: bool
    sentence: list[SentencePart]
    titles: dict[Literal["words", "lines"], str]
    help: str
    colours: dict[Literal["light", "dark"], Colours]
    labels: EditedLabels


@dataclass(frozen=True, kw_only=True)
class Act:
    """What is to be done, and to which word of the edited text, from 1; 0 for all of it."""

    kind: Kind
    word: int


_mount = component("instruments/views/edited")


def edited_view(payload: EditedPayload, *, key: str, on_act: Callable[[Act], None]) -> None:
    """Draw both readings; `on_act` gets what was pressed before the script runs again."""
    words = {column["number"] for column in payload["columns"]} - {0}  # what a callback knows stays with the session

    def announce() -> None:
        act = _pressed(st.session_state.get(key, {}), words)
        if act is not None:
            on_act(act)

    _mount(key=key, data=[payload], on_act_change=announce)


def _pressed(state: Mapping[str, Any], words: set[int]) -> Act | None:
    """The browser sends it, so it may be anything; only what can be done to a word that is there counts."""
    sent = state.get("act")
    if not isinstance(sent, Mapping) or sent.get("kind") not in get_args(Kind):
        return None
    kind, word = cast(Kind, sent["kind"]), sent.get("word")
    if kind in {"reverse", "undo", "original"}:
        return Act(kind=kind, word=0)
    return Act(kind=kind, word=word) if type(word) is int and word in words else None
