"""The ids of a corpus that are kept on the disk."""

from pathlib import Path

import numpy as np
import pytest

from rnnviz.corpora import Corpus
from rnnviz.text import START_ID, Vocabulary, read_ids
from rnnviz.training import kept_ids
from tests.training.conftest import files_no_longer_than

WORDS = ("good", "bad", "film", "don’t", "ﬁne", "the")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def reviews() -> Corpus:
    """More reviews than are read as fast as a file."""
    rng = np.random.default_rng(0)
    texts = tuple(" ".join(rng.choice(WORDS, rng.integers(0, 5))) for _ in range(1_100))
    return Corpus(name="made-up", texts=texts, labels=rng.integers(0, 2, 1_100).astype(np.int8))


def read_twice(reviews: Corpus, monkeypatch: pytest.MonkeyPatch) -> tuple[Vocabulary, list[list[int]]]:
    """Vocabulary and ids of the second reading, at which nothing may be looked up."""
    for _ in range(2):
        vocabulary = kept_ids.vocabulary_of(reviews, 20)
        ids = kept_ids.ids_of(reviews, vocabulary)
        monkeypatch.setattr(kept_ids, "_looked_up", lambda *_: pytest.fail("looked up again"))
        monkeypatch.setattr(Corpus, "vocabulary", lambda *_: pytest.fail("counted again"))
    return vocabulary, [one.tolist() for one in ids]


def expected(reviews: Corpus, vocabulary: Vocabulary) -> list[list[int]]:
    return [[START_ID, *read_ids(text, vocabulary)] for text in reviews.texts]


def test_the_second_reading_comes_from_the_disk(reviews: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is what was read, the cleaning of unknown words included."""
    counted = reviews.vocabulary(20)
    vocabulary, ids = read_twice(reviews, monkeypatch)
    assert vocabulary == counted
    assert ids == expected(reviews, counted)


def test_what_is_kept_belongs_to_reviews_and_vocabulary(reviews: Corpus) -> None:
    """Another vocabulary, or other reviews, are looked up by themselves."""
    wide, narrow = kept_ids.vocabulary_of(reviews, 20), kept_ids.vocabulary_of(reviews, 6)
    assert (len(wide), len(narrow)) == (len(reviews.vocabulary(20)), 6)
    fewer = reviews.select(range(1_050))
    for corpus, vocabulary in ((reviews, wide), (reviews, narrow), (fewer, wide)):
        assert [one.tolist() for one in kept_ids.ids_of(corpus, vocabulary)] == expected(corpus, vocabulary)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 no more", b"\0" * 5_000])
def test_a_damaged_file_is_made_anew(home: Path, reviews: Corpus, damage: bytes) -> None:
    """Whatever lies there, the ids are right."""
    vocabulary = kept_ids.vocabulary_of(reviews, 20)
    kept_ids.ids_of(reviews, vocabulary)
    for file in (home / "ids").iterdir():
        file.write_bytes(damage)
    assert kept_ids.vocabulary_of(reviews, 20) == vocabulary
    assert [one.tolist() for one in kept_ids.ids_of(reviews, vocabulary)] == expected(reviews, vocabulary)


def test_ids_that_no_vocabulary_has_are_not_believed(home: Path, reviews: Corpus) -> None:
    """A file whose ids go beyond the vocabulary is of something else."""
    vocabulary = kept_ids.vocabulary_of(reviews, 20)
    ids = kept_ids.ids_of(reviews, vocabulary)
    (file,) = (home / "ids").glob("*.npz")
    kept_ids._keep(file, [one + 1_000 for one in ids])
    assert [one.tolist() for one in kept_ids.ids_of(reviews, vocabulary)] == expected(reviews, vocabulary)


def test_a_full_disk_costs_only_the_time(home: Path, reviews: Corpus) -> None:
    """Nothing is kept, and no scrap is left."""
    with files_no_longer_than(10):
        vocabulary = kept_ids.vocabulary_of(reviews, 20)
        assert [one.tolist() for one in kept_ids.ids_of(reviews, vocabulary)] == expected(reviews, vocabulary)
    assert [*(home / "ids").iterdir()] == []


def test_old_files_are_forgotten(home: Path, reviews: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest stay."""
    monkeypatch.setattr(kept_ids, "_MOST_FILES", 2)
    vocabulary = Vocabulary(WORDS)
    for count in (1_000, 1_010, 1_020):
        kept_ids.ids_of(reviews.select(range(count)), vocabulary)
    assert len([*(home / "ids").iterdir()]) == 2
