"""What several methods say that each word did: aligned strips, bars at one word, the words in their colours."""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.axes import Tick
from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart

__all__ = ["Strip", "StripLabels", "StripsPayload", "strips_view"]


class Strip(TypedDict):
    """One method: `values` is base64 of float32, one for each step; `about` says how it is defined."""

    name: str
    label: str
    about: str
    values: str


class StripLabels(TypedDict):
    """What the parts are called; {word}, {where} and {method} are filled in the browser."""

    slider: str
    at: str
    nothing: str
    bars: str
    bars_help: str
    text: str
    text_help: str
    ranked: str
    positive: str
    negative: str
    axis: str


class StripsPayload(TypedDict):
    """Everything that is drawn.

    `words` are the steps' names, `places` where they stand, `other` those that are no word of the review.

    `limit` is the end of the one scale, `ranked` the strongest words of the chosen method for either side.
    """

    sentence: list[SentencePart]
    more: list[SentencePart]
    title: str
    help: str
    strips: list[Strip]
    chosen: str
    words: list[str]
    places: list[str]
    other: list[int]
    ticks: list[Tick]
    limit: float
    ends: tuple[str, str]
    ranked: dict[Literal["positive", "negative"], list[int]]
    labels: StripLabels
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("instruments/views/strips")


def strips_view(payload: StripsPayload, *, key: str) -> None:
    """Draw the strips and what belongs to them; all follow the time cursor."""
    _mount(key=key, data=[payload])
