"""What a corpus is made of: its words, its lengths, its classes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rnnviz.corpora.corpus import Corpus
from rnnviz.errors import DataError
from rnnviz.interruption import now_and_then
from rnnviz.shapes import Floats
from rnnviz.text import Vocabulary, plain_words

__all__ = ["CorpusStatistics", "WordCounts", "WordOrder", "count_words", "measure_corpus"]

Counts = NDArray[np.int64]

WordOrder = Literal["count", "positive", "negative"]

_OFTEN = 100  # reviews between two looks whether anybody still waits
_RESERVED = 4  # ids that stand for no word: padding, start, unknown, unused


@dataclass(frozen=True, kw_only=True, eq=False)
class WordCounts:
    """Every word of a corpus, and how often it occurs.

    Parameters
    ----------
    words
        In the order in which they get their ids, the most frequent first.
    counts
        How often each occurs, (words,).
    """

    words: tuple[str, ...]
    counts: Counts

    def vocabulary(self, num_words: int) -> Vocabulary:
        """Vocabulary of the first words, every id below `num_words`."""
        return Vocabulary.from_ranking(self.words, num_words=num_words)

    def coverage(self, num_words: int) -> float:
        """Share of all running words that have an id of their own below `num_words`; 0 where there is no word."""
        known = max(num_words - _RESERVED, 0)
        return float(self._running[min(known, len(self.words))] / max(self.total, 1))

    @property
    def total(self) -> int:
        """All running words."""
        return int(self._running[-1])

    @cached_property
    def _running(self) -> Counts:
        return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(self.counts)])


@dataclass(frozen=True, kw_only=True, eq=False)
class CorpusStatistics:
    """Lengths and classes of a corpus, and in which reviews its words stand.

    Parameters
    ----------
    counts
        The words.
    labels
        0 = negative, 1 = positive, (samples,).
    lengths
        Ids of every review, its start sign included, (samples,).
    reviews, positive_reviews
        In how many reviews, and positive reviews, each word stands, (words,).
    """

    counts: WordCounts
    labels: NDArray[np.int8]
    lengths: Counts
    reviews: Counts
    positive_reviews: Counts

    @property
    def positives(self) -> int:
        """Positive reviews."""
        return int(np.count_nonzero(self.labels))

    def reviews_cut(self, maxlen: int) -> int:
        """Reviews that do not fit into a row of `maxlen` ids."""
        return int(np.count_nonzero(self.lengths > maxlen))

    def share_cut(self, maxlen: int) -> float:
        """Share of reviews that do not fit into a row of `maxlen` ids."""
        return self.reviews_cut(maxlen) / len(self.lengths)

    def share_lost(self, maxlen: int) -> float:
        """Share of all ids that rows of `maxlen` cut away."""
        return float(np.maximum(self.lengths - maxlen, 0).sum() / self.lengths.sum())

    def share_padding(self, maxlen: int) -> float:
        """Share of the places of all rows of `maxlen` that hold padding."""
        return float(np.maximum(maxlen - self.lengths, 0).sum() / (maxlen * len(self.lengths)))

    def positive_share(self) -> Floats:
        """Share of positive reviews among those in which a word stands, (words,)."""
        return self.positive_reviews / np.maximum(self.reviews, 1)

    def top_words(self, count: int, *, order: WordOrder = "count", least_reviews: int = 1) -> Counts:
        """Places of words in `counts.words`.

        Parameters
        ----------
        count
            How many at most.
        order
            The most frequent words, or those that stand in positive or negative reviews most one-sidedly.
        least_reviews
            Words in fewer reviews are left out: their shares are chance.
        """
        often = np.flatnonzero(self.reviews >= least_reviews)
        if order == "count":
            return often[:count].astype(np.int64)
        share = self.positive_share()[often]
        return often[np.argsort(-share if order == "positive" else share, kind="stable")][:count].astype(np.int64)

    def histogram(self, width: int, *, most: int) -> Counts:
        """Reviews by length, in bins of `width` ids from 1 to `most`; the last bin holds all longer ones, too.

        Returns
        -------
        (ceil(most / width),)
        """
        bins = -(-most // width)
        return np.bincount(np.minimum((self.lengths - 1) // width, bins - 1), minlength=bins).astype(np.int64)


def count_words(texts: Iterable[str], ranking: Iterable[str] | None = None, *, most: int | None = None) -> WordCounts:
    """Words of `texts` by falling count, ties by first appearance; in the order of `ranking` where there is one.

    Raises
    ------
    DataError
        There are more than `most` different words.
    """
    counter: Counter[str] = Counter()
    for number, text in enumerate(texts):
        if number % _OFTEN == 0:
            now_and_then()
        counter.update(plain_words(text))
        if most is not None and len(counter) > most:
            raise DataError(
                "These reviews have more than {most:,} different words, too many to count here. Is the column of the "
                "reviews the right one?",
                most=most,
            )
    words = tuple(ranking) if ranking is not None else tuple(word for word, _ in counter.most_common())
    return WordCounts(words=words, counts=np.array([counter[word] for word in words], dtype=np.int64))


def measure_corpus(corpus: Corpus, counts: WordCounts | None = None) -> CorpusStatistics:
    """Statistics of `corpus`; `counts` are those of its words where they are known already."""
    counts = count_words(corpus.texts, corpus.ranking) if counts is None else counts
    stands_in: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    lengths = np.ones(len(corpus), dtype=np.int64)  # the start sign
    for number, (text, label) in enumerate(zip(corpus.texts, corpus.labels.tolist(), strict=True)):
        if number % _OFTEN == 0:
            now_and_then()
        words = plain_words(text)
        lengths[number] += len(words)
        stands_in[label].update(set(words))
    negative, positive = (np.array([found[word] for word in counts.words], dtype=np.int64) for found in stands_in)
    return CorpusStatistics(
        counts=counts,
        labels=corpus.labels,
        lengths=lengths,
        reviews=negative + positive,
        positive_reviews=positive,
    )
