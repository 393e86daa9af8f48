"""What the page says of a word, recomputed from its pushes."""

import re
from dataclasses import replace

import numpy as np
import pytest

from rnnviz.ui.across.word_facts import FEW, WordFacts, first_word, mean_by_reviews, word_facts
from rnnviz.ui.across.word_words import bag_sentence, rule_sentence
from rnnviz.ui.across.words import share
from tests.ui.across.tiny import tiny_index


def value(text: str) -> float:
    return float(text.replace("−", "-"))


def by_hand(pushes: np.ndarray, reviews: np.ndarray) -> tuple[float, float, float]:
    """Mean and interval, review by review."""
    mean = pushes.mean()
    sums = [sum(push - mean for push in pushes[reviews == review].tolist()) for review in set(reviews.tolist())]
    if len(sums) == 1:
        return mean, -np.inf, np.inf
    deviation = np.sqrt(len(sums) / (len(sums) - 1) * sum(one**2 for one in sums)) / len(pushes)
    return mean, mean - 1.96 * deviation, mean + 1.96 * deviation


@pytest.mark.parametrize("seed", range(60))
def test_a_words_sentence_is_true(seed: int) -> None:
    """Which rule, which way, how many uses and reviews, mean, interval and share."""
    index, told = tiny_index(np.random.default_rng(seed))
    for number in range(4, 30):
        uses = told.ids == number
        if not uses.any():
            continue
        rows = index.rows_of_word(number)
        reviews = index.review_of(rows.astype(np.int64))
        facts = word_facts(index.pushes_of(rows), reviews, None)
        sentence = rule_sentence("w", facts)
        pushes, where = told.pushes[uses], told.review[uses]
        mean, low, high = by_hand(pushes, where)
        same = (np.sign(pushes) == np.sign(mean)).mean()
        if len(pushes) < FEW or len(set(where)) < 2:
            assert "too few to tell a rule" in sentence
            continue
        expected = (
            "pushes neither way by itself"
            if low <= 0 <= high
            else "does nearly always the same"
            if same >= 0.95
            else "does mostly the same"
            if same >= 0.75
            else "depends on its context"
        )
        assert expected in sentence
        told_numbers = [value(one) for one in re.findall(r"[+−]\d+\.\d{3}", sentence)]
        assert told_numbers == pytest.approx([mean, low, high], abs=6e-4)
        assert f"{len(pushes):,} uses" in sentence
        assert f"{len(set(where)):,} reviews" in sentence
        if expected != "pushes neither way by itself":
            assert f"{share(same)} % of its" in sentence
            assert ("push the verdict up" if mean > 0 else "push the verdict down") in sentence


def test_the_interval_counts_reviews() -> None:
    """Where all uses of a review agree, they count as one: the interval is that of the reviews' means."""
    rng = np.random.default_rng(0)
    of_review = rng.normal(size=50)
    values, reviews = np.repeat(of_review, 8), np.repeat(np.arange(50), 8)
    mean, low, high = mean_by_reviews(values, reviews)
    assert mean == pytest.approx(of_review.mean())
    assert (high - low) / 2 == pytest.approx(1.96 * of_review.std(ddof=1) / np.sqrt(50))


FACTS = WordFacts(uses=100, reviews=50, mean=0.4, low=0.3, high=0.5, deviation=0.1, up=0.97, weight=None)


@pytest.mark.parametrize(
    ("weight", "end"),
    [
        (None, "no bag of words to compare with."),
        (0.0, "gives it no weight."),
        (0.8, "gives it +0.80: to the same side."),
        (-0.8, "gives it −0.80: to the other side."),
    ],
)
def test_the_bag_of_words_is_on_the_same_side_or_on_the_other(weight: float | None, end: str) -> None:
    """By the signs of its weight and of the mean push; where that has none, only the weight is told."""
    assert bag_sentence(replace(FACTS, weight=weight)).endswith(end)
    if weight:
        assert "side" not in bag_sentence(replace(FACTS, weight=weight, low=-0.1))


@pytest.mark.parametrize(
    ("value_", "told"), [(0, "0"), (1, "100"), (0.99998, "over 99.9"), (0.0001, "under 0.1"), (0.5, "50.0")]
)
def test_nearly_all_is_not_all(value_: float, told: str) -> None:
    """Only a share of one is a hundred of a hundred."""
    assert share(value_) == told


def test_the_first_word_is_the_one_that_pushes_most() -> None:
    """Among words that are used often; where none is, the most used one."""
    index, told = tiny_index(np.random.default_rng(3))
    counts = np.bincount(told.ids, minlength=30)
    often = min(100, counts.max())
    means = {word: abs(told.pushes[told.ids == word].mean()) for word in range(4, 30) if counts[word] >= often}
    assert first_word(index, 4) == max(means, key=means.__getitem__)
