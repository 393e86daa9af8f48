"""What the page says of wrong verdicts, recomputed from the reviews."""

import re

import numpy as np
import pytest
from scipy.stats import mannwhitneyu

from rnnviz.states import CorpusReviews
from rnnviz.text import Vocabulary
from rnnviz.ui.across.error_facts import denying_ids, error_facts, groups_of
from rnnviz.ui.across.error_words import error_sentences, separation_title
from rnnviz.ui.across.words import share


def drawn(rng: np.random.Generator) -> tuple[CorpusReviews, np.ndarray]:
    """Reviews in which errors may be surer, longer, richer in unknown words, or none of it; a bag of words."""
    count = int(rng.integers(40, 600))
    labels = rng.integers(0, 2, count).astype(np.int8)
    wrong = rng.random(count) < np.where(labels == 1, rng.choice([0.1, 0.4]), 0.1)
    sure = rng.exponential(size=count) * np.where(wrong & (labels == 1), rng.choice([0.5, 1, 2]), 1)
    words = rng.integers(20, 300, count) + np.where(wrong, rng.choice([-15, 0, 60]), 0)
    reviews = CorpusReviews(
        labels=labels,
        logits=np.where((labels == 1) != wrong, sure, -sure - 1e-9),
        words=words,
        unknown=rng.binomial(words, np.where(wrong, rng.choice([0.05, 0.08]), 0.05)),
        denying=rng.binomial(words, 0.02),
    )
    bag = np.where(rng.random(count) < rng.choice([0.05, 0.2, 0.6]), -1, 1) * np.where(labels == 1, 1.0, -1.0)
    return reviews, bag


@pytest.mark.parametrize("seed", range(60))
def test_the_sentences_on_errors_are_true(seed: int) -> None:
    """How many, on which side more, which are surer, what tells them apart, and the bag of words."""
    reviews, bag = drawn(np.random.default_rng(seed))
    facts = error_facts(reviews, bag)
    told = " ".join(error_sentences(facts))
    called = reviews.logits >= 0
    wrong, positive = called != (reviews.labels == 1), reviews.labels == 1
    assert f"wrong on {wrong.sum():,} of {len(wrong):,} reviews ({share(wrong.mean())} %)" in told
    rates = [wrong[positive].mean(), wrong[~positive].mean()]
    aside = 1.96 * np.sqrt(sum(wrong[side].var(ddof=1) / side.sum() for side in (positive, ~positive)))
    gap = rates[0] - rates[1]
    side = "cannot be told: on" if abs(gap) <= aside else "errs more often on" if gap > 0 else "errs less often on"
    assert side in told
    logits = np.abs(reviews.logits)
    ones, others = logits[wrong & positive], logits[wrong & ~positive]
    if min(len(ones), len(others)) > 1:
        aside = 1.96 * np.sqrt(ones.var(ddof=1) / len(ones) + others.var(ddof=1) / len(others))
        gap = ones.mean() - others.mean()
        kind = "Neither kind of error" if abs(gap) <= aside else f"Errors on {'positive' if gap > 0 else 'negative'}"
        assert kind in told
        assert {f"{ones.mean():.2f}", f"{others.mean():.2f}"} <= set(re.findall(r"\d+\.\d\d", told))
    for values, what, more, less in (
        (reviews.words, "length", "longer", "shorter"),
        (reviews.unknown / reviews.words, "unknown words", "richer in unknown words", "poorer in unknown words"),
        (reviews.denying / reviews.words, "negation words", "richer in negation words", "poorer in negation words"),
    ):
        pairs = mannwhitneyu(values[wrong], values[~wrong]).statistic / (wrong.sum() * (~wrong).sum())
        said = re.search(rf"(By {what}|be {more}|be {less}) [^(]*\((\d+) % of pairs, ([\d.]+) to ([\d.]+)\)", told)
        assert said is not None, told
        assert int(said[2]) == round(100 * pairs)
        low, high = float(said[3]), float(said[4])
        assert low <= 100 * pairs + 0.1
        assert high >= 100 * pairs - 0.1
        if abs(low - 50) > 0.1 and abs(high - 50) > 0.1:
            apart = f"be {more}" if low > 50 else f"be {less}" if high < 50 else f"By {what}"
            assert said[1] == apart
        apart_by_title = what in separation_title(facts.separations).partition(":")[2]
        assert apart_by_title == (said[1] != f"By {what}")
    bag_right = (bag >= 0) == positive
    assert f"disagree on {(bag_right != ~wrong).sum():,} reviews" in told
    only = int((~wrong & ~bag_right).sum())
    assert re.search(rf"right (on|more often:|more often: the network only) {only:,}\b", told)


def test_without_errors_nothing_else_is_said() -> None:
    """Where all verdicts are right there is nothing to tell apart; where all are wrong neither."""
    labels, many = np.array([0, 1] * 20, dtype=np.int8), np.full(40, 100)
    reviews = CorpusReviews(labels=labels, logits=labels - 0.5, words=many, unknown=many // 50, denying=many // 25)
    assert error_sentences(error_facts(reviews, None)) == ["The network is right on all 40 reviews."]
    other = CorpusReviews(labels=1 - labels, logits=labels - 0.5, words=many, unknown=many, denying=many)
    (sentence,) = error_sentences(error_facts(other, None))
    assert sentence.startswith("The network is wrong on 40 of 40 reviews (100 %).")


def test_groups_part_the_reviews() -> None:
    """The four kinds are all reviews, each once; without a bag of words there are no groups beside it."""
    reviews, bag = drawn(np.random.default_rng(0))
    groups = groups_of(reviews, bag)
    kinds = [groups[kind] for kind in ("true_positive", "true_negative", "false_positive", "false_negative")]
    assert (np.sum(kinds, axis=0) == 1).all()
    assert (groups["wrong"] == (groups["false_positive"] | groups["false_negative"])).all()
    assert not (groups["run_only"] & groups["bag_only"]).any()
    assert set(groups_of(reviews, None)) == set(groups) - {"run_only", "bag_only"}


def test_denying_words_are_known_by_their_ending() -> None:
    """Not, never and no, and whatever ends in n't."""
    vocabulary = Vocabulary(["the", "not", "isn't", "note", "without", "aren't"])
    assert [vocabulary.words[number] for number in denying_ids(vocabulary)] == ["not", "isn't", "without", "aren't"]
