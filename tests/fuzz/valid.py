"""Small valid files of every kind, made without Keras: what the fuzzer begins with."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import h5py
import numpy as np

from rnnviz.cells import CELLS
from rnnviz.networks import LayerSpec, NetworkSpec
from rnnviz.networks.keras_config import read_config, weight_shapes
from rnnviz.runs import CorpusRecord, EpochMetrics, RunRecord, TrainingSpec
from rnnviz.runs.history import history_text
from rnnviz.text import Padding, Vocabulary
from tests.networks.drawing import random_weights

__all__ = ["OPTIMIZER", "SPEC", "WORDS", "csv_file", "epoch_file", "keras_file", "packed", "run_files"]

WORDS = Vocabulary(["the", "a", "film", "great", "bad", "not", "really", "plot"])
SPEC = NetworkSpec(
    num_words=len(WORDS),
    input_features=3,
    layers=(LayerSpec(cell="lstm", units=4, bidirectional=True), LayerSpec(cell="gru", units=4)),
)
OPTIMIZER: Sequence[tuple[tuple[int, ...], str]] = [((), "int64"), ((), "float32"), ((len(WORDS), 3), "float32")]
"""Shape and type of the numbers that a checkpoint keeps beside the weights."""

_EPOCHS = 3


def packed(members: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Zip file of these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, member in members.items():
            archive.writestr(zipfile.ZipInfo(name), member, compression)
    return content.getvalue()


@cache
def keras_file(steps: int = 1, spec: NetworkSpec = SPEC) -> bytes:
    """A ``.keras`` file, with an optimizer of `SPEC` that has made so many steps."""
    config, weights = json.dumps(_config(spec)).encode(), _weight_file(steps, spec)
    return packed({"metadata.json": b"{}", "config.json": config, "model.weights.h5": weights})


def _config(spec: NetworkSpec) -> dict[str, Any]:
    recurrent = [_layer(layer, last=number == len(spec.layers)) for number, layer in enumerate(spec.layers, start=1)]
    embedding = {"input_dim": spec.num_words, "output_dim": spec.input_features, "mask_zero": False}
    layers = [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, None]}},
        {"module": "keras.layers", "class_name": "Embedding", "config": {"name": "embedding", **embedding}},
        *recurrent,
        {
            "module": "keras.layers",
            "class_name": "Dense",
            "config": {"name": "dense", "units": 1, "activation": "sigmoid", "use_bias": True},
        },
    ]
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "sequential", "trainable": True, "layers": layers},
        "compile_config": {"optimizer": "adam", "loss": "binary_crossentropy"},
    }


def _layer(layer: LayerSpec, *, last: bool) -> dict[str, Any]:
    cell = CELLS[layer.cell]
    settings = {**cell.keras_settings, "units": layer.units, "return_sequences": not last, "go_backwards": False}
    inner = {"module": "keras.layers", "class_name": cell.keras_class, "config": settings}
    if not layer.bidirectional:
        return inner
    return {
        "module": "keras.layers",
        "class_name": "Bidirectional",
        "config": {"name": "bidirectional", "merge_mode": "concat", "layer": inner},
    }


def _weight_file(steps: int, spec: NetworkSpec) -> bytes:
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        groups = read_config(_config(spec))[0]
        for group, places, arrays in zip(groups, weight_shapes(spec), random_weights(spec), strict=True):
            for place, array in zip(places, arrays, strict=True):
                file[f"layers/{group}/{place}"] = array
        for number, (shape, dtype) in enumerate(OPTIMIZER):
            file[f"optimizer/vars/{number}"] = np.full(shape, steps, dtype)
    return content.getvalue()


@cache
def epoch_file(spec: NetworkSpec = SPEC) -> bytes:
    """Weights of a network after an epoch."""
    arrays = [array.astype(np.float16) for layer in random_weights(spec) for array in layer]
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **{f"{place:02d}/array": one for place, one in enumerate(arrays)})
    return content.getvalue()


@cache
def bag_file() -> bytes:
    """A bag of words of the run."""
    numbers = {"bias": 0.5, "penalty": 0.1, "accuracy": 0.8, "trained_on": 2_000, "validated_with": 500}
    arrays = {name: np.float64(value) for name, value in numbers.items()}
    weights = np.array([0, 0, 0, *np.linspace(-1, 1, len(WORDS) - 3)], dtype=np.float32)
    content = io.BytesIO()
    np.savez(content, weights=weights, corpus=np.full(32, 0xAB, np.uint8), **arrays)
    return content.getvalue()


def trust_file() -> bytes:
    """What was measured of the run's model."""
    counts = {"counts": [10] * 10, "probability": [place / 10 + 0.05 for place in range(10)], "positive": [5] * 10}
    measured = {"name": "others", "fingerprint": "cd" * 32, "reviews": 100, "left_out": 0}
    model = hashlib.sha256(keras_file()).hexdigest()
    shares = {"accuracy": 0.5, "bag_of_words_accuracy": 0.5}
    return json.dumps({"model": model, "measured": {**measured, **shares}, "calibration": counts}).encode()


@cache
def run_files() -> dict[str, bytes]:
    """Every file of a finished run."""
    history = [
        EpochMetrics(epoch=epoch, loss=0.6, accuracy=0.6, val_loss=0.69, val_accuracy=0.5, seconds=2.5)
        for epoch in range(1, _EPOCHS + 1)
    ]
    lines = [
        {"epoch": epoch, "batch": batch, "loss": 0.6, "accuracy": 0.6, "batches": 20, "seconds": batch, "session": 1}
        for epoch in range(1, _EPOCHS + 1)
        for batch in range(0, 20, 5)
    ]
    record = RunRecord(
        network=SPEC,
        padding=Padding(maxlen=12),
        training=TrainingSpec(epochs=_EPOCHS),
        corpus=CorpusRecord(name="imdb", fingerprint="ab" * 32, training=2_000, validation=500),
        status="finished",
        created="2026-01-02T03:04:05+00:00",
        versions={"keras": "3.15.1"},
        metrics={"best_epoch": 1, "val_loss": 0.69, "val_accuracy": 0.5, "test_accuracy": 0.5, "test_reviews": 500},
    )
    return {
        "run.json": json.dumps(record.to_dict(), indent=2).encode(),
        "vocabulary.txt": WORDS.to_text().encode(),
        "model.keras": keras_file(),
        "checkpoint.keras": keras_file(),
        "bag_of_words.npz": bag_file(),
        "measured.json": trust_file(),
        "history.csv": history_text(history).encode(),
        "batches.jsonl": "".join(f"{json.dumps(line)}\n" for line in lines).encode(),
        **{f"epochs/{epoch:02d}.npz": epoch_file() for epoch in range(1, _EPOCHS + 1)},
    }


def csv_file() -> bytes:
    """Twenty labelled reviews."""
    rows = [f'"a ""great"" film, number {number}\nreally",{number % 2}' for number in range(20)]
    return "\n".join(["text,label", *rows, ""]).encode()
