"""How long is an epoch of efficient training, against the chapter's own Keras code?

Both train in turn in this process, epoch by epoch, on the same 20,000 reviews and are validated on the same 5,000.
The chapter's: rows of 500, no mask, `model.fit`, batches of 128. Efficient: masked, reviews of similar length in a
batch, compiled by XLA. The first epoch of each, which compiles, is shown apart.

    python benchmarks/train_epoch.py                     all cells, 3 epochs each
    python benchmarks/train_epoch.py lstm --epochs 1     one cell, quickly
"""

import argparse
import statistics
import time
from typing import Any

from rnnviz.corpora import load_imdb
from rnnviz.networks import LayerSpec, NetworkSpec, build_keras_model
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.training.feeds import Data, encoded, feed

WANTED = 0.6


def models(cell: str, seed: int) -> dict[str, tuple[Any, TrainingSpec]]:
    """The chapter's model and the efficient one, compiled, each with how it is fed."""
    made = {}
    for name, mask in (("chapter", False), ("efficient", True)):
        model = build_keras_model(NetworkSpec(layers=(LayerSpec(cell=cell),), mask_zero=mask), seed=seed)
        model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"], jit_compile=mask)
        made[name] = (model, TrainingSpec(seed=seed, batching="by_length" if mask else "padded"))
    return made


def epoch_seconds(model: Any, training: TrainingSpec, data: Data, epoch: int) -> tuple[float, float]:
    """Wall time of one epoch with its validation, and the validation accuracy."""
    began = time.perf_counter()
    fitted = model.fit(**feed(data, training, epoch=epoch, first=0), verbose=0)
    return time.perf_counter() - began, float(fitted.history["val_accuracy"][-1])


def main() -> None:
    """Print medians, the ratio pair by pair, and the best validation accuracy of both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cells", nargs="*", default=["simple_rnn", "lstm", "gru"])
    parser.add_argument("--epochs", type=int, default=3, help="counted epochs, after one that compiles")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    corpus = load_imdb()
    data = encoded(corpus.split(0.2, seed=0), corpus.vocabulary(10_000), Padding())
    for cell in given.cells:
        both = models(cell, given.seed)
        first = {name: epoch_seconds(*pair, data, 1)[0] for name, pair in both.items()}
        seconds: dict[str, list[float]] = {name: [] for name in both}
        best = dict.fromkeys(both, 0.0)
        for epoch in range(2, given.epochs + 2):
            for name, pair in both.items():
                took, accuracy = epoch_seconds(*pair, data, epoch)
                seconds[name].append(took)
                best[name] = max(best[name], accuracy)
        ratio = statistics.median(a / b for a, b in zip(seconds["efficient"], seconds["chapter"], strict=True))
        chapter, efficient = (statistics.median(seconds[name]) for name in ("chapter", "efficient"))
        print(
            f"{cell:10} chapter {chapter:5.1f} s, efficient {efficient:5.1f} s an epoch, ratio {ratio:.2f} (at most "
            f"{WANTED} wanted); first epochs {first['chapter']:.1f} and {first['efficient']:.1f} s; best validation "
            f"accuracy {best['chapter']:.4f} and {best['efficient']:.4f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
