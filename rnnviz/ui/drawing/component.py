"""A component of the page from the files of a view."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from rnnviz.ui.drawing.words import number_words, saving

__all__ = ["component"]

_UI = Path(__file__).parents[1]
_PLAYBACK = "<!-- playback -->"
_INDENTATION = re.compile(r"\s*\n\s*")


def component(view: str, *, isolated: bool = True) -> Callable[..., Any]:
    """Function that mounts a view: `<view>.html` with the styles and the module beside it.

    Styles and modules are served by their address, so that they travel once and import each other; the manifest
    `rnnviz/pyproject.toml` names every component. The component is made when it is first mounted: Streamlit knows the
    manifest only while it runs. Behind the payload come the words of what every picture has: the button that saves it,
    and a number that is none.

    Parameters
    ----------
    view
        Path of the files below `rnnviz/ui`, without an ending, such as "read/views/reader". The playback buttons stand
        where the page says ``<!-- playback -->``.
    isolated
        Whether the view has a shadow root of its own. In a dialog it must not: the key Tab would never come to it.
    """

    @cache
    def made() -> Callable[..., Any]:
        name = view.rsplit("/", 1)[-1]
        return st.components.v2.component(
            f"rnnviz.{name}", html=_markup(view, name), css=f"{view}.css", js=f"{view}.js", isolate_styles=isolated
        )

    page = view.split("/", maxsplit=1)[0]

    def mount(*, data: list[Any], **options: Any) -> Any:
        return made()(data=[*data, {"page": page, **saving(), **number_words()}], **options)

    return mount


def _markup(view: str, name: str) -> str:
    markup = (_UI / f"{view}.html").read_text(encoding="utf-8")
    if _PLAYBACK in markup:
        playback = (_UI / "drawing/playback.html").read_text(encoding="utf-8")
        markup = markup.replace(_PLAYBACK, playback.replace("NAME", name))
    return _INDENTATION.sub("\n", markup)  # it travels with every run
