"""What is said of one review's way, down to one word, one place and one zero."""

import pytest

from rnnviz.text import Padding, ReviewRow, Side, Vocabulary, review_row
from rnnviz.ui.data.way_words import sentence, titles

VOCABULARY = Vocabulary(["the", "and"])


def row(text: str, maxlen: int, *, padding: Side = "pre", truncating: Side = "pre") -> ReviewRow:
    return review_row(text, VOCABULARY, Padding(maxlen=maxlen, padding=padding, truncating=truncating))


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            row("!", 2),
            "There is no word in this text: only the start sign goes into the row. 1 zero stands before them.",
        ),
        (
            row("the", 4, padding="post"),
            "1 word and the start sign take 2 of 4 places; nothing is cut. 2 zeros stand behind them. "
            "Every word of the row is in the vocabulary.",
        ),
        (
            row("the", 1),
            "The review has 1 word, but the row has 1 place: only the start sign is cut. "
            "Every word of the row is in the vocabulary.",
        ),
        (
            row("x x", 1),
            "The review has 2 words, but the row has 1 place: the first 1 word is cut, and the start sign with them. "
            "Of the 1 word in the row, 1 is unknown.",
        ),
        (
            row("x the x", 2),
            "The review has 3 words, but the row has 2 places: the first 1 word is cut, and the start sign with them. "
            "Of the 2 words in the row, 1 is unknown.",
        ),
        (
            row("the", 1, truncating="post"),
            "The review has 1 word, but the row has 1 place: the last 1 word is cut.",
        ),
        (
            row("x x the the", 3, truncating="post"),
            "The review has 4 words, but the row has 3 places: the last 2 words are cut. "
            "Of the 2 words in the row, 2 are unknown.",
        ),
    ],
)
def test_the_sentence_tells_what_became_of_the_review(found: ReviewRow, said: str) -> None:
    """What fits, what is cut at which end, the zeros, and the unknown words, each in its number."""
    assert sentence(found, pending=False) == said


def test_before_the_corpus_is_counted_no_word_is_unknown() -> None:
    """As long as no word has an id, neither sentence nor title speaks of unknown words."""
    found = row("x the", 3)
    assert sentence(found, pending=True) == "2 words and the start sign take 3 of 3 places; nothing is cut."
    assert titles(found, pending=True)[1] == "2 · Ids: the corpus is being counted"


@pytest.mark.parametrize(
    ("found", "ids", "places"),
    [
        (row("the x", 4), "1 of 2 words has one of its own", "1 zero, then the start sign, then 2 words"),
        (row("x", 4, padding="post"), "0 of 1 word have one of their own", "the start sign, then 1 word, then 2 zeros"),
        (row("the", 2), "1 of 1 word has one of its own", "the start sign, then 1 word"),
        (row("the and", 1), "2 of 2 words have one of their own", "1 word"),
    ],
)
def test_titles_count_ids_and_name_the_row_from_left_to_right(found: ReviewRow, ids: str, places: str) -> None:
    """The second title counts the words with an id of their own, the third says what stands where."""
    assert titles(found, pending=False)[1:] == [f"2 · Ids: {ids}", f"3 · The row: {places}"]
