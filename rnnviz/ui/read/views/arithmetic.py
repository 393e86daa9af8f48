"""The arithmetic of one unit at one step: equations with their numbers, and the products behind every sum."""

from typing import Literal, TypedDict

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart

__all__ = ["ArithmeticPayload", "Equation", "ProductRow", "Products", "arithmetic"]


class Equation(TypedDict):
    """What is computed, its value, and how; a part with `s` is a sum, whose products have that place in the list."""

    name: str
    value: str
    parts: list[SentencePart]


class ProductRow(TypedDict):
    """One product, what the others add, or the sum; `value` is for the bar, `told` is written."""

    kind: Literal["product", "rest", "sum"]
    name: str
    product: str
    value: float
    told: str


class Products(TypedDict):
    """The products of one sum, the largest first; all rows together are the sum."""

    title: str
    rows: list[ProductRow]


class ArithmeticPayload(TypedDict):
    """Everything that is written; `hint` says how to see the products of another sum."""

    equations: list[Equation]
    products: list[Products]
    hint: str
    colours: dict[Literal["light", "dark"], Colours]


_mount = component("read/views/arithmetic", isolated=False)


def arithmetic(payload: ArithmeticPayload, *, key: str) -> None:
    """Draw the equations; pointing at a sum, or going to it by keyboard, shows its products."""
    _mount(key=key, data=[payload])
