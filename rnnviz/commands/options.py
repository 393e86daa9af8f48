"""What several options of ``python -m rnnviz train`` have in common: how they are read, and what they become."""

from pathlib import Path
from typing import Annotated, TypedDict

import typer

from rnnviz.engine import Obstacle

__all__ = [
    "OBSTACLES",
    "Batches",
    "Clip",
    "Draws",
    "Dropped",
    "DroppedOfState",
    "Epochs",
    "Gain",
    "Gradients",
    "Quiet",
    "Rates",
    "Reach",
    "Resumed",
    "Steps",
    "Trainer",
]

Quiet = Annotated[bool, typer.Option("--quiet", help="No progress bar.")]
Epochs = Annotated[int | None, typer.Option(help="Passes over the training reviews; 10, or as the run began.")]
Batches = Annotated[
    str, typer.Option(help="padded (the chapter's), or by_length: reviews of similar length together, with --mask.")
]
Trainer = Annotated[str, typer.Option(help="live (our own engine, many times faster, wherever it can), or keras.")]
Resumed = Annotated[
    Path | None, typer.Option(help="Go on with this run; all other options but --epochs stay as they were.")
]
Dropped = Annotated[float, typer.Option(help="Share of a layer's inputs that is dropped in training.")]
DroppedOfState = Annotated[float, typer.Option(help="Share of the state that its recurrent kernel does not read.")]
Clip = Annotated[float | None, typer.Option(help="The most that the norm of all gradients may be; any if not given.")]
Reach = Annotated[
    int | None, typer.Option(help="Steps that gradients are carried back over, from the last; all if not given.")
]
Gain = Annotated[float, typer.Option(help="What the orthogonal recurrent kernels begin multiplied by.")]


class Steps(TypedDict):
    """What a training does with a batch, of `TrainingSpec`."""

    optimizer: str
    learning_rate: float | None
    batch_size: int
    jit_compile: bool


class Draws(TypedDict):
    """What of a training is drawn, of `TrainingSpec`."""

    validation_split: float
    split_seed: int
    seed: int


class Gradients(TypedDict):
    """Where gradients begin and end, of `TrainingSpec`."""

    global_clipnorm: float | None
    gradient_steps: int | None
    recurrent_gain: float


class Rates(TypedDict):
    """What is dropped in training, of `LayerSpec`."""

    dropout: float
    recurrent_dropout: float


OBSTACLES: dict[Obstacle, str] = {
    "numba": "Keras trains this, because numba cannot be loaded (pip install numba): that takes many times as long.",
    "cell": "Keras trains this, because the live engine has no program for this cell.",
    "optimizer": "Keras trains this, because the live engine does not have this optimizer.",
}
