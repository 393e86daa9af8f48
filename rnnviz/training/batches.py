"""Which reviews share a batch, and the rows of a batch."""

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Ids
from rnnviz.text import PADDING_ID, Padding

__all__ = ["ROUNDED_TO", "Index", "batch_rows", "drop_generator", "length_batches", "padded_order", "row_lengths"]

ROUNDED_TO = 100
"""Rows of a batch by length are a multiple of this long: little padding, and few lengths for XLA to compile."""

_DROPPING = 7  # of a generator that the order of an epoch has no part in

Index = NDArray[np.intp]


def padded_order(count: int, *, seed: int, epoch: int) -> Index:
    """Order of the reviews in an epoch, drawn from seed and epoch, so that a resumed run repeats it."""
    return np.random.default_rng((seed, epoch)).permutation(count)


def drop_generator(seed: int, epoch: int, batch: int, *stream: int) -> np.random.Generator:
    """What is drawn from for the masks of a batch, from 0: the same whenever and by whomever it is trained."""
    return np.random.default_rng((seed, epoch, batch, _DROPPING, *stream))


def row_lengths(rows: Ids) -> Index:
    """Places of each row that are not padding, (samples,), 1 at least."""
    lengths: Index = np.maximum((rows != PADDING_ID).sum(axis=1), 1)
    return lengths


def length_batches(lengths: Index, batch_size: int, *, seed: int, epoch: int) -> list[Index]:
    """Batches of reviews of similar length, in an order drawn from the seed and the epoch's number.

    Each review is in exactly one batch. Reviews whose rounded lengths are equal meet in another company every epoch.

    Parameters
    ----------
    lengths
        What `row_lengths` gives.
    batch_size
        Reviews of a batch; one batch may hold fewer.
    """
    rng = np.random.default_rng((seed, epoch))
    drawn = rng.permutation(len(lengths))
    ordered = drawn[np.argsort(-(-lengths[drawn] // ROUNDED_TO), kind="stable")]
    batches = [ordered[start : start + batch_size] for start in range(0, len(ordered), batch_size)]
    return [batches[place] for place in rng.permutation(len(batches))]


def batch_rows(rows: Ids, padding: Padding) -> Ids:
    """Rows of one batch, cut to the longest of them, rounded up: only padding that all of them have is left out."""
    longest = -(-int(row_lengths(rows).max(initial=1)) // ROUNDED_TO) * ROUNDED_TO
    places = min(longest, rows.shape[1])
    return rows[:, rows.shape[1] - places :] if padding.padding == "pre" else rows[:, :places]
