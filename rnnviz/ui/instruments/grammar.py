"""What every instrument has in the same place: below its controls the lesson, at its end how it can mislead."""

import streamlit as st

from rnnviz.ui.frame.messages import plain
from rnnviz.ui.instruments import words

__all__ = ["lesson", "misleads"]


def lesson(*sentences: str, key: str) -> None:
    """Say what is to be learned here, as large as the sentence of a view.

    Parameters
    ----------
    sentences
        Each is a paragraph.
    key
        Of this place on the page.
    """
    with st.container(key=f"lesson-{key}"):
        for sentence in sentences:
            st.markdown(f"**{plain(sentence)}**")


def misleads(sentence: str) -> None:
    """Say how the pictures above can mislead."""
    st.caption(plain(words.misleads(sentence)))
