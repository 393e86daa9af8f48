"""From a review to the row of ids that a network reads, with the place of every word in the text."""

from rnnviz.text.padding import Padding, Side
from rnnviz.text.reading import ReadWord, read_ids, read_words
from rnnviz.text.row import ReviewRow, review_row
from rnnviz.text.vocabulary import PADDING_ID, START_ID, UNKNOWN_ID, Vocabulary
from rnnviz.text.words import Word, plain_words, split_words

__all__ = [
    "PADDING_ID",
    "START_ID",
    "UNKNOWN_ID",
    "Padding",
    "ReadWord",
    "ReviewRow",
    "Side",
    "Vocabulary",
    "Word",
    "plain_words",
    "read_ids",
    "read_words",
    "review_row",
    "split_words",
]
