"""Kills that are aimed into the moment of saving: no run is unreadable after one, and no finished epoch is lost.

``python -m tests.fuzz.kills`` kills processes that save as training does, with a model that stands in for Keras's, so
that a process begins in no time; with ``--training`` it kills real trainings, each of which goes on with what the last
one left.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np

from rnnviz.networks import read_checkpoint, read_epoch_file, read_keras_file
from rnnviz.runs import EpochMetrics, Run
from rnnviz.runs.record import RunRecord
from rnnviz.training import checkpoints
from rnnviz.training.exclusive import exclusive
from tests.fuzz import valid
from tests.networks.drawing import random_weights

__all__ = ["check", "kill_savings"]

_TRAIN = (
    *("train", "--units", "4", "--num-words", "200", "--input-features", "4", "--maxlen", "40"),
    *("--batch-size", "40", "--epochs", "1000", "--limit", "200", "--quiet"),
)


def check(run: Run, finished: int) -> None:
    """Expect a run to be whole, with all of so many epochs."""
    now = Run(run.path)
    history = now.history
    assert [row.epoch for row in history] == list(range(1, len(history) + 1))
    assert len(history) >= finished, f"{finished} epochs were finished, {len(history)} are told"
    for row in history[:finished]:
        read_epoch_file(now.epoch_file(row.epoch), now.record.network)
    if finished:
        now.network()
        read_keras_file(now.checkpoint_file)
    assert not (now.path / "model.keras").exists() or now.network()
    now.batches()


# ---- processes that only save ----


class _Weight:
    name = "weight"

    def __init__(self, values: np.ndarray) -> None:
        self._values = values

    def numpy(self) -> np.ndarray:
        return self._values


class _Model:
    """What `keep_epoch` needs of a Keras model; a file of it is written in pieces, as Keras does."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.weights = [_Weight(array) for layer in random_weights(valid.SPEC, steps) for array in layer]

    def save(self, path: Path) -> None:
        content = valid.keras_file(self.steps)
        with Path(path).open("wb", buffering=0) as file:
            for start in range(0, len(content), 2_000):
                file.write(content[start : start + 2_000])


def _metrics(epoch: int) -> EpochMetrics:
    share = 0.5 + epoch % 7 / 20  # now and then the best so far
    return EpochMetrics(epoch=epoch, loss=0.5, accuracy=0.5, val_loss=0.5, val_accuracy=share, seconds=1.0)


def _finished(run: Run) -> int:
    """Epochs that the checkpoint of a run says are finished."""
    if not run.checkpoint_file.exists():
        return 0
    _, (steps, *_) = read_checkpoint(run.checkpoint_file, valid.SPEC, valid.OPTIMIZER)
    return int(steps)


def _save_for_ever(run: Run, told: int) -> None:
    """Go on with a run, one epoch after the other, and tell when one begins to be saved and when it is."""
    with exclusive(run):
        begun = _finished(run)
        history = run.history[:begun]
        while True:
            history.append(_metrics(len(history) + 1))
            model = _Model(len(history))
            os.write(told, b"b")
            checkpoints.keep_epoch(run, model, history)  # type: ignore[arg-type]
            os.write(told, b"f")


def _saving_seconds(run: Run) -> float:
    """How long saving takes here and now."""
    began = time.monotonic()
    checkpoints.keep_epoch(run, _Model(1), [_metrics(1)])  # type: ignore[arg-type]
    return time.monotonic() - began


def kill_savings(folder: Path, kills: int, seed: int) -> tuple[int, int]:
    """Kill so many processes while they save; return how many were in the midst of it, and the finished epochs."""
    checkpoints._without_optimizer = lambda model, _: model
    checkpoints.write_events = lambda *_: None
    rng = Random(seed)
    record = RunRecord.from_dict(json.loads(valid.run_files()["run.json"]))
    run = Run.create(folder / "run", record, valid.WORDS)
    finished = amid = 0
    longest = _saving_seconds(run)
    for _ in range(kills):
        heard, told = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(heard)
            _save_for_ever(run, told)
        os.close(told)
        said = b"".join(os.read(heard, 1) for _ in range(1 + 2 * rng.randrange(2)))  # its first saving or its second
        time.sleep(rng.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the process ended by itself"
        said += os.read(heard, 1000)
        os.close(heard)
        amid += said.endswith(b"b")
        done = _finished(run)
        assert done >= finished + said.count(b"f"), "an epoch that was finished is lost"
        finished = done
        check(run, finished)
    return amid, finished


# ---- real trainings ----


def _saving(run: Run) -> bool:
    return any(path.name.startswith(".") for folder in (run.path, run.path / "epochs") for path in folder.glob(".*"))


def _epoch_at_work(run: Run) -> int:
    lines = run.batches()
    return int(lines[-1]["epoch"]) if lines else 0


def _wait(process: "subprocess.Popen[bytes]", until: Callable[[], bool]) -> None:
    while not until():
        assert process.poll() is None, "the training ended by itself"
        time.sleep(0.0005)


def kill_trainings(folder: Path, kills: int, seed: int) -> tuple[int, int]:
    """Kill so many trainings while they save, each of which goes on with the run; return what `kill_savings` does."""
    rng, run, finished, amid = Random(seed), Run(folder / "run"), 0, 0
    for number in range(kills):
        wish = ("train", "--resume", str(run.path), "--quiet") if number else (*_TRAIN, "--out", str(run.path))
        process = subprocess.Popen([sys.executable, "-m", "rnnviz", *wish], stderr=subprocess.DEVNULL)
        try:
            before = _epoch_at_work(run)
            _wait(process, lambda before=before: _epoch_at_work(run) > before + 1)
            for _ in range(rng.randrange(1, 9)):  # one of the files that are saved after an epoch
                _wait(process, lambda: _saving(run))
                _wait(process, lambda: not _saving(run))
            _wait(process, lambda: _saving(run))
            time.sleep(rng.uniform(0, 0.005))
        finally:
            process.kill()
            process.wait()
        amid += _saving(run)
        finished = max(finished, _epoch_at_work(run) - 1)  # an epoch begins when the one before is on the disk
        check(run, finished)
    return amid, finished


def main() -> None:
    """Kill as often as asked for, and say what was left."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=40)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--training", action="store_true", help="kill real trainings; each takes some seconds")
    given = options.parse_args()
    kill = kill_trainings if given.training else kill_savings
    with tempfile.TemporaryDirectory(prefix="rnnviz-kills-") as folder:
        amid, finished = kill(Path(folder), given.kills, given.seed)
    print(f"{given.kills} kills, {amid} amid saving: 0 unreadable runs, 0 of {finished} finished epochs lost")


if __name__ == "__main__":
    main()
