"""What a network learns and loses from epoch to epoch, review by review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from rnnviz.networks import Network
from rnnviz.recording import check_reviews, record, reviews_at_once
from rnnviz.shapes import Bools, Floats, Ids
from rnnviz.text import START_ID, Vocabulary, read_ids

__all__ = ["CHANGES", "Change", "Clinic", "last_logits", "row_ids"]

Change = Literal["still_right", "newly_right", "newly_wrong", "forgotten", "never_right"]
"""What became of a review with an epoch; see `Clinic.changes`."""

CHANGES: tuple[Change, ...] = get_args(Change)
"""All of them, the right ones first."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Clinic:
    """Verdicts on the same labelled reviews after each of several epochs.

    Parameters
    ----------
    epochs
        The epochs, in order, counted from 1.
    labels
        0 = negative, 1 = positive, (reviews,).
    logits
        Logit of the last word after each epoch, (epochs, reviews); a review is called positive from 0 on.
    """

    epochs: tuple[int, ...]
    labels: NDArray[np.int8]
    logits: Floats

    @cached_property
    def right(self) -> Bools:
        """Whether a review was judged as labelled after an epoch, (epochs, reviews)."""
        return np.asarray((self.logits >= 0) == (self.labels == 1))

    @property
    def accuracies(self) -> Floats:
        """Share of the reviews that were right after each epoch, (epochs,)."""
        shares: Floats = self.right.mean(axis=1)
        return shares

    def centred(self) -> "Clinic":
        """The same verdicts with the middle logit of each epoch at 0: what is left without a shift of all of them.

        Half of the reviews are then called positive after every epoch, so it tells something where half of them are.
        """
        return replace(self, logits=self.logits - np.median(self.logits, axis=1, keepdims=True))

    def shift(self, place: int) -> float:
        """How far the middle logit moved with the epoch at `place`; above 0 towards positive."""
        before = float(np.median(self.logits[place - 1])) if place else 0.0
        return float(np.median(self.logits[place])) - before

    def ever_lost(self, place: int) -> tuple[int, int]:
        """Reviews that were right and then wrong at some time up to the epoch at `place`, and of these the right ones.

        The first number is that of Toneva et al.'s forgotten examples; the second, those learnt again.
        """
        right = self.right[: place + 1]
        lost = (right[:-1] & ~right[1:]).any(axis=0)
        return int(lost.sum()), int((lost & right[-1]).sum())

    def changes(self, place: int) -> dict[Change, NDArray[np.intp]]:
        """What became of the reviews with the epoch at `place`: every review is in one of five groups.

        "newly_right" and "newly_wrong" changed with this epoch. "forgotten" were right after an earlier epoch and lost
        before this one; together with "newly_wrong" they are what Toneva et al. call forgotten examples. "never_right"
        have been wrong after every epoch so far. Before the first epoch all count as wrong.

        Returns
        -------
        dict
            Places of the reviews, in order, for each of `CHANGES`.

        References
        ----------
        Toneva, des Combes, Trischler, Bengio, Gordon (2019), An empirical study of example forgetting during deep
        neural network learning, ICLR.
        """
        right = self.right
        now = right[place]
        before = right[place - 1] if place else np.zeros_like(now)
        ever = right[:place].any(axis=0)
        groups: dict[Change, Bools] = {
            "still_right": now & before,
            "newly_right": now & ~before,
            "newly_wrong": ~now & before,
            "forgotten": ~now & ~before & ever,
            "never_right": ~now & ~ever,
        }
        return {name: np.flatnonzero(group) for name, group in groups.items()}


def row_ids(texts: Sequence[str], vocabulary: Vocabulary) -> list[Ids]:
    """Start id and ids of the words of each text, uncut."""
    return [np.array([START_ID, *read_ids(text, vocabulary)], dtype=np.int32) for text in texts]


def last_logits(network: Network, rows: Sequence[Ids]) -> Floats:
    """Logit of the verdict on each review, (reviews,) float32.

    Parameters
    ----------
    network
        The network.
    rows
        Ids of each review, as `row_ids` gives them.

    Raises
    ------
    ConfigurationError
        That would take longer than two minutes.
    """
    check_reviews(network, rows)
    reader = network.astype(np.float32)
    logits = np.empty(len(rows), dtype=np.float32)
    order = np.argsort([len(row) for row in rows], kind="stable")  # reviews of like length share their steps
    at_once = reviews_at_once(network, longest=max(map(len, rows), default=1))
    for start in range(0, len(order), at_once):
        chunk = order[start : start + at_once]
        logits[chunk] = [one.logit[-1] for one in record(reader, [rows[i] for i in chunk], gates=False)]
    return logits
