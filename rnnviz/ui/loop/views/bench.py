"""The proof bench: how far a loop is from Keras, step by step, on the time cursor of the page."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.loop.views.loop import LineView

__all__ = ["BenchLabels", "BenchMap", "BenchPayload", "Reference", "bench_view"]


class BenchMap(TypedDict):
    """A picture of (timesteps, units); its colours run from -limit to limit."""

    title: str
    values: str
    limit: float


class Reference(TypedDict):
    """A level to compare a line with."""

    value: float
    label: str


class BenchLabels(TypedDict):
    """What is said of the step that is pointed at; the browser fills the places."""

    says: str
    at_step: str
    line: str
    lines: str


class BenchPayload(TypedDict):
    """Everything that the bench draws; arrays are base64 of float32, of float64 if `wide`.

    What is below `least` is left out of the lines.
    """

    count: int
    units: int
    wide: bool
    lines: list[LineView]
    reference: NotRequired[Reference]
    least: NotRequired[float]
    maps: list[BenchMap]
    title: str
    help: str
    axis: str
    axis_step: str
    colours: dict[Literal["light", "dark"], Colours]
    labels: BenchLabels


_mount = component("loop/views/bench")


def bench_view(payload: BenchPayload, *, key: str) -> None:
    """Draw the bench."""
    _mount(key=key, data=[payload])
