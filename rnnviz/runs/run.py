"""One run directory."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from rnnviz.errors import ConfigurationError, IncompatibleModelError, ModelNotFoundError
from rnnviz.networks import Network
from rnnviz.runs.files import write_text
from rnnviz.runs.model_card import model_card
from rnnviz.runs.record import RunRecord
from rnnviz.text import Vocabulary

__all__ = ["EpochMetrics", "Run"]

_MOST_RECORD_BYTES = 1_000_000


@dataclass(frozen=True, kw_only=True)
class EpochMetrics:
    """One line of ``history.csv``; `epoch` counts from 1, `seconds` is the epoch's wall time."""

    epoch: int
    loss: float
    accuracy: float
    val_loss: float
    val_accuracy: float
    seconds: float


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
        return self.path.name

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
            raise ModelNotFoundError(f"A run directory was expected at {self.path}, but there is no run.json in it.")
        try:
            if file.stat().st_size > _MOST_RECORD_BYTES:
                raise ConfigurationError("it is far too long")
            return RunRecord.from_dict(json.loads(file.read_text("utf-8")))
        except (OSError, ValueError, RecursionError) as error:
            raise IncompatibleModelError(f"run.json of {self.name} is damaged: {error}.") from None

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
            There is a run already.
        """
        if (path / "run.json").exists():
            raise ConfigurationError(f"There is a run in {path} already: resume it, or choose another folder.")
        try:
            (path / "epochs").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationError(f"No run directory can be made at {path} ({error.strerror}).") from None
        write_text(path / "vocabulary.txt", vocabulary.to_text())
        write_text(path / "run.json", json.dumps(record.to_dict(), indent=2) + "\n")
        return cls(path)

    @property
    def history(self) -> list[EpochMetrics]:
        """Metrics of every finished epoch."""
        file = self.path / "history.csv"
        if not file.exists():
            return []
        try:
            with file.open(encoding="utf-8", newline="") as lines:
                return [
                    EpochMetrics(epoch=int(row.pop("epoch")), **{name: float(value) for name, value in row.items()})
                    for row in csv.DictReader(lines)
                ]
        except (OSError, ValueError, TypeError, KeyError, csv.Error) as error:
            raise IncompatibleModelError(f"history.csv of {self.name} is damaged: {error}.") from None

    def write_history(self, history: Iterable[EpochMetrics]) -> None:
        """Replace ``history.csv``."""
        table = io.StringIO()
        writer = csv.DictWriter(table, list(EpochMetrics.__dataclass_fields__), lineterminator="\n")
        writer.writeheader()
        writer.writerows(vars(row) for row in history)
        write_text(self.path / "history.csv", table.getvalue())

    def network(self) -> Network:
        """Network of the best validation epoch, with its vocabulary, read without TensorFlow.

        It computes in float64, so that what differs from Keras is Keras's rounding; `astype` makes it faster.

        Raises
        ------
        ModelNotFoundError
            The run has no trained model (yet).
        IncompatibleModelError
            The model file or its vocabulary is damaged.
        """
        network = Network.from_keras_file(self.model_file, name=self.name, padding=self.record.padding)
        if network.spec != self.record.network:
            raise IncompatibleModelError(f"model.keras of {self.name} is not the network that its run.json describes.")
        vocabulary = Vocabulary.from_file(self.vocabulary_file)
        if len(vocabulary) > network.spec.num_words:
            raise IncompatibleModelError(
                f"vocabulary.txt of {self.name} has {len(vocabulary):,} ids; "
                f"the network knows {network.spec.num_words:,}."
            )
        return replace(network.astype(np.float64), vocabulary=vocabulary)
