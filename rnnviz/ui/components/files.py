"""A component of the page from its files in this folder."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

__all__ = ["component"]

_HERE = Path(__file__).parent
_SHARED = ("scale.js", "dom.js", "cursor.js", "frame.js")


def component(name: str, *, scripts: Sequence[str]) -> Callable[..., Any]:
    """Function that mounts `<name>.html` with base.css, `<name>.css` and one module of shared and given scripts.

    One module, because Streamlit loads it from a blob, which cannot import its neighbours. The playback buttons stand
    where the page says ``<!-- playback -->``.
    """
    playback = _read("playback.html").replace("NAME", name)
    return st.components.v2.component(
        f"rnnviz_{name}",
        html=_read(f"{name}.html").replace("<!-- playback -->", playback),
        css=_read("base.css", f"{name}.css"),
        js=_read(*_SHARED, *scripts),
    )


def _read(*names: str) -> str:
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
