"""Closed tabs: forgotten when nobody can come back to them any more."""

import asyncio
from typing import Any

import streamlit as st
from streamlit import runtime

from rnnviz.ui.frame.garbage import collect_soon

__all__ = ["forget_in_time"]

_LATER = 1.0
"""Seconds after the last moment at which a tab that was closed now can come back."""


def forget_in_time() -> None:
    """Have the tab that was closed now forgotten once its time is over.

    Streamlit keeps the session of a closed tab for `server.disconnectedSessionTTL` seconds, for a browser that has lost
    its connection, and drops what is older only when the next tab is closed: after a class up to 128 would stay.
    """
    seconds = float(st.get_option("server.disconnectedSessionTTL")) + _LATER
    asyncio.get_running_loop().call_later(seconds, _forget)


def _forget() -> None:
    """Drop the sessions whose time is over; on the server's loop, which alone may touch them."""
    if not runtime.exists():
        return
    kept: Any = runtime.get_instance()._session_mgr
    kept._session_storage._cache.expire()
    collect_soon()
