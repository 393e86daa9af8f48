"""Texts of a small task: their symbols, what is true after each, and what a network says there."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["TaskText", "TextsPayload", "texts_view"]


class TaskText(TypedDict):
    """One text; `answers` are 1, 0 and −1 where there is none, `probability` is the network's of yes after each symbol.

    `left_out` is said where a long text has only `kept` symbols at each end; `sums` are what the answer follows from.
    """

    told: str
    symbols: list[str]
    answers: list[int]
    kept: int
    left_out: str
    sums: NotRequired[list[str]]
    probability: NotRequired[list[float]]


class TextsPayload(TypedDict):
    """Everything that is drawn; `answers` are the words for no, yes and neither."""

    title: str
    help: str
    rows: dict[Literal["truth", "sum", "said"], str]
    answers: list[str]
    texts: list[TaskText]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("tasks/views/texts")


def texts_view(payload: TextsPayload, *, key: str) -> None:
    """Draw the texts."""
    _mount(key=key, data=[payload])
