"""What can go wrong around a training: each a sentence, and what was finished before stays whole."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from rnnviz.errors import ConfigurationError, TrainingError
from rnnviz.networks import read_keras_file
from rnnviz.runs import Run
from rnnviz.training import fit, resume, train
from tests.app.driving import picture, sentences, visit
from tests.training.conftest import NETWORK, PADDING, TRAINING, files_no_longer_than
from tests.training.test_fit import diverging_after
from tests.training.test_stop import act_at, weights


def assert_goes_on_as(run: Run, unbroken: Run) -> None:
    """Expect a run to be resumed to the weights of one that nothing happened to."""
    resumed = resume(run.path)
    assert resumed.record.status == "finished"
    assert resumed.record.reason is None
    for ours, theirs in zip(weights(resumed), weights(unbroken), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_disk_that_fills_up_is_a_sentence(trained: Run, reviews_file: Path, tmp_path: Path) -> None:
    """A checkpoint that does not fit leaves no part of itself; the record says why, and with room the run goes on."""
    run = Run(tmp_path / "run")
    sizes = [file.stat().st_size for file in (trained.model_file, trained.checkpoint_file)]
    assert sizes[0] + 1000 < sizes[1]  # the checkpoint has the optimizer, too
    with files_no_longer_than(sum(sizes) // 2), pytest.raises(TrainingError, match="File too large"):
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=run.path)
    assert run.record.status == "stopped"
    assert run.record.reason == "run cannot be written (File too large): make room, and resume it."
    assert not run.checkpoint_file.exists()
    assert [path.name for path in run.path.rglob(".*")] == []
    assert read_keras_file(run.model_file)[0] == NETWORK
    assert_goes_on_as(Run(run.path), trained)


def test_a_disk_that_is_full_from_the_beginning_is_a_sentence(
    keras: ModuleType, reviews_file: Path, tmp_path: Path
) -> None:
    """Where not even the record can be written there is no run, and the same command works once there is room."""
    out = tmp_path / "run"
    with files_no_longer_than(100), pytest.raises(ConfigurationError, match=r"No run can be written to .*run \(File"):
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=out)
    assert not (out / "run.json").exists()
    spec = replace(TRAINING, epochs=1)
    assert train(NETWORK, spec, corpus=str(reviews_file), padding=PADDING, out=out).record.status == "finished"


def test_a_folder_that_cannot_be_locked_is_a_sentence(trained: Run, tmp_path: Path) -> None:
    """Where no lock can be made nothing is trained: the sentence names the folder."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    Path(copy.lock.lock_file).mkdir()
    with pytest.raises(TrainingError, match=r"cannot be written \(.+\)\.$"):
        resume(copy.path, epochs=4)
    assert not copy.is_training
    assert copy.record == trained.record


def test_the_page_tells_of_a_loss_that_is_no_number(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_worker: None
) -> None:
    """A run that diverged in epoch 2 has stopped; the page says why and what to do, and draws its first epoch."""
    monkeypatch.setenv("RNNVIZ_HOME", str(tmp_path))
    diverging_after(monkeypatch, 1)
    with pytest.raises(TrainingError):
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "runs" / "run")
    app = visit("train", t_run="run")
    assert sentences(app) == []
    (bar,) = app.get("progress")
    said = bar.proto.text.replace("\\", "")
    assert said.startswith("Stopped after 1 epoch of 3. The loss of run is no longer a number in epoch 2;")
    assert said.endswith("Try a smaller learning rate.")
    view = picture(app)
    assert view is not None
    assert "after epoch 1" in view["panels"][0]["title"]
    assert picture(visit("read", model="run")) is not None


@pytest.mark.parametrize("kind", ["Python", "TensorFlow"])
def test_a_full_memory_is_a_sentence(
    trained: Run, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Out of memory in epoch 2, the run says so in its record, keeps epoch 1 and goes on from there."""
    import tensorflow as tf

    def exhaust(_: Run) -> None:
        raise MemoryError if kind == "Python" else tf.errors.ResourceExhaustedError(None, None, "OOM when allocating")

    act_at(monkeypatch, 2, 3, exhaust)
    with pytest.raises(TrainingError, match="The memory did not suffice for run: take fewer reviews") as raised:
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    monkeypatch.undo()
    run = Run(tmp_path / "run")
    assert (run.record.status, run.record.reason) == ("stopped", str(raised.value))
    assert [row.epoch for row in run.history] == [1]
    assert run.record.metrics["best_epoch"] == 1
    assert_goes_on_as(run, trained)


def test_a_memory_that_is_full_before_the_training_is_a_sentence(
    reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reviews that do not fit into the memory give the same sentence, and no run directory."""

    def exhaust(_: str) -> None:
        raise MemoryError

    monkeypatch.setattr(fit, "load_corpus", exhaust)
    with pytest.raises(TrainingError, match=r"The memory did not suffice for reviews\.csv: take fewer reviews"):
        train(NETWORK, TRAINING, corpus="reviews.csv", padding=PADDING, out=tmp_path / "run")
    assert list(tmp_path.iterdir()) == []


def test_any_other_error_is_a_bug_and_stays_one(
    keras: ModuleType, reviews_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody expected leaves as it is, with its traceback."""

    def fail(_: Run) -> None:
        raise ZeroDivisionError

    act_at(monkeypatch, 1, 0, fail)
    with pytest.raises(ZeroDivisionError):
        train(NETWORK, TRAINING, corpus=str(reviews_file), padding=PADDING, out=tmp_path / "run")
    assert not Run(tmp_path / "run").is_training


def test_a_kill_before_the_first_checkpoint_costs_one_epoch(trained: Run, tmp_path: Path) -> None:
    """Epoch 1 is in the history but not in a checkpoint: the run begins again and ends as it would have; scraps go."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    copy.checkpoint_file.unlink()
    copy.write_history(trained.history[:1])
    for scrap in (".saving-checkpoint.keras", ".model.keras-k3j2h1", "epochs/.02.npz-k3j2h1"):
        (copy.path / scrap).write_bytes(b"PK")
    assert_goes_on_as(copy.write_record(status="running", metrics={}), trained)
    assert [path.name for path in copy.path.rglob(".*")] == []


def test_batches_by_length_are_refused_for_a_record_without_a_mask(trained: Run, tmp_path: Path) -> None:
    """A record that was edited to what cannot be trained is refused before anything is."""
    copy = Run(Path(shutil.copytree(trained.path, tmp_path / "copy")))
    copy.write_record(status="stopped", training=replace(TRAINING, batching="by_length"))
    with pytest.raises(ConfigurationError, match="Batches by length are for networks that mask"):
        resume(copy.path, epochs=4)
