"""The ways from one part of the page to another, and to "Read a review" with a review of the corpus."""

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st

from rnnviz.ui.across.run import Opened
from rnnviz.ui.frame.doors import to_across, to_read
from rnnviz.ui.reviews.box import READ_BOX

__all__ = ["go_to_unit", "go_to_word", "read_review"]


def go_to_word(word: str) -> None:
    """Look at a word, from a callback."""
    st.session_state.w_part = "word"
    # Streamlit does not write a control into the address that comes onto the page with its value.
    st.session_state.w_word = st.query_params["w_word"] = word


def go_to_unit(unit: str) -> None:
    """Look at a unit, from a callback."""
    st.session_state.w_part = "unit"
    st.session_state.w_unit = st.query_params["w_unit"] = unit


def read_review(opened: Opened, review: int, here: Mapping[str, str]) -> NoReturn:
    """Open a review with its label on "Read a review"; `here` is what the way back's address says."""
    to_read(
        text=READ_BOX.hand_over(opened.store.text(review)),
        model=opened.name,
        label="positive" if opened.index.labels[review] else "negative",
        back=to_across(run=opened.name, more=here),
    ).enter()
