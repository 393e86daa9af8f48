"""How long do questions about a whole corpus take, against DuckDB on the same files and NumPy on the same numbers?

All 25,000 reviews of the installed IMDB data are recorded once, into a folder of its own. Each question is asked of
words and states drawn from the corpus. That everyone finds the same is looked at first; of spans it is in how many
reviews there are any, because the peers rank them by their length alone. One thread each: run it with the variables of
the Makefile's ONE_THREAD.

Wanted, as multiples of the faster of both: spans 5, words 20, nearest states 2; recording from ids 8 times `predict`;
texts read at 2 million words a second.

    python benchmarks/corpus.py                        imdb-lstm, all reviews
    python benchmarks/corpus.py imdb-gru --part validation   another run, 5,000 reviews
"""

import argparse
import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import duckdb
import numpy as np
import pandas as pd
from _timing import in_turn

from rnnviz.networks import build_keras_model, read_keras_file
from rnnviz.runs import Run, find_run
from rnnviz.states import StateIndex, StateStore, find_spans, nearest_states, open_index, open_states, record_corpus
from rnnviz.states.columns import packed, state_columns
from rnnviz.states.index import LEVELS
from rnnviz.states.reading import read_by_numpy, reader_of
from rnnviz.states.recorder import REVIEWS_A_PART
from rnnviz.text import Vocabulary, read_ids
from rnnviz.training.datasets import encode
from rnnviz.training.reviews import reviews_of

REPEATS, MOST = 5, 50
_ALL = 10**6


class Peers:
    """DuckDB on the store's files, and NumPy on its numbers in memory."""

    def __init__(self, store: StateStore, frame: pd.DataFrame) -> None:
        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 1")
        self.files = str(store.path / "part-*.parquet")
        self.units = [name for name in store.record.columns if name.startswith("h_")]
        self.states = np.ascontiguousarray(frame[self.units].to_numpy())
        self.ids, self.reviews = frame["id"].to_numpy(), frame["review"].to_numpy()
        self.pushes, self.mask = frame["delta_logit"].to_numpy(), frame["mask"].to_numpy()

    def ask(self, query: str) -> Any:
        """Answer of DuckDB."""
        return self.connection.execute(query.replace("STATES", f"read_parquet('{self.files}')")).fetchnumpy()

    # ---- spans: all asked units on; the longest run of every review, longest reviews first ----

    def spans_duckdb(self, units: list[int], threshold: float, most: int = MOST) -> list[int]:
        """Lengths of the longest runs."""
        on = " AND ".join(f"h_{unit} >= {threshold}" for unit in units)
        longest = self.ask(
            f"SELECT max(n) AS n FROM (SELECT review, count(*) AS n FROM (SELECT review, position - row_number() OVER "
            f"(PARTITION BY review ORDER BY position) AS run FROM STATES WHERE mask AND {on}) GROUP BY review, run) "
            f"GROUP BY review ORDER BY n DESC LIMIT {most}"
        )
        return [int(length) for length in longest["n"]]

    def spans_numpy(self, units: list[int], threshold: float, most: int = MOST) -> list[int]:
        """The same."""
        rows = np.flatnonzero((self.states[:, units] >= threshold).all(axis=1) & self.mask)
        new = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
        lengths = np.diff(np.append(new, len(rows)))
        longest = np.zeros(self.reviews[-1] + 1, dtype=np.int64)
        np.maximum.at(longest, self.reviews[rows[new]], lengths)
        return sorted((int(length) for length in longest[longest > 0]), reverse=True)[:most]

    # ---- words: how often, and the mean push ----

    def word_duckdb(self, number: int) -> tuple[int, float]:
        """Count and mean."""
        found = self.ask(f"SELECT count(*) AS n, avg(delta_logit) AS push FROM STATES WHERE mask AND id = {number}")
        return int(found["n"][0]), float(found["push"][0])

    def word_numpy(self, number: int) -> tuple[int, float]:
        """The same."""
        chosen = self.pushes[(self.ids == number) & self.mask]
        return len(chosen), float(chosen.mean(dtype=np.float64))

    # ---- nearest states: one a review ----

    def nearest_duckdb(self, state: np.ndarray) -> list[float]:
        """Distances."""
        square = " + ".join(f"(h_{unit} - {value}) ** 2" for unit, value in enumerate(state.tolist()))
        found = self.ask(
            f"SELECT sqrt(min({square})) AS d FROM STATES WHERE mask GROUP BY review ORDER BY d LIMIT {MOST}"
        )
        return [float(distance) for distance in found["d"]]

    def nearest_numpy(self, state: np.ndarray) -> list[float]:
        """The same, by one product of matrices in float32: |x|² - 2 x·s + |s|²."""
        near = state.astype(np.float32)
        squares = np.einsum("ru,ru->r", self.states, self.states)
        squares -= 2 * (self.states @ near)
        squares[~self.mask] = np.inf
        starts = np.flatnonzero(np.diff(self.reviews, prepend=-1))
        best = np.sort(np.minimum.reduceat(squares, starts))[:MOST] + float(near @ near)
        return [float(distance) for distance in np.sqrt(np.maximum(best, 0))]


def word_of(index: StateIndex, number: int) -> tuple[int, float]:
    """Count and mean push."""
    count = int(index.word_counts[number])
    return count, float(index.pushes[number]) / count


def compare(label: str, wanted: float, ours: Callable[[], Any], **peers: Callable[[], Any]) -> None:
    """Print medians, and how many times as fast as the faster peer."""
    times = in_turn(REPEATS, ours=ours, **peers)
    fastest = min(times[name] for name in peers)
    told = ", ".join(f"{name} {value:.2f} ms" for name, value in times.items())
    print(f"{label:16} {told}: {fastest / times['ours']:.1f} times as fast ({wanted:g} wanted)")


def ask_all(index: StateIndex, peers: Peers, *, seed: int) -> None:
    """One question of each kind, about a timestep drawn from the corpus."""
    rng = np.random.default_rng(seed)
    row = int(rng.choice(np.flatnonzero(peers.mask)))
    state = np.array(index.halves[row], dtype=np.float64)
    units = np.argsort(-state)[:4].tolist()
    half = LEVELS // 2
    threshold = max(np.floor(float(state[units].min()) * half) / half, 0.0)
    spans = [one for one in find_spans(index, units, threshold, most=_ALL) if len(one.common) == len(units)]
    assert peers.spans_duckdb(units, threshold, _ALL) == peers.spans_numpy(units, threshold, _ALL)
    assert len(spans) == len(peers.spans_numpy(units, threshold, _ALL))
    number = int(index.ids[row])
    assert word_of(index, number)[0] == peers.word_duckdb(number)[0] == peers.word_numpy(number)[0]
    np.testing.assert_allclose(word_of(index, number)[1], peers.word_duckdb(number)[1], atol=1e-4)
    near = [one.distance for one in nearest_states(index, state, most=MOST)]
    np.testing.assert_allclose(near, peers.nearest_duckdb(state), atol=2e-3)
    np.testing.assert_allclose(near, peers.nearest_numpy(state), atol=2e-3)
    print(
        f"\nrow {row}: units {units} from {threshold:.2f} on; word {number}, {len(index.rows_of_word(number)):,} times"
    )
    compare(
        "spans",
        5,
        lambda: find_spans(index, units, threshold, most=MOST),
        duckdb=lambda: peers.spans_duckdb(units, threshold),
        numpy=lambda: peers.spans_numpy(units, threshold),
    )
    compare(
        "words",
        20,
        lambda: word_of(index, number),
        duckdb=lambda: peers.word_duckdb(number),
        numpy=lambda: peers.word_numpy(number),
    )
    compare(
        "nearest states",
        2,
        lambda: nearest_states(index, state, most=MOST),
        duckdb=lambda: peers.nearest_duckdb(state),
        numpy=lambda: peers.nearest_numpy(state),
    )


def time_recording(run: Run, count: int = 2_000) -> None:
    """Recording from ids to states in memory against `predict` on the same reviews in turn, and reading texts."""
    reviews = reviews_of(run)[1].select(range(count))
    vocabulary = Vocabulary.from_file(run.vocabulary_file)
    began = time.perf_counter()
    ids = [np.array([1, *read_ids(text, vocabulary)], dtype=np.int32) for text in reviews.texts]
    seconds = time.perf_counter() - began
    print(f"texts: {sum(map(len, ids)) / seconds / 1e6:.1f} million words a second (2 wanted)")
    rows = encode(reviews.texts, vocabulary, run.record.padding)
    spec, weights = read_keras_file(run.model_file)
    model = build_keras_model(spec)
    model.set_weights([array for layer in weights for array in layer])
    network = run.network().astype(np.float32)
    chunks = [slice(at, at + REVIEWS_A_PART) for at in range(0, count, REVIEWS_A_PART)]
    read, columns = reader_of(run, network, by_engine=True), state_columns(network)
    parts = [read(ids[some]) for some in chunks]
    processor: dict[str, list[float]] = {}
    times = in_turn(
        REPEATS,
        predict=_used(processor, "predict", lambda: model.predict(rows, verbose=0)),
        predict_250=lambda: model.predict(rows, verbose=0, batch_size=250),
        engine=_used(processor, "engine", lambda: [read(ids[some]) for some in chunks]),
        numpy=lambda: [read_by_numpy(network, ids[some]) for some in chunks],
        packing=lambda: [
            packed(part, reviews.labels[some], 0, columns) for part, some in zip(parts, chunks, strict=True)
        ],
    )
    told = ", ".join(f"{name} {value:.0f} ms" for name, value in times.items())
    used = {name: float(np.median(values)) for name, values in processor.items()}
    whole = times["engine"] + times["packing"]
    print(
        f"recording {count:,} reviews: {told}\n"
        f"  from ids to states in memory: predict takes {times['predict'] / times['engine']:.1f} times as long "
        f"(8 wanted), of processor time {used['predict'] / used['engine']:.1f}; as read by NumPy "
        f"{times['predict'] / times['numpy']:.1f}; with packing, one after the other, {times['predict'] / whole:.1f}"
    )


def _used(processor: dict[str, list[float]], name: str, work: Callable[[], Any]) -> Callable[[], Any]:
    """The work, with the processor time of all threads taken down."""

    def measured() -> None:
        began = time.process_time()
        work()
        processor.setdefault(name, []).append((time.process_time() - began) * 1e3)

    return measured


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", nargs="?", default="imdb-lstm")
    parser.add_argument("--part", default="all")
    parser.add_argument("--questions", type=int, default=3)
    given = parser.parse_args()
    run = find_run(given.run)
    time_recording(run)
    with tempfile.TemporaryDirectory() as folder:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began, used = time.perf_counter(), time.process_time()
        store = record_corpus(run, Path(folder) / "states", part=given.part, index=True)
        seconds, used = time.perf_counter() - began, time.process_time() - used
        print(
            f"recorded, packed and indexed {store.record.reviews:,} reviews in {seconds:.1f} s ({used:.1f} of a core)"
        )
        shutil.rmtree(store.path / "index")
        began = time.perf_counter()
        index = open_index(store)
        print(f"indexed {index.rows:,} rows of the files in {time.perf_counter() - began:.1f} s", end="")
        began = time.perf_counter()
        index = open_index(store)
        print(f", opened in {time.perf_counter() - began:.3f} s", end="")
        print(f", peak memory + {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3:.0f} MB")
        peers = Peers(store, open_states(store.path))
        for seed in range(given.questions):
            ask_all(index, peers, seed=seed)


if __name__ == "__main__":
    main()
