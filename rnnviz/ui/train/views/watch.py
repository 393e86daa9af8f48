"""A review as the network reads it amid its training: redrawn in place, several times a second."""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart

__all__ = ["WatchFigure", "WatchLabels", "WatchPayload", "WatchStep", "watch_view"]


class WatchStep(TypedDict):
    """A step of the review: what is written there, and whether it is a word, an unknown one, padding or the start."""

    t: str
    k: str


class WatchFigure(TypedDict):
    """A number that stands above the pictures; `side` is "positive" or "negative" of a verdict, else empty."""

    label: str
    value: str
    side: str


class WatchLabels(TypedDict):
    """What is written in the pictures, and said of a step that is pointed at, with {word}, {probability} and {push}."""

    words: str
    line: str
    states: str
    probability: str
    positive: str
    negative: str
    initial: str
    began: str
    now: str
    unit: str
    axis: str
    toward_negative: str
    toward_positive: str
    below: str
    above: str
    tip: str
    told: str


class WatchPayload(TypedDict):
    """Everything that is drawn.

    `id` changes with the run and the review. `probability` (running, of each step), `began` (the same when the training
    began) and `push` (in the logit) are base64 of float32, `states` of 16-bit fractions of 1, unit by unit.
    """

    id: str
    steps: list[WatchStep]
    initial: float
    probability: str
    began: str
    push: str
    states: str
    units: int
    sentence: list[SentencePart]
    figures: list[WatchFigure]
    labels: WatchLabels
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("train/views/watch")


def watch_view(payload: WatchPayload, *, key: str) -> None:
    """Draw the review as it is read now."""
    _mount(key=key, data=[payload])
