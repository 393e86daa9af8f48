"""Labelled reviews in memory: split, selection, fingerprint."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rnnviz.corpora import Corpus
from rnnviz.errors import ConfigurationError, DataError


def corpus(labels: list[int], texts: list[str] | None = None) -> Corpus:
    """Return a corpus of numbered reviews, or of these texts."""
    texts = [f"review {i}" for i in range(len(labels))] if texts is None else texts
    return Corpus(name="tiny", texts=tuple(texts), labels=np.array(labels, dtype=np.int8))


@given(st.integers(10, 200), st.floats(0.1, 0.9), st.integers(0, 2**32 - 1))
def test_a_split_shares_out_every_review_once(half: int, share: float, seed: int) -> None:
    """The parts are disjoint, hold every review with its label, and validation gets its share rounded down."""
    whole = corpus([0] * half + [1] * half)
    labels = whole.shuffled(seed).labels
    count = 2 * half - int(2 * half * share)
    assume(len({*labels[:count].tolist()}) == len({*labels[count:].tolist()}) == 2)
    training, validation = whole.split(share, seed=seed)
    assert len(validation) == int(2 * half * share)
    assert sorted(training.texts + validation.texts) == sorted(whole.texts)
    for part in (training, validation):
        for text, label in zip(part.texts, part.labels.tolist(), strict=True):
            assert label == int(int(text.removeprefix("review ")) >= half)


def test_a_split_depends_on_its_seed_alone() -> None:
    """The same seed gives the same parts, another seed other ones, and sorted labels are mixed."""
    whole = corpus([0] * 50 + [1] * 50)
    first, again, other = (whole.split(0.2, seed=seed) for seed in (3, 3, 4))
    assert [part.texts for part in first] == [part.texts for part in again]
    assert first[1].texts != other[1].texts
    assert set(first[1].labels.tolist()) == {0, 1}


@pytest.mark.parametrize(
    ("labels", "share", "message"),
    [
        ([1] * 10, 0.2, "training part of 'tiny' needs negative and positive reviews"),
        ([0, 1], 0.2, "validation part of 'tiny' needs .* would hold no review at all"),
        ([0, 1] * 5, 0.0, "validation_split lies between 0 and 1 .* not 0.0"),
        ([0, 1] * 5, 1.0, "validation_split lies between 0 and 1"),
        ([0, 1] * 5, float("nan"), "validation_split lies between 0 and 1 .* not nan"),
    ],
)
def test_a_split_that_cannot_train_is_refused(labels: list[int], share: float, message: str) -> None:
    """Both parts need both classes, and the share lies between 0 and 1."""
    with pytest.raises(ConfigurationError, match=message):
        corpus(labels).split(share, seed=0)


def test_selected_reviews_keep_their_labels_and_order() -> None:
    """`select` returns the reviews at the indices, in their order, and all else of the corpus."""
    whole = Corpus(name="tiny", texts=("a", "b", "c"), labels=np.array([0, 1, 1], np.int8), ranking=("a",))
    part = whole.select([2, 0])
    assert (part.texts, part.labels.tolist(), part.name, part.ranking) == (("c", "a"), [1, 0], "tiny", ("a",))


reviews = st.lists(st.tuples(st.text(max_size=5), st.integers(0, 1)), min_size=1, max_size=5)


@given(reviews, reviews)
def test_fingerprints_are_equal_only_for_equal_data(
    first: list[tuple[str, int]], second: list[tuple[str, int]]
) -> None:
    """Any other text, label, order or number of reviews gives another fingerprint, and the same data the same."""
    prints = [corpus([label for _, label in rows], [text for text, _ in rows]).fingerprint for rows in (first, second)]
    assert (prints[0] == prints[1]) == (first == second)


@pytest.mark.parametrize(
    ("texts", "labels"),
    [(["a", "b", "d"], [0, 1, 1]), (["a", "b", "c"], [0, 0, 1]), (["b", "a", "c"], [0, 1, 1]), (["a", "b"], [0, 1])],
)
def test_one_change_changes_the_fingerprint(texts: list[str], labels: list[int]) -> None:
    """One other text, one other label, an exchange or a lost review each show."""
    assert corpus(labels, texts).fingerprint != corpus([0, 1, 1], ["a", "b", "c"]).fingerprint


def test_texts_and_labels_come_in_pairs() -> None:
    """A review without a label is refused, and so is a label that is neither 0 nor 1."""
    with pytest.raises(DataError, match="2 reviews came with 1 labels"):
        corpus([0], ["a", "b"])
    with pytest.raises(DataError, match=r"Labels are 0 \(negative\) and 1 \(positive\)"):
        corpus([0, 7])
    with pytest.raises(DataError, match="Labels are 0"):
        Corpus(name="tiny", texts=("a",), labels=np.array([np.nan]))


def test_a_ranking_of_its_own_makes_the_vocabulary() -> None:
    """A corpus with a ranking numbers words by it, one without by counting."""
    labels, texts = np.array([0, 1], np.int8), ("b b a", "c")
    counted = Corpus(name="tiny", texts=texts, labels=labels)
    ranked = Corpus(name="tiny", texts=texts, labels=labels, ranking=("c", "a", "b"))
    assert counted.vocabulary(6).words[4:] == ("b", "a")
    assert ranked.vocabulary(6).words[4:] == ("c", "a")
