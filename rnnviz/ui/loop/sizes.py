"""The sliders for the sizes of a loop: they end where one picture, or typing, would end."""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.loops import MOST_NUMBERS, LoopSpec, most_fitting
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.loop import words
from rnnviz.ui.loop.payload import MOST_TYPED
from rnnviz.ui.loop.presets import SIZES, keep_size

__all__ = ["choose_sizes"]

_MOST_OWN_STEPS = 30
_FIELDS = {"timesteps": "timesteps", "input_features": "input_features", "output_features": "units"}
"""What a slider's key is called in a `LoopSpec`."""


def choose_sizes(cell: str, sequences: int, place: DeltaGenerator, *, weights: bool, inputs: bool) -> LoopSpec:
    """Sliders for the sizes; a loop of these sizes.

    Parameters
    ----------
    cell
        Its name.
    sequences
        How many of them are read.
    place
        Where it is said that a size had to be cut down.
    weights, inputs
        Whether these are typed, which ends earlier.
    """
    limits = _typed_limits(weights=weights, inputs=inputs)
    sizes = {name: _wanted(name) for name in SIZES}
    for name, limit in limits.items():
        if sizes[name] > limit:
            _cut(name, limit, words.cut_typed(name, sizes[name], limit), place)
            sizes[name] = limit
    spec = _sized(cell, sequences, sizes)
    possible = most_fitting(spec, "timesteps")
    if sizes["timesteps"] > possible:
        told = words.cut_down("timesteps", sizes["timesteps"], possible, MOST_NUMBERS)
        _cut("timesteps", possible, told, place)
        spec = _sized(cell, sequences, sizes | {"timesteps": possible})
    return _sized(cell, sequences, {name: _slider(name, spec, limits) for name in SIZES})


def _slider(name: str, spec: LoopSpec, limits: Mapping[str, int]) -> int:
    """A slider whose end follows from the other sizes, held in the address by this module.

    A slider with another end is a new one to Streamlit, which would believe an address of before more than the session.
    """
    low, high, _ = SIZES[name]
    end = max(min(most_fitting(spec, _FIELDS[name]), limits.get(name, high)), low + 1)  # a slider has two ends
    size, drawn = min(_wanted(name), end), f"{name} drawn"
    if (st.session_state.get(name), st.session_state.get(drawn)) != (size, end):
        st.session_state[name] = size  # only then: what is set from here is drawn anew, which a browser feels
    st.session_state[drawn] = end
    label, told = words.controls()[name], words.size_help(MOST_NUMBERS)
    chosen: int = st.slider(
        label, low, end, key=name, help=told, persist_state="session", on_change=_keep, args=(name,)
    )
    keep_size(name, chosen)
    return chosen


def _keep(name: str) -> None:
    keep_size(name, st.session_state[name])


def _typed_limits(*, weights: bool, inputs: bool) -> dict[str, int]:
    limits = {"input_features": MOST_TYPED, "output_features": MOST_TYPED} if weights or inputs else {}
    return limits | ({"timesteps": _MOST_OWN_STEPS} if inputs else {})


def _wanted(name: str) -> int:
    """The size in the address; on coming back to the page, whose address is empty then, that of this session."""
    low, high, first = SIZES[name]
    came = st.query_params.get(name)
    if came is None:
        return int(st.session_state.get(name, first)) if st.session_state.get("page_changed") else first
    return int(came) if came.isascii() and came[:12].isdigit() and low <= int(came[:12]) <= high else first


def _cut(name: str, size: int, told: str, place: DeltaGenerator) -> None:
    keep_size(name, size)
    with place:
        warn(told)


def _sized(cell: str, sequences: int, sizes: Mapping[str, int]) -> LoopSpec:
    return LoopSpec(
        cell=cell,
        sequences=sequences,
        timesteps=sizes["timesteps"],
        input_features=sizes["input_features"],
        units=sizes["output_features"],
    )
