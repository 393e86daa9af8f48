"""The foot of every page: its words, what comes next, and where it comes from."""

from pathlib import Path

import streamlit as st

from rnnviz.ui.frame.glossary import show_terms
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.pages import PageEntry, page_after
from rnnviz.ui.language import say

__all__ = ["show_foot"]

_LESSONS = Path(__file__).resolve().parents[3] / "docs" / "classroom"


def show_foot(page: PageEntry) -> None:
    """Show the words of a page, the page that comes next, and the book."""
    with st.container(key="foot"):
        show_terms(page.terms)
        with st.container(horizontal=True, vertical_alignment="center"):
            _lead_on(page)
            _offer_lesson(page)
        st.caption(
            say(
                "“The chapter” is section 6.2, on recurrent networks, of François Chollet’s Deep Learning with Python "
                "(Manning, 2018)."
            )
        )


def _lead_on(page: PageEntry) -> None:
    following = page_after(page)
    if following is None:
        return
    label = say("Next: {title}", title=following.title)
    st.page_link(following.script, label=plain(label), icon=":material/arrow_forward:", help=following.question)


def _offer_lesson(page: PageEntry) -> None:
    """Let a teacher open the script for class, where there is one and the documents are there."""
    lesson = _LESSONS / page.lesson
    if not page.lesson or not lesson.is_file():
        return
    if st.button(say("Ten minutes in class"), icon=":material/school:", type="tertiary"):
        _show_lesson(lesson)


def _show_lesson(lesson: Path) -> None:
    @st.dialog(say("Ten minutes in class"), width="large")
    def shown() -> None:
        with st.container(key="lesson"):
            st.markdown(lesson.read_text(encoding="utf-8"))

    shown()
