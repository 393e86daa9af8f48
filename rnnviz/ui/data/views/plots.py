"""Small charts of the page "Data": bars and lines with one mark, two classes, words with their shares."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.axes import Tick
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["Balance", "Mark", "PlotPanel", "PlotsPayload", "TopWord", "TopWords", "plots_view"]


class Mark(TypedDict):
    """A vertical line at a chosen value, with a dot at `y`; without one, bars beyond it are what is cut."""

    x: float
    y: float | None
    label: str


class PlotPanel(TypedDict):
    """One chart; `x` has one entry more than `y` for bars.

    `told` is what those hear who cannot see it. `tips` are the lines shown when an entry is pointed at.
    """

    name: str
    kind: Literal["bars", "line"]
    title: str
    help: str
    told: str
    x: list[float]
    y: list[float]
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    x_axis: str
    y_axis: str
    tips: list[list[str]]
    log: NotRequired[bool]
    zero: NotRequired[float]
    mark: NotRequired[Mark]


class Part(TypedDict):
    """One class: its share and its label."""

    share: float
    label: str


class Balance(TypedDict):
    """Two classes in one bar."""

    help: str
    told: str
    negative: Part
    positive: Part


class TopWord(TypedDict):
    """A word, how often it occurs, and the share of positive reviews that it stands in."""

    text: str
    often: str
    share: float
    label: str


class TopWords(TypedDict):
    """A list of words."""

    title: str
    help: str
    items: list[TopWord]


class PlotsPayload(TypedDict):
    """Everything that is drawn."""

    panels: list[PlotPanel]
    balance: NotRequired[Balance]
    words: NotRequired[TopWords]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("data/views/plots")


def plots_view(payload: PlotsPayload, *, key: str) -> None:
    """Draw the charts."""
    _mount(key=key, data=[payload])
