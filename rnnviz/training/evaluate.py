"""Loss and accuracy of a run on labelled reviews, by Keras; on held-out ones they are kept with the run."""

from dataclasses import dataclass, replace

import numpy as np
from filelock import Timeout
from numpy.typing import NDArray

from rnnviz.corpora import Corpus
from rnnviz.errors import ConfigurationError, DataError, TrainingError
from rnnviz.networks import build_keras_model, read_keras_file
from rnnviz.runs import HeldOutRecord, Run, is_shipped
from rnnviz.text import Vocabulary, plain_words
from rnnviz.training.datasets import encode
from rnnviz.training.reviews import reviews_of

__all__ = ["MOST_KNOWN", "Evaluation", "evaluate", "keep_held_out", "measure_held_out", "unknown_reviews"]

MOST_KNOWN = 0.02
"""Share of held-out reviews that may stand in a run's own data, too; of IMDB's two halves it is half a percent."""

_PATIENCE = 2.0  # seconds; whoever looks whether the run is trained holds its lock for a moment


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """Figures of a run on `reviews` labelled reviews; `loss` is the mean binary cross-entropy in nats."""

    reviews: int
    loss: float
    accuracy: float


def evaluate(run: Run, corpus: Corpus) -> Evaluation:
    """Loss and accuracy of `run` on every review of `corpus`.

    Raises
    ------
    ModelNotFoundError
        The run has no trained model.
    """
    run.network()  # says in a sentence what is wrong with the run
    _, weights = read_keras_file(run.model_file)
    model = build_keras_model(run.record.network)  # Keras itself never loads a file that may be a stranger's
    model.set_weights([array for layer in weights for array in layer])
    model.compile(loss="binary_crossentropy", metrics=["accuracy"])
    rows = encode(corpus.texts, Vocabulary.from_file(run.vocabulary_file), run.record.padding)
    loss, accuracy = model.evaluate(rows, corpus.labels, batch_size=250, verbose=0)
    return Evaluation(reviews=len(corpus), loss=float(loss), accuracy=float(accuracy))


def measure_held_out(run: Run, corpus: Corpus, *, unknown_only: bool = False) -> tuple[Evaluation, HeldOutRecord]:
    """Figures of `run` on reviews that played no part in it, and where they come from.

    A review is known if its words, in their order, are those of one that the run was trained on or validated with:
    capitals, signs and line ends, in which two copies of the same data may differ, do not count.

    Parameters
    ----------
    run
        The run.
    corpus
        The reviews.
    unknown_only
        Leave out those that the run knows.

    Raises
    ------
    DataError
        More than `MOST_KNOWN` of the reviews are known to the run, or none would be left.
    ModelNotFoundError
        The run has no trained model.
    """
    known = _known(run, corpus)
    if known is not None and known.any() and unknown_only:
        corpus = _without(run, corpus, known)
        known = np.zeros((2, len(corpus)), dtype=bool)
    if known is not None:
        _refuse_many(run, corpus, known)
    trained_on, validated_with = (None, None) if known is None else map(int, known.sum(axis=1))
    told = HeldOutRecord(
        name=corpus.name, fingerprint=corpus.fingerprint, trained_on=trained_on, validated_with=validated_with
    )
    return evaluate(run, corpus), told


def unknown_reviews(run: Run, corpus: Corpus) -> Corpus:
    """Reviews of `corpus` that `run` was neither trained on nor validated with; all, where that cannot be told.

    Raises
    ------
    DataError
        None is left.
    """
    known = _known(run, corpus)
    return corpus if known is None or not known.any() else _without(run, corpus, known)


def keep_held_out(run: Run, figures: Evaluation, held_out: HeldOutRecord) -> Run | None:
    """Write held-out figures into the record of a run, and return it as it now is.

    A shipped run keeps the figures that it came with; then None is returned.

    Raises
    ------
    TrainingError
        The run is being trained, or was while it was measured.
    ConfigurationError
        Its folder cannot be written.
    """
    if is_shipped(run):
        return None
    metrics = {"test_reviews": figures.reviews, "test_loss": figures.loss, "test_accuracy": figures.accuracy}
    try:
        with run.lock.acquire(timeout=_PATIENCE):
            return _as_measured(run).write_record(metrics={**run.record.metrics, **metrics}, held_out=held_out)
    except Timeout:
        raise TrainingError("{run} is being trained: measure it once it has stopped.", run=run.name) from None
    except OSError as error:
        raise ConfigurationError(
            "{path} cannot be written ({reason}).", path=run.path, reason=error.strerror or error
        ) from None


def _as_measured(run: Run) -> Run:
    """Return the run as it is on disk, if its record still says what it said when it was measured."""
    now = Run(run.path)
    if now.record != run.record:
        raise TrainingError("{run} has changed while it was measured: measure it again.", run=run.name)
    return now


# ---- reviews that the run knows ----


def _known(run: Run, corpus: Corpus) -> NDArray[np.bool_] | None:
    """Which reviews stand in the run's training and validation part, (2, samples); None where these cannot be read."""
    try:
        parts = reviews_of(run, download=False)
    except TrainingError:
        return None
    words = [_words(text) for text in corpus.texts]
    own = [set(map(_words, part.texts)) for part in parts]
    return np.array([[one in part for one in words] for part in own], dtype=bool).reshape(2, len(words))


def _words(text: str) -> str:
    return " ".join(plain_words(text))


def _without(run: Run, corpus: Corpus, known: NDArray[np.bool_]) -> Corpus:
    left = np.flatnonzero(~known.any(axis=0))
    if not len(left):
        raise DataError(
            "{run} knows all {reviews:,} reviews of {corpus}: none is left to measure it on.",
            run=run.name,
            reviews=len(corpus),
            corpus=corpus.name,
        )
    return replace(corpus.select(left), name=f"{corpus.name} without known reviews")


def _refuse_many(run: Run, corpus: Corpus, known: NDArray[np.bool_]) -> None:
    count = int(known.any(axis=0).sum())
    if count <= MOST_KNOWN * len(corpus):
        return
    trained_on, validated_with = map(int, known.sum(axis=1))
    raise DataError(
        "{count:,} of the {reviews:,} reviews of {corpus} are not held out: {run} was trained on {trained:,} and "
        "validated with {validated:,} of them. Give other reviews, or leave these out with --unknown-only.",
        count=count,
        reviews=len(corpus),
        corpus=corpus.name,
        run=run.name,
        trained=trained_on,
        validated=validated_with,
    )
