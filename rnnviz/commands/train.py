"""Training, and the process that trains what waits."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated, cast

import typer

from rnnviz import training
from rnnviz.cells import CELLS, either
from rnnviz.commands.options import (
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
from rnnviz.engine import obstacle
from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.runs import (
    Batching,
    Engine,
    Run,
    TrainingSpec,
    runs_folder,
)
from rnnviz.text import Padding, Side

__all__ = ["train", "work"]


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
    corpus: Annotated[str, typer.Option(help="imdb, keras-imdb, a CSV or Parquet file, or a small task.")] = "imdb",
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


_NICE, _SESSION_NICE = 10, 5  # whoever reads a page goes before whoever trains


def work(
    idle: Annotated[float, typer.Option(help="Seconds without anything to do after which the worker ends.")] = 900,
) -> None:
    """Train the runs that wait in the queue, one after the other. The app starts this by itself."""
    from rnnviz.training.worker import work as take_turns

    _give_way()
    take_turns(idle_seconds=idle)


def _give_way() -> None:
    """Let others go first, where there is such a thing as priority."""
    with suppress(AttributeError, OSError):
        os.nice(_NICE)
    # Linux shares the processor between sessions first, and the worker has one of its own, whose priority this is.
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(f"{_SESSION_NICE}\n", encoding="ascii")
