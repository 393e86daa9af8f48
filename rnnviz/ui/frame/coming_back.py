"""The way back to the page where something was picked."""

import streamlit as st

from rnnviz.ui.frame.doors import door_of
from rnnviz.ui.frame.pages import page_at
from rnnviz.ui.language import say

__all__ = ["offer_way_back"]


def offer_way_back(key: str) -> None:
    """Offer the way back that the address holds under a key; nothing where it holds none into the app."""
    asked = st.query_params.get(key)
    back = None if asked is None else door_of(asked)
    if back is not None:
        label = say("Back to {page}", page=page_at(back.path).title)
        back.offer(label, icon=":material/arrow_back:", key=f"{key}-button")
