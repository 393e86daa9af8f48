"""The verdicts that are wrong: sentences, the four kinds, what tells them apart, and the reviews themselves."""

from collections.abc import Mapping
from typing import TypedDict

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from rnnviz.networks import sigmoid
from rnnviz.shapes import Bools, Floats
from rnnviz.states import CorpusReviews
from rnnviz.ui.across import error_words, list_words
from rnnviz.ui.across.error_facts import (
    GROUPS,
    ErrorFacts,
    Group,
    Measure,
    error_facts,
    groups_of,
    measures_of,
)
from rnnviz.ui.across.leaving import read_review
from rnnviz.ui.across.list_words import Order
from rnnviz.ui.across.run import Opened, choose
from rnnviz.ui.across.views.confusion import confusion_view
from rnnviz.ui.drawing.axes import ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import choose_page
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.views.intervals import intervals_view
from rnnviz.ui.reviews.rows import ReviewLine, reviews_view

__all__ = ["first_sentence", "show_errors"]

_ROWS, _SHOWN = 10, 260
_KINDS: tuple[Group, ...] = ("true_positive", "false_negative", "false_positive", "true_negative")


class _Here(TypedDict):
    """What is listed, as the address says it."""

    w_group: Group
    w_order: Order


_ORDERS: Mapping[Order, tuple[Measure, int]] = {
    "surest": ("sureness", -1),
    "closest": ("sureness", 1),
    "longest": ("words", -1),
    "shortest": ("words", 1),
    "unknown": ("unknown", -1),
    "denying": ("denying", -1),
}


def show_errors(opened: Opened, controls: DeltaGenerator, warnings: DeltaGenerator) -> None:
    """Say and show what is wrong, and let the visitor browse it."""
    reviews, bag = opened.verdicts()
    groups = groups_of(reviews, bag)
    labels = {group: list_words.group_labels()[group] for group in GROUPS if group in groups}
    with controls:
        group = choose("w_group", labels, warnings, width=220, on_change=_to_first_page)
        order = choose("w_order", list_words.order_labels(), warnings, width=160, on_change=_to_first_page)
    facts = error_facts(reviews, bag)
    lesson(*error_words.error_sentences(facts), key="errors")
    left, right = st.columns([2, 3], gap="large")
    with left:
        _show_kinds(groups, group)
    with right:
        _show_separations(facts)
    here: _Here = {"w_group": group, "w_order": order}
    _list(opened, reviews, _ordered(reviews, groups[group], order), here, warnings)
    misleads(error_words.mislead())


def first_sentence(opened: Opened) -> str:
    """The first of what is said of the errors."""
    return error_words.error_sentences(error_facts(*opened.verdicts()))[0]


def _to_first_page() -> None:
    st.session_state.w_page = 1.0


def _take(group: str) -> None:
    st.session_state.w_group = group
    _to_first_page()


def _show_kinds(groups: Mapping[Group, Bools], chosen: Group) -> None:
    counts = {kind: int(groups[kind].sum()) for kind in _KINDS}
    right = counts["true_positive"] + counts["true_negative"]
    rows = {kind: sum(counts[one] for one in (_KINDS[:2] if kind in _KINDS[:2] else _KINDS[2:])) for kind in _KINDS}
    confusion_view(
        {
            "title": error_words.confusion_title(right, sum(counts.values())),
            "help": error_words.confusion_help(),
            "cells": [
                {
                    "group": kind,
                    "name": list_words.group_labels()[kind],
                    "count": counts[kind],
                    "share": counts[kind] / max(rows[kind], 1),
                    "right": kind in ("true_positive", "true_negative"),
                    "chosen": chosen == kind or (chosen == "wrong" and kind in ("false_positive", "false_negative")),
                }
                for kind in _KINDS
            ],
            "labels": error_words.confusion_labels(),
            "colours": both_inks(),
        },
        key="errors-kinds",
        on_pick=_take,
    )


def _show_separations(facts: ErrorFacts) -> None:
    known = {name: one for name, one in facts.separations.items() if one.share == one.share}
    if not known:
        return
    title = error_words.separation_title(facts.separations)
    name, better = error_words.separation_column()
    intervals_view(
        {
            "title": title,
            "help": error_words.separation_help(),
            "told": title,
            "columns": [
                {"name": "pairs", "title": name, "better": better, "low": 0.0, "high": 1.0, "ticks": ticks(0, 1)}
            ],
            "rows": [
                {
                    "name": measure,
                    "label": error_words.measure_labels()[measure],
                    "floor": not one.is_clear,
                    "chosen": False,
                    "values": [{"mean": one.share, "low": one.low, "high": one.high}],
                }
                for measure, one in known.items()
            ],
            "colours": both_inks(),
        },
        key="errors-separations",
    )


def _ordered(reviews: CorpusReviews, group: Bools, order: Order) -> NDArray[np.intp]:
    measure, sign = _ORDERS[order]
    chosen = np.flatnonzero(group)
    return chosen[np.argsort(sign * measures_of(reviews)[measure][chosen], kind="stable")]


def _list(
    opened: Opened,
    reviews: CorpusReviews,
    found: NDArray[np.intp],
    here: _Here,
    warnings: DeltaGenerator,
) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader(list_words.list_title(here["w_group"]), anchor=False, width="stretch")
        page, pages = choose_page(len(found), _ROWS, key="w_page", place=warnings)
    probabilities = sigmoid(reviews.logits)
    picked = reviews_view(
        {
            "found": list_words.found(len(found), page, pages),
            "reviews": [
                _line(opened, reviews, probabilities, int(one)) for one in found[(page - 1) * _ROWS : page * _ROWS]
            ],
            "labels": list_words.opener_labels(),
            "colours": both_inks(),
        },
        key="errors-reviews",
    )
    if picked is not None:
        back = {"w_part": "errors", "w_group": here["w_group"], "w_order": here["w_order"]}
        read_review(opened, picked.number - 1, {**back, "w_page": str(page)})


def _line(opened: Opened, reviews: CorpusReviews, probabilities: Floats, review: int) -> ReviewLine:
    text = opened.store.text(review)
    counted = (int(values[review]) for values in (reviews.words, reviews.unknown, reviews.denying))
    return {
        "number": review + 1,
        "number_label": f"{review + 1:,}",
        "label": "positive" if reviews.labels[review] else "negative",
        "note": list_words.review_note(float(probabilities[review]), *counted),
        "parts": [text[:_SHOWN] + (" …" if len(text) > _SHOWN else "")],
    }
