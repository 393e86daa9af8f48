"""Controls of "Data": the review, and how it becomes a row. The address holds every choice, and restores it."""

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.text import Padding, Side
from rnnviz.ui.data import words
from rnnviz.ui.data.source import DataSource
from rnnviz.ui.frame.address import HELD, asked, choice
from rnnviz.ui.frame.doors import DATA_MODEL_KEY
from rnnviz.ui.frame.held_text import LATE_SECONDS
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.frame.session import run_labels, run_names
from rnnviz.ui.reviews.box import ReviewBox

__all__ = [
    "BOX",
    "CUT_REVIEW",
    "NUM_WORDS",
    "choose_model",
    "choose_row",
    "choose_text",
    "offer_cut_review",
    "put_review",
]

BOX = ReviewBox(text="d_text", example="d_example")
"""The box of this page."""

NUM_WORDS = (
    *(5, 10, 20, 50, 100, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000, 10_000),
    *(15_000, 20_000, 30_000, 50_000, 70_000, 100_000),
)
"""The sizes of vocabulary that the slider has."""

CUT_REVIEW = 16_085
"""Number of an IMDB review of 683 words: without its beginning it reads as positive, without its end as negative."""

_FIRST_MODEL = "imdb-simple-rnn"  # it does not mask, so its zeros do something
_MOST_PLACES = 1_000
_SIDES: tuple[Side, Side] = ("pre", "post")
_FIRST_NUM_WORDS = 10_000
_FIRST_MAXLEN = 500


def choose_text(source: DataSource) -> str:
    """Let the visitor pick, paste or keep a review; return its text.

    Raises
    ------
    DataError
        The text is empty or too long.
    """
    _take_asked(source)
    with st.popover(words.review_button(), icon=":material/edit_note:", width=190):
        BOX.pick_example(linked=source.named and "d_review" in st.query_params)
        linked = _is_linked(source)
        _link(st.session_state.d_number if linked else None)
        return BOX.read(button=words.controls()["way"], part=words.review_button(), linked=linked)


def choose_model() -> str:
    """Let the visitor choose the network that reads the review.

    Raises
    ------
    ModelNotFoundError
        There is none.
    """
    names = run_names()
    first = [_FIRST_MODEL] if _FIRST_MODEL in names else []
    return choice(
        words.controls()["d_model"],
        run_labels([*first, *(name for name in names if name not in first)]),
        key=DATA_MODEL_KEY,
        width=260,
        help=words.model_help(),
        unknown=words.choices_unknown()["d_model"],
    )


def choose_row(warnings: DeltaGenerator) -> tuple[int, Padding]:
    """Let the visitor choose the vocabulary's size and how a row is made; `warnings` is where they are said."""
    called = words.controls()
    with warnings:
        _warn_of_sizes()
    num_words = st.select_slider(
        called["d_num_words"], NUM_WORDS, _FIRST_NUM_WORDS, key="d_num_words", help=words.ids_help(), width=165, **HELD
    )
    maxlen = st.slider(
        called["d_maxlen"], 1, _MOST_PLACES, _FIRST_MAXLEN, key="d_maxlen", help=words.row_help(), width=165, **HELD
    )
    padding, truncating = (
        choice(called[key], _SIDES, key=key, kind="row", place=warnings, help=told, width="content")
        for key, told in (("d_padding", words.padding_help()), ("d_truncating", words.cut_help()))
    )
    return int(num_words), Padding(maxlen=int(maxlen), padding=padding, truncating=truncating)


def _warn_of_sizes() -> None:
    """Say so where the address asks for what there is not; Streamlit itself falls back without a word."""
    given = asked("d_num_words")
    if given is not None and given not in map(str, NUM_WORDS):
        known = ", ".join(f"{size}" for size in NUM_WORDS)
        warn(words.no_num_words(known, given[:40], _FIRST_NUM_WORDS))
    given = asked("d_maxlen")
    if given is not None and not _is_whole(given, 1, _MOST_PLACES):
        warn(words.no_maxlen(_MOST_PLACES, given[:40], _FIRST_MAXLEN))


def _is_whole(text: str, low: int, high: int) -> bool:
    return len(text) <= 12 and text.isascii() and text.isdigit() and low <= int(text) <= high


# ---- a review of the corpus: its number is in the address, whatever its length ----


def put_review(source: DataSource, number: int) -> None:
    """Put a review of the corpus into the box, from a callback."""
    BOX.put(source.corpus.texts[number - 1])
    st.session_state.d_number = number


def offer_cut_review(source: DataSource) -> None:
    """Offer a review that is longer than a row of 500, if the corpus is the one that holds it."""
    if source.is_imdb and st.session_state.get("d_number") != CUT_REVIEW:
        st.button(words.cut_button(), type="tertiary", key="d_cut", on_click=put_review, args=(source, CUT_REVIEW))


def _take_asked(source: DataSource) -> None:
    """Take the review whose number the address holds: at first, and when Back changed it."""
    given = st.query_params.get("d_review") or None  # an empty value asks for nothing
    written = st.session_state.get("d_linked_at")
    late = written is not None and time.monotonic() - float(written) < LATE_SECONDS
    if given is None or late or given == str(st.session_state.get("d_linked")) or BOX.text in st.query_params:
        return
    if source.named and _is_whole(given, 1, len(source.corpus)):
        put_review(source, int(given))
        return
    warn(words.no_review(len(source.corpus), given[:40]) if source.named else words.lost_with_its_file())


def _is_linked(source: DataSource) -> bool:
    """Whether the text in the box is the review of the corpus whose number is held."""
    number = st.session_state.get("d_number")
    return (
        source.named
        and number is not None
        and number <= len(source.corpus)
        and st.session_state[BOX.text] == source.corpus.texts[number - 1]
    )


def _link(number: int | None) -> None:
    st.session_state.d_linked = number
    if st.query_params.get("d_review") == (None if number is None else str(number)):
        return
    st.session_state.d_linked_at = time.monotonic()
    if number is None:
        del st.query_params["d_review"]
    else:
        st.query_params["d_review"] = str(number)
