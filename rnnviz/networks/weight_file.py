"""The ``model.weights.h5`` of a ``.keras`` file, read within limits."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import IncompatibleModelError
from rnnviz.shapes import Floats

__all__ = ["MOST_WEIGHT_BYTES", "WeightFile", "check_size"]

MOST_WEIGHT_BYTES = 64_000_000
"""Size of all weights of a network: 16 million parameters."""


def check_size(shapes: Sequence[Mapping[str, tuple[int, ...]]]) -> None:
    """Refuse weights that would take too much memory.

    HDF5 fills an array that was declared and never written: a small file may ask for any amount.

    Raises
    ------
    IncompatibleModelError
        They do.
    """
    size = sum(4 * math.prod(shape) for layer in shapes for shape in layer.values())
    if size > MOST_WEIGHT_BYTES:
        raise IncompatibleModelError(
            "its weights take {size:,} bytes; at most {most:,} are read.", size=size, most=MOST_WEIGHT_BYTES
        )


class WeightFile:
    """A weight file, read with care: hard links only, and everything checked before memory is taken.

    Parameters
    ----------
    file
        The open HDF5 file.
    """

    def __init__(self, file: h5py.File) -> None:
        self.file = file

    def layer(self, name: str, shapes: Mapping[str, tuple[int, ...]]) -> list[Floats]:
        """Weights of one layer, at these places below its group.

        Raises
        ------
        IncompatibleModelError
            One of them is not there, not an ordinary array of float32 in its shape, or not finite.
        """
        return [self.array(f"layers/{name}/{place}", shape) for place, shape in shapes.items()]

    def array(self, place: str, shape: tuple[int, ...], dtype: str = "float32") -> NDArray[Any]:
        """One array.

        Raises
        ------
        IncompatibleModelError
            It is not there, not an ordinary array of this shape and type, or not finite.
        """
        node: Any = self.file
        for part in place.split("/"):
            if not isinstance(node, h5py.Group) or not isinstance(node.get(part, getlink=True), h5py.HardLink):
                raise IncompatibleModelError("its weights lack {place}.", place=place)
            node = node[part]
        # In pieces, or through a filter, a few bytes could unpack to any number.
        if not isinstance(node, h5py.Dataset) or node.is_virtual or node.external or node.chunks is not None:
            raise IncompatibleModelError("its weight {place} is not an ordinary array.", place=place)
        if node.shape != shape:
            raise IncompatibleModelError(
                "its weight {place} should have the shape {shape}; it has {found}.",
                place=place,
                shape=shape,
                found=node.shape,
            )
        if node.dtype != np.dtype(dtype):
            raise IncompatibleModelError(
                "its weight {place} should be {wanted}; it is {dtype}.",
                place=place,
                wanted=dtype,
                dtype=str(node.dtype),
            )
        values: NDArray[Any] = np.asarray(node[()])
        if not np.isfinite(values).all():
            raise IncompatibleModelError("its weight {place} holds inf or nan: the training diverged.", place=place)
        return values
