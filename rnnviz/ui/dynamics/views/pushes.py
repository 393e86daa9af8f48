"""Words by their push along the slow mode, each beside its weight in a bag of words."""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component

__all__ = ["PushRow", "PushesPayload", "pushes_view"]


class PushRow(TypedDict):
    """One word; `weight` is None without a bag of words."""

    word: str
    push: float
    weight: float | None


class PushesPayload(TypedDict):
    """Everything that is drawn, the words in their order."""

    title: str
    help: str
    told: str
    rows: list[PushRow]
    labels: dict[str, str]
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("dynamics/views/pushes")


def pushes_view(payload: PushesPayload, *, key: str) -> None:
    """Draw the words."""
    _mount(key=key, data=[payload])
