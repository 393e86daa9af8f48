"""The reviews of one group of the clinic; each opens on "Read a review" at its epoch."""

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from rnnviz.analysis import Change
from rnnviz.networks import sigmoid
from rnnviz.shapes import Floats
from rnnviz.ui.clinic import words
from rnnviz.ui.clinic.run import EPOCH_KEY, GROUP_KEY, PAGE_KEY, Examined, to_first_page
from rnnviz.ui.clinic.words import Order
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import choice, choose_page
from rnnviz.ui.frame.doors import Door, to_clinic, to_read
from rnnviz.ui.reviews.box import READ_BOX
from rnnviz.ui.reviews.rows import ReviewLine, reviews_view

__all__ = ["show_reviews"]

_ROWS = 10
_SHOWN = 260

_ORDERS: Mapping[Order, Callable[[Floats, Floats], Floats]] = {
    "change": lambda before, now: -np.abs(now - before),
    "surest": lambda _, now: -np.abs(now),
    "closest": lambda _, now: np.abs(now),
}


def show_reviews(examined: Examined, place: int, group: Change) -> None:
    """Show the reviews of a group, and let the visitor open them."""
    clinic = examined.clinic
    row, warnings = st.container(horizontal=True, vertical_alignment="bottom"), st.container()
    with row:
        st.subheader(words.reviews_title(group, clinic.epochs[place]), anchor=False, width="stretch")
        order = choice(
            words.controls()["c_order"],
            words.order_labels(),
            key="c_order",
            width=200,
            place=warnings,
            unknown=words.choices_unknown()["c_order"],
            on_change=to_first_page,
        )
        found = _ordered(examined, place, clinic.changes(place)[group], order)
        page, pages = choose_page(len(found), _ROWS, key=PAGE_KEY, place=warnings)
    opened = reviews_view(
        {
            "found": words.found(group, len(found), page, pages),
            "reviews": [_line(examined, place, int(one)) for one in found[(page - 1) * _ROWS : page * _ROWS]],
            "labels": words.opener_labels(),
            "colours": both_inks(),
        },
        key="clinic-reviews",
    )
    if opened is not None:
        to_read(
            text=READ_BOX.hand_over(examined.reviews.texts[opened.number - 1]),
            model=examined.name,
            epoch=clinic.epochs[place],
            label="positive" if clinic.labels[opened.number - 1] else "negative",
            back=_here(examined, place, group, order, page),
        ).enter()


def _here(examined: Examined, place: int, group: Change, order: Order, page: int) -> Door:
    """The way back to this list."""
    chosen = {EPOCH_KEY: str(examined.clinic.epochs[place]), GROUP_KEY: group, "c_order": order, PAGE_KEY: str(page)}
    return to_clinic(run=examined.name, more=chosen)


def _ordered(examined: Examined, place: int, group: NDArray[np.intp], order: Order) -> NDArray[np.intp]:
    logits = examined.clinic.logits
    now, before = logits[place, group], logits[place - 1, group] if place else np.zeros(len(group), logits.dtype)
    return group[np.argsort(_ORDERS[order](before, now), kind="stable")]


def _line(examined: Examined, place: int, review: int) -> ReviewLine:
    clinic, text = examined.clinic, examined.reviews.texts[review]
    probabilities = sigmoid(clinic.logits[:, review])
    before = float(probabilities[place - 1]) if place else None
    right = clinic.right[:, review]
    return {
        "number": review + 1,
        "number_label": f"{review + 1:,}",
        "label": "positive" if clinic.labels[review] else "negative",
        "note": words.verdicts(before, float(probabilities[place])),
        "parts": [text[:_SHOWN] + (" …" if len(text) > _SHOWN else "")],
        "history": {
            "right": right.tolist(),
            "shown": place,
            "told": words.history_told([epoch for epoch, good in zip(clinic.epochs, right, strict=True) if good]),
        },
    }
