"""A part of a page that runs alone when a control within it is moved: the rest is neither sent nor drawn again."""

from collections.abc import Callable

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.ui.frame.messages import said, show_error

__all__ = ["run_alone"]


def run_alone(draw: Callable[[], None]) -> None:
    """Draw a part of a page, now and whenever a control within it is moved.

    An error that rnnviz expects is shown as its sentence; the frame of the page, which does so, has no part in such a
    run.
    """

    @st.fragment
    def part() -> None:
        try:
            draw()
        except RnnvizError as error:
            show_error(said(error))

    part()
