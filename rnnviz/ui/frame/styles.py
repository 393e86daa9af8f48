"""The styles around the views: served by their address, so that they travel once."""

from pathlib import Path

import streamlit as st

__all__ = ["show_styles"]

_UI = Path(__file__).parents[1]
# Streamlit serves the folder of every component; relative, because the app may live below a path of its own.
_ADDRESS = "_stcore/bidi-components/rnnviz.styles"
_FILES = ["assets/frame.css", *(file.relative_to(_UI).as_posix() for file in sorted(_UI.glob("*/page.css")))]


def show_styles() -> None:
    """Style the frame and, with `page.css` of its room, every page.

    All are there at once, so that a page is styled before it is seen; each holds only where its page is. The element
    holds styles alone, so Streamlit gives it no room.
    """
    imports = "".join(f'@import url("{_ADDRESS}/{file}");' for file in _FILES)
    st.html(f"<style>{imports}</style>")
