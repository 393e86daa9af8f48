"""What if: edit the review and see both readings, its words in other orders, and the card of negation and order."""

from collections.abc import Callable

import streamlit as st

from rnnviz.errors import DataError, RnnvizError
from rnnviz.explanation import EditedReading, compare_recordings, known_opposites
from rnnviz.recording import MOST_CHARACTERS, Recording, record
from rnnviz.text import Vocabulary, read_words
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.messages import said, show_error, warn
from rnnviz.ui.frame.session import network_of
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import misleads
from rnnviz.ui.instruments.views.edited import Act, edited_view
from rnnviz.ui.instruments.what_if import draft, words
from rnnviz.ui.instruments.what_if.card import show_card
from rnnviz.ui.instruments.what_if.orders import show_orders
from rnnviz.ui.instruments.what_if.payload import edited_payload
from rnnviz.ui.reviews.box import LONGEST_SHARED

__all__ = ["show"]


def show(asked: Asked) -> None:
    """Show the instrument."""
    draft.restore(asked.text)
    part = choice(
        words.box_labels()["part"],
        words.parts(),
        key="wi_part",
        kind="row",
        unknown=words.no_part(),
        label_visibility="collapsed",
    )
    if part == "pairs":
        show_card(asked)
    elif part == "orders":
        show_orders(asked)
    else:
        _show_words(asked, compare_recordings(asked.reading.recording, _read(asked)))
    if not draft.share(asked.text):
        st.caption(words.no_link(LONGEST_SHARED))


def _read(asked: Asked) -> Recording:
    """The text in the box as the network reads it; where it cannot, that is said, and the last one that it could."""
    try:
        recording = _reading_of(asked, draft.edited())
        draft.remember_good()
    except RnnvizError as error:
        show_error(said(error))
        st.caption(words.old_picture())
        recording = _reading_of(asked, draft.last_good())
    if recording.words_read and recording.words_read == recording.words_unknown:
        warn(words.only_unknown(recording.words_unknown))
    return recording


def _reading_of(asked: Asked, text: str) -> Recording:
    if text == asked.text:
        return asked.reading.recording
    if len(text) > MOST_CHARACTERS:
        raise DataError(
            "An edited review may have up to {most:,} characters; this text has {count:,}. It stays in the box: "
            "shorten it there.",
            most=MOST_CHARACTERS,
            count=len(text),
        )
    recording = record(asked.reading.network, text)
    if not recording.words_read:
        raise DataError(
            "The edit leaves no word to read. Write at least one word into the box, or press “{undo}”.",
            undo=words.edited_labels()["undo"],
        )
    return recording


def _vocabulary(name: str, epoch: int | None) -> Vocabulary:
    return network_of(name, epoch=epoch).vocabulary or Vocabulary([])


def _acting(name: str, epoch: int | None) -> Callable[[Act], None]:
    """What a press does; it refers to names alone, because it stays as long as the session."""
    return lambda done: draft.act(done, _vocabulary(name, epoch))


def _show_words(asked: Asked, edited: EditedReading) -> None:
    vocabulary = _vocabulary(asked.name, asked.epoch)
    read = read_words(draft.last_good(), vocabulary)
    payload = edited_payload(edited, read, vocabulary, word=draft.word())
    edited_view(payload, key="edited_view", on_act=_acting(asked.name, asked.epoch))
    st.caption(words.edited_note())
    misleads(words.edited_mislead())
    labels = words.box_labels()
    st.text_area(labels["text"], key=draft.TEXT, height=110, on_change=draft.touch, persist_state="session")
    st.button(labels["read"], icon=":material/play_arrow:", key="wi-read")
    pairs = known_opposites(vocabulary)
    with st.expander(words.opposites_title(len(pairs)), icon=":material/swap_horiz:"):
        st.markdown(" · ".join(f"{one} – {other}" for one, other in pairs))
