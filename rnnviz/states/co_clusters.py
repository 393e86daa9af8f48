"""Which words move which units: blocks of a table of words and units."""

from dataclasses import dataclass

import numpy as np

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Floats, Ids
from rnnviz.states.corpus_index import CorpusIndex, Rows
from rnnviz.text import UNKNOWN_ID

__all__ = ["CoClusters", "co_clusters", "co_clusters_of"]

_LEAST = 1e-9  # a row or column of zeros belongs nowhere


@dataclass(frozen=True, kw_only=True, eq=False)
class CoClusters:
    """Words and units in blocks.

    Parameters
    ----------
    words, units
        Ids and numbers, block by block, (words,) and (units,).
    word_blocks, unit_blocks
        To which block each belongs, from 0 on, (words,) and (units,).
    means
        Mean change of the units at the words, (words, units).
    inside
        Share of Σ |mean| that lies within the blocks.
    """

    words: Ids
    units: Ids
    word_blocks: Rows
    unit_blocks: Rows
    means: Floats
    inside: float


def co_clusters(index: CorpusIndex, *, blocks: int = 4, most: int = 80, least: int = 100) -> CoClusters:
    """Blocks of the words that move the state most, in the mean of their uses, and of all units.

    Parameters
    ----------
    blocks
        How many.
    most, least
        How many words at most, and how often each is used at least.

    Raises
    ------
    ConfigurationError
        There are fewer words or units than blocks.
    """
    counts = index.word_counts
    known = np.flatnonzero(counts >= max(least, 1))
    known = known[known > UNKNOWN_ID]
    means = index.changes[known] / counts[known, None]
    strongest = np.argsort(-np.linalg.norm(means, axis=1), kind="stable")[:most]
    return co_clusters_of(known[strongest].astype(np.int32), means[strongest], blocks)


def co_clusters_of(words: Ids, means: Floats, blocks: int) -> CoClusters:
    """Blocks of a table of words (rows) and units (columns), by the sizes of its numbers.

    References
    ----------
    Dhillon (2001), Co-clustering documents and words using bipartite spectral graph partitioning, KDD; of words and
    hidden units: Ming et al. (2017), Understanding hidden memories of recurrent neural networks, IEEE VAST.
    """
    from sklearn.cluster import SpectralCoclustering

    if not 2 <= blocks <= min(means.shape):
        raise ConfigurationError(
            "There are from 2 blocks to as many as words and units allow, here {most}; asked for were {blocks}.",
            most=min(means.shape),
            blocks=blocks,
        )
    sizes = np.abs(means)
    model = SpectralCoclustering(n_clusters=blocks, random_state=0).fit(sizes + _LEAST)
    rows, columns = model.row_labels_, model.column_labels_
    by_word = np.lexsort((-sizes.sum(axis=1), rows))
    by_unit = np.lexsort((-sizes.sum(axis=0), columns))
    within = rows[:, None] == columns[None, :]
    return CoClusters(
        words=words[by_word],
        units=by_unit.astype(np.int32),
        word_blocks=rows[by_word].astype(np.int64),
        unit_blocks=columns[by_unit].astype(np.int64),
        means=means[by_word][:, by_unit],
        inside=float(sizes[within].sum() / max(sizes.sum(), _LEAST)),
    )
