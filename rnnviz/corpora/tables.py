"""Labelled reviews from a CSV or Parquet file."""

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from rnnviz.corpora.corpus import Corpus
from rnnviz.errors import DataError

__all__ = ["LABELS", "read_csv", "read_parquet", "read_table"]

LABELS = {"negative": 0, "positive": 1, "neg": 0, "pos": 1, "0": 0, "1": 1}
"""How a label may be written, in lower case."""

_MOST_BYTES = 500_000_000
_MOST_COLUMNS = 100
_MOST_CHARACTERS = 1_000_000  # in one cell


def read_table(path: Path) -> Corpus:
    """Corpus of a CSV or Parquet file with the columns `text` and `label`.

    Raises
    ------
    DataError
        The file is missing, too large, damaged, or a row of it has no usable label.
    """
    if not os.path.isfile(path):  # noqa: PTH113 (False, not an OSError, for a name that no file can have)
        raise DataError(f"A CSV or Parquet file with labelled reviews was expected at {path}, but there is none.")
    if path.stat().st_size > _MOST_BYTES:
        raise DataError(f"{path.name} has {path.stat().st_size:,} bytes; at most {_MOST_BYTES:,} are read.")
    return read_parquet(path) if path.suffix == ".parquet" else read_csv(path)


def read_csv(path: Path) -> Corpus:
    """Corpus of a UTF-8 CSV file with the columns `text` and `label` (0, 1, negative, positive, neg or pos)."""
    csv.field_size_limit(_MOST_CHARACTERS)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)  # strict: an unclosed quote is an error, not half of the rows
            return _corpus(path.stem, _cells(rows, path.name))
    except UnicodeDecodeError:
        raise DataError(f"{path.name} is not UTF-8 text ({_undecodable(path)}): save it as UTF-8.") from None
    except csv.Error as error:
        raise DataError(
            f"{path.name} is not a well-formed CSV file ({error}): look for a quote that is not closed."
        ) from None


def _undecodable(path: Path) -> str:
    try:
        path.read_bytes().decode("utf-8")  # whole: the position in the error of a stream counts from a block's start
    except UnicodeDecodeError as error:
        return f"{error.reason} at byte {error.start:,}"
    return "it changed while it was read"


def _cells(rows: Iterator[list[str]], name: str) -> Iterator[tuple[str, str]]:
    header = [cell.strip().lower() for cell in next(rows, [])]
    if len(header) > _MOST_COLUMNS:
        raise DataError(f"{name} has {len(header):,} columns; a file of reviews has at most {_MOST_COLUMNS}.")
    if "text" not in header or "label" not in header:
        raise DataError(
            f"{name} needs a header with the columns text and label; it has {', '.join(header[:10]) or 'none'}."
        )
    text, label = header.index("text"), header.index("label")
    for row in rows:
        if len(row) != len(header):
            raise DataError(
                f"{name}: a row has {len(row)} cells where the header has {len(header)}: {', '.join(row)[:80]!r}."
            )
        yield row[text], row[label]


def read_parquet(path: Path) -> Corpus:
    """Corpus of a Parquet file with the columns `text` and `label`."""
    import pandas as pd
    from pyarrow import ArrowException

    try:
        frame = pd.read_parquet(path, columns=["text", "label"])
    except (ArrowException, OSError, ValueError) as error:
        raise DataError(f"{path.name} is not a Parquet file with the columns text and label ({error}).") from None
    missing = np.flatnonzero(frame.isna().any(axis=1))
    if missing.size:
        raise DataError(f"{path.name}, row {missing[0] + 1}: its text or its label is missing.")
    return _corpus(path.stem, zip(frame["text"].astype(str), frame["label"].astype(str), strict=True))


def _corpus(name: str, rows: Iterable[tuple[str, str]]) -> Corpus:
    texts, labels = [], []
    for number, (text, label) in enumerate(rows, start=1):
        key = label.strip().lower().removesuffix(".0")
        if key not in LABELS:
            raise DataError(f"{name}, row {number}: a label is 0, 1, negative or positive, not {label[:40]!r}.")
        texts.append(text)
        labels.append(LABELS[key])
    if not texts:
        raise DataError(f"{name} holds no review.")
    return Corpus(name=name, texts=tuple(texts), labels=np.array(labels, dtype=np.int8))
