"""Sentences of the page itself: what was expected, what came, and what is done about it."""

import re

import streamlit as st

__all__ = ["plain", "show_error", "show_refused", "warn"]


def plain(text: str) -> str:
    """Text that Streamlit's markdown takes as text: no sign of it is markup."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~<>$:&\"'])", r"\\\1", text)


def warn(sentence: str) -> None:
    """Say what was expected, what came, and what is shown instead."""
    st.warning(plain(sentence), icon=":material/warning:")


def show_error(sentence: str) -> None:
    """Say what stands in the way."""
    st.error(plain(sentence), icon=":material/error:")


def show_refused(key: str) -> None:
    """Show the sentence that a callback left in Session State, once."""
    sentence = st.session_state.pop(key, None)
    if sentence:
        show_error(sentence)
