"""The frame of every page: navigation, title, and errors that are sentences."""

from pathlib import Path

import streamlit as st

from rnnviz.ui.frame.admission import is_admitted, show_full
from rnnviz.ui.frame.answering import answering
from rnnviz.ui.frame.foot import show_foot
from rnnviz.ui.frame.pages import PAGES
from rnnviz.ui.frame.styles import show_styles

__all__ = ["run_page"]

_ASSETS = Path(__file__).parents[1] / "assets"
_ICON = _ASSETS / "favicon.png"


def run_page() -> None:
    """Lay the frame and run the page of the address; an error that rnnviz expects is shown as its sentence."""
    entries = {
        # Without an icon: Streamlit would make it the favicon at first, fetched from outside.
        st.Page(entry.script, title=entry.title, url_path=entry.path, default=entry is PAGES[0]): entry
        for entry in PAGES
    }
    page = st.navigation(list(entries), position="top")
    st.session_state.page_changed = st.session_state.get("page") not in (None, entries[page].path)
    st.session_state.page = entries[page].path
    # The title comes before the page's imports: something to read at once, and Streamlit's first element looks
    # through every module that is loaded by then.
    show_styles()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="heading"):
        st.title(entries[page].title, anchor=False, width="content")
        st.caption(entries[page].question, width="stretch")
    st.set_page_config(page_title=f"{entries[page].title} · rnnviz", page_icon=str(_ICON), layout="wide")
    if not is_admitted():
        show_full()
        return
    with answering():
        page.run()
    show_foot(entries[page])
