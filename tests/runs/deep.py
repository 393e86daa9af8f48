"""A run of four wide layers that learnt nothing, as large as the app must show one, made in a process of its own."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from rnnviz.networks import LayerSpec
from rnnviz.runs import Run, find_run

__all__ = ["LAYERS", "UNITS", "deep_run"]

UNITS, LAYERS = 128, 4
EPOCHS = 3


def deep_run(path: Path) -> Run:
    """Run directory of an untrained stack of LSTMs, with the weights of a few epochs, all the same."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.runs.deep", str(path)], capture_output=True, text=True, check=False, timeout=300
    )
    assert made.returncode == 0, made.stderr
    return Run(path)


def _make(path: Path) -> None:
    from rnnviz.networks.keras_model import build_keras_model

    shipped = find_run("imdb-lstm")
    spec = replace(shipped.record.network, layers=(LayerSpec(cell="lstm", units=UNITS),) * LAYERS)
    shutil.copytree(shipped.path, path, ignore=shutil.ignore_patterns("epochs", "batches.jsonl", "model.keras"))
    run, model = Run(path), build_keras_model(spec, seed=0)
    model.save(run.model_file)
    (path / "epochs").mkdir()
    weights = {f"{place:02d}/weights": values.astype(np.float16) for place, values in enumerate(model.get_weights())}
    for epoch in range(1, EPOCHS + 1):
        np.savez(run.epoch_file(epoch), allow_pickle=False, **weights)
    run.write_history(shipped.history[:EPOCHS])
    run.write_record(network=spec)


if __name__ == "__main__":
    _make(Path(sys.argv[1]))
