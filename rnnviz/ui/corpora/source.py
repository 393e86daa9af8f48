"""A corpus as the pages hold it: read and counted when it is first asked for."""

from collections.abc import Callable
from functools import cached_property

from rnnviz.corpora import Corpus, CorpusStatistics, WordCounts, count_words, measure_corpus

__all__ = ["DataSource"]

_MOST_WORDS = 800_000
"""Different words of a corpus on a page: counting more keeps the server busy for seconds, and holds half a gigabyte."""


class DataSource:
    """A corpus and what is counted in it; each is computed when it is first asked for."""

    def __init__(self, title: str, load: Callable[[], Corpus], *, named: bool, file: str | None = None) -> None:
        self.title, self.named, self.file = title, named, file
        self._load = load

    @property
    def is_imdb(self) -> bool:
        """Whether these are the installed reviews, whose numbers are known."""
        return self.named and self.file is None and self.title == "imdb"

    @cached_property
    def corpus(self) -> Corpus:
        """The reviews."""
        return self._load()

    @cached_property
    def counts(self) -> WordCounts:
        """Their words, which give the vocabulary."""
        return count_words(self.corpus.texts, self.corpus.ranking, most=_MOST_WORDS)

    @cached_property
    def statistics(self) -> CorpusStatistics:
        """Lengths and classes."""
        return measure_corpus(self.corpus, self.counts)

    def has(self, name: str) -> bool:
        """Whether `corpus`, `counts` or `statistics` is there without waiting."""
        return name in vars(self)
