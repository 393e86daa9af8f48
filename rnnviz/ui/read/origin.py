"""Where a review came from: how it is labelled, and the way back."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.ui.frame.doors import READ_BACK_KEY, READ_LABEL_KEY, Door, door_of
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.frame.pages import page_at
from rnnviz.ui.read.words import label_unknown, way_back

__all__ = ["Origin", "offer_way_back", "origin_of"]

_KEY = "read-origin"
_LONGEST = 60


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What came with a review; `positive` is None where it is not labelled."""

    positive: bool | None
    back: Door | None


def origin_of(text: str, warnings: DeltaGenerator) -> Origin:
    """What the address says of the text that came with it; another text has no label."""
    label, back = st.query_params.get(READ_LABEL_KEY), st.query_params.get(READ_BACK_KEY)
    if (label, back) != st.session_state.get(_KEY, (None, None, ""))[:2]:
        st.session_state[_KEY] = (label, back, text)
    if label not in (None, "positive", "negative"):
        with warnings:
            warn(label_unknown(label[:_LONGEST]))
    same = st.session_state.get(_KEY, (None, None, ""))[2] == text
    known = same and label in ("positive", "negative")
    return Origin(positive=label == "positive" if known else None, back=None if back is None else door_of(back))


def offer_way_back(origin: Origin) -> None:
    """Offer the way back to where the review was picked, where there is one."""
    if origin.back is not None:
        title = page_at(origin.back.path).title
        origin.back.offer(way_back(title), icon=":material/arrow_back:", key="read-back")
