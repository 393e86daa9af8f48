"""Matrices come back from their text as they went, and any other text gives a sentence."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnviz.errors import DataError
from rnnviz.loops import Rows, fit_matrix, format_matrix, parse_matrix

floats = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def matrices(draw: st.DrawFn, elements: st.SearchStrategy[float] = floats) -> Rows:
    """Draw a matrix of 1 to 5 rows and columns."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return tuple(tuple(draw(elements) for _ in range(width)) for _ in range(height))


@given(rows=matrices())
def test_a_matrix_survives_its_text(rows: Rows) -> None:
    """Any floats come back as the same floats, signs of zeros included."""
    again = parse_matrix(format_matrix(rows), "W")
    assert again == rows
    assert [math.copysign(1, v) for row in again for v in row] == [math.copysign(1, v) for row in rows for v in row]


def test_the_text_is_the_shortest() -> None:
    """Whole numbers have no point, and no number has more digits than it needs."""
    assert format_matrix(((1.0, -2.0, 0.1), (1e-7, 1e22, 0.0))) == "1 -2 0.1\n1e-07 1e+22 0"


@pytest.mark.parametrize(
    "text",
    [
        "1 2.5\n-3 0.001",
        "1,2.5\n-3,1e-3",
        "1, 2.5,\r\n-3, 1E-3,\r\n",
        "1;2.5\n−3;.001",
        "\n\n  1\t+2.5  \n\n -3.0\t1.0e-3\n\n",
        "\ufeff1. 2.50\n-3 ; 0.0010",
    ],
)
def test_the_usual_ways_to_write_a_matrix_are_read(text: str) -> None:
    """Spaces, tabs, commas, semicolons, blank lines, a typographer's minus and the ends of any system."""
    assert parse_matrix(text, "W") == ((1.0, 2.5), (-3.0, 0.001))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "W is empty. Write one row a line, its numbers separated by spaces or commas."),
        (" \n\t\n", "W is empty. Write one row a line, its numbers separated by spaces or commas."),
        ("1 2\n3 x4", "W, row 2, column 2: “x4” is not a number. Write numbers such as 0.5, -2 or 1e-3."),
        ("1_0", "W, row 1, column 1: “1_0” is not a number. Write numbers such as 0.5, -2 or 1e-3."),
        ("١", "W, row 1, column 1: “١” is not a number. Write numbers such as 0.5, -2 or 1e-3."),
        ("[[1 2]]", "W, row 1, column 1: “[[1” is not a number. Write numbers such as 0.5, -2 or 1e-3."),
        ("1\x00", "W, row 1, column 1: “1�” is not a number. Write numbers such as 0.5, -2 or 1e-3."),
        ("1 nan", "W, row 1, column 2 is “nan”. A loop needs finite numbers: write one instead."),
        ("-Infinity", "W, row 1, column 1 is “-Infinity”. A loop needs finite numbers: write one instead."),
        ("1e999", "W, row 1, column 1: “1e999” is too large. Numbers go up to 1.79e308."),
        ("1,,2", "W, row 1, column 2 is empty. Write a number between two commas, 0 if there is nothing."),
        (
            "1 2\n\n3",
            "W: row 2 has 1 number and row 1 has 2. Give every row as many numbers as the first, with a point as the "
            "decimal sign.",
        ),
        ("1 " * 5001, "W has 5,001 numbers, and up to 5,000 are read. Give a smaller matrix."),
        (
            "1" * 100_001,
            "W is a text of 100,001 characters, and up to 100,000 are read. Give a smaller matrix, or fewer digits.",
        ),
    ],
)
def test_a_text_that_is_no_matrix_is_a_sentence(text: str, sentence: str) -> None:
    """It names the matrix and where it stands there, says what came and what to do."""
    with pytest.raises(DataError) as caught:
        parse_matrix(text, "W")
    assert str(caught.value) == sentence


def test_a_long_word_is_quoted_short() -> None:
    """At most 40 characters of what came are shown."""
    with pytest.raises(DataError, match=f"“{'x' * 39}…” is not a number"):
        parse_matrix("x" * 5000, "W")


@given(text=st.one_of(st.text(), st.text("0123456789.,;- \n\te+−naif", max_size=40)))
def test_any_text_is_a_matrix_or_a_sentence(text: str) -> None:
    """Whatever is pasted gives rows of equal length with finite numbers, or a `DataError`."""
    sentence = ""
    rows: Rows = ()
    try:
        rows = parse_matrix(text, "x")
    except DataError as error:
        sentence = str(error)
    assert len(sentence) < 200
    assert len({len(row) for row in rows}) == (0 if sentence else 1)
    assert all(math.isfinite(value) for row in rows for value in row)


@given(rows=matrices(), height=st.integers(1, 7), width=st.integers(1, 7))
def test_a_matrix_fits_another_shape(rows: Rows, height: int, width: int) -> None:
    """The top left part stays where it is, and what is missing is 0."""
    fitted = fit_matrix(rows, (height, width))
    assert len(fitted) == height
    for i, row in enumerate(fitted):
        assert len(row) == width
        expected: list[Any] = [rows[i][j] if i < len(rows) and j < len(rows[0]) else 0.0 for j in range(width)]
        assert list(row) == expected
