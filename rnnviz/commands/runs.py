"""Listing runs, and taking them out and in."""

from pathlib import Path
from typing import Annotated

import typer

from rnnviz.errors import ConfigurationError, DataError, RnnvizError
from rnnviz.runs import (
    Run,
    accuracy_of,
    find_run,
    is_shipped,
    list_runs,
    title_of,
    write_bytes,
)
from rnnviz.runs import export_run as to_zip
from rnnviz.runs import import_run as from_zip

__all__ = ["export_run", "import_run", "list_all"]


def list_all() -> None:
    """Print every run that can be read with: the name that commands take, and what it is."""
    runs = list_runs()
    wide = max((len(run.name) for run in runs), default=0)
    for run in runs:
        typer.echo(f"{run.name:{wide}}  {title_of(run) if is_shipped(run) else _figures(run)}")


def _figures(run: Run) -> str:
    """What one's own run is, for the list."""
    try:
        accuracy = accuracy_of(run)
        network = run.record.network.title
    except RnnvizError as error:
        return str(error)
    return network if accuracy is None else f"{network}, {100 * accuracy:.1f} %"


def export_run(
    run: Annotated[str, typer.Argument(help="Name or path of a run.")],
    file: Annotated[Path, typer.Argument(help="Zip file to write.")],
) -> None:
    """Write a run into a zip file, which `import-run` and the page "Train" take in."""
    packed = to_zip(find_run(run))
    try:
        write_bytes(file, packed)
    except OSError as error:
        raise ConfigurationError(
            "{file} cannot be written ({reason}).", file=file, reason=error.strerror or error
        ) from None
    typer.echo(f"{file}: {len(packed):,} bytes")


def import_run(file: Annotated[Path, typer.Argument(help="Zip file of a run.")]) -> None:
    """Take a run in from a zip file, into the runs folder."""
    try:
        packed = file.read_bytes()
    except OSError as error:
        raise DataError("{file} cannot be read ({reason}).", file=file, reason=error.strerror or error) from None
    typer.echo(from_zip(packed, called=file.name).run.path)
