"""A run and its contrasts on the same reviews, as numbers: how often each is right, and what tells them apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.explanation.measuring import VALIDATION
from rnnviz.explanation.proportion import Proportion
from rnnviz.runs import (
    CONTRASTS,
    DROPOUT,
    RUN,
    Answers,
    ContrastFigures,
    MeasuredPart,
    Run,
    contrasted_of,
    contrasts_of,
)
from rnnviz.shapes import Bools

__all__ = ["ContrastRow", "ContrastTable", "Paired", "contrast_table", "paired"]

_Z = 1.959963984540054  # the normal distribution holds 95 % between −z and z


@dataclass(frozen=True, kw_only=True)
class Paired:
    """How two networks, or two ways to write a review, differ on the same reviews.

    Parameters
    ----------
    first_alone, second_alone
        Reviews on which only the one is right, only the other.
    n
        All reviews.

    References
    ----------
    McNemar (1947), Note on the sampling error of the difference between correlated proportions or percentages.
    Agresti & Min (2005), Simple improved confidence intervals for comparing matched proportions.
    """

    first_alone: int
    second_alone: int
    n: int

    @property
    def difference(self) -> float:
        """Accuracy of the first minus that of the second."""
        return (self.first_alone - self.second_alone) / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the difference.

        With one half added to each of the four counts, d = (b − c)/n and its standard error √(b + c − (b − c)²/n)/n.
        """
        first, second, n = self.first_alone + 0.5, self.second_alone + 0.5, self.n + 2
        middle = (first - second) / n
        half = _Z * float(np.sqrt(first + second - (first - second) ** 2 / n)) / n
        return max(middle - half, -1.0), min(middle + half, 1.0)

    @property
    def apart(self) -> int:
        """1 where the first is right more often, −1 where the second is, 0 where the interval holds no difference."""
        low, high = self.interval
        return int(low > 0) - int(high < 0)


@dataclass(frozen=True, kw_only=True, eq=False)
class ContrastRow:
    """One network of the table.

    Parameters
    ----------
    name
        `RUN`, `DROPOUT`, or the name of a contrast.
    answers
        On which reviews it is right.
    against
        The run against it; None for the run itself.
    parameters
        Trainable weights.
    seconds
        Of an epoch; of a bag of words, of the fit. None where it is not known.
    epochs
        How many there were; 0 for a bag of words.
    seeds
        Accuracies of its other seeds and its own on the same reviews; those of the run are not known here.
    """

    name: str
    answers: Answers
    against: Paired | None
    parameters: int
    seconds: float | None
    epochs: int
    seeds: tuple[float, ...]

    @property
    def accuracy(self) -> Proportion:
        """How often it is right."""
        return _share(self.answers.right)

    @property
    def shuffled(self) -> Proportion:
        """How often it is right with the words in another order."""
        return _share(self.answers.shuffled)

    @property
    def order(self) -> Paired:
        """The reviews as they were written against the same with their words in another order."""
        return paired(self.answers.right, self.answers.shuffled)


@dataclass(frozen=True, kw_only=True, eq=False)
class ContrastTable:
    """A run and its contrasts.

    Parameters
    ----------
    reviews, reviewed, left_out
        What the reviews are called, how many there are, and how many were left out because the run knows them.
    rows
        The run first, then the same network with dropout, where it was trained.
    rate
        Share that this one dropped; 0 without one.
    """

    reviews: str
    reviewed: int
    left_out: int
    rows: tuple[ContrastRow, ...]
    rate: float = 0.0

    @property
    def held_out(self) -> bool:
        """Whether the reviews played no part in the training; those of the validation part chose the epochs."""
        return self.reviews != VALIDATION

    @property
    def run(self) -> ContrastRow:
        """The run."""
        return self.rows[0]

    @property
    def contrasts(self) -> tuple[ContrastRow, ...]:
        """The networks without a state."""
        return tuple(row for row in self.rows if row.name in CONTRASTS)

    @property
    def dropout(self) -> ContrastRow | None:
        """The same network as the run's with dropout."""
        return next((row for row in self.rows if row.name == DROPOUT), None)


def contrast_table(run: Run) -> ContrastTable | None:
    """The table of a run, on held-out reviews if all answered the same, else on its validation part.

    None before `python -m rnnviz contrast`, or where the run was trained since.

    Raises
    ------
    IncompatibleModelError
        A file is damaged.
    """
    contrasts, contrasted = contrasts_of(run), contrasted_of(run)
    if contrasts is None or contrasted is None:
        return None
    pairs = [(part, contrasted.part(part.fingerprint)) for part in contrasts.parts]
    both = [(others, own) for others, own in pairs if own is not None and own.reviews == others.reviews]
    if not both:
        return None
    others, own = max(both, key=lambda one: one[0].name != VALIDATION)
    figures = {str(name): one for name, one in contrasts.figures.items()}
    rows = [_run_row(run, own), *_rows(figures, others, own.answers[RUN], CONTRASTS)]
    if contrasted.dropout is not None and DROPOUT in own.answers:
        rows[1:1] = _rows({DROPOUT: contrasted.dropout}, own, own.answers[RUN], [DROPOUT])
    return ContrastTable(
        reviews=others.name,
        reviewed=others.reviews,
        left_out=others.left_out,
        rows=tuple(rows),
        rate=contrasted.rate if DROPOUT in own.answers else 0.0,
    )


def paired(first: Bools, second: Bools) -> Paired:
    """How two rows of answers to the same reviews differ."""
    return Paired(first_alone=int((first & ~second).sum()), second_alone=int((second & ~first).sum()), n=len(first))


def _run_row(run: Run, part: MeasuredPart) -> ContrastRow:
    history = run.history
    return ContrastRow(
        name=RUN,
        answers=part.answers[RUN],
        against=None,
        parameters=run.record.network.parameter_count,
        seconds=float(np.median([row.seconds for row in history])) if history else None,
        epochs=len(history),
        seeds=(),
    )


def _rows(
    figures: Mapping[str, ContrastFigures], part: MeasuredPart, run: Answers, names: Sequence[str]
) -> list[ContrastRow]:
    return [
        ContrastRow(
            name=name,
            answers=part.answers[name],
            against=paired(run.right, part.answers[name].right),
            parameters=figures[name].parameters,
            seconds=figures[name].seconds,
            epochs=figures[name].epochs,
            seeds=tuple(
                seed.accuracies[part.fingerprint] for seed in figures[name].seeds if part.fingerprint in seed.accuracies
            ),
        )
        for name in names
        if name in figures
    ]


def _share(right: Bools) -> Proportion:
    return Proportion(hits=int(right.sum()), n=len(right))
