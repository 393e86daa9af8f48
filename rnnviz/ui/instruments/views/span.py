"""The words of a review, of which a span is chosen by drawing over them or by keyboard."""

from collections.abc import Callable
from typing import Literal, TypedDict

import streamlit as st

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["SpanPayload", "span_view"]


class SpanPayload(TypedDict):
    """The words, those that stand for no word of the text in `other`, and the span that is chosen, both ends within."""

    words: list[str]
    other: list[int]
    first: int
    last: int
    label: str
    help: str
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("instruments/views/span")


def span_view(payload: SpanPayload, *, key: str, on_span: Callable[[int, int], None]) -> None:
    """Draw the words; `on_span` gets the first and the last step of a span that was chosen."""

    def announce() -> None:
        span = st.session_state.get(key, {}).get("span")
        if isinstance(span, list) and [type(end) for end in span] == [int, int]:
            first, last = sorted(span)
            if 0 <= first <= last < len(payload["words"]):
                on_span(first, last)

    _mount(key=key, data=[payload], on_span_change=announce)
