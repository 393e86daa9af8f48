"""One review on its way from text to the row that a network reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from rnnviz.shapes import Ids
from rnnviz.text.padding import Padding
from rnnviz.text.reading import ReadWord, read_words
from rnnviz.text.vocabulary import START_ID, UNKNOWN_ID, Vocabulary

__all__ = ["ReviewRow", "review_row"]


@dataclass(frozen=True, kw_only=True, eq=False)
class ReviewRow:
    """Every stage of a review's way, and what was lost on it.

    Parameters
    ----------
    words
        The words of the text, with id and position; the start sign is not among them.
    padding
        How the row is made.
    row
        What the network reads, (maxlen,).
    """

    words: Sequence[ReadWord]
    padding: Padding
    row: Ids

    @property
    def kept(self) -> slice:
        """Which words are in the row."""
        start, stop = self._ids
        return slice(max(start - 1, 0), stop - 1)

    @property
    def start_kept(self) -> bool:
        """Whether the start sign is in the row."""
        return self._ids[0] == 0

    @property
    def words_kept(self) -> int:
        """Words that are in the row."""
        start, stop = self._ids
        return stop - max(start, 1)

    @property
    def words_cut(self) -> int:
        """Words that did not fit."""
        return len(self.words) - self.words_kept

    @property
    def words_unknown(self) -> int:
        """Words of the row that the vocabulary lacks."""
        return sum(word.id == UNKNOWN_ID for word in self.words[self.kept])

    @property
    def pads(self) -> int:
        """Zeros of the row."""
        return self.padding.maxlen - self.words_kept - self.start_kept

    @property
    def first(self) -> int:
        """Place of the first id that is no padding, from 0."""
        return self.pads if self.padding.padding == "pre" else 0

    @property
    def _ids(self) -> tuple[int, int]:
        """Which ids are in the row, the start sign being id 0 of them."""
        part = self.padding.kept(len(self.words) + 1)
        return int(part.start), int(part.stop)


def review_row(text: str, vocabulary: Vocabulary, padding: Padding) -> ReviewRow:
    """Words, ids and padded row of `text`."""
    words = read_words(text, vocabulary)
    (row,) = padding.rows([[START_ID, *(word.id for word in words)]])
    return ReviewRow(words=words, padding=padding, row=row)
