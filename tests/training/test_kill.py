"""A training process that is killed loses no finished epoch."""

import json
import os
import signal
import subprocess
import sys
import time
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
TRAINING = TrainingSpec(batch_size=4, epochs=4, seed=3)
PADDING = Padding(maxlen=40)

COMMAND = (
    *("train", "--units", "4", "--num-words", "200", "--input-features", "4", "--maxlen", "40"),
    *("--batch-size", "4", "--epochs", "4", "--seed", "3", "--limit", "400", "--quiet"),
)
"""The settings above, for the process that is killed."""


def batches_of(run: Run, epoch: int) -> int:
    """Count the lines that an epoch has written so far."""
    if not run.batches_file.exists():
        return 0
    return run.batches_file.read_text("utf-8").count(f'"epoch": {epoch},')


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run whose process was killed in the middle of its second epoch, or a later one."""
    run = Run(tmp_path_factory.mktemp("killed") / "run")
    command = [sys.executable, "-m", "rnnviz", *COMMAND, "--out", str(run.path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 240
        while batches_of(run, 2) < 3:
            assert process.poll() is None, process.stderr and process.stderr.read().decode()
            assert time.monotonic() < deadline, "the first epoch never ended"
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    return run


def test_a_killed_run_loses_no_finished_epoch(keras: ModuleType, killed: Run, tmp_path: Path) -> None:
    """After kill -9 and resume, finished epochs stand as they were and the weights are those of an unbroken run."""
    before = killed.history
    assert 1 <= len(before) < TRAINING.epochs
    assert killed.record.status == "running"
    assert read_keras_file(killed.model_file)[0] == NETWORK

    resumed = resume(killed.path)
    assert resumed.record.status == "finished"
    assert resumed.history[: len(before)] == before
    assert [row.epoch for row in resumed.history] == [1, 2, 3, 4]

    lines = [json.loads(line) for line in resumed.batches_file.read_text("utf-8").splitlines()]
    assert [(line["epoch"], line["batch"]) for line in lines] == [
        (epoch, batch) for epoch in range(1, 5) for batch in range(0, 80, 5)
    ]

    unbroken = train(NETWORK, TRAINING, corpus="imdb", padding=PADDING, out=tmp_path / "unbroken", limit=400)
    for ours, theirs in zip(resumed.history, unbroken.history, strict=True):
        assert {**vars(ours), "seconds": 0} == {**vars(theirs), "seconds": 0}
    for ours, theirs in zip(
        read_keras_file(resumed.model_file)[1], read_keras_file(unbroken.model_file)[1], strict=True
    ):
        for array, expected in zip(ours, theirs, strict=True):
            np.testing.assert_array_equal(array, expected)
    for epoch in range(1, 5):
        with np.load(resumed.epoch_file(epoch)) as ours, np.load(unbroken.epoch_file(epoch)) as theirs:
            for array, expected in zip(ours.values(), theirs.values(), strict=True):
                np.testing.assert_array_equal(array, expected)
