"""A run that is asked to stop keeps all that it learnt, and goes on as if nothing had been."""

import os
import signal
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnnviz.errors import TrainingError
from rnnviz.networks import LayerSpec, NetworkSpec, read_keras_file
from rnnviz.runs import Run, TrainingSpec
from rnnviz.training import command_line, estimate, resume, train
from rnnviz.training.session import Session
from tests.training.conftest import NETWORK, PADDING, TRAINING

MASKED = NetworkSpec(num_words=30, input_features=4, layers=(LayerSpec(units=4),), mask_zero=True)


def act_at(monkeypatch: pytest.MonkeyPatch, epoch: int, batch: int, act: Any) -> None:
    """Do something just before this batch of the training ends."""
    original = Session.callback

    def acting(session: Session, at: int, first: int) -> Any:
        callback = original(session, at, first)
        told = callback.on_train_batch_end

        def tell(number: int, logs: Any = None) -> None:
            if (at, first + number) == (epoch, batch):
                act(session.run)
            told(number, logs)

        callback.on_train_batch_end = tell
        return callback

    monkeypatch.setattr(Session, "callback", acting)


def weights(run: Run) -> list[np.ndarray]:
    return [array for layer in read_keras_file(run.checkpoint_file)[1] for array in layer]


@pytest.mark.parametrize(("batching", "wish"), [("padded", "signal"), ("by_length", "file")])
def test_a_stopped_run_goes_on_as_if_nothing_had_been(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batching: Any, wish: str
) -> None:
    """Stopped in the middle of epoch 2, by a file or SIGTERM, and resumed, it ends with the unbroken run's weights."""
    network = NETWORK if batching == "padded" else MASKED
    spec = TrainingSpec(batch_size=8, epochs=3, seed=5, split_seed=2, learning_rate=0.02, batching=batching)
    whole = train(network, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "whole")
    asks = {"file": Run.ask_to_stop, "signal": lambda _: os.kill(os.getpid(), signal.SIGTERM)}
    act_at(monkeypatch, 2, 3, asks[wish])
    stopped = train(network, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "stopped")
    assert stopped.record.status == "stopped"
    assert [row.epoch for row in stopped.history] == [1]
    assert not stopped.stop_file.exists()
    monkeypatch.undo()

    resumed = resume(stopped.path)
    assert resumed.record.status == "finished"
    for ours, theirs in zip(weights(resumed), weights(whole), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    for ours, theirs in zip(resumed.history, whole.history, strict=True):
        assert ours.val_loss == theirs.val_loss
        assert ours.loss == pytest.approx(theirs.loss, abs=1e-4)
        assert ours.accuracy == pytest.approx(theirs.accuracy, abs=1e-6)


def test_one_more_epoch(keras: ModuleType, reviews_file: Path, tmp_path: Path) -> None:
    """A finished run that goes on for one more epoch is the run that was meant to have it from the beginning."""
    spec = TrainingSpec(batch_size=8, epochs=2, seed=5, split_seed=2)
    short = train(NETWORK, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "short")
    longer = resume(short.path, epochs=3)
    spec3 = TrainingSpec(batch_size=8, epochs=3, seed=5, split_seed=2)
    whole = train(NETWORK, spec3, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "whole")
    assert longer.record.training.epochs == 3
    for ours, theirs in zip(weights(longer), weights(whole), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_run_without_a_checkpoint_cannot_go_on(trained: Run, tmp_path: Path) -> None:
    """A shipped run keeps no checkpoint: one more epoch is refused in a sentence."""
    import shutil

    shutil.copytree(trained.path, tmp_path / "shipped", ignore=shutil.ignore_patterns("checkpoint.keras"))
    with pytest.raises(TrainingError, match=r"shipped has no checkpoint\.keras to go on from"):
        resume(tmp_path / "shipped", epochs=9)


def test_two_processes_never_train_one_run(trained: Run) -> None:
    """While the lock is held, the run is being trained, and another process is refused in a sentence."""
    assert not trained.is_training
    with trained.lock:
        other = Run(trained.path)
        assert other.is_training
        with pytest.raises(TrainingError, match="is being trained by another process"):
            resume(trained.path, epochs=9)
    assert not trained.is_training


def test_the_progress_says_where_a_run_is(trained: Run) -> None:
    """After the last epoch the last line that was written stands for it, with next to nothing left."""
    progress = trained.progress
    assert progress is not None
    assert (progress.epoch, progress.batches) == (3, 8)
    assert progress.remaining_seconds is not None
    assert 0 <= progress.remaining_seconds < 60


def test_a_full_disk_is_a_sentence(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When an epoch cannot be written, the sentence says so, and what was finished before is whole."""
    from rnnviz.training import fit

    original = fit.write_bytes

    def full(path: Path, content: bytes) -> None:
        if path.name == "02.npz":
            raise OSError(28, "No space left on device")
        original(path, content)

    monkeypatch.setattr(fit, "write_bytes", full)
    with pytest.raises(TrainingError, match=r"No space left on device\): make room, and resume it"):
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    monkeypatch.undo()
    run = Run(tmp_path / "run")
    assert [row.epoch for row in run.history] == [1]
    assert resume(run.path).record.status == "finished"


def test_the_command_line_repeats_a_run(trained: Run) -> None:
    """The command's options, read by the command line itself, are the run's settings."""
    import shlex

    from typer.main import get_command

    from rnnviz.__main__ import app

    command = command_line(trained.record)
    assert command is not None
    words = shlex.split(command)
    assert words[:4] == ["python", "-m", "rnnviz", "train"]
    train_command = get_command(app).commands["train"]  # type: ignore[attr-defined]
    given = train_command.make_context("train", words[4:]).params
    training, network = trained.record.training, trained.record.network
    assert (given["units"], given["num_words"], given["mask"]) == (4, network.num_words, network.mask_zero)
    assert (given["seed"], given["epochs"], given["batching"]) == (training.seed, training.epochs, training.batching)
    assert (given["learning_rate"], given["maxlen"]) == (training.learning_rate, trained.record.padding.maxlen)


def test_a_longer_training_is_guessed_to_take_longer() -> None:
    """More reviews, more layers or padded rows are guessed to take more time; all guesses are above zero."""
    spec, network = TrainingSpec(), NetworkSpec(mask_zero=True)
    size = {"reviews": 20_000, "validation": 5_000, "maxlen": 500, "mean_length": 221.0}
    base = estimate(network, spec, **size)
    deeper = NetworkSpec(mask_zero=True, layers=(LayerSpec(),) * 2)
    assert 0 < base.seconds_per_epoch < estimate(deeper, spec, **size).seconds_per_epoch
    assert estimate(network, TrainingSpec(batching="by_length"), **size).seconds_per_epoch < base.seconds_per_epoch
    assert estimate(network, spec, **size | {"reviews": 2_000}).seconds_per_epoch < base.seconds_per_epoch
    assert base.memory_mb > 0
