"""Event files, in which TensorBoard finds a run's curves; writing them needs no TensorBoard.

Training and validation have a folder each and share their tags, as with Keras's own callback, so that TensorBoard draws
them into one chart. A file follows from the history alone and is appended to, so a resumed run repeats no step, and a
TensorBoard that is open sees every new epoch.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from rnnviz.runs import EpochMetrics, Run, write_bytes
from rnnviz.training.event_records import as_record, first_event, scalar_event

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
        content = b"".join(map(as_record, _events(run, history, prefix)))
        before = file.read_bytes() if file.exists() else b""
        if before and content.startswith(before):
            with file.open("ab") as more:
                more.write(content[len(before) :])
        else:
            write_bytes(file, content)


def _events(run: Run, history: Sequence[EpochMetrics], prefix: str) -> Iterator[bytes]:
    """The version, and an event for each epoch, at the time at which it would have ended undisturbed."""
    time = _began(run)
    yield first_event(time)
    for row in history:
        time += row.seconds
        yield scalar_event(time, row.epoch, {tag: getattr(row, prefix + name) for tag, name in _TAGS.items()})


def _began(run: Run) -> float:
    try:
        return datetime.fromisoformat(run.record.created).timestamp()
    except ValueError:  # a record from elsewhere; only the axis of times suffers
        return 0.0
