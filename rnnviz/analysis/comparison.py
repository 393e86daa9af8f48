"""Whether the evidence tells runs apart: by the reviews that they were measured on, and by the luck of their seeds."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, stdev

from rnnviz.analysis.diagnosis import Setting, diagnose
from rnnviz.runs import Run, RunRecord, best_epoch

__all__ = ["Comparison", "Contender", "SeedLuck", "SeedSpread", "compare_runs", "seed_luck"]

_SURE = 2.0  # standard errors


@dataclass(frozen=True, kw_only=True)
class Contender:
    """Runs that differ in their seed alone, with the accuracy of each."""

    names: tuple[str, ...]
    accuracies: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean accuracy over the seeds."""
        return sum(self.accuracies) / len(self.accuracies)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What comparing runs shows.

    Parameters
    ----------
    contenders
        The best first.
    reviews
        How many reviews each was measured on; 0 where these were not the same reviews.
    held_out
        Whether the accuracies are of held-out reviews, not the best of the validation reviews.
    chance
        Two standard errors of a difference between two accuracies such as the best.
    apart
        For each contender after the best, whether the evidence separates it from the best.
    """

    contenders: tuple[Contender, ...]
    reviews: int
    held_out: bool
    chance: float
    apart: tuple[bool, ...]


def compare_runs(runs: Sequence[Run]) -> Comparison | None:
    """Compare runs that have finished an epoch; None where fewer than two kinds of network or training are left.

    Two are told apart if their mean accuracies differ by more than two standard errors of a difference, √(2p(1 − p)/n),
    and, where several seeds were trained, if the seeds of one lie wholly above those of the other.
    """
    runs = [run for run in runs if run.history]
    held_out = all("test_accuracy" in run.record.metrics for run in runs)
    sources = {_held_out_source(run.record) if held_out else _validation_source(run.record) for run in runs}
    contenders = _contenders(runs, _held_out if held_out else _validated)
    if len(contenders) < 2:
        return None
    count = _reviews(runs[0].record, held_out=held_out) if len(sources) == 1 else 0
    best, *others = contenders
    apart = tuple(bool(count) and _apart(best, other, count) for other in others)
    chance = _SURE * math.sqrt(2) * _error(best.mean, count)
    return Comparison(contenders=contenders, reviews=count, held_out=held_out, chance=chance, apart=apart)


def _contenders(runs: Sequence[Run], accuracy: Callable[[Run], float]) -> tuple[Contender, ...]:
    kinds: dict[object, list[Run]] = {}
    for run in runs:
        kinds.setdefault(_kind(run.record), []).append(run)
    groups = [
        Contender(names=tuple(run.name for run in alike), accuracies=tuple(map(accuracy, alike)))
        for alike in kinds.values()
    ]
    return tuple(sorted(groups, key=lambda group: -group.mean))


def _kind(record: RunRecord) -> object:
    """Everything but the seed and how long it was trained."""
    return record.network, record.padding, record.corpus, replace(record.training, seed=0, epochs=1)


def _held_out(run: Run) -> float:
    return run.record.metrics["test_accuracy"]


def _validated(run: Run) -> float:
    return best_epoch(run.history).val_accuracy


def _held_out_source(record: RunRecord) -> object:
    return record.held_out, record.metrics.get("test_reviews")


def _validation_source(record: RunRecord) -> object:
    corpus, training = record.corpus, record.training
    return corpus.fingerprint, corpus.validation, training.split_seed, training.validation_split


def _reviews(record: RunRecord, *, held_out: bool) -> int:
    return int(record.metrics.get("test_reviews", 0)) if held_out else record.corpus.validation


def _apart(best: Contender, other: Contender, reviews: int) -> bool:
    chance = _SURE * math.hypot(_error(best.mean, reviews), _error(other.mean, reviews))
    seeds_apart = min(best.accuracies) > max(other.accuracies)
    return best.mean - other.mean > chance and seeds_apart


def _error(accuracy: float, reviews: int) -> float:
    return math.sqrt(accuracy * (1 - accuracy) / reviews) if reviews else 0.0


# ---- seeds of one network ----


@dataclass(frozen=True, kw_only=True)
class SeedSpread:
    """How far seeds lie apart, and what follows from it for seeds that nobody has trained.

    Luck of the seed is taken to be normally distributed; with few seeds Student's t makes the intervals wide.

    Parameters
    ----------
    deviation
        Standard deviation of the accuracies, with n − 1.
    next_low, next_high
        Where one seed more lands 19 times of 20: mean ± t·s·√(1 + 1/n), within 0 and 1.
    alone
        What luck makes of the difference of two single seeds of one network, 19 times of 20: t·s·√2.
    each
        The same of two means over as many seeds each: t·s·√(2/n), t with 2n − 2 degrees of freedom.
    """

    deviation: float
    next_low: float
    next_high: float
    alone: float
    each: float


@dataclass(frozen=True, kw_only=True)
class SeedLuck:
    """What the seeds of one network leave to luck.

    Parameters
    ----------
    seeds
        How many have finished an epoch.
    low, mean, high
        Lowest, mean and highest of their best validation accuracies.
    spread
        What follows for other seeds; None of two seeds, which are too few.
    chance
        Two standard errors of an accuracy such as their mean, on the validation reviews.
    reviews
        Validation reviews.
    widest, widest_epoch
        Largest range of the validation accuracy after one and the same epoch, and that epoch.
    overfitting
        How many of them overfit.
    """

    seeds: int
    low: float
    mean: float
    high: float
    spread: SeedSpread | None
    chance: float
    reviews: int
    widest: float
    widest_epoch: int
    overfitting: int


_FEWEST_TO_SPREAD = 3
_SIDE = 0.975  # of an interval that holds 19 times of 20


def seed_luck(runs: Sequence[Run], setting: Setting) -> SeedLuck | None:
    """What the seeds of one network leave to luck; None where fewer than two have finished an epoch."""
    histories = [run.history for run in runs if run.history]
    if len(histories) < 2:
        return None
    bests = [best_epoch(history).val_accuracy for history in histories]
    shared = min(map(len, histories))
    accuracies = [[history[place].val_accuracy for history in histories] for place in range(shared)]
    ranges = [max(values) - min(values) for values in accuracies]
    overfit = [any(one.finding == "overfitting" for one in diagnose(history, setting)) for history in histories]
    return SeedLuck(
        seeds=len(histories),
        low=min(bests),
        mean=fmean(bests),
        high=max(bests),
        spread=_spread(bests) if len(bests) >= _FEWEST_TO_SPREAD else None,
        chance=_SURE * setting.error(fmean(bests)),
        reviews=setting.validation,
        widest=max(ranges),
        widest_epoch=1 + ranges.index(max(ranges)),
        overfitting=sum(overfit),
    )


def _spread(accuracies: Sequence[float]) -> SeedSpread:
    from scipy.special import stdtrit  # Student's t; scipy.stats, which calls it so, takes a second to import

    count, mean, deviation = len(accuracies), fmean(accuracies), stdev(accuracies)
    wide = float(stdtrit(count - 1, _SIDE)) * deviation
    aside = wide * math.sqrt(1 + 1 / count)
    return SeedSpread(
        deviation=deviation,
        next_low=max(mean - aside, 0.0),
        next_high=min(mean + aside, 1.0),
        alone=wide * math.sqrt(2),
        each=float(stdtrit(2 * count - 2, _SIDE)) * deviation * math.sqrt(2 / count),
    )
