"""One review's way from text to row: words, ids, and the row to scale, on one cursor."""

from typing import Literal, TypedDict

from rnnviz.text import Side
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["WayLabels", "WayPayload", "way_view"]


class WayLabels(TypedDict):
    """What is written in the drawing, and said of the item that is pointed at; the browser fills the places."""

    kinds: dict[Literal["padding", "start", "word", "unknown", "cut"], str]
    rest: str
    start_label: str
    start_name: str
    skipped_label: str
    empty_label: str
    word_name: str
    rank_name: str
    unknown_name: str
    place_name: str
    cut_name: str


class WayPayload(WayLabels):
    """Everything that is drawn.

    Items are counted from 0, the start sign; item n is the n-th word. `words` holds the drawn ones with their number,
    `ids` the ids of the start sign and of these; after `gap` of them `skipped` are left out. `kept` items from item
    `begin` on stand in the row, the first of them at place `first` (from 0). While `pending`, no word has an id yet.
    """

    words: list[tuple[int, str]]
    ids: list[int]
    unknown: list[int]
    gap: int
    skipped: int
    total: int
    kept: int
    begin: int
    first: int
    maxlen: int
    truncating: Side
    pending: bool
    array: str
    sentence: str
    titles: list[str]
    helps: list[str]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("data/views/way")


def way_view(payload: WayPayload, *, key: str) -> None:
    """Draw the way."""
    _mount(key=key, data=[payload])
