"""Two readings beside each other: running probabilities, their difference, and both states on one scale."""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart

__all__ = ["PairColumn", "PairLabels", "PairPayload", "PairStates", "pair_view"]


class PairLabels(TypedDict):
    """What is written in the view, and said of what is pointed at; the browser fills the places."""

    view: str
    probability_help: str
    difference_help: str
    states_help: str
    axis_probability: str
    axis_difference: str
    axis_unit: str
    axis_word: str
    missing: str
    at: str
    value: str
    state: str
    says: str
    below: str
    above: str


class PairColumn(TypedDict):
    """What both read in one column, empty where one of them has nothing there; `step` is that of the stage, or −1."""

    one: str
    other: str
    step: int
    number: int


class PairStates(TypedDict):
    """States, 16-bit fractions of `scale`, row-major (units, columns); −32,768 where there is none."""

    title: str
    units: int
    scale: float
    values: str


class PairPayload(TypedDict):
    """Everything that is drawn; `probabilities` and `logits` are base64 of float32 for each column.

    Colours run from −`limit` to `limit` in all pictures. `states` has those of the one, of the other and, where both
    have the same units, their difference.
    """

    names: list[str]
    columns: list[PairColumn]
    sentence: list[SentencePart]
    probabilities: list[str]
    logits: list[str]
    states: list[PairStates]
    limit: float
    titles: list[str]
    colours: dict[Literal["light", "dark"], Colours]
    labels: PairLabels


_mount = component("instruments/views/pair")


def pair_view(payload: PairPayload, *, key: str) -> None:
    """Draw two readings."""
    _mount(key=key, data=[payload])
