"""The words on one review's way from text to row."""

from rnnviz.text import UNKNOWN_ID, ReviewRow
from rnnviz.ui.data.views.way import WayLabels
from rnnviz.ui.language import say, say_count

__all__ = [
    "counting",
    "helps",
    "more_ids",
    "more_zeros",
    "not_drawn",
    "sentence",
    "spare_ids",
    "title",
    "titles",
    "way_labels",
]


def title() -> str:
    """Title of this part of the page."""
    return say("From text to row")


def counting() -> str:
    """While the words of the corpus are counted."""
    return say("Counting the words of the corpus, which gives them their ids …")


def spare_ids(spare: int, words: int, num_words: int) -> str:
    """For a vocabulary that is larger than the corpus."""
    return say_count(
        spare,
        "The corpus has {words:,} different words: {count:,} id of these {num_words:,} is left over.",
        "The corpus has {words:,} different words: {count:,} ids of these {num_words:,} are left over.",
        words=words,
        num_words=num_words,
    )


# ---- the sentence above the drawing ----


def sentence(row: ReviewRow, *, pending: bool) -> str:
    """What fits into the row, where its zeros stand, and what is unknown; while `pending`, no word has an id."""
    told = [_room(row), _zeros(row), "" if pending else _unknown(row)]
    return " ".join(one for one in told if one)


def _room(row: ReviewRow) -> str:
    total, places = len(row.words), row.padding.maxlen
    if not total:
        return say("There is no word in this text: only the start sign goes into the row.")
    if row.start_kept and not row.words_cut:
        return say_count(
            total,
            "{count:,} word and the start sign take {takes:,} of {places:,} places; nothing is cut.",
            "{count:,} words and the start sign take {takes:,} of {places:,} places; nothing is cut.",
            takes=total + 1,
            places=places,
        )
    if not row.words_cut:  # then there are as many words as places
        return say_count(
            total,
            "The review has {count:,} word, but the row has {count:,} place: only the start sign is cut.",
            "The review has {count:,} words, but the row has {count:,} places: only the start sign is cut.",
        )
    return _beginning_cut(row) if row.padding.truncating == "pre" else _end_cut(row)


def _beginning_cut(row: ReviewRow) -> str:
    """With the first words the start sign is cut; there are two words or more."""
    told = {"words": len(row.words), "places": row.padding.maxlen}
    if row.padding.maxlen == 1:
        return say_count(
            row.words_cut,
            "The review has {words:,} words, but the row has 1 place: the first {count:,} word is cut, and the start "
            "sign with them.",
            "The review has {words:,} words, but the row has 1 place: the first {count:,} words are cut, and the start "
            "sign with them.",
            **told,
        )
    return say_count(
        row.words_cut,
        "The review has {words:,} words, but the row has {places:,} places: the first {count:,} word is cut, and the "
        "start sign with them.",
        "The review has {words:,} words, but the row has {places:,} places: the first {count:,} words are cut, and the "
        "start sign with them.",
        **told,
    )


def _end_cut(row: ReviewRow) -> str:
    if row.padding.maxlen == 1:  # it holds the start sign, so all words are cut
        return say_count(
            row.words_cut,
            "The review has {count:,} word, but the row has 1 place: the last {count:,} word is cut.",
            "The review has {count:,} words, but the row has 1 place: the last {count:,} words are cut.",
        )
    return say_count(
        row.words_cut,
        "The review has {words:,} words, but the row has {places:,} places: the last {count:,} word is cut.",
        "The review has {words:,} words, but the row has {places:,} places: the last {count:,} words are cut.",
        words=len(row.words),
        places=row.padding.maxlen,
    )


def _zeros(row: ReviewRow) -> str:
    if not row.pads:
        return ""
    if row.padding.padding == "pre":
        return say_count(row.pads, "{count:,} zero stands before them.", "{count:,} zeros stand before them.")
    return say_count(row.pads, "{count:,} zero stands behind them.", "{count:,} zeros stand behind them.")


def _unknown(row: ReviewRow) -> str:
    if not row.words_kept:
        return ""
    if not row.words_unknown:
        return say("Every word of the row is in the vocabulary.")
    if row.words_kept == 1:
        return say("Of the 1 word in the row, 1 is unknown.")
    return say_count(
        row.words_unknown,
        "Of the {words:,} words in the row, {count:,} is unknown.",
        "Of the {words:,} words in the row, {count:,} are unknown.",
        words=row.words_kept,
    )


# ---- titles and helps of the three strips ----


def titles(row: ReviewRow, *, pending: bool) -> list[str]:
    """Titles of the words, the ids and the row."""
    return [
        say_count(len(row.words), "1 · Words: {count:,} word", "1 · Words: {count:,} words"),
        say("2 · Ids: the corpus is being counted") if pending else _ids_title(row),
        _row_title(row),
    ]


def _ids_title(row: ReviewRow) -> str:
    known, total = sum(word.id != UNKNOWN_ID for word in row.words), len(row.words)
    if total == 1:
        return say_count(
            known,
            "2 · Ids: {count:,} of 1 word has one of its own",
            "2 · Ids: {count:,} of 1 word have one of their own",
        )
    return say_count(
        known,
        "2 · Ids: {count:,} of {words:,} words has one of its own",
        "2 · Ids: {count:,} of {words:,} words have one of their own",
        words=total,
    )


def _row_title(row: ReviewRow) -> str:
    words = say_count(row.words_kept, "{count:,} word", "{count:,} words")
    if not row.start_kept:
        return say("3 · The row: {words}", words=words)
    if not row.pads:
        return say("3 · The row: the start sign, then {words}", words=words)
    zeros = say_count(row.pads, "{count:,} zero", "{count:,} zeros")
    if row.padding.padding == "pre":
        return say("3 · The row: {zeros}, then the start sign, then {words}", zeros=zeros, words=words)
    return say("3 · The row: the start sign, then {words}, then {zeros}", zeros=zeros, words=words)


def helps(corpus: str) -> list[str]:
    """How to read the words, the ids and the row; the ids come from that corpus."""
    return [
        say(
            "Capitals and signs are gone; the apostrophe stays. Dashed words have no id of their own; struck-out ones "
            "are cut."
        ),
        say(
            "An id is a rank by frequency in {corpus} + 3. All unknown words share id 2: no network can tell "
            "them apart.",
            corpus=corpus,
        ),
        say("The framed part is what the network reads, drawn to scale, from left to right."),
    ]


# ---- inside the drawing ----


def way_labels() -> WayLabels:
    """Labels of the drawing."""
    return {
        "kinds": {
            "padding": say("padding"),
            "start": say("start sign"),
            "word": say("word"),
            "unknown": say("unknown word"),
            "cut": say("cut"),
        },
        "start": say("start"),
        "empty": say("no word"),
        "rest": say("Point at a word, an id or a place, or walk through the words with the arrow keys."),
        "in_row": {
            "start": say("the start sign → id 1 → place {place} of {maxlen}"),
            "known": say("word {number}, “{text}” → number {rank} by frequency → id {id} → place {place} of {maxlen}"),
            "unknown": say("word {number}, “{text}” → not in the vocabulary → id 2 → place {place} of {maxlen}"),
            "pending": say("word {number}, “{text}” → id … → place {place} of {maxlen}"),
        },
        "cut_away": {
            "start": say("the start sign → id 1 → cut away"),
            "known": say("word {number}, “{text}” → number {rank} by frequency → id {id} → cut away"),
            "unknown": say("word {number}, “{text}” → not in the vocabulary → id 2 → cut away"),
            "pending": say("word {number}, “{text}” → id … → cut away"),
        },
    }


def not_drawn(words: int) -> str:
    """The words in the middle of a very long review."""
    return say("… {words:,} words are not drawn …", words=words)


def more_zeros(count: int) -> str:
    """The zeros that are left out of the row's numbers."""
    return say("… {count:,} more zeros …", count=count)


def more_ids(count: int) -> str:
    """The ids that are left out of the row's numbers."""
    return say("… {count:,} more …", count=count)
