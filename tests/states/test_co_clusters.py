"""Blocks of words and units: planted ones come back."""

import numpy as np
import pytest

from rnnviz.errors import ConfigurationError
from rnnviz.states import co_clusters
from rnnviz.states.co_clusters import co_clusters_of
from tests.ui.across.tiny import tiny_index


@pytest.mark.parametrize("seed", range(8))
def test_planted_blocks_come_back(seed: int) -> None:
    """However rows and columns are shuffled, whatever the signs: every word and unit is in its block again."""
    rng = np.random.default_rng(seed)
    blocks = int(rng.integers(2, 5))
    of_word, of_unit = np.sort(rng.integers(0, blocks, 60)), np.sort(rng.integers(0, blocks, 32))
    of_word[:blocks] = of_unit[:blocks] = np.arange(blocks)
    rng.shuffle(of_word)
    rng.shuffle(of_unit)
    within = of_word[:, None] == of_unit[None, :]
    means = np.where(within, rng.uniform(0.5, 1, within.shape), rng.uniform(0, 0.02, within.shape))
    means *= rng.choice([-1, 1], size=means.shape)
    found = co_clusters_of(np.arange(60, dtype=np.int32), means, blocks)
    pairs = set(zip(found.word_blocks.tolist(), of_word[found.words].tolist(), strict=True))
    assert len(pairs) == blocks
    assert pairs == set(zip(found.unit_blocks.tolist(), of_unit[found.units].tolist(), strict=True))
    assert (np.diff(found.word_blocks) >= 0).all()
    assert (np.diff(found.unit_blocks) >= 0).all()
    np.testing.assert_array_equal(found.means, means[found.words][:, found.units])
    assert found.inside == pytest.approx(np.abs(means[within]).sum() / np.abs(means).sum())


def test_the_words_are_those_that_move_the_state_most() -> None:
    """Among those that are used often enough; their means are those of the index."""
    index, told = tiny_index(np.random.default_rng(0))
    found = co_clusters(index, blocks=2, most=6, least=3)
    means = {word: told.changes[told.ids == word].mean(axis=0) for word in set(told.ids.tolist())}
    strongest = sorted(means, key=lambda word: -np.linalg.norm(means[word]))
    often = [word for word in strongest if (told.ids == word).sum() >= 3]
    assert set(found.words.tolist()) == set(often[:6])
    for word, row in zip(found.words.tolist(), found.means, strict=True):
        np.testing.assert_allclose(row, means[word][found.units], atol=1e-12)


def test_too_many_blocks_are_refused() -> None:
    """No more than words or units."""
    with pytest.raises(ConfigurationError, match="here 5; asked for were 6"):
        co_clusters(tiny_index(np.random.default_rng(0))[0], blocks=6, least=1)
