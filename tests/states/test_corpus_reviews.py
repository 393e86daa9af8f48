"""What is known of the reviews of a corpus, counted again one by one."""

import numpy as np
import pytest

from rnnviz.runs import BagOfWords
from rnnviz.states import bag_logits, corpus_reviews
from tests.ui.across.tiny import tiny_index


@pytest.mark.parametrize("seed", range(10))
def test_reviews_are_counted(seed: int) -> None:
    """Words, unknown and denying ones, the verdict, and whether it is right."""
    rng = np.random.default_rng(seed)
    index, told = tiny_index(rng)
    index.ids[(rng.random(index.rows) < 0.2) & (index.ids > 0)] = 2
    index.ids[index.starts[:-1] + 1] = 1
    found = corpus_reviews(index, [5, 9, 10**6])
    for review in range(len(index.labels)):
        ids = index.ids[index.starts[review] + 1 : index.starts[review + 1]]
        assert (ids == 1).sum() == 1
        assert found.words[review] == len(ids) - 1
        assert found.unknown[review] == (ids == 2).sum()
        assert found.denying[review] == ((ids == 5) | (ids == 9)).sum()
        assert found.logits[review] == index.logits[told.ends[review]]
        assert found.right[review] == ((index.logits[told.ends[review]] >= 0) == (index.labels[review] == 1))


def test_the_bag_of_words_judges_as_it_does_alone() -> None:
    """Each review's logit is that of `BagOfWords.logit`."""
    rng = np.random.default_rng(0)
    index, _ = tiny_index(rng)
    weights = rng.normal(size=30)
    weights[:3] = 0
    bag = BagOfWords(
        weights=weights, bias=0.3, penalty=1, accuracy=0.5, trained_on=1, validated_with=1, corpus="0" * 64
    )
    alone = [bag.logit(index.ids[first:stop]) for first, stop in zip(index.starts, index.starts[1:], strict=False)]
    np.testing.assert_allclose(bag_logits(index, weights, 0.3), alone, atol=1e-12)
