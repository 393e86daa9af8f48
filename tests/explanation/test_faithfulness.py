"""What leaving words out does is what the review without them says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnviz.explanation import GRADIENT, RANDOM, SHARES, Reading, attribute, delete_words, erase, orders_of, verdicts
from rnnviz.explanation.faithfulness import Deletion
from rnnviz.text import START_ID
from tests.explanation.test_attribution import readings, real_ids
from tests.runs.test_bag_of_words import bag_of


def probability(logit: float) -> float:
    return 1 / (1 + np.exp(-logit))


def read_with(reading: Reading, kept: set[int]) -> float:
    """Logit of a row with these words alone, counted from 0."""
    ids = real_ids(reading)
    numbers = np.cumsum(ids > START_ID) - 1
    stays = [not word or number in kept for number, word in zip(numbers, ids > START_ID, strict=True)]
    return float(verdicts(reading.network, [ids[np.array(stays, dtype=bool)]])[0])


@settings(max_examples=25, deadline=None)
@given(reading=readings(), seed=st.integers(0, 100))
def test_orders_begin_with_what_did_most_for_the_side_decided_for(reading: Reading, seed: int) -> None:
    """Signed values are ranked towards the verdict's side, sizes by themselves; random orders follow from the seed."""
    bag = bag_of([1.0] * (reading.network.spec.num_words - 3))
    values = {name: one.values for name, one in attribute(reading, bag).items()}
    orders = orders_of(reading, values, draws=3, seed=seed)
    side = 1 if reading.logit >= 0 else -1
    for name, all_values in values.items():
        ranked = side * all_values[reading.recording.ids > START_ID][orders[name][0]]
        assert (np.diff(ranked) <= 0).all()
    count = int(reading.words.sum())
    assert all(sorted(order) == list(range(count)) for some in orders.values() for order in some)
    assert [len(orders[name]) for name in (GRADIENT, RANDOM)] == [1, 3]
    again = orders_of(reading, values, draws=3, seed=seed)[RANDOM]
    np.testing.assert_array_equal(orders[RANDOM], again)


@settings(max_examples=25, deadline=None)
@given(reading=readings(), seed=st.integers(0, 100))
def test_comprehensiveness_and_sufficiency_by_brute_force(reading: Reading, seed: int) -> None:
    """Each is the mean over the shares of the fall of the decided side's probability, by rows made anew."""
    orders = orders_of(reading, {}, draws=2, seed=seed)
    found = erase(reading, orders)
    count = int(reading.words.sum())
    side = 1 if reading.logit >= 0 else -1
    for name in (GRADIENT, RANDOM):
        without, alone = [], []
        for order in orders[name]:
            for share in SHARES:
                top = set(order[: max(int(np.ceil(share * count)), 1)].tolist())
                without.append(read_with(reading, set(range(count)) - top))
                alone.append(read_with(reading, top))
        for figures, logits in ((found.comprehensiveness, without), (found.sufficiency, alone)):
            expected = probability(side * reading.logit) - np.mean([probability(side * logit) for logit in logits])
            assert figures[name] == pytest.approx(expected, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(reading=readings(), data=st.data())
def test_a_deletion_curve_by_brute_force(reading: Reading, data: st.DataObject) -> None:
    """Each point is the row without the first words of the order; falls are means over the points behind 0."""
    count = int(reading.words.sum())
    counts = sorted({0, *data.draw(st.lists(st.integers(0, count), max_size=4))})
    orders = orders_of(reading, {}, draws=2)
    found = delete_words(reading, orders, counts)
    (by_gradient,) = orders[GRADIENT]
    expected = [read_with(reading, set(by_gradient[left:].tolist())) for left in counts]
    np.testing.assert_allclose(found.logits[GRADIENT], [expected], atol=1e-9)
    drawn = np.array([[read_with(reading, set(order[left:].tolist())) for left in counts] for order in orders[RANDOM]])
    np.testing.assert_allclose(found.logits[RANDOM], drawn, atol=1e-9)
    np.testing.assert_allclose(found.mean(RANDOM), drawn.mean(axis=0), atol=1e-9)
    side = 1 if reading.logit >= 0 else -1
    falls = [side * np.mean(reading.logit - one[1:]) if len(counts) > 1 else 0 for one in drawn]
    np.testing.assert_allclose(found.falls(RANDOM), falls, atol=1e-9)


@given(logits=st.lists(st.sampled_from([-1.0, -0.1, 0.0, 0.1, 1.0]), min_size=1, max_size=6))
def test_the_verdict_turns_where_the_other_side_first_wins(logits: list[float]) -> None:
    """It is the first count at which the sign differs from the whole review's; 0 counts as positive."""
    counts = tuple(range(0, 3 * len(logits), 3))
    found = Deletion(counts=counts, logits={"one": np.array([logits])})
    other = [count for count, logit in zip(counts, logits, strict=True) if (logit >= 0) != (logits[0] >= 0)]
    assert found.turns_at("one") == (other[0] if other else None)
