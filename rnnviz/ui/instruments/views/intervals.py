"""Estimates with their intervals: a row for each thing that was measured, a column for each measure."""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.axes import Tick
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["Estimate", "IntervalsColumn", "IntervalsPayload", "IntervalsRow", "intervals_view"]


class Estimate(TypedDict):
    """A mean and the ends of its interval."""

    mean: float
    low: float
    high: float


class IntervalsColumn(TypedDict):
    """One measure: `better` says which way it is good."""

    name: str
    title: str
    better: str
    low: float
    high: float
    ticks: list[Tick]


class IntervalsRow(TypedDict):
    """What was measured, its estimates by column; a `floor` is what the others are held against."""

    name: str
    label: str
    floor: bool
    chosen: bool
    values: list[Estimate]


class IntervalsPayload(TypedDict):
    """Everything that is drawn."""

    title: str
    help: str
    told: str
    columns: list[IntervalsColumn]
    rows: list[IntervalsRow]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("instruments/views/intervals")


def intervals_view(payload: IntervalsPayload, *, key: str) -> None:
    """Draw a dot and its interval for each row in each column."""
    _mount(key=key, data=[payload])
