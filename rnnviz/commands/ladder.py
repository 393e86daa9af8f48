"""The memory ladder on the command line."""

from typing import Annotated, cast

import typer

from rnnviz import analysis
from rnnviz.cells import either
from rnnviz.corpora import TaskKey
from rnnviz.engine import LIVE_CELLS, can_load
from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec
from rnnviz.training import experiments
from rnnviz.training.rungs import RUNG_EPOCHS, ladder_rungs

__all__ = ["ladder"]


def ladder(
    task: Annotated[str, typer.Option(help="first-symbol or copy, or any other task.")] = "first-symbol",
    cell: Annotated[list[str] | None, typer.Option(help=f"{either(LIVE_CELLS)}; all if not given.")] = None,
    distance: Annotated[
        list[int] | None,
        typer.Option(help="2, 5, 10, 20, 40, 60, 80 and 160 if not given, as far as the task has them."),
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=20, help="Tries of each rung.")] = 1,
    units: Annotated[int, typer.Option(help="Length of the state vector.")] = 16,
    gain: Annotated[float, typer.Option(help="What the first recurrent weights are multiplied by.")] = 1.0,
    clip: Annotated[bool, typer.Option(help="Clip the gradients to a common norm of 1.")] = True,
) -> None:
    """Find how far networks remember, one rung after the other, and keep what came of each.

    A rung is trained until 99 % of the validation texts are right, over 20 epochs at most, and tried on 1,000 others.
    """
    if not can_load():
        raise ConfigurationError("The ladder is climbed by the live engine, which needs numba: pip install numba.")
    rungs = ladder_rungs(
        cast("TaskKey", task),
        cells=cell or LIVE_CELLS,
        distances=distance,
        seeds=seeds,
        units=units,
        gain=gain,
        clip=1.0 if clip else None,
    )
    found = {}
    for rung in rungs:
        found[rung] = trial = experiments.climb(rung)
        called = LayerSpec(cell=rung.cell).keras_class
        typer.echo(
            f"{called:9}  distance {rung.tried.distance:3}  seed {rung.seed}  {trial.right:,} of {trial.texts:,} right"
            f"  after {trial.epochs:2} of {RUNG_EPOCHS} epochs{', loss lost' if trial.lost else ''}"
        )
    for climb in analysis.climbs_of(rungs, found):
        called = LayerSpec(cell=climb.cell).keras_class
        typer.echo(f"{called:9}  held up to {', '.join(map(str, climb.reaches))} (one number a seed)")
