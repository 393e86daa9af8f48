"""The frame of every page: navigation, title, and errors that are sentences."""

import gc
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import streamlit as st

from rnnviz.errors import RnnvizError

__all__ = ["PAGES", "PageEntry", "go_to", "plain", "run_page", "show_refused"]

_ROOT = Path(__file__).resolve().parents[3]
_ICON = Path(__file__).parents[1] / "assets" / "favicon.png"


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One line of the table of pages; `question` is the one question that the page answers."""

    script: str
    path: str
    title: str
    question: str


PAGES = (
    PageEntry(
        script="pages/read.py",
        path="read",
        title="Read a review",
        question="What happens inside a recurrent network while it reads, word by word?",
    ),
    PageEntry(
        script="pages/loop.py",
        path="loop",
        title="The loop by hand",
        question="What does a recurrent network compute, one step after the other?",
    ),
    PageEntry(
        script="pages/layers.py",
        path="layers",
        title="Keras layers",
        question="What goes through a stack of recurrent layers, and what does every parameter belong to?",
    ),
    PageEntry(
        script="pages/data.py",
        path="data",
        title="Data",
        question="How does a review become a row of numbers, and what is lost on the way?",
    ),
    PageEntry(
        script="pages/train.py",
        path="train",
        title="Train",
        question="How does a network learn, and why does its validation accuracy do what it does?",
    ),
    PageEntry(
        script="pages/clinic.py",
        path="clinic",
        title="Clinic",
        question="Which reviews does a network learn, and which does it lose, epoch by epoch?",
    ),
)
"""The pages, the start page first."""


def plain(text: str) -> str:
    """Text that Streamlit's markdown takes as text: no sign of it is markup."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~<>$:&\"'])", r"\\\1", text)


def show_refused(key: str) -> None:
    """Show the sentence that a callback left in Session State, once."""
    sentence = st.session_state.pop(key, None)
    if sentence:
        st.error(plain(sentence), icon=":material/error:")


def go_to(path: str, address: Mapping[str, str]) -> NoReturn:
    """Leave for the page at `path`, with this address."""
    (entry,) = (entry for entry in PAGES if entry.path == path)
    st.switch_page(_ROOT / entry.script, query_params=dict(address))


def run_page() -> None:
    """Lay the frame and run the page of the address; an error that rnnviz expects is shown as its sentence."""
    entries = {
        # Without an icon: Streamlit would make it the favicon at first, fetched from outside.
        st.Page(_ROOT / entry.script, title=entry.title, url_path=entry.path, default=entry is PAGES[0]): entry
        for entry in PAGES
    }
    page = st.navigation(list(entries), position="top")
    st.session_state.page_changed = st.session_state.get("page") not in (None, entries[page].path)
    st.session_state.page = entries[page].path
    # The title comes before the page's imports: something to read at once, and Streamlit's first element looks
    # through every module that is loaded by then.
    st.title(entries[page].title, anchor=False)
    st.caption(entries[page].question)
    st.set_page_config(page_title=f"{entries[page].title} · rnnviz", page_icon=str(_ICON), layout="wide")
    try:
        page.run()
    except RnnvizError as error:
        st.error(plain(str(error)), icon=":material/error:")
    _keep_what_was_imported(entries[page].path)


_seen: set[str] = set()


def _keep_what_was_imported(page: str) -> None:
    """Take what the first visit of a page has imported out of the garbage collector's sight.

    Streamlit collects garbage after every script run, and the collector looks at every object that it knows: 0.1 s, in
    which no answer leaves the server. Modules stay for good, so they need not be looked at.
    """
    if page not in _seen:
        _seen.add(page)
        gc.collect()
        gc.freeze()
