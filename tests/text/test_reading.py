"""Reading pasted text: no known word is lost to a sign that nobody sees."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.corpora import Corpus
from rnnviz.text import UNKNOWN_ID, Vocabulary, plain_words, read_ids, read_words, split_words

VOCABULARY = Vocabulary(["a", "great", "film", "don't", "it's", "good", "영화", "café", "odd\u200bword", "caf\u0085e"])


def looked_up(text: str) -> list[tuple[str, bool]]:
    """Return each word as it was looked up, and whether it is known."""
    return [(word.text, word.id != UNKNOWN_ID) for word in read_words(text, VOCABULARY)]


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_plain_text_is_read_by_the_word_rule_alone(text: str) -> None:
    """For printable ASCII the words, ids and positions are those of `split_words`."""
    expected = [(w.text, VOCABULARY.id_of(w.text), w.start, w.stop) for w in split_words(text)]
    assert read_words(text, VOCABULARY) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gre\u200bat", ["great"]),
        ("\ufeffgreat", ["great"]),
        ("gr\u00adeat", ["great"]),
        ("great\x00", ["great"]),
        ("\x00gr\x07eat", ["great"]),
        ("ＧＲＥＡＴ　ｆｉｌｍ", ["great", "film"]),
        ("great\u00a0film", ["great", "film"]),
        ("great\r\nfilm\r\n", ["great", "film"]),
        ("great\u2028film", ["great", "film"]),
        ("great\u0085film", ["great", "film"]),
        ("great\u0097film", ["great", "film"]),
        ("great—film", ["great", "film"]),
        ("“great” film…", ["great", "film"]),
        ("don’t", ["don't"]),
        ("it\u0092s", ["it's"]),
        ("it´s", ["it's"]),
        (unicodedata.normalize("NFD", "영화"), ["영화"]),
        (unicodedata.normalize("NFD", "café"), ["café"]),
        ("ﬁlm", ["film"]),
        ("＜good＞", ["good"]),
    ],
)
def test_a_known_word_is_found_behind_odd_signs(text: str, words: list[str]) -> None:
    """Zero-width, control, full-width, decomposed and typographic signs hide no known word."""
    assert looked_up(text) == [(word, True) for word in words]


@pytest.mark.parametrize("text", ["awful", "끔찍한", "😀", "ужас", "سيئ", "x" * 10_000])
def test_an_unknown_word_stays_unknown(text: str) -> None:
    """Cleaning invents no known word."""
    assert looked_up(text) == [(text, False)]


def test_a_known_odd_word_wins_over_cleaning() -> None:
    """A word that the vocabulary knows with its odd sign is read as it is, as Keras reads it."""
    assert looked_up("odd\u200bword caf\u0085e") == [("odd\u200bword", True), ("caf\u0085e", True)]


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\x00 \u200d\ufeff", "…—"])
def test_text_without_a_word_gives_none(text: str) -> None:
    """Signs that nobody sees, and punctuation, are no words."""
    assert read_words(text, VOCABULARY) == []


def test_parted_words_share_the_range_that_they_were_written_in() -> None:
    """Where cleaning parts one written word, each part points at the whole of it."""
    text = "A good—film"
    assert [(w.text, text[w.start : w.stop]) for w in read_words(text, VOCABULARY)] == [
        ("a", "A"),
        ("good", "good—film"),
        ("film", "good—film"),
    ]


@given(st.text())
def test_positions_lie_in_the_text_and_never_run_back(text: str) -> None:
    """Every word points at a part of the text that is not empty, in the order of the text."""
    start = 0
    for word in read_words(text, VOCABULARY):
        assert start <= word.start < word.stop <= len(text)
        start = word.start


@given(st.text())
def test_no_word_of_the_rule_that_is_known_is_lost(text: str) -> None:
    """Reading finds at least every known word that Keras's rule finds."""
    read = [word.text for word in read_words(text, VOCABULARY)]
    for word in split_words(text):
        if word.text in VOCABULARY:
            assert word.text in read


@given(st.text() | st.text(st.sampled_from("aA ’\u200b\u0085—\t\n'fgilmt\u00e9e\u0301")))
def test_the_fast_ways_read_the_same(text: str) -> None:
    """Words and ids without their places are those with them, for any text."""
    assert plain_words(text) == [word.text for word in split_words(text)]
    assert read_ids(text, VOCABULARY) == [word.id for word in read_words(text, VOCABULARY)]


@pytest.mark.thorough
def test_every_review_is_encoded_as_it_is_read(imdb: Corpus) -> None:
    """The ids of 500 real reviews, many of them with odd signs, are those of the words that the page shows."""
    vocabulary = imdb.vocabulary(10_000)
    for text in imdb.shuffled(0).texts[:500]:
        assert read_ids(text, vocabulary) == [word.id for word in read_words(text, vocabulary)]
