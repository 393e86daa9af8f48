"""How long is an epoch of efficient training, against the chapter's own Keras code?

Both train in turn in this process, epoch by epoch, on the same 20,000 reviews and are validated on the same 5,000.
The chapter's: rows of 500, no mask, `model.fit` with batches of 128, written here as it stands there. Efficient: the
padding masked, reviews of similar length in a batch, the step compiled by XLA. The first epoch of each, which compiles,
is shown apart.

    python benchmarks/train_epoch.py                                  all cells, 3 epochs each
    python benchmarks/train_epoch.py lstm --epochs 1 --limit 2500     one cell, within a minute
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

from rnnviz.corpora import load_imdb
from rnnviz.networks import LayerSpec, NetworkSpec, build_keras_model
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training.feeds import Data, encoded, feed

WANTED = 0.6


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


def compare(cell: str, data: Data, *, epochs: int, seed: int) -> str:
    """One line: medians, the ratio pair by pair, and the best validation accuracy of both."""
    both = {"chapter": chapter(cell, data, seed), "efficient": efficient(cell, data, seed)}
    figures = {name: [timed(train_epoch, 1)] for name, train_epoch in both.items()}
    for epoch in range(2, epochs + 2):
        for name, train_epoch in both.items():
            figures[name].append(timed(train_epoch, epoch))
    seconds = {name: [took for took, _ in rows[1:]] for name, rows in figures.items()}
    medians = {name: statistics.median(took) for name, took in seconds.items()}
    best = {name: max(accuracy for _, accuracy in rows) for name, rows in figures.items()}
    ratio = statistics.median(a / b for a, b in zip(seconds["efficient"], seconds["chapter"], strict=True))
    compiling = {name: rows[0][0] - medians[name] for name, rows in figures.items()}
    return (
        f"{cell:10} chapter {medians['chapter']:5.1f} s, efficient {medians['efficient']:5.1f} s an epoch, ratio "
        f"{ratio:.2f} (at most {WANTED} wanted); compiling took {compiling['chapter']:.1f} and "
        f"{compiling['efficient']:.1f} s; best validation accuracy of {epochs + 1} epochs {best['chapter']:.4f} and "
        f"{best['efficient']:.4f}"
    )


def main() -> None:
    """Print a line a cell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cells", nargs="*", default=["simple_rnn", "lstm", "gru"])
    parser.add_argument("--epochs", type=int, default=3, help="counted epochs, after one that compiles")
    parser.add_argument("--limit", type=int, help="train on this many reviews; all 25,000 if not given")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    corpus = load_imdb().shuffled(0)
    if given.limit:
        corpus = corpus.select(range(given.limit))
    data = encoded(corpus.split(0.2, seed=0), corpus.vocabulary(10_000), Padding())
    for cell in given.cells:
        print(compare(cell, data, epochs=given.epochs, seed=given.seed), flush=True)


if __name__ == "__main__":
    main()
