"""The text that is edited: in the box, in the address, and every state of it that was left."""

from collections.abc import Callable
from itertools import accumulate

import streamlit as st

from rnnviz.explanation import (
    NEGATIONS,
    drop_word,
    insert_before,
    move_before,
    opposite_of,
    replace_word,
    reverse_words,
)
from rnnviz.text import ReadWord, Vocabulary, read_words
from rnnviz.ui.frame.held_text import HeldText
from rnnviz.ui.instruments.views.edited import Act
from rnnviz.ui.reviews.box import LONGEST_SHARED

__all__ = [
    "TEXT",
    "act",
    "can_undo",
    "edited",
    "last_good",
    "nearest_negation",
    "negations",
    "original",
    "remember_good",
    "restore",
    "share",
    "touch",
    "word",
]

TEXT = "wi_text"
"""Key of the box: in the address, and in Session State."""

_OF, _PAST, _NOW, _GOOD, _TOUCHED, _WORD, _LEFT = (
    f"wi-{name}" for name in ("of", "past", "now", "good", "touched", "word", "left")
)
_MOST_PAST, _MOST_CHARACTERS = 50, 400_000  # texts that a session keeps, and their length together
_HELD = HeldText(key=TEXT)


def restore(original: str) -> None:
    """Fill the box: with the review at first and whenever that is another one, or with what the address holds."""
    state = st.session_state
    touched = state.pop(_TOUCHED, False)
    other = state.get(_OF) != original
    if state.get("page_changed") and TEXT in state and _HELD.asked is None:
        _HELD.forget()  # come back to by the navigation, which knows no address
    if other or TEXT not in state or (_HELD.is_new and not touched):
        came = _HELD.asked if _OF not in state or _HELD.is_new else None
        state[TEXT] = original if came is None else came
        _HELD.note(_HELD.asked)
    if other:
        state[_OF], state[_PAST], state[_NOW], state[_GOOD], state[_WORD] = original, [], state[TEXT], original, None
    if state[_NOW] != state[TEXT]:
        left = (state[_NOW], state.pop(_LEFT, state[_WORD]))
        state[_PAST] = _latest([*state[_PAST], left])
        state[_NOW] = state[TEXT]


def _latest(past: list[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """The latest states that a session keeps: two of the longest texts, or many of ordinary ones."""
    lengths = accumulate(len(text) for text, _ in reversed(past))
    kept = sum(length <= _MOST_CHARACTERS for length in lengths)
    return past[len(past) - min(kept, _MOST_PAST) :]


def edited() -> str:
    """The text in the box."""
    return str(st.session_state[TEXT])


def original() -> str:
    """The review that is edited."""
    return str(st.session_state[_OF])


def word() -> int | None:
    """Number of the word that was acted on last; None before anything was done."""
    number: int | None = st.session_state.get(_WORD)
    return number


def last_good() -> str:
    """The last text that could be read."""
    return str(st.session_state[_GOOD])


def remember_good() -> None:
    """Note that the text in the box can be read."""
    st.session_state[_GOOD] = edited()


def can_undo() -> bool:
    """Whether there is a state to go back to."""
    return bool(st.session_state[_PAST])


def touch() -> None:
    """Note that this run answers to the box: however old the address is that came with it, it is not taken for Back."""
    st.session_state[_TOUCHED] = True


def share(original: str) -> bool:
    """Keep the text in the address where it is another than the review; return whether it was short enough."""
    text = edited()
    fits = len(text) <= LONGEST_SHARED
    _HELD.write(text if fits and text != original else None)
    return fits or text == original


# ---- what is done to it ----


def act(done: Act, vocabulary: Vocabulary) -> None:
    """Do to the text of the picture what was pressed."""
    touch()
    state = st.session_state
    if done.kind == "original":
        state[TEXT] = state[_OF]
    elif done.kind == "undo":
        if state[_PAST]:
            state[TEXT], state[_WORD] = state[_PAST].pop()
            state[_NOW] = state[TEXT]
    else:
        state[_LEFT] = done.word or state[_WORD]
        state[TEXT] = _changed(last_good(), done, vocabulary)


def _changed(text: str, done: Act, vocabulary: Vocabulary) -> str:
    words = read_words(text, vocabulary)
    if done.kind == "reverse":
        return reverse_words(text, words)
    if not 1 <= done.word <= len(words):
        return text
    word = words[done.word - 1]
    negation = nearest_negation(negations(words), done.word - 1)
    behind = negation is not None and negation > done.word - 1
    st.session_state[_WORD] = done.word + (done.kind == "not" or (done.kind == "move" and behind))
    changes: dict[str, Callable[[], str]] = {
        "opposite": lambda: replace_word(text, word, opposite_of(word.text, vocabulary) or word.text),
        "not": lambda: insert_before(text, word, "not"),
        "move": lambda: text if negation is None else move_before(text, words[negation], word),
        "drop": lambda: drop_word(text, word),
    }
    return changes[done.kind]()


def negations(words: list[ReadWord]) -> list[int]:
    """Places of the words that negate."""
    return [place for place, word in enumerate(words) if word.text in NEGATIONS]


def nearest_negation(places: list[int], place: int) -> int | None:
    """Place of the negation nearest to a word that is not that word, and does not stand right before it."""
    return min((at for at in places if at not in {place, place - 1}), key=lambda at: abs(at - place), default=None)
