"""Learning curves: loss and accuracy over the epochs, redrawn in place while a run trains."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["BestPoint", "Curve", "CurvesLabels", "CurvesPayload", "Level", "Panel", "Turn", "curves_view"]


class Curve(TypedDict):
    """A line; x in epochs, y, both base64 of float32; `ink` counts the colours of runs, or is "soft".

    With `low` and `high` it runs in the middle of a band, `runs` says of how many runs each point is, and `short` is
    what the line is called where one of its points is told.
    """

    label: str
    short: NotRequired[str]
    ink: int | Literal["soft"]
    dash: NotRequired[str]
    width: float
    dots: bool
    x: str
    y: str
    low: NotRequired[str]
    high: NotRequired[str]
    runs: NotRequired[str]


class Level(TypedDict):
    """A horizontal line to compare with."""

    value: float
    label: str


class Turn(TypedDict):
    """A place on the axis of epochs from which on something else holds."""

    x: float
    label: str


class BestPoint(TypedDict):
    """The point that is kept."""

    x: float
    y: float
    ink: int
    label: str


class Panel(TypedDict):
    """One quantity; `told` is what a screen reader says, title included."""

    name: str
    title: str
    help: str
    told: str
    axis: str
    low: float
    high: float
    ticks: list[float]
    digits: int
    series: list[Curve]
    marks: list[Level]
    turns: list[Turn]
    best: NotRequired[BestPoint]


class Categorical(TypedDict):
    """Colours of runs in one theme."""

    categorical: list[str]


class CurvesLabels(TypedDict):
    """What both charts share: the axis of the epochs, what is told at an epoch, and the part that is overfitting.

    `value` tells a point with {label} and {value}, `band` one of a band, with {low}, {high} and {runs} as well.
    """

    epochs: str
    epoch: str
    value: str
    band: str
    overfit: str


class CurvesPayload(TypedDict):
    """Everything that the curves draw; `overfit` is the epoch at which overfitting begins."""

    epochs: float
    labels: CurvesLabels
    panels: list[Panel]
    overfit: NotRequired[float]
    colours: dict[Literal["light", "dark"], Categorical]
    inks: dict[Literal["light", "dark"], Colours]


_mount = component("train/views/curves")


def curves_view(payload: CurvesPayload, *, key: str) -> None:
    """Draw the curves."""
    _mount(key=key, data=[payload])
