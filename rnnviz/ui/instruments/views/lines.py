"""Charts of lines for the instruments: over the words of a review, on its time cursor, or over numbers."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.axes import Tick
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["TOLD_APART", "Band", "Ink", "Level", "Line", "LinePanel", "LinesPayload", "Mark", "Region", "lines_view"]

Ink = Literal["ink", "soft", "accent", "positive", "negative", "one", "two", "three", "four", "five", "six"]
"""What a line is drawn in: the inks of the page, those of sentiment for nothing else; the six others mean nothing, and
are told apart with every kind of colour vision."""


TOLD_APART: tuple[Ink, ...] = ("one", "two", "three", "four", "five", "six")
"""The inks that mean nothing, in the order in which they are taken."""


class Line(TypedDict):
    """One line; `values` is base64 of float32, one for each x, nan where there is none.

    With `dots` the values are drawn as dots, and joined if it is "joined".
    """

    label: str
    values: str
    ink: Ink
    dash: NotRequired[str]
    dots: NotRequired[Literal["only", "joined"]]


class Band(TypedDict):
    """What lies between two lines, such as an interval; base64 of float32. With no label it is not in the legend."""

    label: str
    low: str
    high: str
    ink: Ink


class Level(TypedDict):
    """A value to compare with, a dotted line; its name is in the legend, or nowhere if it is empty."""

    value: float
    label: str


class Mark(TypedDict):
    """A place on the axis across, as a vertical line with its name."""

    x: float
    label: str


class Region(TypedDict):
    """A stretch of the axis across, shaded."""

    low: float
    high: float


class LinePanel(TypedDict):
    """One chart.

    `told` is what those hear who cannot see it. With `steps` x counts the steps of the review from 0, `words` are
    theirs, and the chart follows the time cursor. `log` draws the values upwards by powers of ten; `y_low`, `y_high`
    and the ticks are values all the same. A `wide` one has its row for itself.
    """

    name: str
    title: str
    help: str
    told: str
    x: list[float]
    lines: list[Line]
    bands: NotRequired[list[Band]]
    levels: NotRequired[list[Level]]
    marks: NotRequired[list[Mark]]
    regions: NotRequired[list[Region]]
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    x_axis: str
    y_axis: str
    tip: str
    steps: NotRequired[bool]
    words: NotRequired[list[str]]
    log: NotRequired[bool]
    zero: NotRequired[float]
    digits: NotRequired[int]
    tall: NotRequired[int]
    wide: NotRequired[bool]


class LinesPayload(TypedDict):
    """Everything that is drawn."""

    panels: list[LinePanel]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("instruments/views/lines")


def lines_view(payload: LinesPayload, *, key: str) -> None:
    """Draw the charts, side by side where there is room; pointing at one tells its values there.

    `tip` of a panel says what stands at a place, with {x} and, over words, {word}.
    """
    _mount(key=key, data=[payload])
