"""What the controls of all pages share with the address."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.ui.frame.messages import warn
from rnnviz.ui.language import say

__all__ = ["HELD", "asked", "choice", "choose_page", "no_number", "no_whole_number", "whole_number"]

HELD: Mapping[str, Any] = {"bind": "query-params", "persist_state": "session"}
"""A control with these is in the address, and outlives a run that does not draw it."""

Kind = Literal["box", "row"]
Id = TypeVar("Id", bound=str)

_MOST_NAMED = 12
_LONGEST_QUOTED = 80


def asked(key: str) -> str | None:
    """What the address says of a control that has not been drawn yet; Streamlit replaces nonsense without a word.

    An empty value asks for nothing and goes: a control that must have a choice would take it for none.
    """
    if key in st.session_state:
        return None
    came = st.query_params.get(key)
    if came == "":
        del st.query_params[key]
        st.rerun()
    return came


def choice(
    label: str,
    options: Mapping[Id, str] | Sequence[Id],
    *,
    key: str,
    kind: Kind = "box",
    first: Id | None = None,
    place: DeltaGenerator | None = None,
    unknown: str | None = None,
    once: Mapping[str, Id] | None = None,
    **drawn: Any,
) -> Id:
    """Draw a control that chooses one of several things and is in the address; say so where that asks for another.

    Returns the id of what is chosen; Session State holds it, too. The address holds the label, because Streamlit writes
    what the control shows; an id in the address is understood as well.

    Parameters
    ----------
    label
        What the control is called.
    options
        Labels by id, in their order; or names that are their own labels, such as those of runs.
    key
        In the address and in Session State.
    kind
        "box" is a box that opens, "row" shows all options side by side.
    first
        The id that a new visitor finds; the first where None.
    place
        Where a warning is shown; here if None.
    unknown
        Sentence for an address that asks for what there is not, with {came}, {shown} and {known}. With one, a choice of
        this session that is not there any more is told as well.
    once
        Labels of older addresses, with their ids.
    drawn
        As for `st.selectbox` and `st.segmented_control`: width, help, on_change.
    """
    labels: dict[Id, str] = dict(options) if isinstance(options, Mapping) else {name: str(name) for name in options}
    came = _understood(key, labels, once or {})
    if came is None and unknown is not None and st.session_state.get(key, first) not in (None, *labels):
        came = str(st.session_state[key])
    first = next(iter(labels)) if first is None else first
    drawn |= {"key": key, "format_func": labels.__getitem__, **HELD}
    if kind == "row":
        chosen: Id = st.segmented_control(label, list(labels), default=first, required=True, **drawn)
    else:
        chosen = st.selectbox(label, list(labels), index=list(labels).index(first), **drawn)
    if came is not None and came not in labels.values():
        with place or st.container():
            _warn_of(label, list(labels.values()), came, labels[chosen], unknown)
    return chosen


def _understood(key: str, labels: Mapping[Id, str], once: Mapping[str, Id]) -> str | None:
    """What the address asks for, an id and an older label put as the label of today."""
    came = asked(key)
    one = next((one for one in labels if came == one or (came is not None and once.get(came) == one)), None)
    if one is not None and labels[one] != came:
        st.query_params[key] = labels[one]
        st.rerun()  # a control takes from the address only what it shows, and takes out what it does not
    return came


def _warn_of(label: str, known: Sequence[str], came: str, shown: str, unknown: str | None) -> None:
    named = [*known[:3], "…", known[-1]] if len(known) > _MOST_NAMED else known
    told = {"known": ", ".join(named), "came": came[:_LONGEST_QUOTED], "shown": shown}
    if unknown is not None:
        warn(unknown.format(**told))
    else:
        warn(say("{name} is one of {known}, not {came}; {shown} is shown.", name=label, **told))


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
            warn(no_whole_number(label, low, high, came, shown))
    return shown


def no_whole_number(name: str, low: int, high: int, came: str, shown: int) -> str:
    """For an address with what is no number, or one that is not possible."""
    return say(
        "{name} is a whole number from {low:,} to {high:,}, not {came}; {shown:,} is shown.",
        name=name,
        low=low,
        high=high,
        came=came[:40],
        shown=shown,
    )


def no_number(name: str, low: float, high: float, came: str, shown: float) -> str:
    """The same for a number that may have decimals."""
    return say(
        "{name} is a number from {low:g} to {high:g}, not {came}; {shown:.1f} is shown.",
        name=name,
        low=low,
        high=high,
        came=came[:40],
        shown=shown,
    )


def choose_page(found: int, rows: int, *, key: str, place: DeltaGenerator) -> tuple[int, int]:
    """Let the visitor choose a page of `found` things, `rows` on each; return its number and how many there are.

    A page that is no longer there, because less was found, becomes the last one; `place` is for warnings.
    """
    pages = max(-(-found // rows), 1)
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = float(pages)
    return whole_number(say("Page"), 1, pages, 1, key=key, width=130, place=place), pages
