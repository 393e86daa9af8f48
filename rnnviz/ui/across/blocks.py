"""Which words move which units: blocks of both, and whether they are more than chance makes."""

from dataclasses import dataclass

import numpy as np
from streamlit.delta_generator import DeltaGenerator

from rnnviz.states import CoClusters, co_clusters
from rnnviz.states.co_clusters import co_clusters_of
from rnnviz.ui.across import block_words, words
from rnnviz.ui.across.leaving import go_to_word
from rnnviz.ui.across.run import Opened
from rnnviz.ui.across.views.blocks import blocks_view
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import whole_number
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.instruments.grammar import lesson, misleads

__all__ = ["DEALS", "Blocks", "blocks_of", "show_blocks"]

DEALS = 9
"""How often each word's changes are dealt out anew to the units."""

_WORDS, _LEAST, _MOST_BLOCKS = 30, 100, 6


@dataclass(frozen=True, kw_only=True, eq=False)
class Blocks:
    """Blocks, and the largest share that lies within blocks that are found in the same way where there are none."""

    found: CoClusters
    dealt: float


def blocks_of(found: CoClusters, blocks: int) -> Blocks:
    """The same table with every word's changes dealt out anew, several times, and blocks found in it."""
    rng = np.random.default_rng(0)
    dealt = [co_clusters_of(found.words, rng.permuted(found.means, axis=1), blocks).inside for _ in range(DEALS)]
    return Blocks(found=found, dealt=max(dealt))


def show_blocks(opened: Opened, controls: DeltaGenerator, warnings: DeltaGenerator) -> None:
    """Let the visitor choose how many blocks; say whether there are any, and draw them."""
    with controls:
        most = min(_MOST_BLOCKS, opened.index.units)
        called = words.controls()["w_blocks"]
        blocks = whole_number(called, 2, most, 2, key="w_blocks", width=120, place=warnings)
    one = _kept(opened.store.path.name, blocks, opened)
    found = one.found
    lesson(block_words.blocks_sentence(found.inside, one.dealt, len(found.words), blocks, DEALS), key="blocks")
    title = block_words.blocks_title(len(found.words), len(found.units))
    limit = float(np.abs(found.means).max())
    blocks_view(
        {
            "title": title,
            "help": block_words.blocks_help(_LEAST),
            "told": title,
            "words": [opened.vocabulary.words[number] for number in found.words],
            "units": found.units.tolist(),
            "values": np.round(found.means, 4).tolist(),
            "word_ends": np.flatnonzero(np.diff(found.word_blocks)).tolist(),
            "unit_ends": np.flatnonzero(np.diff(found.unit_blocks)).tolist(),
            "limit": limit or 1.0,
            "ends": block_words.change_ends(),
            "labels": {"word_name": words.context_labels()["word_name"], "unit": block_words.unit_place()},
            "colours": both_inks(),
        },
        key="blocks",
        on_word=go_to_word,
    )
    misleads(block_words.blocks_mislead())


@shared(24, key=lambda name, blocks, _opened: (name, blocks))
def _kept(name: str, blocks: int, opened: Opened) -> Blocks:
    del name  # part of the key
    return blocks_of(co_clusters(opened.index, blocks=blocks, most=_WORDS, least=_LEAST), blocks)
