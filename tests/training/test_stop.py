"""A run that is asked to stop keeps all that it learnt, and goes on as if nothing had been."""

import os
import shutil
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.networks import LayerSpec, NetworkSpec, read_keras_file
from rnnviz.runs import Run
from rnnviz.training import resume, train
from rnnviz.training.exclusive import exclusive
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


@pytest.mark.parametrize(("wish", "batch"), [("SIGTERM", 3), ("SIGINT", 7)])
def test_a_stopped_run_goes_on_as_if_nothing_had_been(
    trained: Run, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: str, batch: int
) -> None:
    """Stopped in epoch 2 by SIGTERM or Ctrl-C, and resumed, a run ends with the weights of an unbroken one.

    Asked after the last batch of the epoch, it finishes the epoch first.
    """
    act_at(monkeypatch, 2, batch, lambda _: os.kill(os.getpid(), signal.Signals[wish]))
    stopped = train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "stopped")
    assert stopped.record.status == "stopped"
    assert [row.epoch for row in stopped.history] == ([1] if batch < 7 else [1, 2])
    assert not stopped.stop_file.exists()
    monkeypatch.undo()
    _assert_goes_on_as(stopped, trained)


def test_batches_by_length_go_on_after_a_kill_and_a_stop(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Efficient training, killed in epoch 2, resumed, stopped by the file and resumed, ends as an unbroken one does."""
    spec = replace(TRAINING, batching="by_length", jit_compile=True)
    act_at(monkeypatch, 2, 5, lambda run: shutil.copytree(run.path, tmp_path / "killed"))  # what kill -9 leaves
    whole = train(MASKED, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "whole")
    monkeypatch.undo()
    killed = Run(tmp_path / "killed")
    assert (killed.record.status, len(killed.history)) == ("running", 1)

    act_at(monkeypatch, 2, 3, Run.ask_to_stop)
    stopped = resume(killed.path)
    assert (stopped.record.status, len(stopped.history)) == ("stopped", 1)
    monkeypatch.undo()
    _assert_goes_on_as(stopped, whole)


def _assert_goes_on_as(run: Run, whole: Run) -> None:
    """Expect a run to be resumed to the weights and the figures of one that nothing happened to."""
    resumed = resume(run.path)
    assert resumed.record.status == "finished"
    for ours, theirs in zip(weights(resumed), weights(whole), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    for ours, theirs in zip(resumed.history, whole.history, strict=True):
        assert ours.val_loss == theirs.val_loss
        assert ours.loss == pytest.approx(theirs.loss, abs=1e-5)
        assert ours.accuracy == pytest.approx(theirs.accuracy, abs=1e-6)


def test_a_wish_in_the_last_batch_comes_too_late(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that has nothing left to learn ends as finished, and the wish is gone."""
    act_at(monkeypatch, 1, 7, Run.ask_to_stop)
    spec = replace(TRAINING, epochs=1)
    run = train(NETWORK, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    assert run.record.status == "finished"
    assert not run.stop_file.exists()


def test_a_wish_from_before_the_first_batch_is_heard(keras: ModuleType, reviews_file: Path, tmp_path: Path) -> None:
    """Who asks while the reviews are still read is heard after the first batch; a wish nobody heard is not kept."""
    run = Run(tmp_path / "run")
    run.path.mkdir()
    run.ask_to_stop()
    spec = replace(TRAINING, epochs=1)
    stopped = train(NETWORK, spec, corpus=str(reviews_file), padding=PADDING, out=run.path)
    assert stopped.record.status == "stopped"
    assert [line["batch"] for line in stopped.batches()] == [0]
    stopped.ask_to_stop()
    assert resume(run.path).record.status == "finished"


def test_one_more_epoch(trained: Run, reviews_file: Path, tmp_path: Path) -> None:
    """A finished run that goes on for one more epoch is the run that was meant to have it from the beginning."""
    spec = replace(TRAINING, epochs=2)
    short = train(NETWORK, spec, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "short")
    longer = resume(short.path, epochs=3)
    assert longer.record.training == TRAINING
    for ours, theirs in zip(weights(longer), weights(trained), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_fewer_epochs_than_are_finished_are_refused(trained: Run) -> None:
    """What has been learnt in three epochs cannot become a run of two."""
    with pytest.raises(ConfigurationError, match="trained has 3 finished epochs: it cannot end with 2"):
        resume(trained.path, epochs=2)


def test_a_run_without_a_checkpoint_cannot_go_on(trained: Run, tmp_path: Path) -> None:
    """A shipped run keeps no checkpoint: one more epoch is refused in a sentence."""
    shutil.copytree(trained.path, tmp_path / "shipped", ignore=shutil.ignore_patterns("checkpoint.keras"))
    with pytest.raises(TrainingError, match=r"shipped has no checkpoint\.keras to go on from"):
        resume(tmp_path / "shipped", epochs=9)


def test_two_processes_never_train_one_run(trained: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the lock is held, the run is being trained, and another process is refused in a sentence."""
    monkeypatch.setattr(sys.modules[exclusive.__module__], "_PATIENCE", 0.1)
    assert not trained.is_training
    with trained.lock:
        other = Run(trained.path)
        assert other.is_training
        with pytest.raises(TrainingError, match="is being trained by another process"):
            resume(trained.path, epochs=9)
        with pytest.raises(TrainingError, match="is being trained by another process"):
            train(NETWORK, TRAINING, corpus=trained.record.corpus.name, padding=PADDING, out=trained.path)
    assert not trained.is_training


def test_looking_makes_no_file(trained: Run, tmp_path: Path) -> None:
    """Whether a run is trained is asked of a folder that nothing is written to."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    assert not copy.is_training
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_the_progress_says_where_a_run_is(trained: Run) -> None:
    """After the last epoch the last line that was written stands for it, with next to nothing left."""
    progress = trained.progress
    assert progress is not None
    assert (progress.epoch, progress.batch, progress.batches) == (3, 6, 8)
    lines = trained.batches()
    each = (lines[-1]["seconds"] - lines[0]["seconds"]) / 21  # from batch 1 of epoch 1 to batch 6 of epoch 3
    assert progress.seconds_per_batch == pytest.approx(each)
    assert progress.remaining_seconds == pytest.approx(2 * each)


def test_lines_that_are_none_are_left_out(trained: Run, tmp_path: Path) -> None:
    """What somebody else wrote into batches.jsonl, or a cut line, is passed over by every reader."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    foreign = ["5", "null", "[]", "{}", '{"epoch": "1", "batch": 2}', '{"epoch": 9, "batch": 9, "batches": 8}', '{"ep']
    copy.batches_file.write_text("\n".join([*copy.batches_file.read_text("utf-8").splitlines(), *foreign]))
    assert copy.batches() == trained.batches()
    assert copy.progress == trained.progress
