"""Arrays on their way to the browser: base64 of little-endian numbers, row-major."""

import base64
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.shapes import Floats

__all__ = ["Packer", "as_base64", "as_float32", "as_int16"]

_LARGEST_FLOAT32 = float(np.finfo(np.float32).max)
_INT16_MOST = 32_767


def as_base64(values: NDArray[Any]) -> str:
    """Base64 of an array's bytes, row-major, in its own type."""
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")


def as_float32(values: Floats) -> str:
    """Base64 of the values as float32."""
    return as_base64(values.astype("<f4"))


def as_int16(values: Floats, limit: float) -> str:
    """Base64 of the values as fractions of `limit` in 16 bits, −32,768 for a value that is not finite."""
    finite = np.isfinite(values)
    fractions = np.where(finite, values, 0) / limit * _INT16_MOST
    return as_base64(np.where(finite, np.rint(fractions), -_INT16_MOST - 1).astype("<i2"))


class Packer:
    """Writes arrays as base64: float32, or float64 where a finite number would not survive that."""

    def __init__(self, arrays: Iterable[Floats]) -> None:
        largest = max((np.abs(array[np.isfinite(array)]).max(initial=0) for array in arrays), default=0)
        self.wide = bool(largest > _LARGEST_FLOAT32)

    def __call__(self, values: Floats) -> str:
        """Base64 of the values."""
        with np.errstate(over="ignore"):
            return as_base64(np.asarray(values).astype("<f8" if self.wide else "<f4"))
