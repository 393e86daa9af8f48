"""Matrices as text: one row a line, as they are typed or pasted."""

import math
import re

from rnnviz.errors import DataError
from rnnviz.loops.spec import Rows

__all__ = ["fit_matrix", "format_matrix", "parse_matrix"]

_MOST_CHARACTERS = 100_000
_MOST_VALUES = 5_000
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)


def parse_matrix(text: str, what: str) -> Rows:
    """Rows of a matrix from its text.

    Each line that is not blank is a row; numbers are separated by spaces, tabs, commas or semicolons.

    Parameters
    ----------
    text
        The text.
    what
        What the matrix is called in a message, such as "W".

    Raises
    ------
    DataError
        If there is nothing, too much, something that is no finite number, or a row longer than the others.
    """
    if len(text) > _MOST_CHARACTERS:
        raise DataError(
            "{what} is a text of {count:,} characters, and up to {most:,} are read. Give a smaller matrix, or "
            "fewer digits.",
            what=what,
            count=len(text),
            most=_MOST_CHARACTERS,
        )
    lines = (_cells(line) for line in text.removeprefix("\ufeff").replace("−", "-").splitlines())
    rows = [cells for cells in lines if cells]
    _check_sizes(rows, what)
    return tuple(
        tuple(_number(cell, what, row, column) for column, cell in enumerate(cells, start=1))
        for row, cells in enumerate(rows, start=1)
    )


def format_matrix(rows: Rows) -> str:
    """A matrix as text, one row a line, with the shortest decimals that read back as the same floats."""
    return "\n".join(" ".join(repr(float(value)).removesuffix(".0") for value in row) for row in rows)


def fit_matrix(rows: Rows, shape: tuple[int, int]) -> Rows:
    """The top left part of a matrix in another shape; what it lacks is 0."""
    height, width = shape
    kept = [row[:width] for row in rows[:height]]
    kept += [()] * (height - len(kept))
    return tuple((*row, *[0.0] * (width - len(row))) for row in kept)


def _cells(line: str) -> list[str]:
    """What stands between the separators of a line; nothing between two commas is an empty cell."""
    parts = re.split("[,;]", line)
    if not parts[-1].strip():
        parts.pop()  # a comma at the end of a line separates nothing
    return [cell for part in parts for cell in part.split() or [""]]


def _check_sizes(rows: list[list[str]], what: str) -> None:
    if not rows:
        raise DataError("{what} is empty. Write one row a line, its numbers separated by spaces or commas.", what=what)
    count = sum(map(len, rows))
    if count > _MOST_VALUES:
        raise DataError(
            "{what} has {count:,} numbers, and up to {most:,} are read. Give a smaller matrix.",
            what=what,
            count=count,
            most=_MOST_VALUES,
        )
    width = len(rows[0])
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise DataError(
                "{what}: row {row} has {count:,} number and row 1 has {width:,}. Give every row as many numbers as the "
                "first, with a point as the decimal sign."
                if len(row) == 1
                else "{what}: row {row} has {count:,} numbers and row 1 has {width:,}. Give every row as many numbers "
                "as the first, with a point as the decimal sign.",
                what=what,
                row=number,
                count=len(row),
                width=width,
            )


_EMPTY = "{what}, row {row}, column {column} is empty. Write a number between two commas, 0 if there is nothing."
_INFINITE = "{what}, row {row}, column {column} is {cell}. A loop needs finite numbers: write one instead."
_NO_NUMBER = "{what}, row {row}, column {column}: {cell} is not a number. Write numbers such as 0.5, -2 or 1e-3."
_TOO_LARGE = "{what}, row {row}, column {column}: {cell} is too large. Numbers go up to 1.79e308."


def _number(cell: str, what: str, row: int, column: int) -> float:
    if not cell:
        raise DataError(_EMPTY, what=what, row=row, column=column)
    if _NOT_FINITE.fullmatch(cell):
        raise DataError(_INFINITE, what=what, row=row, column=column, cell=_shown(cell))
    if not _NUMBER.fullmatch(cell):
        raise DataError(_NO_NUMBER, what=what, row=row, column=column, cell=_shown(cell))
    value = float(cell)
    if not math.isfinite(value):
        raise DataError(_TOO_LARGE, what=what, row=row, column=column, cell=_shown(cell))
    return value


def _shown(cell: str) -> str:
    """At most 40 characters of a cell in quotation marks, signs that cannot be seen replaced."""
    short = cell if len(cell) <= 40 else f"{cell[:39]}…"
    return f"“{''.join(sign if sign.isprintable() else '�' for sign in short)}”"
