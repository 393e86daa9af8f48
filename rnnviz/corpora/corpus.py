"""Labelled reviews in memory."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.text import Vocabulary

__all__ = ["Corpus"]

_UNLEARNABLE = {
    ("training", True): "The training part of {corpus!r} needs negative and positive reviews; of {reviews} reviews all "
    "are of one class. Take more reviews.",
    ("training", False): "The training part of {corpus!r} needs negative and positive reviews; it would hold no review "
    "at all. Take more reviews.",
    ("validation", True): "The validation part of {corpus!r} needs negative and positive reviews; of {reviews} reviews "
    "all are of one class. Take more reviews.",
    ("validation", False): "The validation part of {corpus!r} needs negative and positive reviews; it would hold no "
    "review at all. Take more reviews.",
}
"""What is said of a part, by its use and by whether it holds any review."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Corpus:
    """Reviews and their labels.

    Parameters
    ----------
    name
        What a run's record calls this data.
    texts
        One review each.
    labels
        0 = negative, 1 = positive; (samples,) int8.
    ranking
        Every word, most frequent first, where the data comes with a ranking of its own; otherwise words are
        counted in `texts`.
    """

    name: str
    texts: tuple[str, ...]
    labels: NDArray[np.int8]
    ranking: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if len(self.texts) != len(self.labels):
            raise DataError(
                "Every review has one label: {reviews} reviews came with {labels} labels.",
                reviews=len(self.texts),
                labels=len(self.labels),
            )
        if not np.isin(self.labels, (0, 1)).all():
            raise DataError("Labels are 0 (negative) and 1 (positive).")

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all reviews and labels, in order."""
        digest = hashlib.sha256()
        for text, label in zip(self.texts, self.labels, strict=True):
            digest.update(text.encode("utf-8", "surrogatepass"))
            digest.update(bytes((0, int(label), 0)))
        return digest.hexdigest()

    def select(self, index: Sequence[int] | NDArray[np.integer]) -> "Corpus":
        """Corpus of the reviews at `index`, in that order."""
        return replace(
            self, texts=tuple(self.texts[i] for i in index), labels=self.labels[np.asarray(index, dtype=int)]
        )

    def shuffled(self, seed: int) -> "Corpus":
        """Corpus in an order drawn from `seed`."""
        return self.select(np.random.default_rng(seed).permutation(len(self)))

    def split(self, validation_split: float, *, seed: int) -> tuple["Corpus", "Corpus"]:
        """Training and validation part, after a seeded shuffle.

        Raises
        ------
        ConfigurationError
            `validation_split` is not between 0 and 1, or a part would hold no review or only one class.
        """
        if not 0 < validation_split < 1:
            raise ConfigurationError(
                "validation_split lies between 0 and 1 (0.2 keeps a fifth), not {validation_split!r}.",
                validation_split=validation_split,
            )
        shuffled = self.shuffled(seed)
        count = len(self) - int(len(self) * validation_split)
        parts = shuffled.select(range(count)), shuffled.select(range(count, len(self)))
        for use, part in zip(("training", "validation"), parts, strict=True):
            if len(set(part.labels.tolist())) < 2:
                raise ConfigurationError(_UNLEARNABLE[use, len(part) > 0], corpus=self.name, reviews=len(part))
        return parts

    def vocabulary(self, num_words: int) -> Vocabulary:
        """Vocabulary of the most frequent words, every id below `num_words`."""
        if self.ranking is None:
            return Vocabulary.from_texts(self.texts, num_words=num_words)
        return Vocabulary.from_ranking(self.ranking, num_words=num_words)
