"""Training networks without a state on exactly the reviews of a run, by Keras."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from rnnviz.errors import TrainingError
from rnnviz.networks import StatelessSpec, build_stateless_model
from rnnviz.runs import Run, TrainingSpec
from rnnviz.shapes import Floats, Ids
from rnnviz.text import START_ID, Vocabulary
from rnnviz.training.datasets import Data, batches_an_epoch, encoded, feed
from rnnviz.training.fit import train
from rnnviz.training.reviews import reviews_of

__all__ = [
    "PATIENCE",
    "ContrastProgress",
    "TrainedContrast",
    "contrast_data",
    "most_epochs",
    "shuffled_rows",
    "train_contrast",
    "train_dropped",
]

PATIENCE = 3
"""So many epochs in a row without a better validation accuracy and without a smaller validation loss end it."""

_MOST_EPOCHS, _MOST_BATCHES = 60, 6_000  # the mean of the word vectors learns slowly, and an epoch of it takes 2 s

_LINE = re.compile(r"(\w+), seed (\d+), epoch (\d+): val_accuracy (\d\.\d{4})")


@dataclass(frozen=True, kw_only=True)
class ContrastProgress:
    """An epoch that is finished; its `str` is a line that `of_line` reads again."""

    kind: str
    seed: int
    epoch: int
    val_accuracy: float

    def __str__(self) -> str:
        return f"{self.kind}, seed {self.seed}, epoch {self.epoch}: val_accuracy {self.val_accuracy:.4f}"

    @classmethod
    def of_line(cls, line: str) -> "ContrastProgress | None":
        """What a line tells; None where it tells something else."""
        found = _LINE.fullmatch(line.strip())
        if found is None:
            return None
        kind, seed, epoch, accuracy = found.groups()
        return cls(kind=kind, seed=int(seed), epoch=int(epoch), val_accuracy=float(accuracy))


@dataclass(frozen=True, kw_only=True, eq=False)
class TrainedContrast:
    """A trained network without a state.

    Parameters
    ----------
    weights
        In the order of Keras's `get_weights()`, of the epoch with the best validation accuracy.
    seed, epoch, epochs, val_accuracy
        Of the initial weights and the batches' order; that epoch, how many there were, and its validation accuracy.
    seconds
        Of an epoch, validation included, the median.
    """

    weights: list[Floats]
    seed: int
    epoch: int
    epochs: int
    val_accuracy: float
    seconds: float


def contrast_data(run: Run) -> Data:
    """Rows of both parts of the run's own reviews.

    Raises
    ------
    TrainingError
        They cannot be read any more, or have changed.
    """
    vocabulary = Vocabulary.from_file(run.vocabulary_file)
    return encoded(reviews_of(run, download=False), vocabulary, run.record.padding)


def most_epochs(data: Data, training: TrainingSpec) -> int:
    """Epochs at most: 60, and on few reviews as many as 6,000 batches need."""
    return max(_MOST_EPOCHS, -(-_MOST_BATCHES // batches_an_epoch(data, training)))


def train_contrast(
    spec: StatelessSpec,
    data: Data,
    *,
    seed: int = 0,
    epochs: int | None = None,
    tell: Callable[[ContrastProgress], None] = lambda _: None,
) -> TrainedContrast:
    """Train a network by Keras's rmsprop in batches of 128, as the chapter does.

    It ends after `PATIENCE` epochs in a row in which neither validation accuracy nor validation loss was the best so
    far. Accuracy alone would stop the mean of the word vectors while it has hardly begun.

    Parameters
    ----------
    spec, data
        What is trained, and on what.
    seed
        Of the initial weights and of the batches' order.
    epochs
        Epochs at most; `most_epochs` of them where None.
    tell
        Is told of each finished epoch.

    Raises
    ------
    TrainingError
        The loss is no longer a number, or the memory is full.
    """
    training = TrainingSpec(seed=seed)
    model = build_stateless_model(spec, seed=seed)
    model.compile(optimizer=training.optimizer, loss="binary_crossentropy", metrics=["accuracy"])
    best, least, weights, seconds = -1.0, np.inf, [], []
    most = most_epochs(data, training) if epochs is None else epochs
    epoch = kept = better = 0
    while epoch < most and epoch - better < PATIENCE:
        epoch += 1
        began = time.monotonic()
        figures = model.fit(**feed(data, training, epoch=epoch, first=0), verbose=0).history
        seconds.append(time.monotonic() - began)
        if not np.isfinite(figures["loss"][-1]):
            raise TrainingError("The loss of the {kind} network is no longer a number.", kind=spec.kind)
        accuracy, loss = float(figures["val_accuracy"][-1]), float(figures["val_loss"][-1])
        tell(ContrastProgress(kind=spec.kind, seed=seed, epoch=epoch, val_accuracy=accuracy))
        if accuracy > best:
            best, kept, better, weights = accuracy, epoch, epoch, model.get_weights()
        if loss < least:
            least, better = loss, epoch
    return TrainedContrast(
        weights=weights,
        seed=seed,
        epoch=kept,
        epochs=epoch,
        val_accuracy=best,
        seconds=float(np.median(seconds)),
    )


def train_dropped(run: Run, rate: float, *, seed: int, out: Path) -> Run:
    """Train a run's network with dropout, of its layers' inputs and of their states, on its reviews, as it was trained.

    Raises
    ------
    DataError
        As `train`.
    TrainingError
        As `train`, or somebody stopped it.
    """
    record = run.record
    layers = tuple(replace(layer, dropout=rate, recurrent_dropout=rate) for layer in record.network.layers)
    trained = train(
        replace(record.network, layers=layers),
        replace(record.training, seed=seed, engine="live", jit_compile=False),
        corpus=record.corpus.name,
        padding=record.padding,
        out=out,
        limit=record.corpus.limit,
    )
    if trained.record.status != "finished":
        raise TrainingError("The training of {run} with dropout was stopped: nothing of it is kept.", run=run.name)
    return trained


def shuffled_rows(rows: Ids, *, seed: int = 0) -> Ids:
    """The same rows with their words in a random order, (samples, maxlen); padding and start sign stay."""
    rng, others = np.random.default_rng(seed), rows.copy()
    for row in others:
        places = np.flatnonzero(row > START_ID)
        row[places] = row[rng.permutation(places)]
    return others
