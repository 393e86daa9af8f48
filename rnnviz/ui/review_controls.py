"""Controls of "Read a review". The address holds every choice, and restores it."""

import time
from collections.abc import Mapping

import streamlit as st

from rnnviz.errors import DataError
from rnnviz.recording import MOST_CHARACTERS, Recording
from rnnviz.ui.examples import EXAMPLES
from rnnviz.ui.layout import plain
from rnnviz.ui.payload import readable_orders
from rnnviz.ui.sentences import STATE_LABELS
from rnnviz.ui.session import run_names
from rnnviz.ui.view import Colouring, View

__all__ = [
    "LATE_SECONDS",
    "LONGEST_SHARED",
    "choose_model",
    "choose_review",
    "choose_view",
    "pick_example",
    "remember_unit",
]

LONGEST_SHARED = 2_000
"""Characters of a text that the address still holds."""

LATE_SECONDS = 3.0
"""For so long after the address was written, an older one is not taken for Back."""

_FIRST_MODEL = "imdb-lstm"  # its verdict moves at the words that a reader would name

_COLOURINGS: Mapping[str, Colouring] = {
    "verdict so far": "readout",
    "push": "delta_logit",
    "one unit": "unit",
    "change of state": "speed",
}


def pick_example() -> None:
    """Let the visitor pick one of the reviews that come with rnnviz."""
    _restore()
    st.pills(
        "Pick a review, or paste your own below",
        list(EXAMPLES),
        key="example",
        bind="query-params",
        on_change=_take_example,
    )
    if "text" not in st.query_params and not _address_is_late():
        _take_example()  # Back chooses an example without a change that is called back


def choose_review() -> str:
    """Let the visitor paste a review; return the text.

    Raises
    ------
    DataError
        The text is empty or too long.
    """
    st.text_area(
        "Review",
        key="text",
        height=130,
        on_change=_leave_example,
        placeholder="Paste a film review in English.",
        persist_state="session",
    )
    st.button("Read it", icon=":material/play_arrow:")
    text = str(st.session_state.text)
    _share(text)
    if not text.strip():
        raise DataError("There is nothing to read yet: paste a film review above, or pick one.")
    if len(text) > MOST_CHARACTERS:
        raise DataError(
            f"A review may have up to {MOST_CHARACTERS:,} characters; this text has {len(text):,}. "
            "It stays in the box: shorten it there."
        )
    return text


def _restore() -> None:
    """Fill the box from the address's text, its example, or the first example: at first, and when Back changed it."""
    shared = st.query_params.get("text")
    if "text" in st.session_state and (shared == st.session_state.get("shared") or _address_is_late()):
        return
    asked = st.query_params.get("example", "")
    name = asked if asked in EXAMPLES else next(iter(EXAMPLES))
    st.session_state.text = EXAMPLES[name] if shared is None else shared
    st.session_state.example = name if shared is None else None


def _address_is_late() -> bool:
    """Whether the address that came with this run may be older than the one that was written last.

    What a browser sent before it heard of the new address still brings the old one; taken for Back, it would undo a
    paste.
    """
    written = st.session_state.get("shared_at")
    return written is not None and time.monotonic() - float(written) < LATE_SECONDS


def _take_example() -> None:
    if st.session_state.example:
        st.session_state.text = EXAMPLES[st.session_state.example]


def _leave_example() -> None:
    st.session_state.example = None


def _share(text: str) -> None:
    """Keep a text of one's own in the address while it is short enough."""
    shared = text if text not in EXAMPLES.values() and len(text) <= LONGEST_SHARED else None
    # Written once: Streamlit writes the whole address, and what it knows of the other choices may be late, too.
    written = _address_is_late() and st.session_state.get("shared") == shared
    st.session_state.shared = shared
    if not written and st.query_params.get("text") != shared:
        st.session_state.shared_at = time.monotonic()
        if shared is None:
            del st.query_params["text"]
        else:
            st.query_params["text"] = shared
    if len(text) > LONGEST_SHARED and text not in EXAMPLES.values():
        st.caption(f"A link to this page holds texts of up to {LONGEST_SHARED:,} characters; this one is longer.")


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
