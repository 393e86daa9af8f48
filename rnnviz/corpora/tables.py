"""Labelled reviews from a CSV or Parquet file."""

import csv
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np

from rnnviz.corpora.corpus import Corpus
from rnnviz.errors import DataError

__all__ = ["LABELS", "MOST_ROWS", "csv_columns", "read_csv", "read_parquet", "read_table"]

LABELS = {"negative": 0, "positive": 1, "neg": 0, "pos": 1, "0": 0, "1": 1}
"""How a label may be written, in lower case."""

MOST_ROWS = 1_000_000
"""Reviews of one file at most."""

_MOST_BYTES = 500_000_000
_MOST_COLUMNS = 100
_MOST_CHARACTERS = 1_000_000  # in one cell
_MOST_NAMED = 5  # rows that a sentence about bad labels names
_OTHER_KINDS = {
    b"\x1f\x8b": "{file} is a gzip archive, not a CSV file: unpack it or save it as CSV first.",
    b"PK\x03\x04": "{file} is a zip archive or a spreadsheet, not a CSV file: unpack it or save it as CSV first.",
    b"PAR1": "{file} is a Parquet file, not a CSV file: unpack it or save it as CSV first.",
}
"""First bytes of what is often given instead of a CSV file, and what is said of it."""


def read_table(path: Path) -> Corpus:
    """Corpus of a CSV or Parquet file with the columns `text` and `label`.

    Raises
    ------
    DataError
        The file is missing, too large, damaged, or a row of it has no usable label.
    """
    if not os.path.isfile(path):  # noqa: PTH113 (False, not an OSError, for a name that no file can have)
        raise DataError(
            "A CSV or Parquet file with labelled reviews was expected at {path}, but there is none.", path=path
        )
    if path.stat().st_size == 0:  # or a file of the system, whose reading may never end
        raise DataError(
            "{file} is empty: a header with the names of its columns was expected in its first line.", file=path.name
        )
    if path.stat().st_size > _MOST_BYTES:
        raise DataError(
            "{file} has {size:,} bytes; at most {most:,} are read.",
            file=path.name,
            size=path.stat().st_size,
            most=_MOST_BYTES,
        )
    return read_parquet(path) if path.suffix == ".parquet" else read_csv(path)


def read_csv(source: Path | bytes, *, text: str = "text", label: str = "label", name: str | None = None) -> Corpus:
    """Corpus of a UTF-8 CSV file.

    Parameters
    ----------
    source
        The file, or its content.
    text, label
        The columns of the reviews and of their labels (0, 1, negative, positive, neg or pos).
    name
        What the corpus is called; the file's name if None.

    Raises
    ------
    DataError
        The file is not UTF-8, not well-formed, or a row of it has no usable label; the sentence names the row.
    """
    with _csv_rows(source, name) as (rows, file_name):
        return _corpus(name or Path(file_name).stem, _cells(rows, file_name, text=text, label=label))


def csv_columns(source: Path | bytes, *, name: str | None = None) -> tuple[str, ...]:
    """Names of the columns as `read_csv` takes them: lower case, without spaces around them.

    Raises
    ------
    DataError
        There is no header, it has more than 100 columns, a name stands twice, or the file is no UTF-8 CSV file.
    """
    with _csv_rows(source, name) as (rows, file_name):
        return _header(rows, file_name)


@contextmanager
def _csv_rows(source: Path | bytes, name: str | None) -> Iterator[tuple[Iterator[list[str]], str]]:
    """Rows of a CSV file, and what the file is called; whatever is wrong with its form is raised as a sentence."""
    file_name = name or (source.name if isinstance(source, Path) else "the file")
    csv.field_size_limit(_MOST_CHARACTERS)
    try:
        with source.open("rb") if isinstance(source, Path) else io.BytesIO(source) as file:
            _refuse_other_kinds(file, file_name)
            lines = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            yield (
                csv.reader(lines, strict=True),
                file_name,
            )  # strict: an unclosed quote is an error, not half of the rows
    except UnicodeDecodeError:
        raise _undecodable(source, file_name) from None
    except csv.Error as error:
        if "field larger" in str(error):
            raise DataError(
                "{file} holds a cell of more than {most:,} characters: a review has fewer, or a quote is not closed.",
                file=file_name,
                most=_MOST_CHARACTERS,
            ) from None
        raise DataError(
            "{file} is not a well-formed CSV file ({error}): look for a quote that is not closed.",
            file=file_name,
            error=error,
        ) from None


def _refuse_other_kinds(file: BinaryIO, name: str) -> None:
    """Refuse what is not even text by its first bytes: an archive could hold a hundred times its size."""
    begin = file.read(4)
    file.seek(0)
    sign = next((sign for sign in _OTHER_KINDS if begin.startswith(sign)), None)
    if sign is not None:
        raise DataError(_OTHER_KINDS[sign], file=name)


def _undecodable(source: Path | bytes, name: str) -> DataError:
    try:  # whole: the position in the error of a stream counts from a block's start
        (source.read_bytes() if isinstance(source, Path) else source).decode("utf-8")
    except UnicodeDecodeError as error:
        return DataError(
            "{file} is not UTF-8 text ({reason} at byte {byte:,}): save it as UTF-8.",
            file=name,
            reason=error.reason,
            byte=error.start,
        )
    return DataError("{file} is not UTF-8 text (it changed while it was read): save it as UTF-8.", file=name)


def _header(rows: Iterator[list[str]], name: str) -> tuple[str, ...]:
    header = tuple(cell.strip().lower() for cell in next(rows, []))
    if len(header) > _MOST_COLUMNS:
        raise DataError(
            "{file} has {columns:,} columns; a file of reviews has at most {most}.",
            file=name,
            columns=len(header),
            most=_MOST_COLUMNS,
        )
    if not header:
        raise DataError(
            "{file} is empty: a header with the names of its columns was expected in its first line.", file=name
        )
    twice = next((column for column in header if header.count(column) > 1), None)
    if twice is not None:
        raise DataError(
            "{file} has two columns that are called {column!r}: each name may stand once in its first line.",
            file=name,
            column=twice[:40],
        )
    return header


def _cells(rows: Iterator[list[str]], name: str, *, text: str, label: str) -> Iterator[tuple[str, str]]:
    header = _header(rows, name)
    if text not in header or label not in header:
        raise DataError(
            "{file} needs a header with the columns {text} and {label}; it has {found}.",
            file=name,
            text=text,
            label=label,
            found=", ".join(header[:10])[:200],
        )
    places = header.index(text), header.index(label)
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise DataError(
                "{file}, row {row}: a row has {cells} cells where the header has {columns}: {content!r}.",
                file=name,
                row=number,
                cells=len(row),
                columns=len(header),
                content=", ".join(row)[:80],
            )
        yield row[places[0]], row[places[1]]


def read_parquet(path: Path) -> Corpus:
    """Corpus of a Parquet file with the columns `text` and `label`."""
    import pandas as pd
    from pyarrow import ArrowException

    try:
        frame = pd.read_parquet(path, columns=["text", "label"])
    except (ArrowException, OSError, ValueError) as error:
        raise DataError(
            "{file} is not a Parquet file with the columns text and label ({error}).", file=path.name, error=error
        ) from None
    missing = np.flatnonzero(frame.isna().any(axis=1))
    if missing.size:
        raise DataError("{file}, row {row}: its text or its label is missing.", file=path.name, row=int(missing[0]) + 1)
    return _corpus(path.stem, zip(frame["text"].astype(str), frame["label"].astype(str), strict=True))


def _corpus(name: str, rows: Iterable[tuple[str, str]]) -> Corpus:
    texts, labels = [], []
    wrong: list[tuple[int, str]] = []
    for number, (text, label) in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise DataError("{file} has more than {most:,} rows; at most {most:,} are read.", file=name, most=MOST_ROWS)
        value = LABELS.get(label.strip().lower().removesuffix(".0"))
        if value is None:
            wrong.append((number, label))
            continue
        if "\0" in text:
            raise DataError(
                "{file}, row {row}: its text holds a NUL, which no text does; the file is damaged or of another kind.",
                file=name,
                row=number,
            )
        texts.append(text)
        labels.append(value)
    if wrong:
        raise _wrong_labels(name, wrong)
    if not texts:
        raise DataError("{file} holds no review.", file=name)
    return Corpus(name=name, texts=tuple(texts), labels=np.array(labels, dtype=np.int8))


def _wrong_labels(name: str, wrong: list[tuple[int, str]]) -> DataError:
    (number, label), *others = wrong
    first = DataError(
        "{file}, row {row}: a label is 0, 1, negative or positive, not {label!r}.",
        file=name,
        row=number,
        label=label[:40],
    )
    if not others:
        return first
    return DataError(
        "{first} The same holds for row {rows}."
        if len(others) <= _MOST_NAMED
        else "{first} The same holds for row {rows} and {more:,} more.",
        first=first,
        rows=", ".join(f"{other:,}" for other, _ in others[:_MOST_NAMED]),
        more=len(others) - _MOST_NAMED,
    )
