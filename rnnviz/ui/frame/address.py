"""What the controls of all pages share with the address."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.ui.frame.layout import plain

__all__ = ["HELD", "asked", "choose_page", "warn", "warn_unless_known", "whole_number"]

HELD: Mapping[str, Any] = {"bind": "query-params", "persist_state": "session"}
"""A control with these is in the address, and outlives a run that does not draw it."""


def asked(key: str) -> str | None:
    """What the address says of a control that has not been drawn yet; Streamlit replaces nonsense without a word."""
    return None if key in st.session_state else st.query_params.get(key)


def warn(sentence: str) -> None:
    """Say what was expected, what came, and what is shown instead."""
    st.warning(plain(sentence), icon=":material/warning:")


def warn_unless_known(key: str, name: str, known: Sequence[str]) -> None:
    """Say so where the address has none of the options; the first of them is shown."""
    given = asked(key)
    if given is not None and given not in known:
        warn(f"{name} is one of {', '.join(known)}, not {given[:40]}; {known[0]} is shown.")


def whole_number(
    label: str, low: int, high: int, first: int, *, key: str, width: int, place: DeltaGenerator | None = None
) -> int:
    """Draw a box for a whole number that is in the address; say so where the address asked for another.

    Parameters
    ----------
    label, low, high, first, key, width
        As for `st.number_input`.
    place
        Where a warning is shown; here if None.
    """
    came = asked(key)
    # Of floats: an address with 400 digits makes Streamlit's box of whole numbers stop the page.
    value = st.number_input(label, float(low), float(high), float(first), 1.0, "%.0f", key=key, width=width, **HELD)
    shown = int(value + 0.5)
    if came is not None and came != str(shown):
        with place or st.container():
            warn(f"{label} is a whole number from {low:,} to {high:,}, not {came[:40]}; {shown:,} is shown.")
    return shown


def choose_page(found: int, rows: int, *, key: str, place: DeltaGenerator) -> tuple[int, int]:
    """Let the visitor choose a page of `found` things, `rows` on each; return its number and how many there are.

    A page that is no longer there, because less was found, becomes the last one; `place` is for warnings.
    """
    pages = max(-(-found // rows), 1)
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = float(pages)
    return whole_number("Page", 1, pages, 1, key=key, width=130, place=place), pages
