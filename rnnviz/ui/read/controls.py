"""Controls of "Read a review". The address holds every choice, and restores it."""

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st

from rnnviz.recording import Recording
from rnnviz.ui.frame.layout import go_to, plain
from rnnviz.ui.frame.session import run_names
from rnnviz.ui.read.learning import BEST, EPOCH_KEY
from rnnviz.ui.read.payload import readable_orders
from rnnviz.ui.read.view import Colouring, View
from rnnviz.ui.read.words import STATE_LABELS
from rnnviz.ui.reviews.box import ReviewBox

__all__ = [
    "BOX",
    "choose_model",
    "choose_review",
    "choose_view",
    "pick_example",
    "read_review",
    "remember_unit",
]

BOX = ReviewBox(text="text", example="example")
"""The box of this page."""

_FIRST_MODEL = "imdb-lstm"  # its verdict moves at the words that a reader would name

_COLOURINGS: Mapping[str, Colouring] = {
    "verdict so far": "readout",
    "push": "delta_logit",
    "one unit": "unit",
    "change of state": "speed",
}


def pick_example() -> None:
    """Let the visitor pick one of the reviews that come with rnnviz."""
    BOX.pick_example()


def choose_review() -> str:
    """Let the visitor paste a review; return the text.

    Raises
    ------
    DataError
        The text is empty or too long.
    """
    return BOX.read(button="Read it")


def read_review(text: str, *, model: str | None = None, epoch: int | None = None) -> NoReturn:
    """Go to "Read a review" with this text, whatever its length, and with the weights of a model after an epoch."""
    address = BOX.hand_over(text)
    if model is not None:
        address |= {"model": model, EPOCH_KEY: BEST if epoch is None else str(epoch)}
        st.session_state.update({key: address[key] for key in ("model", EPOCH_KEY)})
    go_to("read", address)


def choose_model() -> str:
    """Let the visitor choose a run; return its name."""
    names = run_names()
    first = names.index(_FIRST_MODEL) if _FIRST_MODEL in names else 0
    asked = st.session_state.get("model", st.query_params.get("model"))
    shown = st.selectbox("Model", names, index=first, key="model", bind="query-params")
    if asked is not None and asked not in names:
        st.warning(
            plain(f"There is no trained model {asked} to read with; {shown} is shown."), icon=":material/warning:"
        )
    return shown


def choose_view(recording: Recording) -> View:
    """Let the visitor choose layer, state, order, unit and colouring."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        colouring = st.segmented_control(
            "Colour the words by",
            list(_COLOURINGS),
            default="verdict so far",
            key="colour",
            bind="query-params",
            persist_state="session",
            required=True,
        )
        layers = [str(number) for number in range(1, len(recording.layers) + 1)]
        layer = int(
            st.selectbox(
                "Layer",
                layers,
                index=len(layers) - 1,
                key="layer",
                bind="query-params",
                persist_state="session",
                width=110,
            )
        )
        recorded = recording.layers[layer - 1].names
        names = {label: name for name, label in STATE_LABELS.items() if name in recorded}
        state = names[
            st.selectbox("State", list(names), key="state", bind="query-params", persist_state="session", width=190)
        ]
        orders = readable_orders(recording, layer, state)
        order = st.selectbox(
            "Sort units by", orders, key="sort", bind="query-params", persist_state="session", width=150
        )
        units = recording.layers[layer - 1].values(state).shape[1]
        unit = st.selectbox(
            "Unit", [str(n) for n in range(units)], key="unit", bind="query-params", persist_state="session", width=110
        )
    return View(layer=layer, state=state, order=order, unit=int(unit), colouring=_COLOURINGS[colouring])


def remember_unit(unit: int) -> None:
    """Take over the unit that was chosen in the heatmap, as if it were chosen in the box."""
    st.session_state.unit = str(unit)
