"""How far a trained model's verdicts and their explanations can be trusted, measured on held-out reviews."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import numpy as np
from filelock import Timeout
from numpy.typing import NDArray

from rnnviz.corpora import Corpus
from rnnviz.errors import ConfigurationError, DataError, TrainingError
from rnnviz.explanation.faithfulness import SHARES, Erasure, attribute, erase, orders_of
from rnnviz.explanation.reading import Reading, read_review, verdicts
from rnnviz.networks import Network, sigmoid
from rnnviz.runs import (
    BINS,
    BagOfWords,
    Calibration,
    Faithfulness,
    Interval,
    Measured,
    Run,
    Trust,
    digest,
    write_bag_of_words,
    write_trust,
)
from rnnviz.shapes import Floats, Ids
from rnnviz.text import START_ID, read_ids
from rnnviz.training import fit_bag_of_words, unknown_reviews
from rnnviz.training.reviews import reviews_of

__all__ = [
    "REVIEWS",
    "VALIDATION",
    "HeldOut",
    "calibrate",
    "faithfulness_of",
    "held_out",
    "keep_measured",
    "measure",
    "measure_explanations",
]

VALIDATION = "validation"
"""What a run's own validation part is called among the reviews that were measured."""

REVIEWS = 400
"""How many held-out reviews are taken apart to see whether explanations are faithful."""

_DRAWS = 10  # random orders of each
_PATIENCE = 2.0  # seconds; whoever looks whether the run is trained holds its lock for a moment


@dataclass(frozen=True, kw_only=True, eq=False)
class HeldOut:
    """Reviews that a run was not trained on.

    Parameters
    ----------
    name
        What they are called; `VALIDATION` for the run's own part, which chose its epoch.
    corpus
        The reviews.
    left_out
        How many were left out because the run knows them.
    """

    name: str
    corpus: Corpus
    left_out: int


def held_out(run: Run, given: Corpus | None) -> HeldOut:
    """Reviews to measure `run` on: those of `given` that it does not know, or its own validation part.

    Raises
    ------
    TrainingError
        The run's own reviews cannot be read any more.
    DataError
        It knows all that were given.
    """
    if given is None:
        return HeldOut(name=VALIDATION, corpus=reviews_of(run, download=False)[1], left_out=0)
    unknown = unknown_reviews(run, given)
    return HeldOut(name=PurePath(given.name).name, corpus=unknown, left_out=len(given) - len(unknown))


def measure(run: Run, on: HeldOut) -> tuple[BagOfWords, Trust]:
    """Bag of words on the reviews of `run`, and how often verdicts come true on reviews that it does not know.

    How faithful explanations are takes longer: `measure_explanations` adds it.

    Parameters
    ----------
    run
        A run with a trained model.
    on
        Reviews that it does not know.

    Raises
    ------
    TrainingError
        The run's own reviews cannot be read any more.
    ModelNotFoundError
        It has no trained model.
    """
    model, network = digest(run.model_file), run.network()
    bag = fit_bag_of_words(run)
    rows = [_ids(text, network) for text in on.corpus.texts]
    probability = sigmoid(verdicts(network, rows))
    bags = np.array([bag.logit(row[network.padding.kept(len(row))]) for row in rows])
    positive = on.corpus.labels == 1
    measured = Measured(
        name=on.name,
        fingerprint=on.corpus.fingerprint,
        reviews=len(rows),
        left_out=on.left_out,
        accuracy=float(((probability >= 0.5) == positive).mean()),
        bag_of_words_accuracy=float(((bags >= 0) == positive).mean()),
    )
    return bag, Trust(model=model, measured=measured, calibration=calibrate(probability, on.corpus.labels))


def measure_explanations(run: Run, on: HeldOut, bag: BagOfWords, trust: Trust, *, most: int = REVIEWS) -> Trust:
    """What was measured of a run, and how faithful the explanations of its verdicts are.

    Parameters
    ----------
    run, on
        As for `measure`.
    bag, trust
        What that returned.
    most
        So many reviews, drawn, are taken apart; none where the network is so large that it would take too long.
    """
    network = run.network()
    some = np.random.default_rng(0).permutation(len(on.corpus))[:most]
    rows = [_ids(on.corpus.texts[place], network) for place in some]
    return replace(trust, faithfulness=_faithfulness(network, bag, rows))


def _faithfulness(network: Network, bag: BagOfWords, rows: Sequence[Ids]) -> Faithfulness | None:
    """Means over reviews of what leaving words out does, and 95 % intervals; None where it would take too long."""
    try:
        erasures = [_erased(read_review(network, row), bag) for row in rows if (row > START_ID).any()]
    except DataError:
        return None
    return faithfulness_of(erasures) if len(erasures) > 1 else None


def _erased(reading: Reading, bag: BagOfWords) -> Erasure:
    values = {name: one.values for name, one in attribute(reading, bag).items()}
    return erase(reading, orders_of(reading, values, draws=_DRAWS))


def faithfulness_of(erasures: Sequence[Erasure]) -> Faithfulness:
    """Means of several reviews' figures, and 95 % intervals by the normal distribution of a mean."""
    names = list(erasures[0].comprehensiveness)
    return Faithfulness(
        reviews=len(erasures),
        shares=SHARES,
        comprehensiveness={name: _interval([one.comprehensiveness[name] for one in erasures]) for name in names},
        sufficiency={name: _interval([one.sufficiency[name] for one in erasures]) for name in names},
    )


def _interval(values: Sequence[float]) -> Interval:
    mean, error = float(np.mean(values)), 1.96 * float(np.std(values, ddof=1)) / len(values) ** 0.5
    return Interval(mean=mean, low=max(mean - error, -1.0), high=min(mean + error, 1.0))


def keep_measured(run: Run, bag: BagOfWords, trust: Trust) -> None:
    """Write what was measured into the folder of the run.

    Raises
    ------
    TrainingError
        The run is being trained, or was while it was measured.
    ConfigurationError
        Its folder cannot be written.
    """
    try:
        with run.lock.acquire(timeout=_PATIENCE):
            if digest(run.model_file) != trust.model:
                raise TrainingError("{run} has changed while it was measured: measure it again.", run=run.name)
            write_bag_of_words(run.bag_of_words_file, bag)
            write_trust(run.trust_file, trust)
    except Timeout:
        raise TrainingError("{run} is being trained: measure it once it has stopped.", run=run.name) from None
    except OSError as error:
        raise ConfigurationError(
            "{path} cannot be written ({reason}).", path=run.path, reason=error.strerror or error
        ) from None


def calibrate(probability: Floats, labels: NDArray[np.int8]) -> Calibration:
    """Probability against frequency in ten bins of equal width, (reviews,) and (reviews,)."""
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    counts = np.bincount(bins, minlength=BINS)
    sums = np.bincount(bins, weights=probability, minlength=BINS)
    return Calibration(
        counts=tuple(counts.tolist()),
        probability=tuple(float(total / count) if count else None for total, count in zip(sums, counts, strict=True)),
        positive=tuple(np.bincount(bins, weights=labels == 1, minlength=BINS).astype(int).tolist()),
    )


def _ids(text: str, network: Network) -> Ids:
    """Ids of a review's real timesteps, uncut."""
    assert network.vocabulary is not None
    return np.array([START_ID, *read_ids(text, network.vocabulary)], dtype=np.int32)
