"""What a training leaves on disk after each epoch, and how it goes on from there."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rnnviz.networks import NetworkSpec, build_keras_model, read_checkpoint
from rnnviz.runs import EpochMetrics, Run, best_epoch, write_bytes
from rnnviz.shapes import Floats
from rnnviz.training.events import write_events

if TYPE_CHECKING:
    import keras

__all__ = ["best_figures", "keep_epoch", "keep_files", "restore_model", "save_model"]


def keep_epoch(run: Run, model: "keras.Model", history: Sequence[EpochMetrics]) -> None:
    """Put a finished epoch of Keras on disk."""
    keep_files(
        run,
        history,
        weights=[(weight.name, weight.numpy()) for weight in model.weights],
        save_best=lambda: save_model(_without_optimizer(model, run.record.network), run.model_file),
        save_checkpoint=lambda: save_model(model, run.checkpoint_file),
    )


def keep_files(
    run: Run,
    history: Sequence[EpochMetrics],
    *,
    weights: Sequence[tuple[str, Floats]],
    save_best: Callable[[], None],
    save_checkpoint: Callable[[], None],
) -> None:
    """Put a finished epoch on disk. The checkpoint comes last: with it the epoch counts as finished.

    Parameters
    ----------
    weights
        Name and values of each array.
    save_best
        Writes the run's model file; called where no epoch was better.
    save_checkpoint
        Writes the file that training goes on from.
    """
    content = io.BytesIO()
    # Numbered in the order of get_weights(): Keras's own paths count the models that the process made before.
    arrays = {f"{i:02d}/{name}": values.astype(np.float16) for i, (name, values) in enumerate(weights)}
    np.savez_compressed(content, allow_pickle=False, **arrays)
    write_bytes(run.epoch_file(history[-1].epoch), content.getvalue())
    if best_epoch(history) is history[-1]:
        save_best()
    run.write_history(history)
    run.write_record(**best_figures(run, history))
    write_events(run, history)
    save_checkpoint()


def best_figures(run: Run, history: Sequence[EpochMetrics]) -> dict[str, Any]:
    """Fields of the run's record with the figures of its best epoch; held-out ones go where another one is the best."""
    metrics, held_out = dict(run.record.metrics), run.record.held_out
    if not history:
        return {"metrics": metrics, "held_out": held_out}
    best = best_epoch(history)
    if metrics.get("best_epoch") != best.epoch:
        metrics, held_out = {name: metrics[name] for name in metrics if not name.startswith("test_")}, None
    metrics |= {"best_epoch": best.epoch, "val_loss": best.val_loss, "val_accuracy": best.val_accuracy}
    return {"metrics": metrics, "held_out": held_out}


def save_model(model: "keras.Model", path: Path) -> None:
    """Replace a ``.keras`` file in one step."""
    temporary = path.with_name(f".saving-{path.name}")  # Keras wants a path that ends with .keras
    try:
        model.save(temporary)
        content = temporary.read_bytes()
    finally:
        temporary.unlink(missing_ok=True)
    write_bytes(path, content)


def restore_model(run: Run, model: "keras.Model") -> None:
    """Give a model that was built from the run's record the weights and the optimizer's numbers of its checkpoint.

    The file may be a stranger's, so Keras never loads it: its configuration is compared, not followed. The learning
    rate is the record's.

    Raises
    ------
    IncompatibleModelError
        The checkpoint is damaged, or holds another network or optimizer.
    """
    optimizer = model.optimizer
    optimizer.build(model.trainable_variables)
    wanted = [(tuple(variable.shape), str(variable.dtype)) for variable in optimizer.variables]
    weights, numbers = read_checkpoint(run.checkpoint_file, run.record.network, wanted)
    model.set_weights([array for layer in weights for array in layer])
    for variable, number in zip(optimizer.variables, numbers, strict=True):
        if variable is not optimizer.learning_rate:
            variable.assign(number)


def _without_optimizer(model: "keras.Model", spec: NetworkSpec) -> "keras.Model":
    bare = build_keras_model(spec)
    bare.set_weights(model.get_weights())
    return bare
