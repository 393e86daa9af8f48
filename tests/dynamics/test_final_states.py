"""Final states are those that a recording ends with, for every cell, stack and direction."""

import numpy as np
import pytest

from rnnviz.dynamics import final_states
from rnnviz.errors import DataError
from rnnviz.recording import record
from rnnviz.text import Padding
from tests.networks.drawing import network_spec, random_network


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize("layers", [("simple_rnn",), ("lstm", "gru")])
def test_they_are_what_a_recording_ends_with(layers: tuple[str, ...], masked: bool) -> None:
    """States, logits and mean word vectors of reviews of several lengths, in their order."""
    spec = network_spec(*layers, units=3, mask=masked)
    network = random_network(spec, seed=2, padding=Padding(maxlen=9))
    rng = np.random.default_rng(0)
    reviews = [np.array([1, *rng.integers(2, 11, words)], dtype=np.int32) for words in (12, 3, 6)]
    held = final_states(network, reviews)
    assert len(held.layers) == 1 + len(layers)
    for at, review in enumerate(reviews):
        one = record(network, review)
        ids = one.ids[one.mask]
        np.testing.assert_allclose(held.layers[0][at], network.embedding[ids[ids != 1]].mean(axis=0), atol=1e-6)
        for states, layer in zip(held.layers[1:], one.layers, strict=True):
            np.testing.assert_allclose(states[at], layer.values()[-1], atol=1e-5)
        assert abs(held.logits[at] - one.logit[-1]) < 1e-5
    np.testing.assert_allclose(held.last, held.layers[-1])


def test_a_backward_cell_ends_at_the_beginning() -> None:
    """The readout applied to what both cells end with is the verdict."""
    network = random_network(network_spec("gru", units=3, bidirectional=True), seed=1, padding=Padding(maxlen=9))
    held = final_states(network, [np.array([1, 4, 5, 6], dtype=np.int32), np.array([1, 7], dtype=np.int32)])
    np.testing.assert_allclose(network.readout(held.last), held.logits, atol=1e-5)


def test_without_reviews_there_is_nothing() -> None:
    """A sentence says so."""
    with pytest.raises(DataError, match="no review"):
        final_states(random_network(network_spec("gru", units=3), seed=1, padding=Padding(maxlen=9)), [])
