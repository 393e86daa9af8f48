"""Verdicts of networks with and without a state on one review, and the windows that a convolution chose."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.axes import Tick
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["Verdict", "WindowBar", "Windows", "WithoutLabels", "WithoutPayload", "without_view"]


class Verdict(TypedDict):
    """One network: its probability as written, and of the same words in another order."""

    name: str
    label: str
    probability: float
    shuffled: float
    chosen: bool


class WindowBar(TypedDict):
    """One window: its first and last step, -1 where it holds nothing that is drawn; its share of the logit."""

    first: int
    last: int
    share: float
    filters: int
    place: str


class Windows(TypedDict):
    """The windows, the strongest first; `ticks` are of the words."""

    title: str
    help: str
    bars: list[WindowBar]
    steps: int
    ticks: list[Tick]
    axis: str


class WithoutLabels(TypedDict):
    """What the parts are called; {network}, {place} and the like are filled in the browser."""

    probability: str
    verdict: str
    window: str
    number: str


class WithoutPayload(TypedDict):
    """Everything that is drawn; a run without a convolution has no windows."""

    title: str
    help: str
    verdicts: list[Verdict]
    ticks: list[Tick]
    windows: NotRequired[Windows]
    labels: WithoutLabels
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("instruments/views/without")


def without_view(payload: WithoutPayload, *, key: str) -> None:
    """Draw the verdicts and the windows, which follow the time cursor."""
    _mount(key=key, data=[payload])
