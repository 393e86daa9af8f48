"""One review's way from text to row: words, ids, and the row to scale, on one cursor."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.text import Side
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["LeftOut", "WayLabels", "WayPayload", "way_view"]


Told = Literal["start", "known", "unknown", "pending"]


class WayLabels(TypedDict):
    """What is written in the drawing, and said of the item that is pointed at; the browser fills the places.

    `in_row` and `cut_away` are said of the start sign, of a word that is known or unknown, and of one whose id is not
    there yet, or not drawn. `rest` is said while nothing is pointed at.
    """

    kinds: dict[Literal["padding", "start", "word", "unknown", "cut"], str]
    start: str
    empty: str
    rest: str
    in_row: dict[Told, str]
    cut_away: dict[Told, str]


class LeftOut(TypedDict):
    """Words that are not drawn, after so many that are."""

    after: int
    label: str


class WayPayload(TypedDict):
    """Everything that is drawn.

    Items are counted from 0, the start sign; item n is the n-th word. `words` holds the drawn ones with their number,
    `ids` the ids of the start sign and of these. `kept` items from item `begin` on stand in the row, the first of them
    at place `first` (from 0). While `pending`, no word has an id yet.
    """

    words: list[tuple[int, str]]
    ids: list[int]
    unknown: list[int]
    left_out: NotRequired[LeftOut]
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
    labels: WayLabels
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("data/views/way")


def way_view(payload: WayPayload, *, key: str) -> None:
    """Draw the way."""
    _mount(key=key, data=[payload])
