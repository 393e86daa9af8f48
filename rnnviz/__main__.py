"""The command line: ``python -m rnnviz train | evaluate | measure | record | list | export-run | …``."""

import os
import sys

import typer

from rnnviz import commands
from rnnviz.errors import RnnvizError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
for command in (
    commands.train,
    commands.work,
    commands.evaluate,
    commands.measure,
    commands.contrast,
    commands.record,
    commands.record_corpus,
    commands.export_run,
    commands.import_run,
    commands.ladder,
):
    app.command()(command)
app.command(name="list")(commands.list_all)


def main() -> None:
    """Run the command line; an error that rnnviz expects is one sentence and exit status 1."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    try:
        app()
    except RnnvizError as error:
        typer.echo(f"rnnviz: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
