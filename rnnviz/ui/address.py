"""What the controls of all pages share with the address."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from rnnviz.ui.layout import plain

__all__ = ["HELD", "asked", "warn"]

HELD: Mapping[str, Any] = {"bind": "query-params", "persist_state": "session"}
"""A control with these is in the address, and outlives a run that does not draw it."""


def asked(key: str) -> str | None:
    """What the address says of a control that has not been drawn yet; Streamlit replaces nonsense without a word."""
    return None if key in st.session_state else st.query_params.get(key)


def warn(sentence: str) -> None:
    """Say what was expected, what came, and what is shown instead."""
    st.warning(plain(sentence), icon=":material/warning:")
