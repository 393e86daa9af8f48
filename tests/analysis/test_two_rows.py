"""One review in two rows, held to the network itself."""

import numpy as np
import pytest

from rnnviz.analysis import two_rows
from rnnviz.networks import LayerSpec, Network, NetworkSpec
from rnnviz.runs import load
from rnnviz.text import PADDING_ID, START_ID, Padding, Vocabulary, plain_words, read_ids

TEXT = "A wonderful film, and a terrible end."


def test_zeros_behind_leave_as_much_as_the_states_say() -> None:
    """The trace is the distance of the states from those over zeros alone, and both rows end as the network says."""
    network = load("imdb-simple-rnn")
    found = two_rows(network, TEXT, Padding(maxlen=40))
    assert network.vocabulary is not None
    ids = [START_ID, *read_ids(TEXT, network.vocabulary)]
    (behind,), (nothing,) = (
        network.read(np.array([*row, *[PADDING_ID] * (40 - len(row))], dtype=np.int32)) for row in (ids, [])
    )
    apart = np.linalg.norm(behind.hidden_states - nothing.hidden_states, axis=-1)
    assert found.by == "padding"
    assert found.pads == 32
    assert found.left == pytest.approx(apart[-1] / apart[7])
    assert found.zeros == pytest.approx(1 / (1 + np.exp(-network.readout(nothing.hidden_states))))
    assert found.rows["post"].probability == pytest.approx(1 / (1 + np.exp(-network.readout(behind.hidden_states))))
    assert found.rows["post"].at_last_word == found.rows["post"].probability[7]
    assert found.rows["pre"].first == 32
    assert found.rows["pre"].words == ("", *plain_words(TEXT))


@pytest.mark.parametrize("maxlen", [3, 7])
def test_a_review_that_is_too_long_is_cut_at_either_end(maxlen: int) -> None:
    """The rows hold its last and its first words, and no zero; the start sign goes with the beginning."""
    found = two_rows(load("imdb-simple-rnn"), TEXT, Padding(maxlen=maxlen))
    words = plain_words(TEXT)
    assert (found.by, found.pads, found.left) == ("truncating", 0, None)
    assert found.rows["pre"].words == tuple(words[-maxlen:])
    assert found.rows["post"].words == ("", *words[: maxlen - 1])
    assert (found.rows["pre"].words_cut, found.rows["post"].words_cut) == (7 - maxlen, 8 - maxlen)


def test_a_review_that_fits_exactly_is_the_same_on_either_side() -> None:
    """Without a zero both rows are one."""
    found = two_rows(load("imdb-simple-rnn"), TEXT, Padding(maxlen=8))
    assert (found.by, found.pads) == ("padding", 0)
    np.testing.assert_array_equal(found.rows["pre"].probability, found.rows["post"].probability)


def test_a_network_that_masks_holds_its_state_over_the_zeros() -> None:
    """Before the words it says what its initial state says, behind them what the last word left."""
    found = two_rows(load("imdb-lstm"), TEXT, Padding(maxlen=20))
    assert found.masked
    assert found.left is None
    assert found.zeros is None
    assert len(set(found.rows["pre"].probability[:12].tolist())) == 1
    assert len(set(found.rows["post"].probability[7:].tolist())) == 1
    assert found.rows["pre"].verdict == found.rows["post"].verdict


def test_a_network_that_reads_both_ways_is_not_compared_with_zeros() -> None:
    """Its backward half reads the zeros behind first, so no place separates words from zeros."""
    spec = NetworkSpec(num_words=20, input_features=4, layers=(LayerSpec(units=3, bidirectional=True),))
    rng = np.random.default_rng(0)
    shapes = [[(20, 4)], [(4, 3), (3, 3), (3,)] * 2, [(6, 1), (1,)]]
    weights = [[rng.normal(size=shape) for shape in layer] for layer in shapes]
    network = Network.from_weights(spec, weights, vocabulary=Vocabulary(["good", "bad"]))
    found = two_rows(network, "good bad", Padding(maxlen=9))
    assert found.bidirectional
    assert found.zeros is None
    assert found.left is None
    assert found.rows["pre"].verdict != found.rows["post"].verdict
