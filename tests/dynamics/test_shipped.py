"""What is so of the networks that ship."""

from functools import cache

import numpy as np
import pytest

from rnnviz.analysis import row_ids
from rnnviz.corpora import Corpus
from rnnviz.dynamics import (
    ConstantInput,
    PointSearch,
    Visited,
    agreement,
    find_points,
    fit_plane,
    linear_error,
    slow_curve,
    under_constant_input,
    visit,
    word_pushes,
)
from rnnviz.runs import find_run

Looked = tuple[ConstantInput, Visited, PointSearch]


@cache
def looked_at(run: str, reviews: Corpus) -> Looked:
    """A shipped network under zeros, the states of 60 reviews, and the points that 64 of them lead to."""
    network = find_run(run).network()
    assert network.vocabulary is not None
    visited, map_ = visit(network, row_ids(reviews.texts[:60], network.vocabulary)), under_constant_input(network)
    return map_, visited, find_points(map_, visited.states[visited.spread(64)])


@pytest.mark.parametrize(
    ("run", "kinds"),
    [
        ("imdb-simple-rnn", ["stable", "saddle", "turning"]),
        ("imdb-gru", ["stable", "saddle", "stable"]),
        ("imdb-lstm", ["stable"]),
    ],
)
def test_they_rest_at_a_few_points(run: str, kinds: list[str], imdb: Corpus) -> None:
    """Exact points at x̄ = 0: two verdicts and what lies between in SimpleRNN and GRU, one in the LSTM."""
    _, _, search = looked_at(run, imdb)
    assert [point.kind for point in search.points()] == kinds


def test_whatever_the_lstm_has_read_it_ends_at_its_one_point(imdb: Corpus) -> None:
    """Left alone with zeros for 2,000 steps, all of 64 states come to the point that was found, within 1e-3."""
    map_, visited, search = looked_at("imdb-lstm", imdb)
    (point,) = search.points()
    states = visited.states[visited.spread(64)]
    for _ in range(2000):
        states = map_.step(states)
    assert np.abs(states - point.state).max() < 1e-3
    slow = [one for one in search.points(1e-4) if not one.exact]
    assert len(slow) == 1
    assert slow[0].speed < 0.05 * visited.median_step  # and near it every other verdict lingers


@pytest.mark.parametrize("run", ["imdb-lstm", "imdb-gru"])
def test_their_slow_curve_turns_at_their_points(run: str, imdb: Corpus) -> None:
    """Found without counting: the drift of the logit changes its sign where the exact points are, within 0.05."""
    map_, visited, search = looked_at(run, imdb)
    turns = slow_curve(map_, visited).turns
    np.testing.assert_allclose(turns, [point.logit for point in search.points()], atol=0.05)


@pytest.mark.parametrize("run", ["imdb-simple-rnn", "imdb-lstm", "imdb-gru"])
def test_words_push_as_a_bag_of_words_weighs_them(run: str, imdb: Corpus) -> None:
    """At every exact point: AUC of 100 words against 100 above 0.99, correlation over all from 0.7 to 0.85."""
    map_, _, search = looked_at(run, imdb)
    bag = find_run(run).bag_of_words()
    assert bag is not None
    for point in search.points():
        told = agreement(word_pushes(map_, point), bag)
        assert told.auc > 0.99
        assert 0.7 < told.correlation < 0.85


def test_gates_keep_the_state_near_a_line(imdb: Corpus) -> None:
    """Two axes hold over 95 % of the variance of LSTM and GRU, under 70 % of the SimpleRNN's."""
    held = {}
    for run in ("imdb-simple-rnn", "imdb-lstm", "imdb-gru"):
        _, visited, _ = looked_at(run, imdb)
        held[run] = fit_plane(visited.hidden_states, visited.logits).shares[:2].sum()
    assert held["imdb-simple-rnn"] < 0.7
    assert min(held["imdb-lstm"], held["imdb-gru"]) > 0.95


def test_one_linear_step_is_near_the_true_one_at_the_saddle(imdb: Corpus) -> None:
    """Of the GRU, the median error of one step from visited states with their words is below 0.1."""
    map_, visited, search = looked_at("imdb-gru", imdb)
    (saddle,) = [point for point in search.points() if point.kind == "saddle"]
    words = map_.network.embedding[np.random.default_rng(0).integers(3, 5000, len(visited.states))]
    assert np.median(linear_error(map_, saddle, visited.states, words)) < 0.1
