"""The reviews of a training: how many they are, and what will have to be kept of them."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from rnnviz.corpora import IMDB_MEAN_LENGTH, IMDB_REVIEWS, Corpus
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training.kept_corpora import keep, short_name
from rnnviz.training.plan import check_batch_size
from rnnviz.training.reviews import limited
from rnnviz.ui.corpora.source import DataSource
from rnnviz.ui.frame.shared import shared

__all__ = ["Reviews", "choose_reviews"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Reviews:
    """What a network is trained on.

    Parameters
    ----------
    label
        Part of a run's name that tells them apart; empty for IMDB.
    training, validation
        Reviews of the two parts.
    limit
        How many are drawn from the corpus for a quick try; None = all.
    mean_length
        Ids of a review on the average, those beyond the row cut.
    source
        The name of the corpus or the path of its file, where it has one.
    upload
        The reviews that have to be kept in a file first.
    """

    label: str
    training: int
    validation: int
    limit: int | None
    mean_length: float
    source: str | None = None
    upload: Corpus | None = None

    @property
    def count(self) -> int:
        """Reviews of both parts."""
        return self.training + self.validation

    def keep(self) -> str:
        """Name of the corpus, or the path of its file, which is written where it is not there yet.

        Raises
        ------
        ConfigurationError
            It cannot be written.
        """
        if self.source is not None:
            return self.source
        assert self.upload is not None
        return str(keep(self.upload))


def choose_reviews(own: DataSource | None, training: TrainingSpec, *, limit: int | None) -> Reviews:
    """Reviews that a training takes: IMDB's, or those of a file.

    Raises
    ------
    ConfigurationError
        A part of them would hold one class only, or less than a batch.
    """
    if own is None:
        count = limit or IMDB_REVIEWS
        validation = int(count * training.validation_split)
        reviews = Reviews(
            label="",
            training=count - validation,
            validation=validation,
            limit=limit,
            mean_length=IMDB_MEAN_LENGTH,
            source="imdb",
        )
    else:
        reviews = _own(own, training, limit)
    check_batch_size(training, reviews.training)
    return reviews


def _own(own: DataSource, training: TrainingSpec, limit: int | None) -> Reviews:
    corpus = own.corpus
    limit = None if limit is None or limit >= len(corpus) else limit
    parts = _parts(corpus, corpus.fingerprint, limit, training.validation_split, training.split_seed)
    return Reviews(
        label=short_name(own.title),
        training=parts[0],
        validation=parts[1],
        limit=limit,
        mean_length=_mean_length(corpus, corpus.fingerprint),
        source=own.file,
        upload=None if own.file else corpus,
    )


def _without_corpus(_: Corpus, *others: Hashable) -> Hashable:
    """What a question on a corpus is known by: its fingerprint stands among the others."""
    return others


@shared(100, key=_without_corpus)
def _parts(corpus: Corpus, fingerprint: str, limit: int | None, share: float, seed: int) -> tuple[int, int]:
    """Reviews of the two parts; the split itself refuses what cannot be split."""
    del fingerprint  # part of the key only
    training, validation = limited(corpus, limit, seed).split(share, seed=seed)
    return len(training), len(validation)


@shared(100, key=_without_corpus)
def _mean_length(corpus: Corpus, fingerprint: str) -> float:
    del fingerprint  # part of the key only
    most = Padding().maxlen
    return float(np.mean([min(1 + len(text.split()), most) for text in corpus.texts]))
