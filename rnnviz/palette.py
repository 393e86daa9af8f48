"""One meaning for every colour, in light and dark; the app's views and the figures both draw from here."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["PALETTES", "Palette"]


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Colours of one theme, as hex.

    Parameters
    ----------
    positive, negative
        Inks of "positive review" and "negative review".
    diverging
        Numbers from −limit to +limit: blue below zero, red above.
    sequential
        Sizes from 0 up.
    categorical
        Runs that are compared, one colour each; none of them has another meaning.
    ink, grid, surface
        Text, fine lines, background.
    """

    positive: str
    negative: str
    diverging: tuple[str, ...]
    sequential: tuple[str, ...]
    categorical: tuple[str, ...]
    ink: str
    grid: str
    surface: str


PALETTES: Mapping[str, Palette] = {
    "light": Palette(
        positive="#0f766e",
        negative="#b45309",
        diverging=(
            "#134b8a",
            "#2f79b5",
            "#7fb3d5",
            "#cfe2ef",
            "#ffffff",
            "#fbd9cb",
            "#f0a183",
            "#d0503f",
            "#9b1a2c",
        ),
        sequential=("#ffffff", "#e3def2", "#b9aede", "#8a78c6", "#5a44a6"),
        categorical=("#453fa8", "#a05195", "#2f7f93", "#7a6a2f", "#3d7a4f", "#93694a"),
        ink="#1c2333",
        grid="#d9dde6",
        surface="#ffffff",
    ),
    "dark": Palette(
        positive="#4fd1c0",
        negative="#f2a65a",
        diverging=(
            "#9ccbf5",
            "#5b9fdb",
            "#2f6ca8",
            "#24405f",
            "#1d2230",
            "#5c2c33",
            "#a33f41",
            "#e06a5b",
            "#ffb4a2",
        ),
        sequential=("#1d2230", "#38325c", "#5c4f9a", "#8b7bd0", "#c3b8f2"),
        categorical=("#a39dff", "#e090d4", "#7cc4d6", "#cbb978", "#8cc79c", "#d9ab88"),
        ink="#e6e9f0",
        grid="#343b4d",
        surface="#151925",
    ),
}
"""By theme: "light", "dark". In the dark zero is near the background, so that what stands out is what is not zero."""
