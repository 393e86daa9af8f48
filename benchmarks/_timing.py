"""What the benchmarks share: medians, taken in turn so that both sides see the same machine."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rnnviz
from rnnviz.corpora import load_imdb

MODELS = Path(__file__).resolve().parent.parent / "models"


def milliseconds(work: Callable[[], Any]) -> float:
    """Wall time of one call."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def in_turn(repeats: int, calls: int = 1, **works: Callable[[], Any]) -> dict[str, float]:
    """Median milliseconds of a call of each work; A B C A B C …, after one round that does not count.

    Each turn makes `calls` calls in a row: the first of them finds the caches as the work before left them.
    """
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(repeats + 1):
        for name, work in works.items():
            elapsed = [milliseconds(work) for _ in range(calls)]
            if number:
                times[name] += elapsed
    return {name: statistics.median(values) for name, values in times.items()}


def network() -> "rnnviz.Network":
    """The chapter's network, as shipped: computing in float64, as the app does."""
    return rnnviz.load(MODELS / "imdb-simple-rnn")


def reviews(count: int) -> tuple[str, ...]:
    """Real reviews, in an order drawn once."""
    return load_imdb().shuffled(0).texts[:count]


def review_of(words: int) -> str:
    """A real review cut to this many words."""
    return next(" ".join(text.split()[:words]) for text in load_imdb().shuffled(0).texts if len(text.split()) > words)


def states_model(path: Path) -> Any:
    """Keras model that returns every hidden state beside the verdict."""
    import keras

    trained = keras.saving.load_model(path / "model.keras", compile=False)
    rows = keras.Input((None,), dtype="int32")
    embedding, recurrent, readout = trained.layers
    every = type(recurrent).from_config({**recurrent.get_config(), "return_sequences": True})
    states = every(embedding(rows))
    every.set_weights(recurrent.get_weights())
    return keras.Model(rows, [states, readout(states[:, -1])])
