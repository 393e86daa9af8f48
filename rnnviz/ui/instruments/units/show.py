"""Units: which are on during a span, what happens without them, and how many make a verdict."""

from rnnviz.ui.frame.address import choice
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.units import words
from rnnviz.ui.instruments.units.build import show_build
from rnnviz.ui.instruments.units.span import show_span
from rnnviz.ui.instruments.units.surgery import show_surgery

__all__ = ["show"]


def show(asked: Asked) -> None:
    """Let the visitor choose what to ask about units, and of which layer; answer it."""
    called = words.controls()
    look = choice(called["look"], words.looks(), key="u_look", kind="row", label_visibility="collapsed")
    layers = [str(number) for number in range(1, len(asked.recording.layers) + 1)]
    layer = len(layers) - 1
    if len(layers) > 1:
        layer = int(choice(called["layer"], layers, key="u_layer", first=layers[-1], width=110)) - 1
    match look:
        case "span":
            show_span(asked, layer)
        case "surgery":
            show_surgery(asked, layer)
        case "build":
            show_build(asked, layer)
