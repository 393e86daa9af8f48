"""Numbers of one's own, checked: matrices row by row, with a sentence on what cannot be used."""

import math
from collections.abc import Iterable
from typing import TypeGuard

from rnnviz.errors import ConfigurationError

__all__ = ["Rows", "checked_rows", "is_number", "short"]

Rows = tuple[tuple[float, ...], ...]
"""A matrix as plain numbers, row by row: hashable, so that a spec can be a key."""

_NEEDED = {
    (False, False): "{name} needs {rows:,} rows of {numbers:,} numbers",
    (False, True): "{name} needs {rows:,} rows of {numbers:,} number",
    (True, False): "{name} needs {rows:,} row of {numbers:,} numbers",
    (True, True): "{name} needs {rows:,} row of {numbers:,} number",
}
"""How a matrix should be, by whether that is one row, and one number in it."""

_WRONG_ROWS = {
    "one": "{expected}, not {count:,} row. Add rows.",
    "too few": "{expected}, not {count:,} rows. Add rows.",
    "too many": "{expected}, not {count:,} rows. Leave rows out.",
}
_WRONG_NUMBERS = {
    "one": "{expected}, and row {row} has {count:,} number. Add numbers in row {row}.",
    "too few": "{expected}, and row {row} has {count:,} numbers. Add numbers in row {row}.",
    "too many": "{expected}, and row {row} has {count:,} numbers. Leave numbers in row {row} out.",
}


def checked_rows(field: str, name: str, rows: object, shape: tuple[int, int]) -> Rows:
    """Own numbers as tuples of floats, or say which of them cannot be used."""
    height, width = shape
    expected = ConfigurationError(_NEEDED[height == 1, width == 1], name=name, rows=height, numbers=width)
    if not isinstance(rows, tuple | list):
        raise ConfigurationError(
            "{expected}, and {field} is {value}. Give a tuple of rows.",
            expected=expected,
            field=field,
            value=short(rows),
        )
    if len(rows) != height:
        wrong = "too many" if len(rows) > height else "one" if len(rows) == 1 else "too few"
        raise ConfigurationError(_WRONG_ROWS[wrong], expected=expected, count=len(rows))
    return tuple(_checked_row(expected, name, number, row, width) for number, row in enumerate(rows, start=1))


def _checked_row(expected: ConfigurationError, name: str, number: int, row: object, width: int) -> tuple[float, ...]:
    if not isinstance(row, tuple | list):
        raise ConfigurationError(
            "{expected}, and row {number} is {value}. Give each row as a tuple of numbers.",
            expected=expected,
            number=number,
            value=short(row),
        )
    if len(row) != width:
        wrong = "too many" if len(row) > width else "one" if len(row) == 1 else "too few"
        raise ConfigurationError(_WRONG_NUMBERS[wrong], expected=expected, row=number, count=len(row))
    for column, value in enumerate(row, start=1):
        if not is_number(value) or not _is_finite(value):
            raise ConfigurationError(
                "{name}, row {number}, column {column} is {value}, not a finite number. Give a number such as 0.5, -2 "
                "or 1e-3.",
                name=name,
                number=number,
                column=column,
                value=short(value),
            )
    return tuple(map(float, row))


def is_number(value: object) -> TypeGuard[float]:
    """Whether a value is a number; a truth value is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:  # a whole number beyond the largest float
        return False


def short(value: object) -> str:
    """How a value is written, at most 40 characters of it."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**36:
        return "a number of more than 36 digits"  # Python refuses to write out the longest ones
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"a {type(value).__name__}"
    written = repr(value)
    return written if len(written) <= 40 else f"{written[:39]}…"
