"""Rungs of an experiment with small tasks: each one try, with everything that it follows from."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from rnnviz.corpora import TASKS, Task, TaskKey
from rnnviz.engine import LIVE_CELLS
from rnnviz.errors import ConfigurationError, RnnvizError
from rnnviz.networks import NetworkSpec
from rnnviz.runs import TrainingSpec
from rnnviz.training.small_tasks import Trial, task_network, task_training, try_task

__all__ = ["MOST_RUNGS", "RUNG_EPOCHS", "Rung", "gradient_rungs", "ladder_distances", "ladder_rungs"]

MOST_RUNGS = 400
"""Of one experiment."""

RUNG_EPOCHS = 20
"""Passes over the training texts after which a rung is given up; 2,000 steps of 32 texts."""

_DISTANCES = (2, 5, 10, 20, 40, 60, 80, 160)
_FORM = 3  # of what is kept; another one when the same rung would come out differently


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One try: a network, a task, and how it is trained.

    Parameters
    ----------
    task
        Name of the task.
    cell, units
        The network.
    seed, epochs, clip, gain, gradient_steps
        As for `task_training`.

    Raises
    ------
    RnnvizError
        There is no such task, network or training.
    """

    task: str
    cell: str
    units: int = 16
    seed: int = 0
    epochs: int = RUNG_EPOCHS
    clip: float | None = 1.0
    gain: float = 1.0
    gradient_steps: int | None = None

    def __post_init__(self) -> None:
        if self.cell not in LIVE_CELLS:
            raise ConfigurationError(
                "The cell of a rung is one of {known}, not {cell!r}.", known=", ".join(LIVE_CELLS), cell=self.cell
            )
        _ = self.network, self.training  # they refuse what cannot be

    @property
    def tried(self) -> Task:
        """Its task."""
        return Task.from_name(self.task)

    @property
    def network(self) -> NetworkSpec:
        """Its network."""
        return task_network(self.tried, self.cell, self.units)

    @property
    def training(self) -> TrainingSpec:
        """How it is trained."""
        return task_training(
            self.tried,
            seed=self.seed,
            epochs=self.epochs,
            clip=self.clip,
            gain=self.gain,
            gradient_steps=self.gradient_steps,
        )

    @property
    def sign(self) -> str:
        """What its result is kept by."""
        told = json.dumps([_FORM, asdict(self)], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Rung of its JSON form.

        Raises
        ------
        RnnvizError
            It is none.
        """
        try:
            return cls(**data)
        except (TypeError, ValueError) as error:
            if isinstance(error, RnnvizError):
                raise
            raise ConfigurationError("This is no rung of an experiment: {error}.", error=error) from None

    def climb(self) -> Trial:
        """Train it, until it is solved or its epochs are over."""
        return try_task(self.tried, self.network, self.training)


def ladder_distances(key: TaskKey) -> tuple[int, ...]:
    """Distances of a ladder, as far as the task has them."""
    if key == "copy":  # so many letters are kept at once
        return (1, 2, 4, 6, 8, 10, 15)
    rule = Task(key=key, distance=TASKS[key].distances[1]).rule
    least, _, most = rule.distances
    return tuple(distance for distance in _DISTANCES if least <= distance <= most and distance % rule.step == 0)


def ladder_rungs(
    key: TaskKey = "first-symbol",
    *,
    cells: Sequence[str] = LIVE_CELLS,
    distances: Sequence[int] | None = None,
    seeds: int = 1,
    units: int = 16,
    clip: float | None = 1.0,
    gain: float = 1.0,
) -> tuple[Rung, ...]:
    """Rungs of the memory ladder, the nearest first: every cell at every distance, once a seed.

    Without distances they are those of `ladder_distances`.
    """
    return tuple(
        Rung(
            task=Task(key=key, distance=distance).name,
            cell=cell,
            units=units,
            seed=seed,
            clip=clip,
            gain=gain,
        )
        for distance in distances or ladder_distances(key)
        for cell in cells
        for seed in range(seeds)
    )


def gradient_rungs(
    distance: int, steps: Sequence[int], *, cell: str = "gru", seeds: int = 3, units: int = 16
) -> tuple[Rung, ...]:
    """Rungs of truncated back-propagation: one distance, gradients carried back over so many steps, once a seed."""
    task = Task(key="first-symbol", distance=distance).name
    return tuple(
        Rung(task=task, cell=cell, units=units, seed=seed, gradient_steps=reach)
        for reach in steps
        for seed in range(seeds)
    )
