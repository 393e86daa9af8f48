"""The states that a network visits while it reads many reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnviz.dynamics.constant_input import states_of
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.interruption import now_and_then
from rnnviz.networks import Network
from rnnviz.shapes import Floats, Ids
from rnnviz.text import PADDING_ID

__all__ = ["Visited", "visit"]

_NUMBERS_AT_ONCE = 1_500_000  # of each of the arrays that reading leaves: larger ones leave the caches


@dataclass(frozen=True, kw_only=True, eq=False)
class Visited:
    """States after every word of several reviews, one review behind the other.

    Parameters
    ----------
    states
        As `ConstantInput` orders them, (words, state_features).
    hidden
        Where in a state the last layer's hidden state stands, which the readout sees.
    logits
        Readout of each, (words,).
    steps
        How far each word moved the state, ‖s[t] − s[t−1]‖, (words,).
    starts
        Where each review begins in them, and where the last one ends, (reviews + 1,).
    """

    states: Floats
    hidden: slice
    logits: Floats
    steps: Floats
    starts: NDArray[np.intp]

    @cached_property
    def median_step(self) -> float:
        """How far the median word moves the state: what a speed is measured by."""
        return float(np.median(self.steps))

    @property
    def last(self) -> NDArray[np.intp]:
        """Place of every review's last word."""
        return self.starts[1:] - 1

    @property
    def hidden_states(self) -> Floats:
        """Hidden states of the last layer, (words, units)."""
        return self.states[:, self.hidden]

    def of_review(self, review: int) -> slice:
        """Where the words of a review stand."""
        return slice(int(self.starts[review]), int(self.starts[review + 1]))

    def spread(self, count: int) -> NDArray[np.intp]:
        """Places of `count` states whose logits lie evenly among all that were visited, lowest first."""
        order = np.argsort(self.logits, kind="stable")
        return order[np.unique(np.linspace(0, len(order) - 1, min(count, len(order))).astype(np.intp))]


def visit(network: Network, reviews: Sequence[Ids]) -> Visited:
    """Read reviews, each cut and padded as the network's rows are, and keep the state after every word.

    Parameters
    ----------
    network
        A network that reads forward only.
    reviews
        Start id and ids of the words of each, uncut.

    Raises
    ------
    ConfigurationError
        A layer is bidirectional.
    DataError
        There is no review.
    """
    if any(layer.backward is not None for layer in network.layers):
        raise ConfigurationError("{network} reads from both ends: no one state walks through it.", network=network.name)
    if not any(len(review) for review in reviews):
        raise DataError("There is no review whose states could be looked at.")
    exact = network.astype(np.float64)
    features = sum(len(layer.forward.state_names) * layer.forward.units for layer in exact.layers)
    units = exact.layers[-1].forward.units
    start = features - len(exact.layers[-1].forward.state_names) * units
    at_once = max(_NUMBERS_AT_ONCE // (features * exact.padding.maxlen), 1)
    order = sorted(range(len(reviews)), key=lambda review: len(reviews[review]))  # of like length, little is padding
    read: dict[int, tuple[Floats, Floats]] = {}
    for first in range(0, len(order), at_once):
        now_and_then()
        some = order[first : first + at_once]
        read.update(zip(some, _states(exact, [reviews[review] for review in some]), strict=True))
    states = np.concatenate([read[review][0] for review in range(len(reviews))])
    hidden = slice(start, start + units)
    return Visited(
        states=states,
        hidden=hidden,
        logits=exact.readout(states[:, hidden]),
        steps=np.concatenate([read[review][1] for review in range(len(reviews))]),
        starts=np.cumsum([0, *(len(read[review][0]) for review in range(len(reviews)))]),
    )


def _states(network: Network, reviews: Sequence[Ids]) -> list[tuple[Floats, Floats]]:
    """States of each review at its real words, and how far each of them moved the state."""
    rows = network.padding.rows(reviews)
    if network.spec.mask_zero:
        used = (rows != PADDING_ID).any(axis=0)
        rows = rows[:, used]
    states = states_of(network.read(rows))
    before = np.concatenate([np.zeros_like(states[:, :1]), states[:, :-1]], axis=1)
    steps = np.linalg.norm(states - before, axis=-1)
    return [(one[real], step[real]) for one, step, real in zip(states, steps, rows != PADDING_ID, strict=True)]
