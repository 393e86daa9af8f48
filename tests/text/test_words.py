"""The word rule, and where it found each word."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.corpora import Corpus
from rnnviz.text import Vocabulary, Word, split_words
from rnnviz.text.words import FILTERS

# Keras's published list of what its Tokenizer and IMDB data filter.
KERAS_FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'

ASCII_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)

texts = st.text(st.one_of(st.characters(), st.sampled_from(KERAS_FILTERS + " 'Aa\r\u00a0\u0130\u0085")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \t\n ", []),
        ("...!?", []),
        ("A Great Film", ["a", "great", "film"]),
        ("don't", ["don't"]),
        ("well-made", ["well", "made"]),
        ("one<br /><br />two", ["one", "br", "br", "two"]),
        ("a\tb\nc", ["a", "b", "c"]),
        ("a\rb", ["a\rb"]),
        ("a\u00a0b", ["a\u00a0b"]),
        ("CAFÉ", ["cafÉ"]),
        ("İstanbul", ["İstanbul"]),
        ("10/10", ["10", "10"]),
        ("snake_case", ["snake", "case"]),
        ("재미있는 영화", ["재미있는", "영화"]),
    ],
)
def test_the_rule_on_cases_made_by_hand(text: str, words: list[str]) -> None:
    """ASCII letters become lower case, the filtered signs become spaces, and only spaces part words."""
    assert [word.text for word in split_words(text)] == words


def test_positions_on_a_case_made_by_hand() -> None:
    """A word carries the half-open range that it was written in."""
    assert split_words("  So, GOOD!") == [Word("so", 2, 4), Word("good", 6, 10)]


def test_the_filtered_signs_are_those_of_keras() -> None:
    """Exactly the signs that Keras filters part words, the apostrophe not among them."""
    assert sorted(FILTERS) == sorted(KERAS_FILTERS)


@given(texts)
def test_a_word_is_what_stands_at_its_position(text: str) -> None:
    """`text[start:stop]` in ASCII lower case is the word, whatever the text."""
    for word in split_words(text):
        assert text[word.start : word.stop].translate(ASCII_LOWER) == word.text


@given(texts)
def test_words_hold_no_separator_and_nothing_else_is_left_out(text: str) -> None:
    """No word is empty or holds a filtered sign or a space, and between words stands nothing but these."""
    separators = {*KERAS_FILTERS, " "}
    end = 0
    for word in split_words(text):
        assert word.text
        assert separators.isdisjoint(word.text)
        assert separators.issuperset(text[end : word.start])
        assert word.start > end or end == 0
        end = word.stop
    assert separators.issuperset(text[end:])


@given(texts)
def test_the_rule_equals_a_plain_reading_of_keras(text: str) -> None:
    """The words are those of Keras's own three steps: lower, replace, split."""
    lowered = text.translate(ASCII_LOWER)
    spaced = "".join(" " if sign in KERAS_FILTERS else sign for sign in lowered)
    assert [word.text for word in split_words(text)] == [piece for piece in spaced.split(" ") if piece]


@pytest.mark.thorough
def test_all_imdb_reviews_give_the_published_words(imdb: Corpus) -> None:
    """The train reviews hold the 88,584 words of Keras's index, and its ten most frequent in its order."""
    vocabulary = Vocabulary.from_texts(imdb.texts, num_words=1_000_000)
    assert len(vocabulary) - 4 == 88_584
    assert vocabulary.words[4:14] == ("the", "and", "a", "of", "to", "is", "br", "in", "it", "i")
    assert vocabulary.id_of("the") == 4
