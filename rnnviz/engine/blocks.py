"""A batch in blocks of eight reviews of similar length, and the rows of a table of its words.

Where padding is masked nothing is computed for it. Where it is read, before the review, the states that it leads to are
the same for all reviews: they are computed once, as a block of its own, and each review goes on from one of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.engine.compiling import compiled
from rnnviz.engine.steps import LANES
from rnnviz.shapes import Ids
from rnnviz.text import PADDING_ID

__all__ = ["Batch", "Block", "Reading", "aligned", "arrange"]

Index = NDArray[np.intp]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a network reads padding.

    Parameters
    ----------
    masked
        Every review begins from zeros at its first word.
    shared
        What stands before the first word is read once for all reviews. Neither: whole rows are read.
    """

    masked: bool
    shared: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """Eight reviews that are read together.

    Parameters
    ----------
    places
        Row of the table that each reads at each step, (steps, 8).
    begins
        Step at which each begins from zeros; -1 where it goes on from the state after `padding` steps.
    reviews
        Place of each in the batch, fewer than 8 in a block that is not full.
    padding
        Steps of the shared padding before the first step.
    is_padding
        Whether it is the shared padding itself, in eight copies.
    """

    places: Ids
    begins: Ids
    reviews: Index
    padding: int = 0
    is_padding: bool = False

    @property
    def reversed_places(self) -> Ids:
        """The rows in the order of a cell that begins at the end of each review."""
        steps, begins = np.arange(len(self.places))[:, None], np.maximum(self.begins, 0)[None]
        order = np.where(steps >= begins, len(steps) - 1 + begins - steps, steps)
        return np.ascontiguousarray(np.take_along_axis(self.places, order, axis=0))


@dataclass(frozen=True, kw_only=True, eq=False)
class Batch:
    """Blocks of a batch.

    Parameters
    ----------
    words
        Id of the word in each row of the table that is looked up; filled up to a multiple of 8 with padding.
    padding
        The padding that all reviews share, of as many steps as the longest of it; None without.
    blocks
        The reviews.
    """

    words: Ids
    padding: Block | None
    blocks: tuple[Block, ...]


def aligned(rows: Ids) -> Ids:
    """Rows whose padding all stands before the review."""
    if (rows[:, -1] != PADDING_ID).all():
        return rows
    behind = rows.shape[1] - 1 - np.argmax(rows[:, ::-1] != PADDING_ID, axis=1)
    places = (np.arange(rows.shape[1])[None] + behind[:, None] + 1) % rows.shape[1]
    return np.ascontiguousarray(np.take_along_axis(rows, places, axis=1))


def arrange(rows: Ids, lengths: Index, index: Index, reading: Reading, numbers: Ids) -> Batch:
    """Blocks of the reviews at `index`.

    Parameters
    ----------
    rows
        All reviews; right-aligned, unless whole rows are read.
    lengths
        Places of each that are not padding.
    numbers
        As many -1 as there are words; they are so again at the end.
    """
    maxlen = rows.shape[1]
    order = np.argsort(lengths[index], kind="stable")
    places = [order[start : start + LANES] for start in range(0, len(order), LANES)]
    dense = reading.masked or reading.shared
    steps = [int(lengths[index[one[-1]]]) if dense else maxlen for one in places]
    before = max(maxlen - min(steps), 0) if reading.shared else 0
    lanes = np.full((len(places), LANES), -1)
    lanes.reshape(-1)[: len(index)] = index[order]
    starts = np.cumsum([before, *steps])
    numbered = np.empty((starts[-1], LANES), dtype=np.int32)
    words = np.zeros(numbered.size + LANES, dtype=np.int32)
    count = _number(rows, lanes, starts, numbers, words, numbered)
    nowhere = np.full(LANES, -1, dtype=np.int32)
    blocks = []
    for one, start, length in zip(places, starts, steps, strict=False):
        begins = nowhere
        if reading.masked:
            begins = np.zeros(LANES, dtype=np.int32)
            begins[: len(one)] = length - lengths[index[one]]
        blocks.append(
            Block(
                places=numbered[start : start + length],
                begins=begins,
                reviews=one,
                padding=maxlen - length if reading.shared else 0,
            )
        )
    shared = Block(places=numbered[:before], begins=nowhere, reviews=order[:0], is_padding=True) if before else None
    return Batch(words=words[: -(-count // LANES) * LANES], padding=shared, blocks=tuple(blocks))


_MOST_USES = 128
"""Uses of a row of the table; a more frequent word gets another one, so that no gradient is a sum of thousands of
numbers that are added one by one."""


@compiled
def _number(rows: Ids, lanes: Index, starts: Index, numbers: Ids, words: Ids, numbered: Ids) -> int:
    """Number the words in the order in which they occur; how many rows a table of them has."""
    count = 0
    uses = np.zeros(len(words), dtype=np.int32)
    for block in range(-1, len(lanes)):
        first, last = (0 if block < 0 else starts[block]), starts[block + 1]
        for step in range(first, last):
            for lane in range(8):
                review = lanes[block, lane] if block >= 0 else -1
                word = rows[review, rows.shape[1] - last + step] if review >= 0 else 0
                if numbers[word] < 0 or uses[numbers[word]] == _MOST_USES:
                    numbers[word], words[count] = count, word
                    count += 1
                uses[numbers[word]] += 1
                numbered[step, lane] = numbers[word]
    for number in range(count):
        numbers[words[number]] = -1
    return count
