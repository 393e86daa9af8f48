"""What every layer of a network holds of a review once it has read it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.errors import DataError
from rnnviz.interruption import now_and_then
from rnnviz.networks import Network
from rnnviz.recording import LayerRecording, Recording, check_reviews, record, reviews_at_once
from rnnviz.shapes import Floats, Ids
from rnnviz.text import START_ID

__all__ = ["FinalStates", "final_states"]


@dataclass(frozen=True, kw_only=True, eq=False)
class FinalStates:
    """Several reviews as a network holds them at their end.

    Parameters
    ----------
    layers
        The mean of the review's word vectors first, for a network without a layer would hold no more; then the hidden
        states that every recurrent layer ends with, (reviews, features) each. A bidirectional layer's forward units
        come first; its backward cell ends at the review's first timestep.
    logits
        Readout of the last, (reviews,).
    """

    layers: tuple[Floats, ...]
    logits: Floats

    @property
    def last(self) -> Floats:
        """What the readout sees, (reviews, features)."""
        return self.layers[-1]

    @property
    def nbytes(self) -> int:
        """Bytes that it takes."""
        return self.logits.nbytes + sum(layer.nbytes for layer in self.layers)


def final_states(network: Network, reviews: Sequence[Ids]) -> FinalStates:
    """Read reviews, each cut and padded as the network's rows are, and keep what is held at the end.

    Computed in float32, as Keras does, and returned in float64.

    Parameters
    ----------
    network
        The network.
    reviews
        Start id and ids of the words of each, uncut.

    Raises
    ------
    DataError
        There is no review.
    ConfigurationError
        They take longer than two minutes to read, or one of them longer than two seconds.
    """
    if not len(reviews):
        raise DataError("There is no review whose states could be looked at.")
    check_reviews(network, reviews)
    reader, at_once = network.astype(np.float32), reviews_at_once(network, longest=max(map(len, reviews)))
    order = sorted(range(len(reviews)), key=lambda review: len(reviews[review]))  # of like length, little is padding
    found: dict[int, tuple[list[Floats], float]] = {}
    for first in range(0, len(order), at_once):
        now_and_then()
        some = order[first : first + at_once]
        read = record(reader, [reviews[review] for review in some], gates=False)
        found.update({review: _held(reader, one) for review, one in zip(some, read, strict=True)})
    held = [found[review] for review in range(len(reviews))]
    layers = (np.array(same, dtype=np.float64) for same in zip(*(states for states, _ in held), strict=True))
    return FinalStates(layers=tuple(layers), logits=np.array([logit for _, logit in held], dtype=np.float64))


def _held(network: Network, recording: Recording) -> tuple[list[Floats], float]:
    ids = recording.ids[recording.mask]
    words = ids[ids != START_ID]  # the same in every review
    mean = network.embedding[words if len(words) else ids].mean(axis=0)
    return [mean, *map(_final, recording.layers)], float(recording.logit[-1])


def _final(layer: LayerRecording) -> Floats:
    forward: Floats = layer.forward_part["hidden_states"][-1]
    if layer.backward_part is None:
        return forward
    return np.concatenate([forward, layer.backward_part["hidden_states"][0]])
