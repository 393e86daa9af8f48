"""What every run of a page's code has in common, be it the whole page or a part that runs alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, RLock

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

    A session computes one thing at a time. What a run leaves behind is collected soon.
    """
    try:
        with _turn(), interruptible(leave_if_asked):
            yield
    except RnnvizError as error:
        show_error(said(error))
    note_script(st.session_state.page)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until the session's run before this one has left, unless a third has been asked for meanwhile.

    Streamlit begins a run beside the one that it has asked to stop, and that goes on until it looks up: who clicks five
    times while a corpus is counted would have it counted five times at once.
    """
    with _making:
        turn = st.session_state.setdefault("turn", RLock())  # a part runs within its page at first
    while not turn.acquire(timeout=_LOOK_SECONDS):
        leave_if_asked()
    try:
        yield
    finally:
        turn.release()


_making = Lock()
_LOOK_SECONDS = 0.05
