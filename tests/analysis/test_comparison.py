"""Whether the evidence tells runs apart, recomputed from their numbers."""

import math
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from rnnviz.analysis import Comparison, Setting, compare_runs, seed_luck
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import EpochMetrics, RunRecord, find_run, list_runs, models_folder
from rnnviz.ui.train.comparison_words import compared, luck_in_words
from tests.analysis.curves import history
from tests.shipped import held_out


@dataclass
class Drawn:
    """What a comparison asks of a run."""

    name: str
    record: RunRecord
    history: list[EpochMetrics]


def drawn(name: str, best: float, *, units: int = 32, seed: int = 0, validation: int = 5_000) -> Drawn:
    """Run with one accuracy, as if it had been trained."""
    record = find_run("imdb-simple-rnn").record
    record = replace(
        record,
        network=NetworkSpec(layers=(LayerSpec(units=units),)),
        training=replace(record.training, seed=seed),
        corpus=replace(record.corpus, validation=validation),
        metrics={},
    )
    return Drawn(name, record, history((0.4, 0.9, 0.4, best - 0.01), (0.4, 0.9, 0.4, best)))


def compare(*runs: Drawn) -> Comparison | None:
    """Compare runs that were drawn."""
    return compare_runs(runs)  # type: ignore[arg-type]


SHIPPED = [run for run in list_runs() if run.path.parent == models_folder()]


@pytest.mark.parametrize("pair", list(permutations(SHIPPED, 2)), ids=lambda pair: "-".join(run.name for run in pair))
def test_shipped_runs_are_compared_by_held_out_reviews(pair: tuple) -> None:
    """The better one is named first, and apart only where 25,000 reviews can tell."""
    found = compare_runs(pair)
    assert found is not None
    held_out = {run.name: run.record.metrics["test_accuracy"] for run in pair}
    best, other = found.contenders
    assert held_out[best.names[0]] == max(held_out.values()) == best.mean
    error = 2 * math.sqrt(sum(p * (1 - p) / 25_000 for p in held_out.values()))
    assert found.apart == (best.mean - other.mean > error,)
    assert (found.reviews, found.held_out) == (25_000, True)
    said = " ".join(compared(found, {run.name: run.name for run in pair}))
    assert ("not told apart" in said) != found.apart[0]


def test_the_lstm_and_the_gru_are_not_told_apart_but_the_simple_rnn_is() -> None:
    """Of the held-out accuracies two differ by less than chance; the SimpleRNN's is below both."""
    apart = {run.name: run for run in SHIPPED}
    close = compare_runs([apart["imdb-lstm"], apart["imdb-gru"]])
    far = compare_runs([apart["imdb-simple-rnn"], apart["imdb-lstm"]])
    assert close is not None
    assert far is not None
    assert (close.apart, far.apart) == ((False,), (True,))
    many = compare_runs(SHIPPED)
    assert many is not None
    said, basis = compared(many, {run.name: run.name for run in SHIPPED})
    assert basis.startswith("25,000 held-out reviews leave ±0.6 points")
    first, second = sorted(("imdb-lstm", "imdb-gru"), key=held_out, reverse=True)
    assert said.startswith(
        f"{first} is ahead with {held_out(first)}. Not told apart from it: {second}. Behind it: imdb-simple-rnn"
    )


def test_different_reviews_cannot_be_compared() -> None:
    """Validation reviews that differ tell nothing apart."""
    found = compare(drawn("one", 0.9), drawn("other", 0.5, units=16, validation=400))
    assert found is not None
    assert (found.reviews, found.apart) == (0, (False,))
    assert "different reviews" in compared(found, {"one": "one", "other": "other"})[0]


@settings(deadline=None)
@given(st.lists(st.floats(0.5, 0.99), min_size=1, max_size=4), st.lists(st.floats(0.5, 0.99), min_size=1, max_size=4))
def test_two_networks_are_apart_by_reviews_and_seeds(ones: list[float], others: list[float]) -> None:
    """Apart means: means further apart than chance, and no seed of one within those of the other."""
    runs = [drawn(f"a{seed}", best, seed=seed) for seed, best in enumerate(ones)]
    runs += [drawn(f"b{seed}", best, units=16, seed=seed) for seed, best in enumerate(others)]
    found = compare(*runs)
    assert found is not None
    low, high = sorted((ones, others), key=lambda group: sum(group) / len(group))
    means = [sum(group) / len(group) for group in (low, high)]
    error = 2 * math.sqrt(sum(p * (1 - p) / 5_000 for p in means))
    assert found.apart == (bool(means[1] - means[0] > error and min(high) > max(low)),)
    assert "{" not in " ".join(compared(found, {run.name: run.name for run in runs}))


@settings(deadline=None)
@given(st.lists(st.floats(0.5, 0.99), min_size=2, max_size=5), st.integers(50, 5_000))
def test_the_luck_of_seeds_is_their_range(bests: list[float], validation: int) -> None:
    """Range, widest epoch and what reviews leave, recomputed; one of two sentences follows."""
    runs = [drawn(f"a{seed}", best, seed=seed) for seed, best in enumerate(bests)]
    luck = seed_luck(runs, Setting(validation=validation, updates=157))  # type: ignore[arg-type]
    assert luck is not None
    assert (luck.seeds, luck.low, luck.high) == (len(bests), min(bests), max(bests))
    mean = sum(bests) / len(bests)
    assert luck.chance == pytest.approx(2 * math.sqrt(mean * (1 - mean) / validation))
    assert luck.widest == pytest.approx(luck.high - luck.low)
    assert luck.mean == pytest.approx(mean)
    assert (luck.spread is None) == (len(bests) == 2)


@settings(deadline=None)
@given(st.lists(st.floats(0.5, 0.99), min_size=3, max_size=12))
def test_the_next_seed_and_differences_follow_from_students_t(bests: list[float]) -> None:
    """Interval of one seed more and both least differences, against scipy.stats, and in the sentences."""
    runs = [drawn(f"a{seed}", best, seed=seed) for seed, best in enumerate(bests)]
    luck = seed_luck(runs, Setting(validation=5_000, updates=157))  # type: ignore[arg-type]
    assert luck is not None
    spread = luck.spread
    assert spread is not None
    count, deviation = len(bests), float(np.std(bests, ddof=1))
    assert spread.deviation == pytest.approx(deviation)
    low, high = t.interval(0.95, count - 1, loc=np.mean(bests), scale=deviation * math.sqrt(1 + 1 / count) or 1e-300)
    assert (spread.next_low, spread.next_high) == pytest.approx((max(low, 0), min(high, 1)))
    assert spread.alone == pytest.approx(t.ppf(0.975, count - 1) * deviation * math.sqrt(2))
    # Two groups as wide as this one: what a t test calls a difference at 5 %.
    error = math.sqrt((deviation**2 + deviation**2) / count)
    assert spread.each == pytest.approx(t.ppf(0.975, 2 * count - 2) * error)
    told = " ".join(luck_in_words(luck))
    figures = [f"between {100 * spread.next_low:.1f} %", f"less than {100 * spread.alone:.1f} points in one seed each"]
    assert [one in told for one in figures] == [min(bests) < max(bests)] * 2
    assert ("are all right on" in told) == (min(bests) == max(bests))


def test_of_two_seeds_no_third_is_foretold() -> None:
    """Two seeds give their range, and the sentence that they are too few."""
    runs = [drawn("a", 0.87, seed=0), drawn("b", 0.88, seed=1)]
    luck = seed_luck(runs, Setting(validation=5_000, updates=157))  # type: ignore[arg-type]
    assert luck is not None
    first = luck_in_words(luck)[0]
    assert "87.00 % and 88.00 %" in first
    assert "the 1.00 points between them are luck" in first
    assert "Two are too few" in first


def test_one_run_alone_is_not_compared() -> None:
    """A single kind of network, and seeds with one epoch between them, have nothing to compare."""
    assert compare(drawn("a", 0.8), drawn("b", 0.8, seed=1)) is None
    assert seed_luck([drawn("a", 0.8)], Setting(validation=1, updates=1)) is None  # type: ignore[list-item]
