"""One run directory."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock

from rnnviz.errors import ConfigurationError, DataError, IncompatibleModelError, ModelNotFoundError, RnnvizError
from rnnviz.foreign import parsing, quoted, read_bytes, read_json
from rnnviz.networks import Network, read_epoch_file
from rnnviz.runs.bag_of_words import BagOfWords, read_bag_of_words
from rnnviz.runs.batch_lines import Progress, progress_of, read_batch_lines
from rnnviz.runs.files import is_held, write_text
from rnnviz.runs.history import EpochMetrics, history_text, read_history
from rnnviz.runs.model_card import model_card
from rnnviz.runs.record import RunRecord
from rnnviz.runs.trust import Trust, read_trust
from rnnviz.text import Vocabulary

__all__ = ["EpochMetrics", "Progress", "Run"]

_MOST_RECORD_BYTES = 100_000
_MOST_IN_FLOAT64 = 8_000_000  # recurrent weights


@dataclass(frozen=True)
class Run:
    """The folder of a run; see `docs/architecture.md` for what each file holds.

    Parameters
    ----------
    path
        The folder.
    """

    path: Path

    @property
    def name(self) -> str:
        """Name of the folder."""
        return self.path.absolute().name

    @property
    def model_file(self) -> Path:
        """The trained Keras model, best validation epoch."""
        return self.path / "model.keras"

    @property
    def checkpoint_file(self) -> Path:
        """The model and its optimizer after the last finished epoch, to resume from."""
        return self.path / "checkpoint.keras"

    @property
    def vocabulary_file(self) -> Path:
        """One word per line, line number = id."""
        return self.path / "vocabulary.txt"

    @property
    def batches_file(self) -> Path:
        """One JSON object a line, appended while training."""
        return self.path / "batches.jsonl"

    @property
    def bag_of_words_file(self) -> Path:
        """A bag of words on the run's own reviews, to hold the network against."""
        return self.path / "bag_of_words.npz"

    @property
    def trust_file(self) -> Path:
        """What was measured of the trained model's verdicts and of their explanations."""
        return self.path / "measured.json"

    @property
    def stop_file(self) -> Path:
        """Whoever makes this file asks the process that trains the run to stop; the process deletes it."""
        return self.path / "stop"

    @property
    def lock(self) -> FileLock:
        """Lock that a process holds while it trains the run; it is free when the process has ended in any way."""
        folder = self.path.resolve()
        return FileLock(folder.parent / f".{folder.name}.lock")

    @property
    def is_training(self) -> bool:
        """Whether a process is training the run just now; a look at the lock, which makes no file."""
        lock = self.lock
        return os.path.exists(lock.lock_file) and is_held(lock)  # noqa: PTH110

    def ask_to_stop(self) -> None:
        """Ask the process that trains the run to stop after the batch that it is at.

        Raises
        ------
        ConfigurationError
            The folder cannot be written.
        """
        try:
            write_text(self.stop_file, "")
        except OSError as error:
            raise ConfigurationError(
                "{path} cannot be written ({reason}).", path=self.path, reason=error.strerror or error
            ) from None

    def batches(self) -> list[dict[str, float]]:
        """Last lines of ``batches.jsonl``, 10,000 at most; one that is being written just now is left out."""
        return read_batch_lines(self.batches_file)

    @property
    def progress(self) -> Progress | None:
        """Where the run is; None before its first batch."""
        return progress_of(self.batches(), epochs=self.record.training.epochs)

    def epoch_file(self, epoch: int) -> Path:
        """float16 weights after an epoch, counted from 1."""
        return self.path / "epochs" / f"{epoch:02d}.npz"

    @cached_property
    def record(self) -> RunRecord:
        """Content of ``run.json``.

        Raises
        ------
        ModelNotFoundError
            There is no such folder, or no run in it.
        IncompatibleModelError
            The record is damaged.
        """
        file = self.path / "run.json"
        if not file.is_file():
            raise ModelNotFoundError(
                "A run directory was expected at {path}, but there is no run.json in it.", path=self.path
            )
        try:
            with parsing():
                return RunRecord.from_dict(read_json(read_bytes(file, _MOST_RECORD_BYTES)))
        except RnnvizError as error:
            raise IncompatibleModelError(
                "run.json of {run} is damaged: {error}.", run=self.name, error=quoted(error)
            ) from None

    def write_record(self, **changes: Any) -> "Run":
        """Write ``run.json`` and the model card with these fields changed; return the run as it now is."""
        record = replace(self.record, **changes)
        write_text(self.path / "run.json", json.dumps(record.to_dict(), indent=2) + "\n")
        write_text(self.path / "README.md", model_card(self.name, record))
        return Run(self.path)

    @classmethod
    def create(cls, path: Path, record: RunRecord, vocabulary: Vocabulary) -> "Run":
        """Lay a new run directory.

        Raises
        ------
        ConfigurationError
            There is a run already, or the folder cannot be written.
        """
        if (path / "run.json").exists():
            raise ConfigurationError(
                "There is a run in {path} already: resume it, or choose another folder.", path=path
            )
        cls.make_folder(path)
        try:
            write_text(path / "vocabulary.txt", vocabulary.to_text())
            write_text(path / "run.json", json.dumps(record.to_dict(), indent=2) + "\n")
        except OSError as error:
            raise ConfigurationError(
                "No run can be written to {path} ({reason}).", path=path, reason=error.strerror or error
            ) from None
        return cls(path)

    @staticmethod
    def make_folder(path: Path) -> None:
        """Make the folders of a run directory, where they are not there yet.

        Raises
        ------
        ConfigurationError
            They cannot be made.
        """
        try:
            (path / "epochs").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(
                "No run directory can be made at {path} ({reason}).", path=path, reason=error.strerror
            ) from None

    @property
    def history(self) -> list[EpochMetrics]:
        """Metrics of every finished epoch."""
        try:
            with parsing():
                return read_history(self.path / "history.csv")
        except DataError as error:
            raise IncompatibleModelError(
                "history.csv of {run} is damaged: {error}.", run=self.name, error=error
            ) from None

    def write_history(self, history: Iterable[EpochMetrics]) -> None:
        """Replace ``history.csv``."""
        write_text(self.path / "history.csv", history_text(history))

    @property
    def kept_epochs(self) -> list[int]:
        """Epochs whose weights are in ``epochs/``, in order."""
        finished = {row.epoch for row in self.history}
        return sorted(epoch for epoch in finished if self.epoch_file(epoch).is_file())

    def vocabulary(self) -> Vocabulary:
        """The words, read once for the networks of all epochs as long as the file does not change.

        Raises
        ------
        ModelNotFoundError, DataError
            There is no such file, or it is damaged.
        """
        try:
            now = self.vocabulary_file.stat()
        except OSError:
            return Vocabulary.from_file(self.vocabulary_file)
        return _read_vocabulary(self.vocabulary_file.absolute(), now.st_ino, now.st_size, now.st_mtime_ns)

    def network(self, epoch: int | None = None) -> Network:
        """Network of the best validation epoch, with its vocabulary, read without TensorFlow.

        It computes in float64, so that what differs from Keras is Keras's rounding; `astype` makes it faster. One with
        more than eight million recurrent weights, which would fill the memory, computes in float32.

        Parameters
        ----------
        epoch
            Take the weights after this epoch instead, counted from 1, with the precision of float16.

        Raises
        ------
        ModelNotFoundError
            The run has no trained model (yet), or the weights of that epoch were not kept.
        IncompatibleModelError
            The file of the weights or the vocabulary is damaged.
        """
        spec = self.record.network
        if epoch is None:
            network = Network.from_keras_file(self.model_file, name=self.name, padding=self.record.padding)
        else:
            weights = read_epoch_file(self.epoch_file(epoch), spec)
            network = Network.from_weights(spec, weights, name=self.name, padding=self.record.padding)
        if network.spec != spec:
            raise IncompatibleModelError(
                "model.keras of {run} is not the network that its run.json describes.", run=self.name
            )
        vocabulary = self.vocabulary()
        if len(vocabulary) > network.spec.num_words:
            raise IncompatibleModelError(
                "vocabulary.txt of {run} has {ids:,} ids; the network knows {known:,}.",
                run=self.name,
                ids=len(vocabulary),
                known=network.spec.num_words,
            )
        pairs = zip(spec.layers, spec.layer_inputs, strict=True)
        recurrent = sum(layer.parameter_count(inputs) for layer, inputs in pairs)
        exact = network.astype(np.float64) if recurrent <= _MOST_IN_FLOAT64 else network
        return replace(exact, vocabulary=vocabulary)

    def bag_of_words(self) -> BagOfWords | None:
        """The bag of words that was fitted on the run's reviews; None before `python -m rnnviz measure`.

        Raises
        ------
        IncompatibleModelError
            The file is damaged, or of another run.
        """
        network, corpus = self.record.network, self.record.corpus
        file = self.bag_of_words_file
        return read_bag_of_words(file, run=self.name, num_words=network.num_words, corpus=corpus.fingerprint)

    def trust(self) -> Trust | None:
        """What was measured of the trained model; None before `python -m rnnviz measure`, or when it was trained since.

        Raises
        ------
        IncompatibleModelError
            The file is damaged.
        """
        return read_trust(self.trust_file, run=self.name, model_file=self.model_file)


@lru_cache(maxsize=2)
def _read_vocabulary(file: Path, *_version: int) -> Vocabulary:
    return Vocabulary.from_file(file)
