"""The reviews that a run was trained on and validated with, found again."""

from rnnviz.corpora import Corpus, load_corpus
from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.runs import Run

__all__ = ["limited", "reviews_of"]


def limited(reviews: Corpus, limit: int | None, seed: int) -> Corpus:
    """`limit` reviews drawn from the seed; None = all of them.

    Raises
    ------
    ConfigurationError
        There are not so many.
    """
    if limit is None:
        return reviews
    if not 1 <= limit <= len(reviews):
        raise ConfigurationError(f"limit lies between 1 and the {len(reviews):,} reviews of the corpus, not {limit}.")
    return reviews.shuffled(seed).select(range(limit))


def reviews_of(run: Run) -> tuple[Corpus, Corpus]:
    """Training and validation reviews of a run, in the order that it began with.

    Raises
    ------
    DataError
        The corpus cannot be read any more.
    TrainingError
        It is no longer the one that the run began with.
    """
    corpus, training = run.record.corpus, run.record.training
    reviews = limited(load_corpus(corpus.name), corpus.limit, training.split_seed)
    if reviews.fingerprint != corpus.fingerprint:
        raise TrainingError(f"{corpus.name} is not the data that {run.name} began with: its fingerprint differs.")
    return reviews.split(training.validation_split, seed=training.split_seed)
