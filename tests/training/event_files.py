"""How the tests read event files: by TensorFlow's own reader."""

from pathlib import Path
from typing import Any

import pytest

from rnnviz.runs import EpochMetrics

Point = tuple[int, dict[str, float]]


def read_events(file: Path) -> list[Point]:
    """Step and scalars of each event after the first, which tells the version."""
    import tensorflow as tf

    records = [record.numpy() for record in tf.data.TFRecordDataset(str(file))]
    first, *others = map(tf.compat.v1.Event.FromString, records)
    assert first.file_version == "brain.Event:2"
    return [(one.step, {value.tag: value.simple_value for value in one.summary.value}) for one in others]


def points(history: list[EpochMetrics], prefix: str = "") -> list[Point]:
    """What the events of a history should be; `prefix` chooses training or validation."""

    def about(row: EpochMetrics, name: str) -> Any:
        return pytest.approx(getattr(row, prefix + name), rel=1e-6)  # a float32

    return [
        (row.epoch, {"epoch_loss": about(row, "loss"), "epoch_accuracy": about(row, "accuracy")}) for row in history
    ]
