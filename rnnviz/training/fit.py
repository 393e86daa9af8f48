"""The training loop, one epoch at a time, each finished epoch on disk before the next begins."""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np

from rnnviz.corpora import Corpus, is_task, load_corpus
from rnnviz.engine import obstacle
from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.networks import NetworkSpec
from rnnviz.runs import (
    CorpusRecord,
    EpochMetrics,
    Run,
    RunRecord,
    Status,
    TrainingSpec,
    keep_changes,
    keep_layer_lines,
    write_control,
)
from rnnviz.text import Padding, Vocabulary
from rnnviz.training.checkpoints import best_figures
from rnnviz.training.datasets import Data, batches_an_epoch, encoded, share_before
from rnnviz.training.exclusive import exclusive, tell_full_memory
from rnnviz.training.kept_ids import vocabulary_of
from rnnviz.training.keras_learner import KerasLearner
from rnnviz.training.learner import Learner
from rnnviz.training.live_learner import LiveLearner
from rnnviz.training.plan import check_batch_size, check_parameters
from rnnviz.training.reviews import limited, reviews_of
from rnnviz.training.session import LossLost, Session, StopAsked, keep_batches, next_number
from rnnviz.training.showing import shown

_PACKAGES = {"keras": ("keras", "tensorflow", "numpy"), "live": ("numba", "numpy")}

__all__ = ["possible", "resume", "train"]


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
        "imdb", "keras-imdb", a task such as "task:first-symbol:20", or the path of a CSV or Parquet file.
    out
        The run directory to make.
    limit
        Train on this many reviews, drawn with the split seed; None = all.
    verbose
        1 shows how it goes.

    Raises
    ------
    DataError
        The corpus cannot be read.
    ConfigurationError
        There is a run already, or the settings do not go with the corpus or with each other.
    TrainingError
        The loss is no longer a number, the disk or the memory is full, or another process trains the run.
    """
    _check(network, training)
    asked, training = training, possible(network, training)
    read, parts, vocabulary = _read_reviews(corpus, limit, network, training)
    Run.make_folder(out)
    with exclusive(Run(out)):
        record = _new_record(network, training, padding, read)
        if asked.engine != training.engine:
            record = replace(record, not_live=obstacle(network, asked.optimizer, loading=True))
        run = Run.create(out, record, vocabulary)
        learner = _learner(network, training, padding)
        return _fit(run, learner, encoded(parts, vocabulary, padding), finished=[], verbose=verbose)


def possible(network: NetworkSpec, training: TrainingSpec) -> TrainingSpec:
    """How a network is really trained: by Keras, where the engine that was asked for cannot."""
    if training.engine == "live" and obstacle(network, training.optimizer, loading=True) is not None:
        return replace(training, engine="keras")
    return training


def resume(path: Path, *, epochs: int | None = None, verbose: int = 0) -> Run:
    """Go on with a run that was stopped or killed, from its last finished epoch, or from the batch at which it stopped.

    Parameters
    ----------
    path
        The run directory.
    epochs
        Train on until so many epochs are finished, of a finished run, too; None = as many as it was begun with.
    verbose
        1 shows how it goes.

    Raises
    ------
    ModelNotFoundError
        There is no run at `path`.
    ConfigurationError
        More epochs are finished than `epochs`.
    TrainingError
        The corpus is no longer the one that the run began with, there is no checkpoint to go on from, the disk is full,
        or another process trains the run.
    """
    run = Run(path)
    record = run.record
    if epochs is not None and epochs != record.training.epochs:
        record = replace(record, training=replace(record.training, epochs=epochs))
    _check(record.network, record.training)
    if _is_done(run, record):
        return run
    with exclusive(run):
        run.stop_file.unlink(missing_ok=True)  # wishes that nobody was there to hear
        write_control(run.path, None)
        return _go_on(run, record, verbose=verbose)


def _is_done(run: Run, record: RunRecord) -> bool:
    """Whether nothing is left to train; refuses what cannot go on."""
    done = len(run.history)
    if done > record.training.epochs:
        raise ConfigurationError(
            "{run} has {done} finished epochs: it cannot end with {epochs}.",
            run=run.name,
            done=done,
            epochs=record.training.epochs,
        )
    if record.status == "finished" and done == record.training.epochs:
        return True
    # A run that was killed between its first epoch and its first checkpoint begins again.
    if not run.checkpoint_file.exists() and (done > 1 or record.status == "finished"):
        raise TrainingError("{run} has no checkpoint.keras to go on from: train it anew.", run=run.name)
    return False


def _check(network: NetworkSpec, training: TrainingSpec) -> None:
    check_parameters(network)
    if training.batching == "by_length" and not network.mask_zero:
        raise ConfigurationError(
            "Batches by length are for networks that mask their padding (mask_zero): to one that reads it, a shorter "
            "row is another input than the row it will read. Mask the padding, or take padded batches."
        )


def _go_on(run: Run, record: RunRecord, *, verbose: int) -> Run:
    data = encoded(reviews_of(run), Vocabulary.from_file(run.vocabulary_file), record.padding)
    learner, finished, batch = _learner(record.network, record.training, record.padding), list[EpochMetrics](), 0
    if run.checkpoint_file.exists():
        learner.restore(run)
        epochs, batch = divmod(learner.steps, batches_an_epoch(data, record.training))
        history = run.history
        if not 0 <= epochs <= len(history):
            raise TrainingError(
                "history.csv of {run} has {epochs_finished} epochs, its checkpoint {epochs_saved}: train it anew.",
                run=run.name,
                epochs_finished=len(history),
                epochs_saved=epochs,
            )
        finished = history[:epochs]
    run = run.write_record(status="running", reason=None, training=record.training)
    return _fit(run, learner, data, finished=finished, batch=batch, verbose=verbose)


def _read_reviews(
    corpus: str, limit: int | None, network: NetworkSpec, training: TrainingSpec
) -> tuple[CorpusRecord, tuple[Corpus, Corpus], Vocabulary]:
    """What a run tells of its corpus, both parts of it, and the words that the network will know."""
    with tell_full_memory(corpus):
        reviews = limited(load_corpus(corpus), limit, training.split_seed)
        parts = reviews.split(training.validation_split, seed=training.split_seed)
        vocabulary = vocabulary_of(reviews, network.num_words)
    check_batch_size(training, len(parts[0]))
    return _corpus_record(corpus, reviews, parts, limit), parts, vocabulary


def _new_record(network: NetworkSpec, training: TrainingSpec, padding: Padding, corpus: CorpusRecord) -> RunRecord:
    """Record of a run that begins now."""
    return RunRecord(
        network=network,
        padding=padding,
        training=training,
        corpus=corpus,
        status="running",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        versions={package: version(package) for package in _PACKAGES[training.engine]},
    )


def _corpus_record(name: str, reviews: Corpus, parts: tuple[Corpus, Corpus], limit: int | None) -> CorpusRecord:
    path = Path(name)
    return CorpusRecord(
        name=name if is_task(name) or not path.exists() else str(path.resolve()),
        fingerprint=reviews.fingerprint,
        training=len(parts[0]),
        validation=len(parts[1]),
        limit=limit,
        positive=float(np.mean(parts[1].labels)),
    )


def _learner(network: NetworkSpec, training: TrainingSpec, padding: Padding) -> Learner:
    """Who trains, with first weights."""
    if training.engine == "live":
        return LiveLearner(network, training, padding)
    return KerasLearner(network, training)


def _fit(run: Run, learner: Learner, data: Data, *, finished: list[EpochMetrics], batch: int = 0, verbose: int) -> Run:
    """Train the epochs that are left; of the first of them only the batches from `batch` on."""
    training = run.record.training
    history = list(finished)
    # One line a few batches; a resumed run drops those of what was cut off.
    keep_batches(run, len(history), batch)
    keep_changes(run.path, len(history) + 1, batch)
    keep_layer_lines(run.path, len(history) + 1, batch)
    with run.batches_file.open("a", encoding="utf-8", buffering=1) as lines, shown(run):
        session = Session(run=run, lines=lines, batches=batches_an_epoch(data, training), number=next_number(run))
        for epoch in range(len(history) + 1, training.epochs + 1):
            if verbose:
                sys.stdout.write(f"Epoch {epoch}/{training.epochs}\n")
            try:
                done = _fit_epoch(learner, data, training, session, epoch=epoch, first=batch, verbose=verbose)
            except StopAsked:
                learner.keep_checkpoint(run)
                return _ended(run, history, "stopped")
            except LossLost:
                raise _diverged(run, history, epoch) from None
            if not np.isfinite([done.loss, done.val_loss]).all():
                raise _diverged(run, history, epoch)
            batch = 0
            history.append(done)
            learner.keep_epoch(run, history)
            if run.stop_file.exists() and epoch < training.epochs:
                return _ended(run, history, "stopped")
    return _ended(run, history, "finished")


def _ended(run: Run, history: Sequence[EpochMetrics], status: Status) -> Run:
    run.stop_file.unlink(missing_ok=True)
    write_control(run.path, None)
    return run.write_record(status=status, **best_figures(run, history))


def _diverged(run: Run, history: Sequence[EpochMetrics], epoch: int) -> TrainingError:
    """Say in the record why the run stopped; what was finished before the epoch is kept."""
    lost = TrainingError(
        "The loss of {run} is no longer a number in epoch {epoch}; what was finished before is kept. "
        "Try a smaller learning rate.",
        run=run.name,
        epoch=epoch,
    )
    run.write_record(status="stopped", reason=str(lost), **best_figures(run, history))
    return lost


def _fit_epoch(
    learner: Learner,
    data: Data,
    training: TrainingSpec,
    session: Session,
    *,
    epoch: int,
    first: int,
    verbose: int,
) -> EpochMetrics:
    """Train one epoch from its batch `first` on; the metrics cover all of its batches."""
    began, idle = time.monotonic(), session.held + session.waited
    before = session.read_before(epoch, first)
    last = learner.train_epoch(data, training, session, epoch=epoch, first=first, verbose=verbose)
    seconds = time.monotonic() - began - (session.held + session.waited - idle) + before.pop("seconds", 0.0)
    share = share_before(data, training, epoch=epoch, first=first)
    last |= {name: share * value + (1 - share) * last[name] for name, value in before.items()}
    return EpochMetrics(epoch=epoch, seconds=seconds, **last)
