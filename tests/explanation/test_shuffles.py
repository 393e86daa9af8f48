"""Words in other orders: start and padding stay, the words are the same, and a bag of words sees nothing of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.errors import DataError
from rnnviz.explanation import read_review, shuffle_words
from rnnviz.networks import Network, NetworkSpec
from rnnviz.recording import record
from rnnviz.text import Padding
from tests.networks.drawing import network_spec, paddings, random_network, specs


def orders_of(ids: list[int], shuffles: int, seed: int) -> list[np.ndarray]:
    """The rows of ids that the seed leads to: all but padding and start in random orders."""
    rng, row = np.random.default_rng(seed), np.array(ids, dtype=np.int32)
    words, rows = np.flatnonzero(row > 1), []
    for _ in range(shuffles):
        rows.append(row.copy())
        rows[-1][words] = row[rng.permutation(words)]
    return rows


@settings(max_examples=40, deadline=None)
@given(spec=specs, padding=paddings, data=st.data())
def test_a_shuffle_is_read_as_any_review(spec: NetworkSpec, padding: Padding, data: st.DataObject) -> None:
    """Every shuffle's running logit is what a recording of those words in that order says, for any network."""
    network = random_network(spec, padding=padding).astype("float64")
    ids = [1, *data.draw(st.lists(st.integers(2, spec.num_words - 1), min_size=1, max_size=9))]
    reading = read_review(network, np.array(ids, dtype=np.int32))
    shuffled = shuffle_words(reading, shuffles=4, seed=3)
    for running, row in zip(shuffled.running, orders_of(reading.ids.tolist(), 4, 3), strict=True):
        assert sorted(row) == sorted(reading.ids)
        expected = record(network, row[row != 0]).logit[reading.pads :]
        np.testing.assert_allclose(running, expected, atol=1e-9)
    same = sum((verdict >= 0) == (reading.logit >= 0) for verdict in shuffled.running[:, -1])
    assert shuffled.same_side == same
    assert np.isclose(shuffled.quantiles(0.5)[0, -1], np.median(shuffled.verdicts))


def summing() -> Network:
    """A network that only adds its words up: its state is the running sum of the word vectors, far from saturation."""
    spec = NetworkSpec(num_words=12, input_features=1, layers=network_spec("simple_rnn", units=1).layers)
    rng = np.random.default_rng(0)
    vectors = 1e-6 * rng.normal(size=(12, 1))
    vectors[0] = 0
    one = np.ones((1, 1))
    return Network.from_weights(spec, [[vectors], [one, one, np.zeros(1)], [one, np.zeros(1)]]).astype("float64")


def test_a_network_that_adds_up_says_the_same_in_every_order() -> None:
    """The band of the verdicts has no width, and that of the words before has one."""
    reading = read_review(summing(), np.array([1, 4, 5, 6, 7, 8, 9], dtype=np.int32))
    shuffled = shuffle_words(reading, shuffles=50)
    np.testing.assert_allclose(shuffled.verdicts, reading.logit, rtol=1e-9)
    assert np.ptp(shuffled.running[:, 3]) > 1e-7
    assert shuffled.same_side == 50


def test_shuffles_are_refused_that_take_too_long() -> None:
    """A sentence says so before anything is computed."""
    reading = read_review(random_network(network_spec("lstm", units=64)), "a great film")
    with pytest.raises(DataError, match=r"would take about [\d,]+ s to read these 3 words"):
        shuffle_words(reading, shuffles=100_000_000)
