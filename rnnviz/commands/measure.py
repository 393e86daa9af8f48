"""Measuring runs on reviews that they do not know."""

import json
from typing import Annotated

import typer

from rnnviz import explanation, training
from rnnviz.corpora import load_held_out
from rnnviz.runs import (
    HeldOutRecord,
    find_run,
)

__all__ = ["contrast", "evaluate", "measure"]

_DATA = (
    "A CSV or Parquet file with text and label; or keras-imdb-test, or the path of imdb.npz: IMDB's test half from "
    "Keras's cache."
)


def evaluate(
    run: Annotated[str, typer.Argument(help="Name or path of a run.")],
    data: Annotated[str, typer.Option(help=_DATA)],
    unknown_only: Annotated[bool, typer.Option("--unknown-only", help="Leave out reviews that the run knows.")] = False,
) -> None:
    """Measure a run on reviews that played no part in it, print the figures, and keep them with the run.

    Data of which more than 2 % stand in the run's own reviews are refused.
    """
    found = find_run(run)
    figures, told = training.measure_held_out(found, load_held_out(data), unknown_only=unknown_only)
    typer.echo(json.dumps({**vars(figures), **vars(told)}))
    typer.echo(_of_known(figures.reviews, told), err=True)
    kept = training.keep_held_out(found, figures, told)
    typer.echo(
        f"{found.name} is shipped and keeps the figures that it came with."
        if kept is None
        else f"Kept with the run: {kept.path / 'run.json'}",
        err=True,
    )


def measure(
    runs: Annotated[list[str], typer.Argument(help="Names or paths of runs.")],
    data: Annotated[str | None, typer.Option(help=f"{_DATA} Without it the run's own validation part.")] = None,
    explanations: Annotated[
        int,
        typer.Option(min=2, max=25_000, help="So many reviews are taken apart to see whether explanations hold."),
    ] = 400,
) -> None:
    """Measure how far runs and their explanations can be trusted, and keep it with them, beside a bag of words.

    Reviews of the data that a run knows are left out.
    """
    given = None if data is None else load_held_out(data)
    for name in runs:
        run = find_run(name)
        on = explanation.held_out(run, given)
        bag, trust = explanation.measure(run, on)
        explanation.keep_measured(run, bag, trust)  # what takes seconds is there while the rest takes minutes
        trust = explanation.measure_explanations(run, on, bag, trust, most=explanations)
        explanation.keep_measured(run, bag, trust)
        told = trust.measured
        typer.echo(
            f"{run.path}: {told.reviews:,} reviews of {told.name}, {told.left_out:,} known ones left out; "
            f"accuracy {told.accuracy:.4f}, bag of words {told.bag_of_words_accuracy:.4f}"
        )


def contrast(
    runs: Annotated[list[str], typer.Argument(help="Names or paths of runs.")],
    data: Annotated[str | None, typer.Option(help=f"{_DATA} Without it the run's own validation part alone.")] = None,
    epochs: Annotated[
        int | None, typer.Option(min=1, max=10_000, help="Epochs at most; validation ends them before.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, max=20, help="Train each network with so many seeds.")] = 1,
    dropout: Annotated[
        float, typer.Option(min=0, max=0.95, help="The same network with so much dropout is trained, too; 0 for none.")
    ] = 0.2,
    again: Annotated[bool, typer.Option("--again", help="Train also where there are contrasts.")] = False,
) -> None:
    """Train networks without a state on exactly the reviews of runs, ask all the same, and keep it with them."""
    given = None if data is None else load_held_out(data)
    for name in runs:
        run = find_run(name)
        found, contrasted = explanation.contrast(
            run,
            given,
            epochs=epochs,
            seeds=seeds,
            again=again,
            dropout=dropout,
            tell=lambda progress: typer.echo(str(progress)),
        )
        others = {part.fingerprint: part.answers for part in found.parts}
        for part in contrasted.parts:
            told = {**others.get(part.fingerprint, {}), **part.answers}
            figures = ", ".join(f"{one} {answers.accuracy:.4f}" for one, answers in told.items())
            typer.echo(f"{run.path}: {part.reviews:,} reviews of {part.name}: {figures}")


def _of_known(reviews: int, told: HeldOutRecord) -> str:
    """Say how many of the measured reviews the run knows."""
    if told.trained_on is None:
        return "Whether the run knows some of these reviews could not be checked: its own cannot be read any more."
    if not told.trained_on and not told.validated_with:
        return f"The run knows none of these {reviews:,} reviews."
    return (
        f"Of these {reviews:,} reviews the run was trained on {told.trained_on:,} and validated with "
        f"{told.validated_with:,}: their words are the same."
    )
