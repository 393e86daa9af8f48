"""Learning curves: loss and accuracy over the epochs, redrawn in place while a run trains."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["BestPoint", "Curve", "CurvesPayload", "Level", "Panel", "curves_view"]


class Curve(TypedDict):
    """A line; x in epochs, y, both base64 of float32; `ink` counts the colours of runs, or is "soft".

    With `low` and `high` it runs in the middle of a band, and `runs` says of how many runs each point is.
    """

    label: str
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


class BestPoint(TypedDict):
    """The point that is kept."""

    x: float
    y: float
    ink: int
    label: str


class Panel(TypedDict):
    """One quantity; `told` is what a screen reader says."""

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
    best: NotRequired[BestPoint]


class Categorical(TypedDict):
    """Colours of runs in one theme."""

    categorical: list[str]


class CurvesPayload(TypedDict):
    """Everything that the curves draw; `overfit` is the epoch at which overfitting begins.

    `band_label` says a point of a band, with {label}, {value}, {low}, {high} and {runs}.
    """

    epochs: float
    axis: str
    epoch_label: str
    band_label: str
    panels: list[Panel]
    overfit: NotRequired[float]
    overfit_label: str
    colours: dict[Literal["light", "dark"], Categorical]
    inks: dict[Literal["light", "dark"], Colours]


_mount = component("train/views/curves")


def curves_view(payload: CurvesPayload, *, key: str) -> None:
    """Draw the curves."""
    _mount(key=key, data=[payload])
