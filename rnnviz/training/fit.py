"""The Keras training loop, one epoch at a time, each finished epoch on disk before the next begins."""

import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.corpora import Corpus, load_corpus
from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.networks import NetworkSpec, build_keras_model, read_keras_file
from rnnviz.runs import CorpusRecord, EpochMetrics, Run, RunRecord, TrainingSpec, write_bytes
from rnnviz.shapes import Ids
from rnnviz.text import START_ID, Padding, Vocabulary, read_ids

if TYPE_CHECKING:
    import keras

__all__ = ["encode", "resume", "train"]

_BATCHES_A_LINE = 5

Progress = Callable[[EpochMetrics], None]


@dataclass(frozen=True, kw_only=True)
class _Data:
    rows: Ids
    labels: NDArray[np.int8]
    validation_rows: Ids
    validation_labels: NDArray[np.int8]


def encode(texts: Sequence[str], vocabulary: Vocabulary, padding: Padding) -> Ids:
    """Rows that a network is trained on, (samples, maxlen): start id, then the words' ids, padded."""
    return padding.rows([[START_ID, *read_ids(text, vocabulary)] for text in texts])


def train(
    network: NetworkSpec,
    training: TrainingSpec,
    *,
    corpus: str,
    padding: Padding,
    out: Path,
    limit: int | None = None,
    verbose: int = 0,
) -> Run:
    """Train a network into a new run directory.

    Parameters
    ----------
    network, training, padding
        What to train, and how.
    corpus
        "imdb", "keras-imdb" or the path of a CSV or Parquet file.
    out
        The run directory to make.
    limit
        Train on this many reviews, drawn with the split seed; None = all.
    verbose
        1 shows Keras's progress bar.

    Raises
    ------
    DataError
        The corpus cannot be read.
    ConfigurationError
        There is a run already, or the settings do not go with the corpus.
    TrainingError
        The loss is no longer a number.
    """
    reviews = _limited(load_corpus(corpus), limit, training.split_seed)
    parts = reviews.split(training.validation_split, seed=training.split_seed)
    if training.batch_size > len(parts[0]):
        raise ConfigurationError(
            f"A batch holds at most all {len(parts[0]):,} training reviews, not {training.batch_size:,}."
        )
    vocabulary = reviews.vocabulary(network.num_words)
    record = RunRecord(
        network=network,
        padding=padding,
        training=training,
        corpus=_corpus_record(corpus, reviews, parts, limit),
        status="running",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions={package: version(package) for package in ("keras", "tensorflow", "numpy")},
    )
    run = Run.create(out, record, vocabulary)
    model = build_keras_model(network, seed=training.seed)
    _compile(model, training)
    return _fit(run, model, _data(parts, vocabulary, padding), finished=[], verbose=verbose)


def resume(path: Path, *, verbose: int = 0) -> Run:
    """Go on with a run that was stopped or killed, from its last finished epoch.

    Raises
    ------
    ModelNotFoundError
        There is no run at `path`.
    TrainingError
        The corpus is no longer the one that the run began with.
    """
    run = Run(path)
    record = run.record
    if record.status == "finished":  # a shipped run has no checkpoint to go on from
        return run
    reviews = _limited(load_corpus(record.corpus.name), record.corpus.limit, record.training.split_seed)
    if reviews.fingerprint != record.corpus.fingerprint:
        raise TrainingError(
            f"{record.corpus.name} is not the data that {run.name} began with: its fingerprint differs."
        )
    data = _data(
        reviews.split(record.training.validation_split, seed=record.training.split_seed),
        Vocabulary.from_file(run.vocabulary_file),
        record.padding,
    )
    if run.checkpoint_file.exists():
        import keras

        read_keras_file(run.checkpoint_file)  # says in a sentence what is wrong with it, before Keras opens it
        model = keras.saving.load_model(run.checkpoint_file)
        steps = -(-len(data.rows) // record.training.batch_size)
        finished = run.history[: int(model.optimizer.iterations) // steps]
    else:
        model, finished = build_keras_model(record.network, seed=record.training.seed), []
        _compile(model, record.training)
    return _fit(run.write_record(status="running"), model, data, finished=finished, verbose=verbose)


def _limited(reviews: Corpus, limit: int | None, seed: int) -> Corpus:
    if limit is None:
        return reviews
    if not 1 <= limit <= len(reviews):
        raise ConfigurationError(f"limit lies between 1 and the {len(reviews):,} reviews of the corpus, not {limit}.")
    return reviews.shuffled(seed).select(range(limit))


def _corpus_record(name: str, reviews: Corpus, parts: tuple[Corpus, Corpus], limit: int | None) -> CorpusRecord:
    path = Path(name)
    return CorpusRecord(
        name=str(path.resolve()) if path.exists() else name,
        fingerprint=reviews.fingerprint,
        training=len(parts[0]),
        validation=len(parts[1]),
        limit=limit,
    )


def _data(parts: tuple[Corpus, Corpus], vocabulary: Vocabulary, padding: Padding) -> _Data:
    training, validation = parts
    return _Data(
        rows=encode(training.texts, vocabulary, padding),
        labels=training.labels,
        validation_rows=encode(validation.texts, vocabulary, padding),
        validation_labels=validation.labels,
    )


def _compile(model: "keras.Model", training: TrainingSpec) -> None:
    import keras

    optimizer = keras.optimizers.get(training.optimizer)
    if training.learning_rate is not None:
        optimizer.learning_rate = training.learning_rate
    model.compile(
        optimizer=optimizer,
        loss="binary_crossentropy",
        metrics=["accuracy"],
        jit_compile=training.jit_compile,
    )


def _fit(run: Run, model: "keras.Model", data: _Data, *, finished: list[EpochMetrics], verbose: int) -> Run:
    training = run.record.training
    history = list(finished)
    # One line a few batches; a resumed run drops those of the epoch that was cut off.
    _keep_batches(run.batches_file, len(history))
    with run.batches_file.open("a", encoding="utf-8", buffering=1) as lines:
        for epoch in range(len(history) + 1, training.epochs + 1):
            if verbose:
                sys.stdout.write(f"Epoch {epoch}/{training.epochs}\n")
            callback = _batch_lines(epoch, lines)
            history.append(_fit_epoch(model, data, training, callback, epoch=epoch, verbose=verbose))
            if not np.isfinite([history[-1].loss, history[-1].val_loss]).all():
                run.write_record(status="stopped")
                raise TrainingError(
                    f"The loss of {run.name} is no longer a number after epoch {epoch}; what was finished before is "
                    "kept. Try a smaller learning rate."
                )
            _keep_epoch(run, model, history)
    best = _best(history)
    metrics = {"best_epoch": best.epoch, "val_loss": best.val_loss, "val_accuracy": best.val_accuracy}
    return run.write_record(status="finished", metrics={**run.record.metrics, **metrics})


def _fit_epoch(
    model: "keras.Model",
    data: _Data,
    training: TrainingSpec,
    callback: "keras.callbacks.Callback",
    *,
    epoch: int,
    verbose: int,
) -> EpochMetrics:
    began = time.monotonic()
    order = np.random.default_rng((training.seed, epoch)).permutation(len(data.rows))  # so a resumed run repeats it
    fitted = model.fit(
        data.rows[order],
        data.labels[order],
        batch_size=training.batch_size,
        shuffle=False,
        validation_data=(data.validation_rows, data.validation_labels),
        validation_batch_size=max(training.batch_size, 250),
        callbacks=[callback],
        verbose=verbose,
    )
    last = {name: float(values[-1]) for name, values in fitted.history.items()}
    return EpochMetrics(epoch=epoch, seconds=time.monotonic() - began, **last)


def _batch_lines(epoch: int, lines: io.TextIOBase) -> "keras.callbacks.Callback":
    import keras

    def write(batch: int, logs: dict[str, Any] | None) -> None:
        if batch % _BATCHES_A_LINE == 0:
            # JSON has no nan: a loss that is no number is null.
            figures = {
                name: round(float(value), 6) if np.isfinite(value) else None for name, value in (logs or {}).items()
            }
            lines.write(json.dumps({"epoch": epoch, "batch": batch, **figures}) + "\n")

    return keras.callbacks.LambdaCallback(on_train_batch_end=write)


def _keep_batches(file: Path, epochs: int) -> None:
    if file.exists():
        lines = [line for line in file.read_text("utf-8").splitlines() if line.endswith("}")]
        kept = [line for line in lines if json.loads(line)["epoch"] <= epochs]
        write_bytes(file, "".join(f"{line}\n" for line in kept).encode())


def _keep_epoch(run: Run, model: "keras.Model", history: list[EpochMetrics]) -> None:
    """Put a finished epoch on disk. The checkpoint comes last: with it the epoch counts as finished."""
    weights = io.BytesIO()
    # Numbered in the order of get_weights(): Keras's own paths count the models that the process made before.
    arrays = {f"{i:02d}/{weight.name}": weight.numpy().astype(np.float16) for i, weight in enumerate(model.weights)}
    np.savez_compressed(weights, allow_pickle=False, **arrays)
    write_bytes(run.epoch_file(history[-1].epoch), weights.getvalue())
    if _best(history) is history[-1]:
        _save(_without_optimizer(model, run.record.network), run.model_file)
    run.write_history(history)
    _save(model, run.checkpoint_file)


def _best(history: Sequence[EpochMetrics]) -> EpochMetrics:
    """Epoch of the highest validation accuracy, the earliest of equals."""
    return max(history, key=lambda row: (row.val_accuracy, -row.epoch))


def _without_optimizer(model: "keras.Model", spec: NetworkSpec) -> "keras.Model":
    bare = build_keras_model(spec)
    bare.set_weights(model.get_weights())
    return bare


def _save(model: "keras.Model", path: Path) -> None:
    temporary = path.with_name(f".saving-{path.name}")  # Keras wants a path that ends with .keras
    model.save(temporary)
    write_bytes(path, temporary.read_bytes())
    temporary.unlink()
