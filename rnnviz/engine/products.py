"""Products of matrices, in blocks of eight rows and sixteen columns that stay in registers.

Each function takes arrays of two axes, whose rows lie one behind the other.
"""

from typing import Any

import numpy as np

from rnnviz.engine.compiling import compiled
from rnnviz.engine.vectors import load, multiply_add, spread, spread_at, store
from rnnviz.shapes import Floats

__all__ = ["add_column_sums", "add_transposed_product", "eight_rows", "eight_zeros", "product"]


@compiled
def eight_rows(
    a: Floats,
    a_place: int,
    row_step: int,
    column_step: int,
    b: Floats,
    b_place: int,
    b_step: int,
    count: int,
    sums: Any,
) -> Any:
    """Eight vectors of sums, to which the products of `count` numbers of eight rows with rows of `b` are added."""
    s0, s1, s2, s3, s4, s5, s6, s7 = sums
    for _ in range(count):
        row = load(b, b_place)
        s0 = multiply_add(spread_at(a, a_place), row, s0)
        s1 = multiply_add(spread_at(a, a_place + row_step), row, s1)
        s2 = multiply_add(spread_at(a, a_place + 2 * row_step), row, s2)
        s3 = multiply_add(spread_at(a, a_place + 3 * row_step), row, s3)
        s4 = multiply_add(spread_at(a, a_place + 4 * row_step), row, s4)
        s5 = multiply_add(spread_at(a, a_place + 5 * row_step), row, s5)
        s6 = multiply_add(spread_at(a, a_place + 6 * row_step), row, s6)
        s7 = multiply_add(spread_at(a, a_place + 7 * row_step), row, s7)
        a_place += column_step
        b_place += b_step
    return s0, s1, s2, s3, s4, s5, s6, s7


@compiled
def eight_zeros() -> Any:
    """Eight vectors of zeros."""
    zero = spread(np.float32(0))
    return zero, zero, zero, zero, zero, zero, zero, zero


@compiled
def product(a: Floats, a_first: int, b: Floats, bias: Floats, out: Floats, first: int, stop: int) -> None:
    """Out = a · b + bias, its columns from `first` to `stop`, of the columns of `a` from `a_first` on.

    Rows of `out` are a multiple of 8, `first` and `stop` of 16.
    """
    width, (inner, columns) = a.shape[1], b.shape
    for column in range(first, stop, 16):
        begun = load(bias, column)
        for row in range(0, len(a), 8):
            sums = (begun, begun, begun, begun, begun, begun, begun, begun)
            sums = eight_rows(a, row * width + a_first, width, 1, b, column, columns, inner, sums)
            for number in range(8):
                store(out, (row + number) * columns + column, sums[number])


_CHUNK = 256
"""Rows that are summed one by one; sums of longer columns are sums of such sums, which loses fewer digits."""


@compiled
def add_transposed_product(a: Floats, b: Floats, b_first: int, out: Floats, first: int, stop: int) -> None:
    """Out += aᵀ · b, its columns from `first` to `stop`, where column 0 is that of `b` at `b_first`.

    Rows of `out` are a multiple of 8, `first` and `stop` of 16.
    """
    inner, columns = out.shape
    rows, a_width, b_width = len(a), a.shape[1], b.shape[1]
    for row in range(0, rows, _CHUNK):
        count = min(rows - row, _CHUNK)
        for column in range(first, stop, 16):
            for above in range(0, inner, 8):
                b_place = row * b_width + b_first + column
                sums = eight_rows(a, row * a_width + above, 1, a_width, b, b_place, b_width, count, eight_zeros())
                for number in range(8):
                    place = (above + number) * columns + column
                    store(out, place, load(out, place) + sums[number])


@compiled
def add_column_sums(a: Floats, a_first: int, out: Floats) -> None:
    """Out += sum over the rows of `a`, of the columns from `a_first` on; columns are a multiple of 16."""
    rows, width = a.shape
    for first in range(0, rows, _CHUNK):
        for column in range(0, len(out), 16):
            total = spread(np.float32(0))
            for row in range(first, min(first + _CHUNK, rows)):
                total = total + load(a, row * width + a_first + column)
            store(out, column, load(out, column) + total)
