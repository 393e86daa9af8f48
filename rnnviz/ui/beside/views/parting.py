"""Both logits of every review, each of which can be opened."""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.axes import Tick
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["PartingPayload", "parting_view"]


class PartingPayload(TypedDict):
    """Everything that is drawn.

    `first` and `second` are base64 of float32, one logit a review; `positive` are places of the reviews so labelled,
    `parted` of those whose verdicts differ, farthest apart first, and `texts` the beginnings of these. The corners:
    both positive, the first alone, the second alone, both negative.
    """

    title: str
    help: str
    first: str
    second: str
    positive: list[int]
    parted: list[int]
    texts: list[str]
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    x_ticks: list[Tick]
    y_ticks: list[Tick]
    corners: list[str]
    labels: dict[Literal["x", "y", "x_short", "y_short", "positive", "negative", "told", "picture", "here"], str]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("beside/views/parting")


def parting_view(payload: PartingPayload, *, key: str, reviews: int) -> int | None:
    """Draw the reviews; return the number, from 1, of one that was opened in this run.

    The browser sends it, so it may be anything; only one of the `reviews` counts.
    """
    number = _mount(key=key, data=[payload], on_open_change=lambda: None).get("open")
    return number if type(number) is int and 1 <= number <= reviews else None
