"""What all figures share: colours, fonts, margins, and the axis of words."""

import plotly.graph_objects as go

from rnnviz.analysis import ShownSteps
from rnnviz.palette import PALETTES

__all__ = ["LIGHT", "colour_scale", "plain_text", "styled", "word_axis"]

LIGHT = PALETTES["light"]

_LONGEST_WORD = 40


def colour_scale(colours: tuple[str, ...]) -> list[tuple[float, str]]:
    """Plotly's form of evenly spaced colours."""
    return [(i / (len(colours) - 1), colour) for i, colour in enumerate(colours)]


def plain_text(text: str) -> str:
    """User text that plotly shows as it is: its pseudo-HTML is disarmed, and very long words are cut."""
    short = text if len(text) <= _LONGEST_WORD else text[: _LONGEST_WORD - 1] + "…"
    return short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def word_axis(steps: ShownSteps) -> list[str]:
    """Where every step stands on the x axis, as its tick and its hover call it: the step's number and its word."""
    words = (
        f"{folded} × padding" if kind == "padding" else "start" if kind == "start" else plain_text(word)
        for kind, word, folded in zip(steps.kinds, steps.words, steps.padding.tolist(), strict=True)
    )
    return [f"{number} {word}" for number, word in enumerate(words)]


def styled(figure: go.Figure, *, title: str, help_line: str, x: str, y: str, height: int) -> go.Figure:
    """Give `figure` the look of rnnviz: a title that says what it shows, one line on how to read it, named axes."""
    subtitle = {"text": help_line, "font": {"size": 13}}
    figure.update_layout(
        title={"text": title, "subtitle": subtitle, "x": 0, "xref": "paper", "font": {"size": 17}},
        font={"family": "Source Sans Pro, Source Sans 3, sans-serif", "size": 14, "color": LIGHT.ink},
        paper_bgcolor=LIGHT.surface,
        plot_bgcolor=LIGHT.surface,
        margin={"l": 60, "r": 20, "t": 80, "b": 50},
        height=height,
        hovermode="closest",
    )
    figure.update_xaxes(title=x, gridcolor=LIGHT.grid, zeroline=False, type="category", nticks=16)
    figure.update_yaxes(title=y, gridcolor=LIGHT.grid, zeroline=False)
    return figure
