"""What the controls of "Units" are called."""

from collections.abc import Mapping
from typing import Literal

from rnnviz.explanation import Operation
from rnnviz.ui.language import say

__all__ = [
    "Edges",
    "Look",
    "controls",
    "edges",
    "looks",
    "operations",
    "unit",
]

Look = Literal["span", "surgery", "build"]
Edges = Literal["during", "only"]


def controls() -> Mapping[str, str]:
    """What the controls are called."""
    return {
        "look": say("About its units"),
        "layer": say("Layer"),
        "level": say("On means beyond ±"),
        "edges": say("Which units"),
        "operation": say("What is done to a unit"),
        "from": say("From word"),
        "unit": say("Unit"),
        "value": say("Value"),
    }


def looks() -> dict[Look, str]:
    """What can be asked about units."""
    return {
        "span": say("On during a span"),
        "surgery": say("Take units out"),
        "build": say("Build the verdict"),
    }


def edges() -> dict[Edges, str]:
    """Which units a span finds."""
    return {"during": say("on during the span"), "only": say("and off just around it")}


def operations() -> dict[Operation, str]:
    """What can be done to a unit."""
    return {
        "zero": say("set to 0"),
        "freeze": say("held at its value before"),
        "flip": say("sign turned"),
        "clamp": say("set to a value"),
    }


def unit(number: int) -> str:
    """A unit by its number."""
    return say("unit {number}", number=number)
