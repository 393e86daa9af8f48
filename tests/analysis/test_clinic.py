"""What an epoch did to the validation reviews: five groups, and the verdicts that they rest on."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from rnnviz.analysis import CHANGES, Clinic, last_logits, row_ids
from rnnviz.recording import record
from rnnviz.runs import find_run
from rnnviz.training.reviews import reviews_of
from tests.networks.drawing import VOCABULARY, network_spec, random_network


def clinic(right: NDArray[np.bool_]) -> Clinic:
    """Clinic whose reviews are right as given, (epochs, reviews); every second one is positive."""
    labels = np.arange(right.shape[1], dtype=np.int8) % 2
    logits = np.where(right == (labels == 1), 1.0, -1.0)
    return Clinic(epochs=tuple(range(1, len(right) + 1)), labels=labels, logits=logits)


def told(right: list[bool]) -> str:
    """Group of a review by its definition, written out; `right` ends with the epoch that is asked for."""
    *before, now = right
    if now:
        return "still_right" if before and before[-1] else "newly_right"
    if before and before[-1]:
        return "newly_wrong"
    return "forgotten" if any(before) else "never_right"


@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 20))))
def test_every_review_is_in_the_group_of_its_definition(right: NDArray[np.bool_]) -> None:
    """The groups part all reviews, after every epoch, as their definitions say."""
    examined = clinic(right)
    np.testing.assert_array_equal(examined.right, right)
    for place in range(len(right)):
        groups = examined.changes(place)
        assert tuple(groups) == CHANGES
        found = {int(review): name for name, group in groups.items() for review in group}
        assert sum(map(len, groups.values())) == right.shape[1]
        assert found == {review: told(right[: place + 1, review].tolist()) for review in range(right.shape[1])}


@given(arrays.arrays(np.bool_, st.tuples(st.integers(2, 6), st.integers(1, 20))))
def test_the_accuracy_moves_by_what_was_won_and_lost(right: NDArray[np.bool_]) -> None:
    """From epoch to epoch, right reviews change by the newly right less the newly wrong."""
    examined = clinic(right)
    for place in range(1, len(right)):
        groups = examined.changes(place)
        moved = len(groups["newly_right"]) - len(groups["newly_wrong"])
        assert examined.accuracies[place] - examined.accuracies[place - 1] == pytest.approx(moved / right.shape[1])


@given(arrays.arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 20))))
def test_what_was_ever_lost_is_counted_review_by_review(right: NDArray[np.bool_]) -> None:
    """A review that was right and then wrong counts once; whoever is right after the epoch was learnt again."""
    examined = clinic(right)
    for place in range(len(right)):
        ways = [right[: place + 1, review].tolist() for review in range(right.shape[1])]
        lost = [way for way in ways if any(one and not other for one, other in pairwise(way))]
        assert examined.ever_lost(place) == (len(lost), sum(way[-1] for way in lost))
        groups = examined.changes(place)
        assert len(lost) - sum(way[-1] for way in lost) == len(groups["newly_wrong"]) + len(groups["forgotten"])


@given(st.integers(0, 1_000))
def test_centred_verdicts_are_half_positive_and_know_no_shift(seed: int) -> None:
    """A shift of all logits of an epoch changes nothing once they are centred."""
    rng = np.random.default_rng(seed)
    logits, labels = rng.normal(size=(3, 21)), rng.integers(0, 2, 21).astype(np.int8)
    plain = Clinic(epochs=(1, 2, 3), labels=labels, logits=logits)
    moved = Clinic(epochs=(1, 2, 3), labels=labels, logits=logits + np.array([[0.0], [5.0], [-2.0]]))
    np.testing.assert_allclose(plain.centred().logits, moved.centred().logits, atol=1e-12)
    assert np.median(moved.centred().logits, axis=1) == pytest.approx(0, abs=1e-12)
    assert moved.shift(1) == pytest.approx(np.median(logits[1]) + 5 - np.median(logits[0]))


@pytest.mark.parametrize("mask", [False, True])
@pytest.mark.parametrize("cell", ["simple_rnn", "lstm", "gru"])
def test_a_verdict_is_the_recordings(cell: str, mask: bool) -> None:
    """The last logit of many reviews is that of each one recorded alone, whatever its length."""
    network = random_network(network_spec(cell, mask=mask))
    texts = ["great film", "", "the plot is really bad not great " * 3, "a", "zorblax the film"] * 80
    found = last_logits(network, row_ids(texts, VOCABULARY))
    alone = {text: record(network, text).logit[-1] for text in set(texts)}
    np.testing.assert_allclose(found, [alone[text] for text in texts], atol=2e-6)


def test_the_verdicts_give_keras_s_validation_accuracy() -> None:
    """The shipped network's epochs, of which training kept float16 weights, are right as often as Keras found."""
    run = find_run("imdb-simple-rnn")
    _, validation = reviews_of(run)
    network = run.network(7)
    assert network.vocabulary is not None
    rows = row_ids(validation.texts, network.vocabulary)
    logits = np.stack([last_logits(run.network(epoch), rows) for epoch in (1, 7)])
    examined = Clinic(epochs=(1, 7), labels=validation.labels, logits=logits)
    expected = [run.history[epoch - 1].val_accuracy for epoch in (1, 7)]
    np.testing.assert_allclose(examined.accuracies, expected, atol=0.001)
