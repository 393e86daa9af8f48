"""The lines of ``history.csv``: what each finished epoch has reached."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rnnviz.errors import DataError
from rnnviz.foreign import read_bytes

__all__ = ["EpochMetrics", "best_epoch", "history_text", "read_history"]

_MOST_BYTES, _MOST_EPOCHS, _MOST = 1_000_000, 1_000, 1e9


@dataclass(frozen=True, kw_only=True)
class EpochMetrics:
    """One line of ``history.csv``; `epoch` counts from 1, `seconds` is the epoch's wall time."""

    epoch: int
    loss: float
    accuracy: float
    val_loss: float
    val_accuracy: float
    seconds: float


def best_epoch(history: Sequence[EpochMetrics]) -> EpochMetrics:
    """Epoch of the highest validation accuracy, the earliest of equals."""
    return max(history, key=lambda row: (row.val_accuracy, -row.epoch))


_COLUMNS = list(EpochMetrics.__dataclass_fields__)


def history_text(history: Iterable[EpochMetrics]) -> str:
    """Content of a ``history.csv``."""
    table = io.StringIO()
    writer = csv.DictWriter(table, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(vars(row) for row in history)
    return table.getvalue()


def read_history(file: Path) -> list[EpochMetrics]:
    """Metrics of every finished epoch; none where there is no file.

    Raises
    ------
    OSError, ValueError, DataError
        The file is damaged; a last line that was cut off is damage, too.
    """
    if not file.exists():
        return []
    text = read_bytes(file, _MOST_BYTES).decode("utf-8")
    if not text.endswith("\n"):
        raise DataError("its end is missing")
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        if next(lines) != _COLUMNS:
            raise DataError("its columns should be {columns}", columns=", ".join(_COLUMNS))
        rows = [_row(number, cells) for number, cells in enumerate(lines, start=1)]
    except csv.Error as error:
        raise DataError("{error}", error=error) from None
    if len(rows) > _MOST_EPOCHS:
        raise DataError("it has {epochs:,} epochs; at most {most:,} are read", epochs=len(rows), most=_MOST_EPOCHS)
    return rows


def _row(number: int, cells: list[str]) -> EpochMetrics:
    if len(cells) != len(_COLUMNS) or cells[0] != str(number):
        raise DataError(
            "it should have one row for each epoch, with {figures} figures; row {row} is another",
            figures=len(_COLUMNS),
            row=number,
        )
    values = [float(cell) for cell in cells[1:]]
    row = EpochMetrics(epoch=number, **dict(zip(_COLUMNS[1:], values, strict=True)))
    if not all(abs(value) <= _MOST for value in values) or row.seconds < 0:
        raise DataError("its row {row} holds a figure that cannot be", row=number)
    if not 0 <= row.accuracy <= 1 or not 0 <= row.val_accuracy <= 1:
        raise DataError("its row {row} holds a share of right verdicts beyond 0 to 1", row=number)
    return row
