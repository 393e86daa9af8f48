"""Where a review came from, how it is labelled, and where it can go on."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.dynamics import has_dynamics
from rnnviz.networks import Network
from rnnviz.ui.frame.doors import READ_BACK_KEY, READ_LABEL_KEY, to_dynamics
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.read.words import label_unknown, way_on
from rnnviz.ui.reviews.box import DYNAMICS_BOX

__all__ = ["label_of", "offer_dynamics"]

_KEY = "read-origin"
_LONGEST = 60


def label_of(text: str, warnings: DeltaGenerator) -> bool | None:
    """Whether the address calls the text that came with it positive; None where it says nothing, or of another text."""
    label, back = st.query_params.get(READ_LABEL_KEY), st.query_params.get(READ_BACK_KEY)
    if (label, back) != st.session_state.get(_KEY, (None, None, ""))[:2]:
        st.session_state[_KEY] = (label, back, text)
    if label not in (None, "positive", "negative"):
        with warnings:
            warn(label_unknown(label[:_LONGEST]))
    same = st.session_state.get(_KEY, (None, None, ""))[2] == text
    known = same and label in ("positive", "negative")
    return label == "positive" if known else None


def offer_dynamics(name: str, text: str, network: Network) -> None:
    """Offer the way to the plane in which this review walks, where the network has one."""
    if has_dynamics(network.spec) and st.button(way_on(), icon=":material/conversion_path:", key="read-dynamics"):
        to_dynamics(run=name, text=DYNAMICS_BOX.hand_over(text)).enter()
