"""Arrays of a NumPy ``.npz`` file that somebody else may have made: sizes are checked before memory is taken."""

import io
import zipfile
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from rnnviz.errors import IncompatibleModelError
from rnnviz.networks.keras_file import read_member

__all__ = ["read_array"]

_MOST_HEADER_BYTES = 1_000


def read_array(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> NDArray[Any]:
    """One array of an archive; nothing is unpickled.

    Parameters
    ----------
    archive
        The file, as `open_archive` opens it.
    name
        Of its member, with ``.npy``.
    shape, dtype
        What it has to be.

    Raises
    ------
    IncompatibleModelError
        It is not there, or is another array.
    """
    wanted = np.dtype(dtype)
    size = int(np.prod(shape, dtype=np.int64)) * wanted.itemsize
    content = read_member(archive, name, size + _MOST_HEADER_BYTES)
    file = io.BytesIO(content)
    if np.lib.format.read_magic(file) != (1, 0):
        raise IncompatibleModelError("its array {name} is of another version of NumPy's format.", name=name[:80])
    found, in_columns, given = np.lib.format.read_array_header_1_0(file, max_header_size=_MOST_HEADER_BYTES)
    if found != shape or given != wanted or (in_columns and len(shape) > 1):
        raise IncompatibleModelError(
            "its array {name} should have the shape {shape} in {wanted}; it has {found} in {dtype}.",
            name=name[:80],
            shape=shape,
            wanted=wanted,
            found=found,
            dtype=given,
        )
    return np.frombuffer(content, dtype=wanted, offset=file.tell()).reshape(shape)
