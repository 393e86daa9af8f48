"""What a corpus is made of, held to plain counting."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.corpora import Corpus, CorpusStatistics, count_words, measure_corpus
from rnnviz.errors import DataError
from rnnviz.text import UNKNOWN_ID, plain_words, read_ids

texts = st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), max_size=12).map(" ".join)
corpora = st.lists(st.tuples(texts, st.integers(0, 1)), min_size=1, max_size=8).map(
    lambda rows: Corpus(
        name="small",
        texts=tuple(text for text, _ in rows),
        labels=np.array([label for _, label in rows], dtype=np.int8),
    )
)


@pytest.fixture(scope="module")
def measured(imdb: Corpus) -> CorpusStatistics:
    """Statistics of the 25,000 reviews."""
    return measure_corpus(imdb)


@given(corpus=corpora)
def test_words_are_counted(corpus: Corpus) -> None:
    """Counts are those of a Counter over all words, and never rise with the rank."""
    counts = count_words(corpus.texts)
    assert dict(zip(counts.words, counts.counts.tolist(), strict=True)) == Counter(" ".join(corpus.texts).split())
    assert (np.diff(counts.counts) <= 0).all()


@given(corpus=corpora, num_words=st.integers(5, 12))
def test_the_vocabulary_is_that_of_the_corpus(corpus: Corpus, num_words: int) -> None:
    """Words get the ids that `Corpus.vocabulary` gives them."""
    assert count_words(corpus.texts).vocabulary(num_words) == corpus.vocabulary(num_words)


@given(corpus=corpora, num_words=st.integers(5, 12))
def test_coverage_is_the_share_of_words_with_an_id(corpus: Corpus, num_words: int) -> None:
    """It is one minus the share of unknown ids when the whole corpus is read."""
    ids = [i for text in corpus.texts for i in read_ids(text, corpus.vocabulary(num_words))]
    expected = sum(i != UNKNOWN_ID for i in ids) / max(len(ids), 1)
    assert count_words(corpus.texts).coverage(num_words) == pytest.approx(expected)


@given(corpus=corpora, maxlen=st.integers(1, 14))
def test_lengths_count_the_start_sign(corpus: Corpus, maxlen: int) -> None:
    """Lengths, cut reviews, cut ids and padding are those of rows counted by hand."""
    found = measure_corpus(corpus)
    lengths = [1 + len(text.split()) for text in corpus.texts]
    assert found.lengths.tolist() == lengths
    assert found.reviews_cut(maxlen) == sum(length > maxlen for length in lengths)
    assert found.share_cut(maxlen) == sum(length > maxlen for length in lengths) / len(lengths)
    assert found.share_lost(maxlen) == pytest.approx(sum(max(n - maxlen, 0) for n in lengths) / sum(lengths))
    places = maxlen * len(lengths)
    assert found.share_padding(maxlen) == pytest.approx(sum(max(maxlen - n, 0) for n in lengths) / places)


@given(corpus=corpora)
def test_a_word_stands_in_reviews(corpus: Corpus) -> None:
    """A word's reviews and positive reviews are counted once each, however often it occurs in them."""
    found = measure_corpus(corpus)
    for place, word in enumerate(found.counts.words):
        inside = [label for text, label in zip(corpus.texts, corpus.labels, strict=True) if word in text.split()]
        assert found.reviews[place] == len(inside)
        assert found.positive_reviews[place] == sum(inside)
        assert found.positive_share()[place] == pytest.approx(np.mean(inside))


@given(corpus=corpora, width=st.integers(1, 5), most=st.integers(1, 15))
def test_the_histogram_holds_every_review_once(corpus: Corpus, width: int, most: int) -> None:
    """Bins hold the lengths in their range, the last one also what is longer."""
    found = measure_corpus(corpus)
    bins = -(-most // width)
    expected = Counter(min((length - 1) // width, bins - 1) for length in found.lengths.tolist())
    assert found.histogram(width, most=most).tolist() == [expected[place] for place in range(bins)]


def test_top_words_are_ordered() -> None:
    """By count, or by how one-sidedly they stand in positive or negative reviews; rare ones may be left out."""
    corpus = Corpus(
        name="small",
        texts=("good the", "good the the", "bad the", "bad the rare"),
        labels=np.array([1, 1, 0, 0], dtype=np.int8),
    )
    found = measure_corpus(corpus)

    def named(**how: object) -> list[str]:
        return [found.counts.words[place] for place in found.top_words(2, **how)]  # type: ignore[arg-type]

    assert named() == ["the", "good"]
    assert named(order="positive") == ["good", "the"]
    assert named(order="negative", least_reviews=2) == ["bad", "the"]
    assert named(order="negative")[0] in {"bad", "rare"}


def test_a_ranking_of_its_own_is_kept() -> None:
    """Keras's order of the words stands, whatever the counts say."""
    counts = count_words(["b b a"], ranking=("a", "b", "never"))
    assert counts.words == ("a", "b", "never")
    assert counts.counts.tolist() == [1, 2, 0]
    assert counts.coverage(5) == pytest.approx(1 / 3)


def test_a_corpus_without_words_covers_nothing() -> None:
    """No word gives a coverage of 0, not a division by 0."""
    assert count_words(["", "!!"]).coverage(10_000) == 0


def test_imdb_is_as_published(measured: CorpusStatistics, imdb: Corpus) -> None:
    """25,000 reviews, half of them positive, 2,108 longer than 500, 88,584 words, 5.7 % unknown at 10,000."""
    assert len(measured.labels) == 25_000
    assert measured.positives == 12_500
    assert measured.reviews_cut(500) == 2_108
    assert len(measured.counts.words) == 88_584
    assert 1 - measured.counts.coverage(10_000) == pytest.approx(0.057, abs=5e-4)
    assert measured.counts.vocabulary(10_000) == imdb.vocabulary(10_000)


def test_imdb_separates_wonderful_from_awful(measured: CorpusStatistics, imdb: Corpus) -> None:
    """The most one-sided words of 500 reviews or more are those that a reader would name."""
    positive, negative = (
        [measured.counts.words[i] for i in measured.top_words(20, order=order, least_reviews=500)]
        for order in ("positive", "negative")
    )
    assert {"wonderful", "superb"} <= set(positive)
    assert {"worst", "waste", "awful"} <= set(negative)
    place = measured.counts.words.index("superb")
    inside = [bool(label) for text, label in zip(imdb.texts, imdb.labels, strict=True) if "superb" in plain_words(text)]
    assert measured.positive_share()[place] == pytest.approx(np.mean(inside))


@given(corpus=corpora, most=st.integers(0, 6))
def test_counting_stops_at_the_most(corpus: Corpus, most: int) -> None:
    """More different words than are allowed is an error; as many are counted."""
    different = len(set(" ".join(corpus.texts).split()))
    if different <= most:
        assert len(count_words(corpus.texts, most=most).words) == different
    else:
        with pytest.raises(DataError, match=f"more than {most} different words"):
            count_words(corpus.texts, most=most)
