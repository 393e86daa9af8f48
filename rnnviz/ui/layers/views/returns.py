"""The two ways in which a layer returns, side by side: every row, or the last output alone."""

from typing import Literal, NotRequired, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["ReturnsLabels", "ReturnsPayload", "Row", "returns_view"]


class Row(TypedDict):
    """One timestep: its number, and the word and the id that were read, where there are any."""

    n: int
    t: NotRequired[str]
    id: NotRequired[int]


class ReturnsLabels(TypedDict):
    """What stands on the picture; the browser fills the places."""

    id: str
    last_output: str
    unit: str
    units: str
    forward: str
    backward: str
    of_row: str
    of_last: str
    below: str
    above: str


class ReturnsPayload(TypedDict):
    """Everything that is drawn.

    `sequence` (timesteps, features) and `last` (features,) are base64 of float32; colours run from −limit to limit.
    With `halves` the first half of the features belongs to the forward cell, the second to the backward one.
    """

    rows: list[Row]
    features: int
    halves: bool
    returns_sequence: bool
    sequence: str
    last: str
    limit: float
    colours: dict[Literal["light", "dark"], Colours]
    title: str
    help: str
    sequence_title: str
    last_title: str
    statement: str
    note: str
    labels: ReturnsLabels


_mount = component("layers/views/returns")


def returns_view(payload: ReturnsPayload, *, key: str) -> None:
    """Draw both return modes of a layer."""
    # In a list: Streamlit would look into a dict for data frames, and import pandas (0.3 s) to know one.
    _mount(key=key, data=[payload])
