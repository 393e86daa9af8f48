"""What the controls of all pages share with the address."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.ui.layout import plain

__all__ = ["HELD", "asked", "warn", "whole_number"]

HELD: Mapping[str, Any] = {"bind": "query-params", "persist_state": "session"}
"""A control with these is in the address, and outlives a run that does not draw it."""


def asked(key: str) -> str | None:
    """What the address says of a control that has not been drawn yet; Streamlit replaces nonsense without a word."""
    return None if key in st.session_state else st.query_params.get(key)


def warn(sentence: str) -> None:
    """Say what was expected, what came, and what is shown instead."""
    st.warning(plain(sentence), icon=":material/warning:")


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
