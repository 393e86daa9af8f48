"""How far networks remember: what rungs of the memory ladder show, cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rnnviz.training.rungs import Rung
from rnnviz.training.small_tasks import Trial

__all__ = ["ECHO", "HELD", "CellClimb", "GradientReach", "climbs_of", "gradient_reach"]

HELD = 0.97
"""Share of right answers on held-out texts that counts as remembered; a try ends at 0.99 of its validation texts."""

ECHO = 0.6
"""Share of right answers on a thousand texts that no guessing reaches: six standard errors above a half."""


@dataclass(frozen=True, kw_only=True)
class CellClimb:
    """What one cell held.

    Parameters
    ----------
    cell
        The cell.
    distances
        Those that were tried with every seed, rising.
    shares
        Share of right answers at each distance, one for each seed, (distances, seeds).
    """

    cell: str
    distances: tuple[int, ...]
    shares: tuple[tuple[float, ...], ...]

    @property
    def seeds(self) -> int:
        """How many seeds were tried."""
        return len(self.shares[0]) if self.shares else 0

    @property
    def held(self) -> tuple[int, ...]:
        """How many seeds held each distance: `HELD` of the held-out texts were right."""
        return tuple(sum(share >= HELD for share in row) for row in self.shares)

    @property
    def reaches(self) -> tuple[int, ...]:
        """For each seed the largest distance up to which it held every one that was tried; 0 for none."""
        found = []
        for seed in range(self.seeds):
            reach = 0
            for distance, row in zip(self.distances, self.shares, strict=True):
                if row[seed] < HELD:
                    break
                reach = distance
            found.append(reach)
        return tuple(found)

    @property
    def held_by_all(self) -> int:
        """Largest distance up to which all seeds held every one; 0 for none."""
        return min(self.reaches, default=0)

    @property
    def median_reach(self) -> int:
        """The middle one of `reaches`; of an even number the farther one."""
        return sorted(self.reaches)[self.seeds // 2]

    @property
    def lost_by_all(self) -> int | None:
        """Smallest distance from which on no seed held any; None where one held the largest."""
        lost = None
        for distance, held in zip(reversed(self.distances), reversed(self.held), strict=True):
            if held:
                break
            lost = distance
        return lost


def climbs_of(rungs: Sequence[Rung], found: Mapping[Rung, Trial]) -> tuple[CellClimb, ...]:
    """What each cell held, at the distances at which every seed of every rung has its result."""
    climbs = []
    for cell in dict.fromkeys(rung.cell for rung in rungs):
        rows: dict[int, list[Trial | None]] = {}
        for rung in rungs:
            if rung.cell == cell:
                rows.setdefault(rung.tried.distance, []).append(found.get(rung))
        done = {
            distance: tuple(trial.right / trial.texts for trial in row if trial is not None)
            for distance, row in sorted(rows.items())
            if None not in row
        }
        if done:
            climbs.append(CellClimb(cell=cell, distances=tuple(done), shares=tuple(done.values())))
    return tuple(climbs)


@dataclass(frozen=True, kw_only=True)
class GradientReach:
    """What was learnt with gradients that were cut off.

    Parameters
    ----------
    needed
        Steps from the end to the first symbol, that one among them.
    steps
        Over how many the gradient was carried back, rising.
    shares
        Share of right answers, one for each seed, (steps, seeds).
    """

    needed: int
    steps: tuple[int, ...]
    shares: tuple[tuple[float, ...], ...]

    def learnt(self, *, reached: bool) -> tuple[int, int]:
        """How many tries of how many learnt it, of those whose gradient reached the first symbol or did not."""
        tries = [
            share >= HELD
            for steps, row in zip(self.steps, self.shares, strict=True)
            for share in row
            if (steps >= self.needed) == reached
        ]
        return sum(tries), len(tries)

    @property
    def echoes(self) -> int:
        """How many tries answered more than `ECHO` rightly although no gradient told them of the first symbol."""
        rows = zip(self.steps, self.shares, strict=True)
        return sum(share > ECHO for steps, row in rows if steps < self.needed for share in row)


def gradient_reach(rungs: Sequence[Rung], found: Mapping[Rung, Trial]) -> GradientReach:
    """What the rungs show, where every seed has its result."""
    rows: dict[int, list[Trial | None]] = {}
    for rung in rungs:
        assert rung.gradient_steps is not None
        rows.setdefault(rung.gradient_steps, []).append(found.get(rung))
    done = {
        steps: tuple(trial.right / trial.texts for trial in row if trial is not None)
        for steps, row in sorted(rows.items())
        if None not in row
    }
    return GradientReach(needed=rungs[0].tried.distance + 1, steps=tuple(done), shares=tuple(done.values()))
