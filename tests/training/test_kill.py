"""A training process that is killed loses no finished epoch."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from rnnviz.networks import LayerSpec, NetworkSpec, read_keras_file
from rnnviz.runs import Run, TrainingSpec
from rnnviz.text import Padding
from rnnviz.training import resume, train

ROOT = Path(__file__).resolve().parents[2]

NETWORK = NetworkSpec(num_words=200, input_features=4, layers=(LayerSpec(units=4),))
TRAINING = {
    "keras": TrainingSpec(batch_size=4, epochs=5, seed=3),
    "live": TrainingSpec(batch_size=4, epochs=60, seed=3, engine="live"),  # its epochs are short
}
PADDING = Padding(maxlen=40)


def command(engine: str) -> tuple[str, ...]:
    """The settings above, for the process that is killed."""
    return (
        *("train", "--units", "4", "--num-words", "200", "--input-features", "4", "--maxlen", "40"),
        *("--batch-size", "4", "--epochs", str(TRAINING[engine].epochs), "--seed", "3", "--limit", "400", "--quiet"),
        *("--engine", engine),
    )


def batches_of(run: Run, epoch: int) -> int:
    """Count the lines that an epoch has written so far."""
    if not run.batches_file.exists():
        return 0
    return run.batches_file.read_text("utf-8").count(f'"epoch": {epoch},')


def until_batches(run: Run, process: "subprocess.Popen[bytes]", epoch: int) -> None:
    """Wait until a process is in an epoch, three lines further than it was."""
    before = batches_of(run, epoch)
    deadline = time.monotonic() + 240
    while batches_of(run, epoch) < before + 3 and batches_of(run, epoch + 1) == 0:
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        assert time.monotonic() < deadline, f"epoch {epoch} never came"
        time.sleep(0.005)


@pytest.fixture(scope="module", params=TRAINING)
def killed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run that SIGTERM stopped in an epoch, and whose second process was killed in that epoch or a later one."""
    run = Run(tmp_path_factory.mktemp("killed") / "run")
    began, went_on = (*command(request.param), "--out", str(run.path)), ("train", "--resume", str(run.path), "--quiet")
    for arguments, sent, ended in ((began, signal.SIGTERM, 0), (went_on, signal.SIGKILL, -signal.SIGKILL)):
        process = subprocess.Popen(
            [sys.executable, "-m", "rnnviz", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            until_batches(run, process, max(len(run.history) + 1, 2))
            os.kill(process.pid, sent)
            process.communicate(timeout=60)
        finally:
            process.kill()
            process.wait()
        assert process.returncode == ended
        if sent == signal.SIGTERM:
            assert Run(run.path).record.status == "stopped"
    return run


def test_a_killed_run_loses_no_finished_epoch(keras: ModuleType, killed: Run, tmp_path: Path) -> None:
    """Stopped, resumed, killed and resumed, a run keeps its finished epochs and ends with an unbroken run's weights."""
    before, training = killed.history, TRAINING[killed.record.training.engine]
    epochs = [*range(1, training.epochs + 1)]
    assert 1 <= len(before) < training.epochs
    assert killed.record.status == "running"
    assert read_keras_file(killed.model_file)[0] == NETWORK

    resumed = resume(killed.path)
    assert resumed.record.status == "finished"
    assert resumed.history[: len(before) - 1] == before[:-1]
    # A kill between history and checkpoint lets the last epoch be done again: the same, in other seconds.
    assert replace(resumed.history[len(before) - 1], seconds=0) == replace(before[-1], seconds=0)
    assert [row.epoch for row in resumed.history] == epochs

    lines = [json.loads(line) for line in resumed.batches_file.read_text("utf-8").splitlines()]
    for epoch in epochs:
        told = [line["batch"] for line in lines if line["epoch"] == epoch]
        assert told[0] == 0
        assert all(before < after <= before + 5 for before, after in pairwise([*told, 80]))

    unbroken = train(NETWORK, training, corpus="imdb", padding=PADDING, out=tmp_path / "unbroken", limit=400)
    for ours, theirs in zip(resumed.history, unbroken.history, strict=True):
        assert (ours.val_loss, ours.val_accuracy) == (theirs.val_loss, theirs.val_accuracy)
        assert (ours.loss, ours.accuracy) == pytest.approx((theirs.loss, theirs.accuracy), abs=1e-5)
    for ours, theirs in zip(
        read_keras_file(resumed.model_file)[1], read_keras_file(unbroken.model_file)[1], strict=True
    ):
        for array, expected in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(array, expected)
    for epoch in epochs:
        with np.load(resumed.epoch_file(epoch)) as ours, np.load(unbroken.epoch_file(epoch)) as theirs:
            for array, expected in zip(ours.values(), theirs.values(), strict=True):
                np.testing.assert_array_equal(array, expected)
