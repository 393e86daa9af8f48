"""The colours of a picture: one meaning each, in both themes."""

from typing import Literal, TypedDict

from rnnviz.palette import PALETTES, Palette

__all__ = ["BothThemes", "Colours", "both_inks", "inks"]


class Colours(TypedDict):
    """CSS hex colours of one theme: two inks, stops from -1 to +1, stops from 0 to 1."""

    positive: str
    negative: str
    diverging: list[str]
    sequential: list[str]


BothThemes = dict[Literal["light", "dark"], Colours]


def both_inks() -> BothThemes:
    """Colours of both themes, of which the components take the one of the page."""
    return {"light": inks(PALETTES["light"]), "dark": inks(PALETTES["dark"])}


def inks(palette: Palette) -> Colours:
    """Colours of a theme as the components take them."""
    return {
        "positive": palette.positive,
        "negative": palette.negative,
        "diverging": list(palette.diverging),
        "sequential": list(palette.sequential),
    }
