"""One review's way from text to row: its drawing, and the sentences that go with it."""

import streamlit as st

from rnnviz.text import UNKNOWN_ID, Padding, ReviewRow, Vocabulary, review_row
from rnnviz.ui.data.source import DataSource
from rnnviz.ui.data.views.way import WayPayload, way_view
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import count_of

__all__ = ["show_way", "way_payload"]

_MOST_DRAWN = 2_400
_LONGEST_WORD = 60
_ARRAY_ENDS = 24


def show_way(source: DataSource, text: str, num_words: int, padding: Padding) -> None:
    """Draw the way of `text`; words are drawn at once, their ids when the corpus has been counted."""
    place = st.empty()
    if not source.has("counts"):
        with place.container():
            way_view(way_payload(review_row(text, Vocabulary([]), padding), None), key="way-begin")
            with st.spinner("Counting the words of the corpus, which gives them their ids …"):
                _ = source.counts
    vocabulary = source.counts.vocabulary(num_words)
    with place.container():
        way_view(way_payload(review_row(text, vocabulary, padding), vocabulary), key="way")
    spare = num_words - len(vocabulary)
    if spare > 0:
        st.caption(
            f"The corpus has {len(vocabulary) - 4:,} different words, so {count_of(spare, 'id')} of these "
            f"{num_words:,} stand for no word."
        )


def way_payload(row: ReviewRow, vocabulary: Vocabulary | None) -> WayPayload:
    """Data of the component `way`; without a vocabulary, before any word has an id."""
    words = [(number, _short(word.text)) for number, word in enumerate(row.words, start=1)]
    skipped = max(len(words) - _MOST_DRAWN, 0)
    gap = _MOST_DRAWN // 2
    drawn = words if not skipped else words[:gap] + words[gap + skipped :]
    unknown = [number for number, word in enumerate(row.words, start=1) if word.id == UNKNOWN_ID and vocabulary]
    return {
        "words": drawn,
        "ids": [1, *(row.words[number - 1].id for number, _ in drawn)],
        "unknown": unknown,
        "gap": gap,
        "skipped": skipped,
        "total": len(words) + 1,
        "kept": row.words_kept + row.start_kept,
        "begin": 0 if row.start_kept else row.kept.start + 1,
        "first": row.first,
        "maxlen": row.padding.maxlen,
        "truncating": row.padding.truncating,
        "pending": vocabulary is None,
        "array": _array(row),
        "sentence": _sentence(row, vocabulary),
        "titles": _titles(row, vocabulary),
        "helps": list(_HELPS),
        "kinds": {"padding": "padding", "start": "start sign", "word": "word", "unknown": "unknown word", "cut": "cut"},
        "rest": "Point at a word, an id or a place, or walk through the words with the arrow keys.",
        "start_label": "start",
        "start_name": "the start sign",
        "skipped_label": f"… {skipped:,} words are not drawn …",
        "empty_label": "no word",
        "word_name": "word {number}, “{text}”",
        "rank_name": "number {rank} by frequency",
        "unknown_name": "not in the vocabulary",
        "place_name": "place {place} of {maxlen}",
        "cut_name": "cut away",
        "colours": both_inks(),
    }


_HELPS = (
    "Capitals and signs are gone; the apostrophe stays. Dashed words have no id of their own; struck-out ones are cut.",
    "An id is a rank by frequency in this corpus + 3. All unknown words share id 2: no network can tell them apart.",
    "The framed part is what the network reads, drawn to scale, from left to right.",
)


def _sentence(row: ReviewRow, vocabulary: Vocabulary | None) -> str:
    return " ".join(part for part in (_room(row), _zeros(row), _unknown(row) if vocabulary else "") if part)


def _room(row: ReviewRow) -> str:
    total, maxlen = len(row.words), row.padding.maxlen
    if not total:
        return "There is no word in this text: only the start sign goes into the row."
    if row.start_kept and not row.words_cut:
        takes = total + 1
        return (
            f"{count_of(total, 'word')} and the start sign take {takes:,} of {maxlen:,} "
            f"{'place' if maxlen == 1 else 'places'}; nothing is cut."
        )
    end = "first" if row.padding.truncating == "pre" else "last"
    lead = f"The review has {count_of(total, 'word')}, but the row has {count_of(maxlen, 'place')}: "
    if not row.words_cut:
        return f"{lead}only the start sign is cut."
    start = ", and the start sign with them" if not row.start_kept else ""
    return f"{lead}the {end} {count_of(row.words_cut, 'word')} {_is(row.words_cut)} cut{start}."


def _zeros(row: ReviewRow) -> str:
    if not row.pads:
        return ""
    where = "before them" if row.padding.padding == "pre" else "behind them"
    return f"{count_of(row.pads, 'zero')} {'stands' if row.pads == 1 else 'stand'} {where}."


def _unknown(row: ReviewRow) -> str:
    unknown = row.words_unknown
    if not row.words_kept:
        return ""
    if not unknown:
        return "Every word of the row is in the vocabulary."
    return f"Of the {count_of(row.words_kept, 'word')} in the row, {unknown:,} {_is(unknown)} unknown."


def _titles(row: ReviewRow, vocabulary: Vocabulary | None) -> list[str]:
    total = len(row.words)
    known = sum(word.id != UNKNOWN_ID for word in row.words)
    parts = [
        *([f"{count_of(row.pads, 'zero')}"] if row.pads else []),
        *(["the start sign"] if row.start_kept else []),
        count_of(row.words_kept, "word"),
    ]
    if row.padding.padding == "post" and row.pads:
        parts = [*parts[1:], parts[0]]
    have = "has" if known == 1 else "have"
    return [
        f"1 · Words: {count_of(total, 'word')}",
        f"2 · Ids: {known:,} of {count_of(total, 'word')} {have} one of {'its' if known == 1 else 'their'} own"
        if vocabulary
        else "2 · Ids: the corpus is being counted",
        f"3 · The row: {', then '.join(parts)}",
    ]


def _array(row: ReviewRow) -> str:
    """The row as NumPy would print it, its middle left out."""
    ids = row.row.tolist()
    if len(ids) <= 2 * _ARRAY_ENDS:
        return f"[{', '.join(map(str, ids))}]"
    pads = row.pads
    if row.padding.padding == "pre" and pads > _ARRAY_ENDS:
        head, rest = "0, 0, 0, ", ids[pads - 3 :]
        shown = rest if len(rest) <= 2 * _ARRAY_ENDS else [*rest[:_ARRAY_ENDS], "…", *rest[-_ARRAY_ENDS:]]
        return f"[{head}… {pads - 6:,} more zeros …, {', '.join(map(str, shown))}]"
    if row.padding.padding == "post" and pads > _ARRAY_ENDS:
        rest = ids[: len(ids) - pads + 3]
        shown = rest if len(rest) <= 2 * _ARRAY_ENDS else [*rest[:_ARRAY_ENDS], "…", *rest[-_ARRAY_ENDS:]]
        return f"[{', '.join(map(str, shown))}, … {pads - 6:,} more zeros …, 0, 0, 0]"
    left_out = len(ids) - 2 * _ARRAY_ENDS
    return (
        f"[{', '.join(map(str, ids[:_ARRAY_ENDS]))}, … {left_out:,} more …, {', '.join(map(str, ids[-_ARRAY_ENDS:]))}]"
    )


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…"
