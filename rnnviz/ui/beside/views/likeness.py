"""A table of values from 0 to 1: how alike each of some things is to each of others."""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["LikenessCell", "LikenessPayload", "likeness_view"]


class LikenessCell(TypedDict):
    """One value as a number and as it is written, and what stands below it; "" for nothing."""

    value: float
    told: str
    more: str


class LikenessPayload(TypedDict):
    """Everything that is drawn; `sides` is what rows and columns belong to."""

    title: str
    help: str
    sides: list[str]
    rows: list[str]
    columns: list[str]
    cells: list[list[LikenessCell]]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("beside/views/likeness")


def likeness_view(payload: LikenessPayload, *, key: str) -> None:
    """Draw the table, each cell shaded by its value."""
    _mount(key=key, data=[payload])
