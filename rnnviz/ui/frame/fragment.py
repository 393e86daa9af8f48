"""A part of a page that runs alone when a control within it is moved: the rest is neither sent nor drawn again."""

from collections.abc import Callable

import streamlit as st

from rnnviz.ui.frame.answering import answering

__all__ = ["run_alone"]


def run_alone(draw: Callable[[], None], *, every: float | None = None) -> None:
    """Draw a part of a page, now and whenever a control within it is moved; the frame has no part in such a run.

    What `draw` refers to stays as long as the session.

    Parameters
    ----------
    draw
        Draws the part.
    every
        Seconds after which it is drawn again without anybody's doing; None for never.
    """

    def part() -> None:
        with answering():
            draw()

    st.fragment(part, run_every=every)()
