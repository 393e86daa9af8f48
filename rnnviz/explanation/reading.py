"""One review while a network reads it, in a form that explanations can vary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import DataError
from rnnviz.interruption import now_and_then
from rnnviz.networks import LayerTrajectory, Network, batch_multiplications, logit_gradients, reading_work
from rnnviz.recording import Recording, Review, record
from rnnviz.shapes import Bools, Floats, Ids
from rnnviz.text import PADDING_ID, START_ID

__all__ = ["MOST_SECONDS", "Reading", "check_readings", "read_review", "reading_seconds", "verdicts"]

Number = TypeVar("Number", bound=np.generic)

MOST_SECONDS = 4.0
"""How long one explanation may take."""

_A_SECOND = 8e9  # multiplications of many rows at once in float64, on one thread; measured
_MOST_BYTES = 48_000_000  # of states and gates at once


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """One review as a function of its word vectors, in float64.

    What is varied are its words. The start sign stays what it is, and so does padding, which a network without a mask
    reads as well; padding that all reviews begin with is not read again.

    Parameters
    ----------
    network
        The network, computing in float64.
    recording
        What it did, every padding included.
    pads
        Timesteps of padding in front that all reviews share; 0 where there are none.
    """

    network: Network
    recording: Recording
    pads: int

    @property
    def ids(self) -> Ids:
        """What is read after the shared padding, (timesteps,)."""
        return self.recording.ids[self.pads :]

    @property
    def words(self) -> Bools:
        """Which of `ids` are words, unknown ones included, (timesteps,)."""
        return np.asarray(self.ids > START_ID)

    @cached_property
    def vectors(self) -> Floats:
        """Word vectors of `ids`, (timesteps, input_features)."""
        return self.network.embedding[self.ids].astype(np.float64)

    @cached_property
    def initial(self) -> list[tuple[Floats, ...]] | None:
        """For each layer the states after the shared padding; None without any, for they are zero."""
        shared = self.network.padding_trajectory if self.pads else None
        if shared is None:
            return None
        at = self.pads - 1
        return [tuple(state[at] for state in layer.forward.states.values()) for layer in shared]

    @property
    def logit(self) -> float:
        """Logit of the verdict."""
        return float(self.recording.logit[-1])

    @cached_property
    def trajectories(self) -> tuple[LayerTrajectory, ...]:
        """What the review itself does to every layer, (timesteps, ...)."""
        return self.read(self.vectors)

    def read(self, vectors: Floats) -> tuple[LayerTrajectory, ...]:
        """What other vectors in their places would do, (..., timesteps, input_features)."""
        return self.network.read_vectors(vectors, initial=self.initial)

    def logits(self, vectors: Floats) -> Floats:
        """Logit of the verdict for each of many variants, (variants, timesteps, input_features) -> (variants,)."""
        return np.concatenate([self.network.verdict(self.read(some)) for some in self.chunks(vectors)])

    def gradients(self, vectors: Floats) -> tuple[Floats, Floats]:
        """Logits of many variants and their gradients: (variants,) and (variants, timesteps, input_features)."""
        logits, gradients = [], []
        for some in self.chunks(vectors):
            trajectories = self.read(some)
            logits.append(self.network.verdict(trajectories))
            gradients.append(logit_gradients(self.network, trajectories).vectors)
        return np.concatenate(logits), np.concatenate(gradients)

    def chunks(self, variants: NDArray[Number]) -> Iterator[NDArray[Number]]:
        """As many variants at a time as the memory of an explanation holds; somebody may interrupt between them."""
        size = reading_work(self.network.spec, max(len(self.ids), 1)).size
        at_once = int(max(_MOST_BYTES // size, 1))
        for start in range(0, len(variants), at_once):
            now_and_then()
            yield variants[start : start + at_once]

    def spread(self, values: Floats) -> Floats:
        """Values of `ids`, (timesteps, ...), as values of the recording's timesteps; 0 over the shared padding."""
        return np.concatenate([np.zeros((self.pads, *values.shape[1:]), values.dtype), values])


def read_review(network: Network, review: Review) -> Reading:
    """Read a review in float64, so that it can be explained.

    Parameters
    ----------
    network
        A network, with its vocabulary if the review is a text.
    review
        A text, or the ids of its real timesteps.

    Raises
    ------
    DataError, ConfigurationError
        As `record`.
    """
    exact = network.astype(np.float64)
    recording = record(exact, review)
    pads = int((recording.ids != PADDING_ID).argmax()) if exact.shares_padding else 0
    return Reading(network=exact, recording=recording, pads=pads)


def verdicts(network: Network, rows: Sequence[Ids]) -> Floats:
    """Logit of the verdict on each of several reviews, given by the ids of their real timesteps, (reviews,).

    A review of nothing, such as one whose only word was taken out, is the row without words: nothing but padding, or no
    timestep at all where padding is masked.
    """
    logits = np.empty(len(rows))
    real = [number for number, row in enumerate(rows) if len(row)]
    for start in range(0, len(real), 256):
        some = real[start : start + 256]
        logits[some] = [one.logit[-1] for one in record(network, [rows[number] for number in some], gates=False)]
    if len(real) < len(rows):
        logits[[number for number, row in enumerate(rows) if not len(row)]] = _of_nothing(network)
    return logits


def _of_nothing(network: Network) -> float:
    length = 0 if network.spec.mask_zero else network.padding.maxlen
    return float(network.verdict(network.read(np.full(length, PADDING_ID, dtype=np.int32))))


def reading_seconds(reading: Reading) -> float:
    """How long one of many readings takes, about."""
    return len(reading.ids) * batch_multiplications(reading.network.spec) / _A_SECOND


def check_readings(reading: Reading, readings: int) -> None:
    """Refuse what would read the review so often that nobody wants to wait for it.

    Raises
    ------
    DataError
        With how long it would take, and how many words could be explained where each is taken out once.
    """
    each = reading_seconds(reading)
    if readings * each <= MOST_SECONDS:
        return
    raise DataError(
        "{network} ({layers}) would take about {seconds:,.0f} s to read these {words:,} words {readings:,} times; up "
        "to {most:.0f} s are taken. Paste a part of the review: the shorter it is, the less often it has to be read.",
        network=reading.network.name,
        layers=reading.network.spec.title,
        seconds=readings * each,
        words=int(reading.words.sum()),
        readings=readings,
        most=MOST_SECONDS,
    )
