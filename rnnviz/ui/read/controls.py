"""Controls of "Read a review", one strip. The address holds every choice, and restores it."""

from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.recording import Recording
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import READ_MODEL_KEY
from rnnviz.ui.frame.session import run_labels, run_names
from rnnviz.ui.read.payload import readable_orders, readable_states
from rnnviz.ui.read.view import View
from rnnviz.ui.read.view_words import order_labels
from rnnviz.ui.read.views.folds import folds
from rnnviz.ui.read.words import FORMER_COLOURINGS, colouring_labels, controls, no_model, state_label
from rnnviz.ui.reviews.box import READ_BOX

__all__ = ["choose_model", "choose_review", "choose_view", "panel", "remember_unit", "strip"]

_STRIP = "strip"
_FIRST_MODEL = "imdb-lstm"  # its verdict moves at the words that a reader would name


def strip() -> DeltaGenerator:
    """Place of the controls: one line above the stage."""
    place = st.container(horizontal=True, vertical_alignment="center", key=_STRIP)
    with place:
        folds(_STRIP, done=READ_BOX.button, key="folds")
    return place


def panel(name: Literal["review", "look"]) -> DeltaGenerator:
    """Place of the controls that are folded away; they open over the stage, and close in the browser alone."""
    return st.expander(controls()[name], key=f"{name}-part", width={"review": 110, "look": 150}[name])


def choose_review(warnings: DeltaGenerator) -> str:
    """Let the visitor pick a review that comes with rnnviz, or paste one; return the text.

    Parameters
    ----------
    warnings
        Place of what is said of the address, in sight while the box is folded away.

    Raises
    ------
    DataError
        The text is empty or too long.
    """
    READ_BOX.pick_example(place=warnings)
    return READ_BOX.read(button=controls()["read"], part=controls()["review"])


def choose_model(warnings: DeltaGenerator) -> str:
    """Let the visitor choose a run; return its name."""
    names = run_names()
    return choice(
        controls()["model"],
        run_labels(names),
        key=READ_MODEL_KEY,
        width=282,
        first=_FIRST_MODEL if _FIRST_MODEL in names else names[0],
        place=warnings,
        unknown=no_model(),
    )


def choose_view(recording: Recording, warnings: DeltaGenerator) -> View:
    """Let the visitor choose layer, state, order, unit and colouring; what is said of them stands in `warnings`."""
    called = controls()
    colouring = choice(
        called["colour"], colouring_labels(), key="colour", kind="row", place=warnings, once=FORMER_COLOURINGS
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
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
