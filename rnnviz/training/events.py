"""Event files, in which TensorBoard finds a run's curves; writing them needs no TensorBoard.

Training and validation have a folder each and share their tags, as with Keras's own callback, so that TensorBoard draws
them into one chart. A file follows from the history alone and is appended to, so a resumed run repeats no step, and a
TensorBoard that is open sees every new epoch.
"""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rnnviz.runs import EpochMetrics, Run, write_bytes

__all__ = ["event_file", "write_events"]

_PREFIXES = {"train": "", "validation": "val_"}
_TAGS = {"epoch_loss": "loss", "epoch_accuracy": "accuracy"}


def event_file(run: Run, part: str) -> Path:
    """Event file of the part "train" or "validation"; TensorBoard knows it by ``tfevents`` in its name."""
    return run.path / "tensorboard" / part / "events.out.tfevents.rnnviz"


def write_events(run: Run, history: Sequence[EpochMetrics]) -> None:
    """Bring the event files of a run up to its finished epochs; a step is an epoch."""
    for part, prefix in _PREFIXES.items():
        file = event_file(run, part)
        file.parent.mkdir(parents=True, exist_ok=True)
        content = _records(_events(run, history, prefix))
        before = file.read_bytes() if file.exists() else b""
        if before and content.startswith(before):
            with file.open("ab") as more:
                more.write(content[len(before) :])
        else:
            write_bytes(file, content)


def _events(run: Run, history: Sequence[EpochMetrics], prefix: str) -> Iterator[Any]:
    """Protocol buffers: the version, and one for each epoch, at the time at which it would have ended undisturbed."""
    import tensorflow as tf

    time = _began(run)
    yield tf.compat.v1.Event(wall_time=time, file_version="brain.Event:2")
    for row in history:
        time += row.seconds
        values = [
            tf.compat.v1.Summary.Value(tag=tag, simple_value=getattr(row, prefix + name)) for tag, name in _TAGS.items()
        ]
        yield tf.compat.v1.Event(wall_time=time, step=row.epoch, summary=tf.compat.v1.Summary(value=values))


def _began(run: Run) -> float:
    try:
        return datetime.fromisoformat(run.record.created).timestamp()
    except ValueError:  # a record from elsewhere; only the axis of times suffers
        return 0.0


def _records(events: Iterator[Any]) -> bytes:
    """Events in TensorFlow's record format, each with its length and checksums."""
    import tensorflow as tf

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records"
        with tf.io.TFRecordWriter(str(file)) as writer:
            for event in events:
                writer.write(event.SerializeToString(deterministic=True))
        return file.read_bytes()
