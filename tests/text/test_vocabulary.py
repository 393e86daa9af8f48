"""Words and their ids, in memory and in a file."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.runs import write_text
from rnnviz.text import PADDING_ID, START_ID, UNKNOWN_ID, Vocabulary, split_words

RESERVED = frozenset({"<padding>", "<start>", "<unknown>", "<unused>"})
HEADER = "<padding>\n<start>\n<unknown>\n<unused>\n"

odd_words = st.lists(
    st.text(
        st.one_of(
            st.characters(exclude_characters="\n", codec="utf-8"), st.sampled_from("\r\u0085\u2028\u2029\x0b\x00 ")
        ),
        min_size=1,
    ),
    unique=True,
).filter(RESERVED.isdisjoint)


def test_ids_begin_behind_the_reserved_ones() -> None:
    """The most frequent word has id 4; 0, 1 and 2 are padding, start and unknown."""
    vocabulary = Vocabulary(["the", "film"])
    assert [vocabulary.id_of(word) for word in ("the", "film", "movie")] == [4, 5, UNKNOWN_ID]
    assert (PADDING_ID, START_ID, UNKNOWN_ID) == (0, 1, 2)
    assert len(vocabulary) == 6
    assert list(vocabulary)[4:] == ["the", "film"]


def test_membership_is_about_words() -> None:
    """A word is in the vocabulary; a reserved entry, an unknown word and a number are not."""
    vocabulary = Vocabulary(["the"])
    assert "the" in vocabulary
    assert "<start>" not in vocabulary
    assert "film" not in vocabulary
    assert 4 not in vocabulary


def test_equal_words_make_equal_vocabularies() -> None:
    """Vocabularies compare, and hash, by their words in order."""
    assert Vocabulary(["a", "b"]) == Vocabulary(["a", "b"])
    assert hash(Vocabulary(["a", "b"])) == hash(Vocabulary(["a", "b"]))
    assert Vocabulary(["a", "b"]) != Vocabulary(["b", "a"])
    assert Vocabulary(["a"]) != "a"


def test_frequent_words_come_first_and_ties_in_order_of_appearance() -> None:
    """Words rank by falling count, and of equals the one that appears first."""
    vocabulary = Vocabulary.from_texts(["zoo ant Bee", "bee cat, ant!", "bee"], num_words=100)
    assert vocabulary.words[4:] == ("bee", "ant", "zoo", "cat")


@given(st.lists(st.text("abc ", max_size=12), max_size=8), st.integers(5, 12))
def test_ranks_follow_counts(texts: list[str], num_words: int) -> None:
    """Every kept word is at least as frequent as the next one and as all left out, and ids stay below num_words."""
    counts = Counter(word.text for text in texts for word in split_words(text))
    kept = Vocabulary.from_texts(texts, num_words=num_words).words[4:]
    frequencies = [counts[word] for word in kept]
    assert frequencies == sorted(counts.values(), reverse=True)[: num_words - 4]
    assert len(kept) == min(len(counts), num_words - 4)


@pytest.mark.parametrize("num_words", [4, 0, -1])
def test_a_vocabulary_needs_room_for_a_word(num_words: int) -> None:
    """num_words counts the four reserved ids, so it is at least 5."""
    with pytest.raises(ConfigurationError, match=f"num_words is at least 5 .* not {num_words}"):
        Vocabulary.from_texts(["a"], num_words=num_words)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a", "b", "a"], "stands twice"),
        (["<start>"], "stands twice"),
        (["a", ""], "not empty"),
        (["a\nb"], "no line break"),
    ],
)
def test_words_that_would_lose_their_ids_are_refused(words: list[str], message: str) -> None:
    """A word that stands twice, is empty or holds a line break has no line of its own in a file."""
    with pytest.raises(ConfigurationError, match=message):
        Vocabulary(words)


@given(words=odd_words)
def test_a_file_gives_back_every_word(words: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Words with carriage returns, U+0085 or U+2028 come back from vocabulary.txt under their ids."""
    file = tmp_path_factory.getbasetemp() / "vocabulary-round-trip.txt"
    vocabulary = Vocabulary(words)
    write_text(file, vocabulary.to_text())
    assert Vocabulary.from_file(file) == vocabulary


def test_a_line_of_the_file_is_an_id(tmp_path: Path) -> None:
    """Line numbers, counted from 0, are ids."""
    file = tmp_path / "vocabulary.txt"
    write_text(file, Vocabulary(["the", "film"]).to_text())
    assert file.read_bytes().split(b"\n")[4:] == [b"the", b"film", b""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "should begin with the lines <padding>"),
        (b"the\nfilm\n", "should begin with the lines <padding>"),
        (HEADER.replace("\n", "\r\n").encode(), "should begin with the lines <padding>"),
        (b"\xff\xfe\x00", "is not a readable UTF-8 text file"),
        ((HEADER + "the\nthe\n").encode(), "is damaged: .* stands twice"),
        ((HEADER + "the\n\nfilm\n").encode(), "is damaged: .* not empty"),
    ],
)
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, content: bytes, message: str) -> None:
    """The sentence names the file and its run, and says what is wrong."""
    file = tmp_path / "vocabulary.txt"
    file.write_bytes(content)
    with pytest.raises(DataError, match=rf"vocabulary\.txt in {tmp_path.name} {message}"):
        Vocabulary.from_file(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The sentence says which run lacks its vocabulary."""
    with pytest.raises(DataError, match=rf"vocabulary\.txt is missing in {tmp_path.name}"):
        Vocabulary.from_file(tmp_path / "vocabulary.txt")
    with pytest.raises(DataError, match="not a readable"):
        Vocabulary.from_file(tmp_path)
