"""One review in two rows, side by side: what a network says after every place."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.text import Side
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["RowPicture", "ThesisLabels", "ThesisPayload", "thesis_view"]


class ThesisLabels(TypedDict):
    """What is written in the drawing, and said of the place that is pointed at; the browser fills the places."""

    axis: str
    probability: str
    alone: str
    words: str
    chosen: str
    zero: str
    start: str
    word: str
    value: str
    value_alone: str


class RowPicture(TypedDict):
    """One row: `words` from place `first` on, counted from 0, the start sign empty; `chosen` is the row of the page."""

    side: Side
    title: str
    first: int
    words: list[str]
    probability: list[float]
    zeros: str
    chosen: bool


class ThesisPayload(TypedDict):
    """Everything that is drawn; `alone` is the probability over a row of zeros alone."""

    headline: str
    help: str
    note: str
    rows: list[RowPicture]
    alone: NotRequired[list[float]]
    labels: ThesisLabels
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("data/views/thesis")


def thesis_view(payload: ThesisPayload, *, key: str) -> None:
    """Draw both rows."""
    _mount(key=key, data=[payload])
