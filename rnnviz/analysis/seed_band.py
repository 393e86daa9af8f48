"""Several runs that differ in their seed alone, as one curve: the median, and the range around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rnnviz.errors import DataError
from rnnviz.runs import EpochMetrics, RunRecord
from rnnviz.shapes import Floats, Ids

__all__ = ["SeedBand", "differ_in_seed_alone", "seed_band"]


@dataclass(frozen=True, kw_only=True, eq=False)
class SeedBand:
    """A quantity over runs, for every epoch that at least one of them has finished.

    Parameters
    ----------
    low, median, high
        Lowest, middle and highest value after each epoch, (epochs,).
    runs
        How many runs have finished the epoch, (epochs,); it never rises.
    """

    low: Floats
    median: Floats
    high: Floats
    runs: Ids


def seed_band(histories: Sequence[Sequence[EpochMetrics]], quantity: str) -> SeedBand:
    """Median and range of a quantity over runs, epoch by epoch.

    With few seeds the range is all that can honestly be said: no distribution is assumed.

    Parameters
    ----------
    histories
        Each run's finished epochs, from 1 on; they need not be equally many.
    quantity
        A column of ``history.csv``: "loss", "accuracy", "val_loss" or "val_accuracy".

    Raises
    ------
    DataError
        No run has finished an epoch.
    """
    longest = max(map(len, histories), default=0)
    if not longest:
        raise DataError("A band needs a run that has finished an epoch; none of these has.")
    values = np.full((len(histories), longest), np.nan)
    for row, history in zip(values, histories, strict=True):
        row[: len(history)] = [getattr(epoch, quantity) for epoch in history]
    return SeedBand(
        low=np.nanmin(values, axis=0),
        median=np.nanmedian(values, axis=0),
        high=np.nanmax(values, axis=0),
        runs=np.isfinite(values).sum(axis=0, dtype=np.int32),
    )


def differ_in_seed_alone(records: Sequence[RunRecord]) -> bool:
    """Whether these are two or more runs of one network, trained alike on the same reviews, each with another seed.

    How many epochs they were asked for plays no part: the epochs that they share are alike.
    """
    seeds = {record.training.seed for record in records}
    kinds = {
        (record.network, record.padding, record.corpus, replace(record.training, seed=0, epochs=1))
        for record in records
    }
    return len(kinds) == 1 and len(seeds) == len(records) > 1
