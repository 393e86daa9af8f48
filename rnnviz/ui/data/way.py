"""One review's way from text to row, as it is drawn."""

import streamlit as st

from rnnviz.text import UNKNOWN_ID, Padding, ReviewRow, Vocabulary, review_row
from rnnviz.ui.data import way_words
from rnnviz.ui.data.controls import offer_cut_review
from rnnviz.ui.data.source import DataSource, called
from rnnviz.ui.data.views.way import WayPayload, way_view
from rnnviz.ui.drawing.colours import both_inks

__all__ = ["show_way", "way_payload"]

_MOST_DRAWN = 2_400
_LONGEST_WORD = 60
_ARRAY_ENDS = 24
_EDGE_ZEROS = 3


def show_way(source: DataSource, text: str, num_words: int, padding: Padding) -> None:
    """Draw the way of `text`; words are drawn at once, their ids when the corpus has been counted."""
    with st.container(horizontal=True, vertical_alignment="center", key="way-heading"):
        st.subheader(way_words.title(), anchor=False, width="content")
        offer_cut_review(source)
    place = st.empty()
    if not source.has("counts"):
        with place.container():
            way_view(
                way_payload(review_row(text, Vocabulary([]), padding), None, corpus=called(source)), key="way-begin"
            )
            with st.spinner(way_words.counting()):
                _ = source.counts
    vocabulary = source.counts.vocabulary(num_words)
    with place.container():
        way_view(way_payload(review_row(text, vocabulary, padding), vocabulary, corpus=called(source)), key="way")
    spare = num_words - len(vocabulary)
    if spare > 0:
        st.caption(way_words.spare_ids(spare, len(vocabulary) - 4, num_words))


def way_payload(row: ReviewRow, vocabulary: Vocabulary | None, *, corpus: str) -> WayPayload:
    """Data of the component `way`; without a vocabulary, before any word has an id. `corpus` is what it is called."""
    words = [(number, _short(word.text)) for number, word in enumerate(row.words, start=1)]
    skipped = max(len(words) - _MOST_DRAWN, 0)
    gap = _MOST_DRAWN // 2
    drawn = words if not skipped else words[:gap] + words[gap + skipped :]
    pending = vocabulary is None
    unknown = [number for number, word in enumerate(row.words, start=1) if word.id == UNKNOWN_ID and vocabulary]
    payload: WayPayload = {
        "words": drawn,
        "ids": [1, *(row.words[number - 1].id for number, _ in drawn)],
        "unknown": unknown,
        "total": len(words) + 1,
        "kept": row.words_kept + row.start_kept,
        "begin": 0 if row.start_kept else row.kept.start + 1,
        "first": row.first,
        "maxlen": row.padding.maxlen,
        "truncating": row.padding.truncating,
        "pending": pending,
        "array": f"[{', '.join(_array(row))}]",
        "sentence": way_words.sentence(row, pending=pending),
        "titles": way_words.titles(row, pending=pending),
        "helps": way_words.helps(corpus),
        "labels": way_words.way_labels(),
        "colours": both_inks(),
    }
    if skipped:
        payload["left_out"] = {"after": gap, "label": way_words.not_drawn(skipped)}
    return payload


def _array(row: ReviewRow) -> list[str]:
    """The row's numbers as NumPy would print them, the middle of its zeros and of its other ids left out."""
    ids = [str(number) for number in row.row.tolist()]
    pads, zeros = row.pads, ["0"] * _EDGE_ZEROS
    if pads <= _ARRAY_ENDS or len(ids) <= 2 * _ARRAY_ENDS:
        return _ends(ids, way_words.more_ids(len(ids) - 2 * _ARRAY_ENDS))
    more = way_words.more_zeros(pads - 2 * _EDGE_ZEROS)
    if row.padding.padding == "pre":
        return [*zeros, more, *_ends(ids[pads - _EDGE_ZEROS :], "…")]
    return [*_ends(ids[: len(ids) - pads + _EDGE_ZEROS], "…"), more, *zeros]


def _ends(ids: list[str], more: str) -> list[str]:
    return ids if len(ids) <= 2 * _ARRAY_ENDS else [*ids[:_ARRAY_ENDS], more, *ids[-_ARRAY_ENDS:]]


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"
