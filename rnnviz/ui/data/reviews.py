"""The reviews of the corpus: search, filter, order, and what opens one."""

import re
from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.delta_generator import DeltaGenerator

from rnnviz.ui.data import words
from rnnviz.ui.data.controls import put_review
from rnnviz.ui.data.source import DataSource, called
from rnnviz.ui.data.words import Order, Shown
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import HELD, choice, choose_page
from rnnviz.ui.frame.doors import to_read
from rnnviz.ui.reviews.box import READ_BOX
from rnnviz.ui.reviews.rows import OpenedReview, ReviewLine, reviews_view

__all__ = ["show_reviews"]

_LABELS: Mapping[Shown, tuple[int, ...]] = {"all": (0, 1), "negative": (0,), "positive": (1,)}
_ROWS = 10
_AROUND = 90  # characters before what was found
_SHOWN = 260


def show_reviews(source: DataSource) -> None:
    """Let the visitor find a review and open it, here or on "Read a review"."""
    st.subheader(words.find_title(called(source)), anchor=False)
    warnings = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="strip-reviews"):
        query, label, order = _choose(warnings)
        page_place = st.empty()
    found = _find(source, query, label, order)
    with page_place.container():
        page, pages = choose_page(len(found), _ROWS, key="d_page", place=warnings)
    numbers = found[(page - 1) * _ROWS : page * _ROWS]
    opened = reviews_view(
        {
            "found": words.found(len(found), page, pages, len(source.corpus)),
            "reviews": [_line(source, int(number), query) for number in numbers],
            "labels": words.opener_labels(),
            "colours": both_inks(),
        },
        key="reviews",
        on_open=lambda opened: _take(source, opened),
    )
    if opened is not None and opened.to == "read":
        to_read(text=READ_BOX.hand_over(source.corpus.texts[opened.number - 1])).enter()


def _choose(warnings: DeltaGenerator) -> tuple[str, Shown, Order]:
    """Let the visitor choose what is looked for, the label, and the order."""
    called, unknown = words.controls(), words.choices_unknown()
    query = st.text_input(called["d_search"], key="d_search", max_chars=200, width=320, on_change=_first_page, **HELD)
    label = choice(
        called["d_show"],
        words.label_choices(),
        key="d_show",
        kind="row",
        place=warnings,
        unknown=unknown["d_show"],
        on_change=_first_page,
    )
    order = choice(
        called["d_order"],
        words.order_labels(),
        key="d_order",
        place=warnings,
        unknown=unknown["d_order"],
        width=200,
        on_change=_first_page,
    )
    return query or "", label, order


def _first_page() -> None:
    st.session_state.d_page = 1.0


def _take(source: DataSource, opened: OpenedReview) -> None:
    if opened.to == "here":
        put_review(source, opened.number)


def _find(source: DataSource, query: str, label: Shown, order: Order) -> NDArray[np.int64]:
    """Places of the reviews that fit, in order."""
    texts, labels = source.corpus.texts, source.corpus.labels
    fits = np.isin(labels, _LABELS[label])
    if query.strip():
        wanted = query.strip().lower()
        fits &= np.fromiter((wanted in text.lower() for text in texts), dtype=bool, count=len(texts))
    places = np.flatnonzero(fits)
    if order == "corpus":
        return places
    lengths = source.statistics.lengths[places]
    return places[np.argsort(lengths if order == "shortest" else -lengths, kind="stable")]


def _line(source: DataSource, place: int, query: str) -> ReviewLine:
    number = place + 1
    return {
        "number": number,
        "number_label": f"{number:,}",
        "label": "positive" if source.corpus.labels[place] else "negative",
        "note": words.words_in_review(int(source.statistics.lengths[place]) - 1),
        "parts": _parts(source.corpus.texts[place], query.strip()),
    }


def _word_start(text: str, hit: int) -> int:
    """Where a word begins, some way before what was found."""
    if hit <= _AROUND:
        return 0
    gap = re.compile(r"\s+").search(text, hit - _AROUND, hit)
    return gap.end() if gap else hit - _AROUND


def _parts(text: str, query: str) -> list[str]:
    """The beginning of a review, or what was found with the words around it, which is every second part."""
    hit = re.search(re.escape(query), text, re.IGNORECASE) if query else None
    start = _word_start(text, hit.start()) if hit else 0
    shown = text[start : start + _SHOWN]
    lead, rest = "… " if start else "", " …" if start + _SHOWN < len(text) else ""
    parts = re.split(f"({re.escape(query)})", shown, flags=re.IGNORECASE) if query else [shown]
    return [lead + parts[0], *parts[1:-1], parts[-1] + rest] if len(parts) > 1 else [lead + shown + rest]
