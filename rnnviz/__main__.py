"""The command line: ``python -m rnnviz train | evaluate | measure | record | list | export-run | …``."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, cast

import typer

from rnnviz import explanation, training
from rnnviz.cells import CELLS, either
from rnnviz.corpora import load_held_out
from rnnviz.engine import obstacle
from rnnviz.errors import ConfigurationError, DataError, RnnvizError
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.options import (
    OBSTACLES,
    Batches,
    Clip,
    Draws,
    Dropped,
    DroppedOfState,
    Epochs,
    Gain,
    Gradients,
    Quiet,
    Rates,
    Reach,
    Resumed,
    Steps,
    Trainer,
)
from rnnviz.recording import record as record_review
from rnnviz.runs import (
    Batching,
    Engine,
    HeldOutRecord,
    Run,
    TrainingSpec,
    accuracy_of,
    find_run,
    is_shipped,
    list_runs,
    runs_folder,
    title_of,
    write_bytes,
)
from rnnviz.runs import export_run as to_zip
from rnnviz.runs import import_run as from_zip
from rnnviz.text import Padding, Side

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

_DATA = (
    "A CSV or Parquet file with text and label; or keras-imdb-test, or the path of imdb.npz: IMDB's test half from "
    "Keras's cache."
)


@app.command()
def train(
    cell: Annotated[str, typer.Option(help=f"{either(CELLS)}.")] = "simple_rnn",
    units: Annotated[int, typer.Option(help="Length of the state vector.")] = 32,
    dropout: Dropped = 0.0,
    recurrent_dropout: DroppedOfState = 0.0,
    layers: Annotated[int, typer.Option(help="Recurrent layers on top of each other.")] = 1,
    bidirectional: Annotated[bool, typer.Option(help="Read from both ends.")] = False,
    input_features: Annotated[int, typer.Option(help="Length of a word vector.")] = 32,
    num_words: Annotated[int, typer.Option(help="Ids that the network knows.")] = 10_000,
    mask: Annotated[bool, typer.Option(help="Skip the padding instead of reading it.")] = False,
    maxlen: Annotated[int, typer.Option(help="Length of a row, timesteps.")] = 500,
    padding: Annotated[Side, typer.Option(help="Zeros before (pre) or behind (post) the review.")] = "pre",
    truncating: Annotated[Side, typer.Option(help="Cut the beginning (pre) or the end (post).")] = "pre",
    corpus: Annotated[str, typer.Option(help="imdb, keras-imdb, or a CSV or Parquet file.")] = "imdb",
    limit: Annotated[int | None, typer.Option(help="Train on this many reviews, for a quick try.")] = None,
    validation_split: Annotated[float, typer.Option(help="Share kept for validation.")] = 0.2,
    split_seed: Annotated[int, typer.Option(help="Seed of the shuffle before the split.")] = 0,
    optimizer: Annotated[str, typer.Option(help="Keras's name of the optimizer.")] = "rmsprop",
    learning_rate: Annotated[float | None, typer.Option(help="Step size; Keras's default if not given.")] = None,
    batch_size: Annotated[int, typer.Option(help="Reviews in a step.")] = 128,
    global_clipnorm: Clip = None,
    gradient_steps: Reach = None,
    recurrent_gain: Gain = 1.0,
    epochs: Epochs = None,
    seed: Annotated[int, typer.Option(help="Seed of the weights and of the batches' order.")] = 0,
    batching: Batches = "padded",
    engine: Trainer = "live",
    jit_compile: Annotated[bool, typer.Option(help="Compile the step with XLA: faster after the first.")] = False,
    out: Annotated[Path | None, typer.Option(help="Run directory; by default one in the runs folder.")] = None,
    resume: Resumed = None,
    quiet: Quiet = False,
) -> None:
    """Train a network and write its run directory. The defaults are the chapter's."""
    if resume is not None:
        _tell(training.resume(resume, epochs=epochs, verbose=not quiet))
        return
    rates = Rates(dropout=dropout, recurrent_dropout=recurrent_dropout)
    stack = _stack(LayerSpec(cell=cell, units=units, bidirectional=bidirectional, **rates), layers)
    network = NetworkSpec(num_words=num_words, input_features=input_features, layers=stack, mask_zero=mask)
    reach = Gradients(global_clipnorm=global_clipnorm, gradient_steps=gradient_steps, recurrent_gain=recurrent_gain)
    steps = Steps(optimizer=optimizer, learning_rate=learning_rate, batch_size=batch_size, jit_compile=jit_compile)
    draws = Draws(validation_split=validation_split, split_seed=split_seed, seed=seed)
    by, trainer = cast("Batching", batching), cast("Engine", engine)
    spec = TrainingSpec(**steps, **draws, **reach, epochs=10 if epochs is None else epochs, batching=by, engine=trainer)
    _tell_engine(network, spec)
    row = Padding(maxlen=maxlen, padding=padding, truncating=truncating)
    out = out or runs_folder() / f"{cell}-{units}x{layers}-seed{seed}"
    _tell(training.train(network, spec, corpus=corpus, padding=row, out=out, limit=limit, verbose=not quiet))


def _tell_engine(network: NetworkSpec, spec: TrainingSpec) -> None:
    """Say why the engine that was asked for does not train."""
    if spec.engine == "live" and (why := obstacle(network, spec.optimizer, loading=True)):
        typer.echo(OBSTACLES[why], err=True)


def _stack(layer: LayerSpec, layers: int) -> tuple[LayerSpec, ...]:
    if layers < 1:
        raise ConfigurationError("A network has at least 1 recurrent layer, not {layers}.", layers=layers)
    return (layer,) * layers


def _tell(run: Run) -> None:
    """Say where the run is, and how far it came."""
    metrics = run.record.metrics
    if run.record.status == "stopped":
        typer.echo(f"{run.path}: stopped after {len(run.history)} epochs; go on with --resume {run.path}")
        return
    typer.echo(f"{run.path}: best epoch {metrics['best_epoch']:.0f}, val_accuracy {metrics['val_accuracy']:.4f}")


@app.command()
def work(
    idle: Annotated[float, typer.Option(help="Seconds without anything to do after which the worker ends.")] = 900,
) -> None:
    """Train the runs that wait in the queue, one after the other. The app starts this by itself."""
    from rnnviz.training.worker import work as take_turns

    take_turns(idle_seconds=idle)


@app.command()
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


@app.command()
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


@app.command()
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


@app.command(name="list")
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


@app.command()
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


@app.command()
def import_run(file: Annotated[Path, typer.Argument(help="Zip file of a run.")]) -> None:
    """Take a run in from a zip file, into the runs folder."""
    try:
        packed = file.read_bytes()
    except OSError as error:
        raise DataError("{file} cannot be read ({reason}).", file=file, reason=error.strerror or error) from None
    typer.echo(from_zip(packed, called=file.name).run.path)


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
