"""The reviews of one group of the clinic; each opens on "Read a review" at its epoch."""

from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from rnnviz.analysis import Change
from rnnviz.networks import sigmoid
from rnnviz.shapes import Floats
from rnnviz.ui.clinic.run import PAGE_KEY, Examined, to_first_page
from rnnviz.ui.clinic.words import group_labels, group_meanings
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import count_of
from rnnviz.ui.frame.address import HELD, choose_page, warn_unless_known
from rnnviz.ui.frame.doors import to_read
from rnnviz.ui.reviews.box import READ_BOX
from rnnviz.ui.reviews.rows import ReviewLine, reviews_view

__all__ = ["show_reviews"]

_ROWS = 10
_SHOWN = 260

_ORDERS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "largest change": lambda before, now: -np.abs(now - before),
    "surest verdict": lambda _, now: -np.abs(now),
    "closest verdict": lambda _, now: np.abs(now),
}


def show_reviews(examined: Examined, place: int, group: Change) -> None:
    """Show the reviews of a group, and let the visitor open them."""
    clinic = examined.clinic
    st.header(f"Reviews that are {group_labels()[group]} after epoch {clinic.epochs[place]}", anchor=False)
    warn_unless_known("c_order", "The order", list(_ORDERS))
    warnings = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = st.selectbox("Order", list(_ORDERS), key="c_order", width=200, on_change=to_first_page, **HELD)
        found = _ordered(examined, place, clinic.changes(place)[group], order)
        page, pages = choose_page(len(found), _ROWS, key=PAGE_KEY, place=warnings)
    opened = reviews_view(
        {
            "found": _told(group, len(found), page, pages),
            "reviews": [_line(examined, place, int(one)) for one in found[(page - 1) * _ROWS : page * _ROWS]],
            "labels": {"read": "Read it", "read_name": "Read review {number_label} with the weights of this epoch"},
            "colours": both_inks(),
        },
        key="clinic-reviews",
    )
    if opened is not None:
        text = READ_BOX.hand_over(examined.reviews.texts[opened.number - 1])
        to_read(text=text, model=examined.name, epoch=clinic.epochs[place]).enter()


def _ordered(examined: Examined, place: int, group: NDArray[np.intp], order: str) -> NDArray[np.intp]:
    logits = examined.clinic.logits
    now, before = logits[place, group], logits[place - 1, group] if place else np.zeros(len(group), logits.dtype)
    return group[np.argsort(_ORDERS[order](before, now), kind="stable")]


def _told(group: Change, found: int, page: int, pages: int) -> str:
    if not found:
        return f"No review is {group_labels()[group]} ({group_meanings()[group]})."
    return (
        f"{count_of(found, 'review')}, {group_meanings()[group]}; page {page:,} of {pages:,}. In a row: the label, the "
        "probability of positive before → after, and a dot an epoch, filled where the verdict was right."
    )


def _line(examined: Examined, place: int, review: int) -> ReviewLine:
    clinic, text = examined.clinic, examined.reviews.texts[review]
    probabilities = sigmoid(clinic.logits[:, review])
    before = f"{probabilities[place - 1]:.2f} → " if place else ""
    return {
        "number": review + 1,
        "number_label": f"{review + 1:,}",
        "label": "positive" if clinic.labels[review] else "negative",
        "note": f"{before}{probabilities[place]:.2f}",
        "parts": [text[:_SHOWN] + (" …" if len(text) > _SHOWN else "")],
        "history": {
            "right": clinic.right[:, review].tolist(),
            "shown": place,
            "told": _history(clinic.epochs, clinic.right[:, review]),
        },
    }


def _history(epochs: tuple[int, ...], right: NDArray[np.bool_]) -> str:
    """For those who cannot see the dots."""
    good = [str(epoch) for epoch, is_right in zip(epochs, right, strict=True) if is_right]
    return f"right after {'epoch' if len(good) == 1 else 'epochs'} {', '.join(good)}" if good else "never right"
