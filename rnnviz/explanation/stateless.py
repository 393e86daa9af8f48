"""One review as networks without a state judge it: the verdict, exact parts of it, and that on another order."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError
from rnnviz.networks import StatelessNetwork
from rnnviz.recording import Recording, Review, record
from rnnviz.runs import (
    CONTRASTS,
    BagOfWords,
    ContrastName,
    Contrasts,
    Run,
    RunRecord,
    contrast_specs,
    contrasts_of,
)
from rnnviz.shapes import Floats, Ids
from rnnviz.text import PADDING_ID, UNKNOWN_ID, Padding
from rnnviz.training.contrasts import shuffled_rows

__all__ = ["Judge", "ShownWindow", "StatelessVerdict", "judges_of", "row_of", "stateless_verdicts", "without_state"]

Judge = StatelessNetwork | BagOfWords
"""A network without a state."""


@dataclass(frozen=True, kw_only=True)
class ShownWindow:
    """A stretch of the review that a convolution's last pooling chose.

    Parameters
    ----------
    first, last
        Timesteps of the recording, both included; None where it holds nothing but padding that was not recorded.
    share
        What it adds to the logit.
    filters
        How many filters chose it.
    """

    first: int | None
    last: int | None
    share: float
    filters: int


@dataclass(frozen=True, kw_only=True, eq=False)
class StatelessVerdict:
    """What one network without a state says of a review.

    Parameters
    ----------
    name
        Of the network.
    logit
        Of its verdict.
    values
        What each timestep of the recording adds to it, (timesteps,).
    padding
        What padding adds that the recording leaves out, because its network masks it.
    rest
        What belongs to no place: biases. logit = Σ values + padding + rest.
    shuffled
        Logit of the same words in another order.
    windows
        Of a convolution, in order of place.
    """

    name: ContrastName
    logit: float
    values: Floats
    padding: float
    rest: float
    shuffled: float
    windows: tuple[ShownWindow, ...] = ()


def judges_of(contrasts: Contrasts, record: RunRecord) -> dict[ContrastName, Judge]:
    """The trained contrasts of a run, ready to judge, in the order of `CONTRASTS`.

    Raises
    ------
    IncompatibleModelError
        A file is damaged.
    """
    specs, network = contrast_specs(record), record.network
    bag = contrasts.bag_of_words(num_words=network.num_words, corpus=record.corpus.fingerprint)
    found: dict[ContrastName, Judge] = {
        kind: contrasts.network(spec) for kind, spec in specs.items() if kind in contrasts.figures
    }
    return found if bag is None else {**found, "bag_of_words": bag}


def stateless_verdicts(
    judges: Mapping[ContrastName, Judge], recording: Recording, padding: Padding, *, order: int = 0
) -> tuple[StatelessVerdict, ...]:
    """What networks without a state say of a review that was recorded, in the order of `CONTRASTS`.

    Parameters
    ----------
    judges
        As `judges_of` gives them.
    recording
        Of the recurrent network, which read the same row.
    padding
        How a review becomes a row.
    order
        Number of the random order in which the words are put for `StatelessVerdict.shuffled`.
    """
    row, places = row_of(recording, padding)
    other = shuffled_rows(row[None], seed=order)[0]
    return tuple(_verdict(name, judges[name], row, other, places) for name in CONTRASTS if name in judges)


def without_state(run: Run, review: Review, *, order: int = 1) -> tuple[StatelessVerdict, ...]:
    """What the contrasts of a run say of a review: a text, or the ids of its real timesteps.

    Raises
    ------
    ConfigurationError
        The run has no contrasts.
    IncompatibleModelError
        A file is damaged.
    """
    contrasts = contrasts_of(run)
    if contrasts is None:
        raise ConfigurationError(
            "{run} has no contrasts yet: python -m rnnviz contrast {run} trains them.", run=run.name
        )
    recording = record(run.network(), review)
    return stateless_verdicts(judges_of(contrasts, run.record), recording, run.record.padding, order=order)


def row_of(recording: Recording, padding: Padding) -> tuple[Ids, NDArray[np.intp]]:
    """The row that was read, (maxlen,), and at which of its places the recording's timesteps are, (timesteps,)."""
    row = padding.rows([recording.ids[recording.mask]])[0]
    return row, np.arange(len(row)) if len(recording.ids) == len(row) else np.flatnonzero(row != PADDING_ID)


def _verdict(name: ContrastName, judge: Judge, row: Ids, other: Ids, places: NDArray[np.intp]) -> StatelessVerdict:
    if isinstance(judge, BagOfWords):
        return StatelessVerdict(
            name=name,
            logit=judge.logit(row),
            values=_bag_parts(judge, row)[places],
            padding=0.0,
            rest=judge.bias,
            shuffled=judge.logit(other),
        )
    parts = judge.contributions(row)
    logit, shuffled = judge.logits(np.stack([row, other])).tolist()
    return StatelessVerdict(
        name=name,
        logit=logit,
        values=parts.values[places],
        padding=float(np.delete(parts.values, places).sum()),
        rest=parts.rest,
        shuffled=shuffled,
        windows=tuple(
            ShownWindow(
                first=None if not len(inside) else int(inside[0]),
                last=None if not len(inside) else int(inside[-1]),
                share=window.share,
                filters=len(window.filters),
            )
            for window in parts.windows
            for inside in [np.flatnonzero((places >= window.first) & (places <= window.last))]
        ),
    )


def _bag_parts(bag: BagOfWords, row: Ids) -> Floats:
    """Weight of each word, shared evenly by all the places at which it stands, (timesteps,)."""
    _, kind, counts = np.unique(row, return_inverse=True, return_counts=True)
    values: Floats = np.where(row > UNKNOWN_ID, bag.weights[row], 0.0) / counts[kind]
    return values
