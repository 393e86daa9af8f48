"""Recording what runs do while they read."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from rnnviz.commands.options import (
    Quiet,
)
from rnnviz.errors import ConfigurationError
from rnnviz.recording import record as record_review
from rnnviz.runs import (
    find_run,
)

__all__ = ["record", "record_corpus"]


def record(
    run: Annotated[str, typer.Argument(help="Name or path of a run.")],
    text: Annotated[str, typer.Option(help="The review; - reads it from standard input.")],
    out: Annotated[Path, typer.Option(help="File to write: .csv (tidy table) or .npz (arrays).")] = Path("states.csv"),
) -> None:
    """Write the states of a run while it reads a review."""
    recording = record_review(find_run(run).network(), sys.stdin.read() if text == "-" else text)
    if out.suffix not in {".csv", ".npz"}:
        raise ConfigurationError(
            "States are written as .csv or .npz, not as {suffix!r}."
            if out.suffix
            else "States are written as .csv or .npz, not as 'a file without ending'.",
            suffix=out.suffix,
        )
    try:
        if out.suffix == ".csv":
            recording.to_frame().to_csv(out, index=False)
        else:
            recording.save(out)
    except OSError as error:
        raise ConfigurationError(
            "{file} cannot be written ({reason}).", file=out, reason=error.strerror or error
        ) from None
    typer.echo(f"{out}: probability {recording.probability[-1]:.4f} after {recording.words_read} words")


def record_corpus(
    run: Annotated[str, typer.Argument(help="Name or path of a run.")],
    out: Annotated[Path, typer.Option(help="Folder of the store.")],
    corpus: Annotated[str | None, typer.Option(help="The run's own reviews if not given, or any other data.")] = None,
    part: Annotated[str, typer.Option(help="validation, training or all of the run's own reviews.")] = "validation",
    index: Annotated[bool, typer.Option("--index", help="Make the index for looking things up, too.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write every state of a run over many reviews into a folder of Parquet files, one row a word.

    Broken off in any way, the same command goes on where it was.
    """
    from rnnviz.states import record_corpus as record_states

    def tell(done: int, whole: int) -> None:
        if not quiet:
            typer.echo(f"\r{done:,} of {whole:,} reviews", nl=False, err=True)

    store = record_states(find_run(run), out, corpus=corpus, part=part, index=index, progress=tell)
    if not quiet:
        typer.echo(err=True)
    size = sum(store.part_file(number).stat().st_size for number in range(store.record.parts))
    typer.echo(f"{out}: {store.record.reviews:,} reviews of {store.record.corpus}, {size / 1e6:,.0f} MB")
