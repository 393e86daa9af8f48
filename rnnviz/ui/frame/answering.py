"""What every run of a page's code has in common, be it the whole page or a part that runs alone."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.interruption import interruptible
from rnnviz.ui.frame.garbage import note_script
from rnnviz.ui.frame.messages import said, show_error
from rnnviz.ui.frame.session import leave_if_asked

__all__ = ["answering"]


@contextmanager
def answering() -> Iterator[None]:
    """Run a page's code: its visitor may leave amid a computation, and an error that rnnviz expects is a sentence.

    What it leaves behind is collected soon.
    """
    try:
        with interruptible(leave_if_asked):
            yield
    except RnnvizError as error:
        show_error(said(error))
    note_script(st.session_state.page)
