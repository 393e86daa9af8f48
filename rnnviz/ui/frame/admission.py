"""How many browser tabs one server serves at a time, and what it says to the next."""

import os
import re

import streamlit as st

from rnnviz.ui.frame.guard import connected
from rnnviz.ui.language import say

__all__ = ["is_admitted", "show_full"]

_MOST = "RNNVIZ_MOST_SESSIONS"
_MOST_AT_FIRST = 100


def is_admitted() -> bool:
    """Whether this session has a place: one that was let in keeps it, a new one finds the server full or not."""
    if "admitted" not in st.session_state:
        if connected() > most_sessions():
            return False
        st.session_state.admitted = True
    return True


def most_sessions() -> int:
    """Sessions that are served at a time, from the environment; a value that is no number from 1 on counts as none."""
    asked = os.environ.get(_MOST, "")
    return int(asked) if re.fullmatch("[1-9][0-9]{0,5}", asked) else _MOST_AT_FIRST


def show_full() -> None:
    """Say that there is no place, and offer to look again."""
    st.warning(
        say(
            "This server is full: {most:,} browser tabs look at it already. Try again when somebody has closed one.",
            most=most_sessions(),
        ),
        icon=":material/groups:",
    )
    st.button(say("Try again"), icon=":material/refresh:")
