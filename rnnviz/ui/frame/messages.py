"""Sentences of the page itself: what was expected, what came, and what is done about it."""

import re

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.ui.language import say

__all__ = ["plain", "said", "show_error", "show_refused", "warn"]


def plain(text: str) -> str:
    """Text that Streamlit's markdown takes as text: no sign of it is markup."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~<>$:&\"'])", r"\\\1", text)


def said(error: RnnvizError) -> str:
    """An error in the language of the screen; another that it quotes is said as well."""
    values = {name: said(value) if isinstance(value, RnnvizError) else value for name, value in error.values.items()}
    return say(error.message, **values)


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
