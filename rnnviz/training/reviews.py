"""The reviews that a run was trained on and validated with, found again."""

from rnnviz.corpora import Corpus, load_cached_keras_imdb, load_corpus
from rnnviz.errors import ConfigurationError, DataError, TrainingError
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
        raise ConfigurationError(
            "limit lies between 1 and the {reviews:,} reviews of the corpus, not {limit}.",
            reviews=len(reviews),
            limit=limit,
        )
    return reviews.shuffled(seed).select(range(limit))


def reviews_of(run: Run, *, download: bool = True) -> tuple[Corpus, Corpus]:
    """Training and validation reviews of a run, in the order that it began with.

    Parameters
    ----------
    run
        The run.
    download
        Whether Keras may be loaded to download its own IMDB data where they are not in its cache.

    Raises
    ------
    TrainingError
        The corpus cannot be read any more, or is no longer the one that the run began with.
    """
    corpus, training = run.record.corpus, run.record.training
    try:
        cached = corpus.name == "keras-imdb" and not download
        whole = load_cached_keras_imdb() if cached else load_corpus(corpus.name)
    except (DataError, OSError):
        # Without the reason, which may quote the file: a run that somebody else made may name any file of this machine.
        raise TrainingError(
            "The reviews that {run} was trained on cannot be read: {corpus} is not there, or has changed.",
            run=run.name,
            corpus=corpus.name[:200],
        ) from None
    reviews = limited(whole, corpus.limit, training.split_seed)
    if reviews.fingerprint != corpus.fingerprint:
        raise TrainingError(
            "{corpus} is not the data that {run} began with: its fingerprint differs.", corpus=corpus.name, run=run.name
        )
    return reviews.split(training.validation_split, seed=training.split_seed)
