"""What the page says of blocks, recomputed."""

import numpy as np
import pytest

from rnnviz.states.co_clusters import co_clusters_of
from rnnviz.ui.across.block_words import blocks_sentence
from rnnviz.ui.across.blocks import DEALS, blocks_of
from rnnviz.ui.across.words import share


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("planted", [True, False])
def test_planted_blocks_are_told_from_none(seed: int, planted: bool) -> None:
    """With blocks the share within them is beyond what dealing out brings; the shares are those of the arrays."""
    rng = np.random.default_rng(seed)
    means = rng.normal(size=(30, 16))
    if planted:
        means[np.arange(30)[:, None] % 2 != np.arange(16)[None, :] % 2] *= 0.1
    one = blocks_of(co_clusters_of(np.arange(30, dtype=np.int32), means, 2), 2)
    found = one.found
    within = found.word_blocks[:, None] == found.unit_blocks[None, :]
    inside = np.abs(found.means)[within].sum() / np.abs(means).sum()
    sentence = blocks_sentence(found.inside, one.dealt, 30, 2, DEALS)
    assert f"{share(inside)} % lies within" in sentence
    assert f"{share(one.dealt)} %" in sentence
    assert sentence.startswith("Words have units" if inside > one.dealt else "Words have no units")
    if planted:
        assert sentence.startswith("Words have units of their own: of all that the 30 strongest words move, ")
