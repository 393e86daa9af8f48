"""The pinned step and the chosen unit of a loop, in the address: a place that is shared is the place that is seen."""

import streamlit as st

from rnnviz.loops import LoopSpec
from rnnviz.ui.frame.address import no_whole_number
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.loop.views.loop import Place

__all__ = ["asked_place", "keep_place"]


def asked_place(spec: LoopSpec) -> Place:
    """The place that the address asks for; what the loop does not have is left, and told where it came from outside."""
    step, unit = _asked("step", 1, spec.steps), _asked("unit", 0, spec.units - 1)
    return {"step": None if step is None else step - 1, "unit": unit or 0}


def keep_place(place: Place) -> None:
    """Write a place into the address."""
    _write("step", None if place["step"] is None else place["step"] + 1)
    _write("unit", place["unit"] or None)


def _asked(name: str, low: int, high: int) -> int | None:
    came = st.query_params.get(name)
    if not came:
        st.query_params.pop(name, None)
        return None
    if came.isascii() and came.isdigit() and low <= int(came[:12]) <= high:
        return int(came[:12])
    del st.query_params[name]
    if came != st.session_state.get(_kept(name)):  # what was chosen here leaves without a word with its step or unit
        warn(no_whole_number(name, low, high, came, low))
    return None


def _kept(name: str) -> str:
    return f"kept {name}"


def _write(name: str, value: int | None) -> None:
    st.session_state[_kept(name)] = None if value is None else str(value)
    if value is None:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = str(value)
