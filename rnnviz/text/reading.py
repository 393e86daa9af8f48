"""Reading pasted text with a vocabulary: which words a network finds in it."""

import unicodedata
from typing import NamedTuple

from rnnviz.text.vocabulary import UNKNOWN_ID, Vocabulary
from rnnviz.text.words import plain_words, split_words

__all__ = ["ReadWord", "read_ids", "read_words"]

# Signs that a keyboard or a word processor writes where the word rule knows only the ASCII one. The C1 controls
# are what Windows-1252 punctuation becomes when it is decoded as Latin-1; they part words like spaces.
_TYPOGRAPHY = (
    {ord(sign): "'" for sign in "\u2018\u2019\u02bc\u00b4\u0091\u0092"}
    | {
        ord(sign): " "
        for sign in "\u201c\u201d\u201e\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2015\u00b7\u2022\u2028\u2029"
    }
    | dict.fromkeys((*range(128, 145), *range(147, 160), 11, 12, 13), " ")
)


class ReadWord(NamedTuple):
    """One word as a network reads it.

    Attributes
    ----------
    text
        The word that was looked up, lower case.
    id
        Its id; `UNKNOWN_ID` when the vocabulary lacks it.
    start, stop
        The half-open range of the text that it was written in.
    """

    text: str
    id: int
    start: int
    stop: int


def read_words(text: str, vocabulary: Vocabulary) -> list[ReadWord]:
    """Every word of `text`, with its id and position.

    A word that the vocabulary knows is read exactly as Keras's rule reads it. One that it does not know is freed
    of control and zero-width characters, NFKC-normalised, given plain quotes and dashes, and looked up again: no
    known word is lost to a sign that nobody sees. Plain text is untouched by this.

    Returns
    -------
    list of ReadWord
        In the order of the text. Words that one written word was parted into share its range.
    """
    id_of = vocabulary.id_of
    read: list[ReadWord] = []
    for word, start, stop in split_words(text):
        number = id_of(word)
        if number != UNKNOWN_ID or (word.isascii() and word.isprintable()):
            read.append(ReadWord(word, number, start, stop))
        else:
            read.extend(ReadWord(part.text, id_of(part.text), start, stop) for part in split_words(_cleaned(word)))
    return read


def read_ids(text: str, vocabulary: Vocabulary) -> list[int]:
    """Return the ids of `read_words` without the rest: what a corpus is encoded with, several times as fast."""
    words = plain_words(text)
    ids = vocabulary.ids_of(words)
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return ids  # nothing to clean
    odd = (
        plain_words(_cleaned(word)) if number == UNKNOWN_ID and not (word.isascii() and word.isprintable()) else None
        for word, number in zip(words, ids, strict=True)
    )
    return [
        part
        for number, parts in zip(ids, odd, strict=True)
        for part in ([number] if parts is None else vocabulary.ids_of(parts))
    ]


def _cleaned(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY))
    return "".join(sign for sign in normal if unicodedata.category(sign) not in {"Cc", "Cf"})
