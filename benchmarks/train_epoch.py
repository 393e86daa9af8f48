"""How long is an epoch of efficient training, against the chapter's own Keras code?

Both train in turn in this process, epoch by epoch, on the same 20,000 reviews and are validated on the same 5,000.
The chapter's: rows of 500, no mask, `model.fit` with batches of 128, written here as it stands there. Efficient: the
padding masked, reviews of similar length in a batch, the step compiled by XLA. The first epoch of each, which compiles,
is shown apart. A ratio of 0.6 at most is wanted, and a median of the best validation accuracies that is not more than
0.01 below the chapter's.

    python benchmarks/train_epoch.py                                        all cells, 3 epochs each
    python benchmarks/train_epoch.py lstm gru --epochs 5 --seeds 0 1 2      what docs/architecture.md tells
    python benchmarks/train_epoch.py lstm --epochs 1 --limit 2500           one cell, within a minute
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rnnviz.corpora import load_imdb
from rnnviz.networks import LayerSpec, NetworkSpec, build_keras_model
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training.datasets import Data, encoded, feed


def chapter(cell: str, data: Data, seed: int) -> Callable[[int], Any]:
    """The chapter's code; what is returned trains an epoch and gives Keras's history."""
    import keras
    from keras.layers import GRU, LSTM, Dense, Embedding, SimpleRNN

    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(Embedding(10_000, 32))
    model.add({"simple_rnn": SimpleRNN, "lstm": LSTM, "gru": GRU}[cell](32))
    model.add(Dense(1, activation="sigmoid"))
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"])
    validation = (data.validation_rows, data.validation_labels)
    return lambda _: model.fit(data.rows, data.labels, batch_size=128, validation_data=validation, verbose=0)


def efficient(cell: str, data: Data, seed: int) -> Callable[[int], Any]:
    """Efficient training; what is returned trains an epoch and gives Keras's history."""
    model = build_keras_model(NetworkSpec(layers=(LayerSpec(cell=cell),), mask_zero=True), seed=seed)
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"], jit_compile=True)
    training = TrainingSpec(seed=seed, batching="by_length", jit_compile=True)
    return lambda epoch: model.fit(**feed(data, training, epoch=epoch, first=0), verbose=0)


def timed(train_epoch: Callable[[int], Any], epoch: int) -> tuple[float, float]:
    """Wall time of one epoch with its validation, and the validation accuracy."""
    began = time.perf_counter()
    fitted = train_epoch(epoch)
    return time.perf_counter() - began, float(fitted.history["val_accuracy"][-1])


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Figures of one cell and seed, chapter first: medians of an epoch and the first, in seconds; best accuracies."""

    seconds: tuple[float, float]
    first: tuple[float, float]
    ratio: float
    best: tuple[float, float]


def compare(cell: str, data: Data, *, epochs: int, seed: int) -> Compared:
    """Train both in turn; the ratio is the median over pairs of epochs."""
    both = (chapter(cell, data, seed), efficient(cell, data, seed))
    figures = [[timed(train_epoch, 1)] for train_epoch in both]
    for epoch in range(2, epochs + 2):
        for rows, train_epoch in zip(figures, both, strict=True):
            rows.append(timed(train_epoch, epoch))
    theirs, ours = ([took for took, _ in rows[1:]] for rows in figures)
    return Compared(
        seconds=(statistics.median(theirs), statistics.median(ours)),
        first=(figures[0][0][0], figures[1][0][0]),
        ratio=statistics.median(a / b for a, b in zip(ours, theirs, strict=True)),
        best=(max(accuracy for _, accuracy in figures[0]), max(accuracy for _, accuracy in figures[1])),
    )


def told(name: str, found: Compared) -> str:
    """One line."""
    return (
        f"{name:20} chapter {found.seconds[0]:5.1f} s, efficient {found.seconds[1]:5.1f} s an epoch, ratio "
        f"{found.ratio:.2f}; first epoch, which compiles, {found.first[0]:.1f} and {found.first[1]:.1f} s; best "
        f"validation accuracy {found.best[0]:.4f} and {found.best[1]:.4f}"
    )


def median_of(runs: list[Compared]) -> Compared:
    """Median of each figure over the seeds."""

    def pair(name: str) -> tuple[float, float]:
        theirs, ours = zip(*(getattr(run, name) for run in runs), strict=True)
        return statistics.median(theirs), statistics.median(ours)

    ratio = statistics.median(run.ratio for run in runs)
    return Compared(seconds=pair("seconds"), first=pair("first"), ratio=ratio, best=pair("best"))


def main() -> None:
    """Print a line a cell and seed, and for several seeds their medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cells", nargs="*", default=["simple_rnn", "lstm", "gru"])
    parser.add_argument("--epochs", type=int, default=3, help="counted epochs, after one that compiles")
    parser.add_argument("--limit", type=int, help="train on this many reviews; all 25,000 if not given")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    given = parser.parse_args()
    corpus = load_imdb().shuffled(0)
    if given.limit:
        corpus = corpus.select(range(given.limit))
    data = encoded(corpus.split(0.2, seed=0), corpus.vocabulary(10_000), Padding())
    for cell in given.cells:
        runs = []
        for seed in given.seeds:
            runs.append(compare(cell, data, epochs=given.epochs, seed=seed))
            print(told(f"{cell} seed {seed}", runs[-1]), flush=True)
        if len(runs) > 1:
            print(told(f"{cell} median", median_of(runs)), flush=True)


if __name__ == "__main__":
    main()
