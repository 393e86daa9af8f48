"""A part of a page that runs alone when a control within it is moved: the rest is neither sent nor drawn again."""

from collections.abc import Callable

import streamlit as st

from rnnviz.ui.frame.answering import answering

__all__ = ["run_alone"]


def run_alone(draw: Callable[[], None]) -> None:
    """Draw a part of a page, now and whenever a control within it is moved; the frame has no part in such a run."""

    @st.fragment
    def part() -> None:
        with answering():
            draw()

    part()
