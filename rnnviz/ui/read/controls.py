"""Controls of "Read a review". The address holds every choice, and restores it."""

import streamlit as st

from rnnviz.recording import Recording
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import READ_MODEL_KEY
from rnnviz.ui.frame.session import run_names
from rnnviz.ui.read.payload import readable_orders, readable_states
from rnnviz.ui.read.view import View
from rnnviz.ui.read.view_words import order_labels
from rnnviz.ui.read.words import colouring_labels, controls, no_model, state_label
from rnnviz.ui.reviews.box import READ_BOX

__all__ = ["choose_model", "choose_review", "choose_view", "pick_example", "remember_unit"]

_FIRST_MODEL = "imdb-lstm"  # its verdict moves at the words that a reader would name


def pick_example() -> None:
    """Let the visitor pick one of the reviews that come with rnnviz."""
    READ_BOX.pick_example()


def choose_review() -> str:
    """Let the visitor paste a review; return the text.

    Raises
    ------
    DataError
        The text is empty or too long.
    """
    return READ_BOX.read(button=controls()["read"])


def choose_model() -> str:
    """Let the visitor choose a run; return its name."""
    names = run_names()
    return choice(
        controls()["model"],
        names,
        key=READ_MODEL_KEY,
        first=_FIRST_MODEL if _FIRST_MODEL in names else names[0],
        unknown=no_model(),
    )


def choose_view(recording: Recording) -> View:
    """Let the visitor choose layer, state, order, unit and colouring."""
    called, warnings = controls(), st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        colouring = choice(called["colour"], colouring_labels(), key="colour", kind="row", place=warnings)
        layers = [str(number) for number in range(1, len(recording.layers) + 1)]
        layer = int(choice(called["layer"], layers, key="layer", first=layers[-1], width=110, place=warnings))
        states = {name: state_label(name) for name in readable_states(recording, layer)}
        state = choice(called["state"], states, key="state", width=190, place=warnings)
        called_orders = order_labels()
        orders = {order: called_orders[order] for order in readable_orders(recording, layer, state)}
        order = choice(called["sort"], orders, key="sort", width=150, place=warnings)
        units = [str(unit) for unit in range(recording.layers[layer - 1].values(state).shape[1])]
        unit = choice(called["unit"], units, key="unit", width=110, place=warnings)
    return View(layer=layer, state=state, order=order, unit=int(unit), colouring=colouring)


def remember_unit(unit: int) -> None:
    """Take over the unit that was chosen in the heatmap, as if it were chosen in the box."""
    st.session_state.unit = str(unit)
