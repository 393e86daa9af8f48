"""What the app does with each kind of file, so that the fuzzer does it, too."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np

from rnnviz.analysis import batch_curve, diagnose, setting_of
from rnnviz.corpora import read_csv
from rnnviz.networks import Network, read_checkpoint, read_epoch_file, read_keras_file
from rnnviz.recording import record
from rnnviz.runs import Run, import_run, title_of
from rnnviz.runs.model_card import model_card
from rnnviz.training.plan import command_line, pace_of
from tests.fuzz import mutations, valid

__all__ = ["KINDS", "read_run"]

_CHANGES = {
    "run.json": mutations.of_json,
    "measured.json": mutations.of_json,
    "bag_of_words.npz": mutations.in_epoch,
    "history.csv": mutations.in_csv,
    "batches.jsonl": mutations.in_lines,
    "vocabulary.txt": mutations.in_bytes,
}


def read_run(run: Run) -> None:
    """Everything that the pages read of a run."""
    title_of(run)
    found, history = run.record, run.history
    assert run.progress is None or run.progress.epoch >= 1
    for quantity in ("loss", "accuracy"):
        batch_curve(run.batches(), quantity, batches=157)
    diagnose(history, setting_of(run))
    command_line(found)
    pace_of([run], found.network, found.training)
    model_card(run.name, found).encode("utf-8")
    run.bag_of_words()
    run.trust()
    for epoch in [None, *run.kept_epochs[:2]]:
        record(run.network(epoch), "a great film")


def _model(rng: Random, folder: Path) -> None:
    path = folder / "model.keras"
    path.write_bytes(mutations.in_keras(rng, valid.keras_file()))
    spec, weights = read_keras_file(path)
    record(Network.from_weights(spec, weights), np.array([1, 2, 3]))


def _checkpoint(rng: Random, folder: Path) -> None:
    path = folder / "checkpoint.keras"
    path.write_bytes(mutations.in_keras(rng, valid.keras_file()))
    read_checkpoint(path, valid.SPEC, valid.OPTIMIZER)


def _epoch(rng: Random, folder: Path) -> None:
    path = folder / "epochs" / "01.npz"
    path.parent.mkdir()
    path.write_bytes(mutations.in_epoch(rng, valid.epoch_file()))
    read_epoch_file(path, valid.SPEC)


def _files(rng: Random, folder: Path) -> None:
    for name, content in valid.run_files().items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    name = rng.choice(list(_CHANGES))
    (folder / name).write_bytes(_CHANGES[name](rng, valid.run_files()[name]))
    read_run(Run(folder))


def _zip(rng: Random, folder: Path) -> None:
    run = import_run(
        mutations.in_run(rng, valid.run_files()), called=rng.choice(["a.zip", "\ud800.zip", "", "x" * 300])
    )
    try:
        read_run(run.run)
    finally:
        shutil.rmtree(run.run.path)


def _csv(rng: Random, folder: Path) -> None:
    read_csv(mutations.in_csv(rng, valid.csv_file()))


KINDS: dict[str, tuple[Callable[[Random, Path], None], int]] = {
    "model": (_model, 6),
    "checkpoint": (_checkpoint, 3),
    "epoch": (_epoch, 4),
    "files of a run": (_files, 4),
    "zip of a run": (_zip, 4),
    "csv": (_csv, 2),
}
"""What is read, and how often."""
