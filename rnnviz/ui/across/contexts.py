"""Places of the corpus with the words around them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.shapes import Floats
from rnnviz.states.index import Rows
from rnnviz.states.overview import AROUND
from rnnviz.text import START_ID, UNKNOWN_ID, read_words
from rnnviz.ui.across import words
from rnnviz.ui.across.leaving import go_to_word
from rnnviz.ui.across.run import Opened
from rnnviz.ui.across.views.contexts import Context, ContextList, contexts_view
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.messages import plain

__all__ = ["Place", "contexts_of", "show_contexts"]

_LINE_BREAK = "br"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Some timesteps of a review that follow each other, from 0, and what is told of them."""

    review: int
    first: int
    last: int
    note: str


def show_contexts(
    lists: list[ContextList], scale: Literal["state", "push"], ends: tuple[str, str], *, key: str
) -> int | None:
    """Draw lists of places on one scale, whose `ends` are named; return the place of a review that is to be read.

    A click on a word leads to it.
    """
    limit = max((abs(value) for each in lists for row in each["rows"] for value in row["values"]), default=1.0)
    picked = contexts_view(
        {
            "lists": lists,
            "scale": scale,
            "limit": limit or 1.0,
            "ends": ends,
            "labels": words.context_labels(),
            "colours": both_inks(),
        },
        key=key,
        on_word=go_to_word,
    )
    if any(_LINE_BREAK in row["words"] for each in lists for row in each["rows"]):
        st.caption(plain(words.line_break()))
    return picked


def contexts_of(opened: Opened, places: Sequence[Place], value_of: Callable[[Rows], Floats]) -> list[Context]:
    """What is drawn of places; `value_of` gives the numbers that colour some rows of the index."""
    return [_context(opened, place, value_of) for place in places]


def _context(opened: Opened, place: Place, value_of: Callable[[Rows], Floats]) -> Context:
    index = opened.index
    begin, end = int(index.starts[place.review]) + 1, int(index.starts[place.review + 1])
    start = max(begin + place.first - AROUND, begin)
    rows = np.arange(start, min(begin + place.last + AROUND + 1, end))
    ids = index.ids[rows]
    return {
        "number": place.review + 1,
        "number_label": f"{place.review + 1:,}",
        "label": "positive" if index.labels[place.review] else "negative",
        "note": place.note,
        "words": _words(opened, place.review, rows - begin, ids.tolist()),
        "values": np.round(np.asarray(value_of(rows), dtype=np.float64), 4).tolist(),
        "other": np.flatnonzero(ids <= UNKNOWN_ID).tolist(),
        "first": begin + place.first - start,
        "last": begin + place.last - start,
    }


def _words(opened: Opened, review: int, positions: Rows, ids: list[int]) -> list[str]:
    """What stands at these positions; for words that the vocabulary lacks, what the text says."""
    known = opened.vocabulary.words
    written = _written(opened, review) if UNKNOWN_ID in ids else {}
    named = {START_ID: words.start_sign()}
    return [
        written.get(position, words.unknown_word()) if number == UNKNOWN_ID else named.get(number, known[number])
        for position, number in zip(positions.tolist(), ids, strict=True)
    ]


def _written(opened: Opened, review: int) -> dict[int, str]:
    """The words of a review as they are written, by their timestep; none where they are not kept."""
    try:
        read = read_words(opened.store.text(review), opened.vocabulary)
    except RnnvizError:
        return {}
    return {place: word.text for place, word in enumerate(read, 1)}
