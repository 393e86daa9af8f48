"""The weights after one epoch: a NumPy ``.npz`` file of float16 arrays in the order of Keras's `get_weights()`.

The file is as untrusted as a ``.keras`` file: every size is checked before memory is taken, and nothing is unpickled.
"""

import itertools
import zipfile
from pathlib import Path

import numpy as np

from rnnviz.errors import DamagedFileError, DataError, IncompatibleModelError, ModelNotFoundError
from rnnviz.foreign import parsing
from rnnviz.networks.keras_config import weight_shapes
from rnnviz.networks.keras_file import open_archive
from rnnviz.networks.numpy_file import read_array
from rnnviz.networks.spec import NetworkSpec
from rnnviz.networks.weight_file import check_size
from rnnviz.shapes import Floats

__all__ = ["read_epoch_file"]


def read_epoch_file(path: Path, spec: NetworkSpec, *, words: bool = True) -> list[list[Floats]]:
    """Weights of the network `spec` in an ``epochs/NN.npz``.

    Parameters
    ----------
    path, spec
        The file, and the network that it has to be of.
    words
        Whether the word vectors are read; without them the list of the first layer is empty.

    Returns
    -------
    list of list of arrays
        One list a layer, as `read_keras_file` gives them; float32, with the precision of the file's float16.

    Raises
    ------
    ModelNotFoundError
        There is no such file.
    IncompatibleModelError
        The file is damaged, or holds the weights of another network.
    """
    if not path.is_file():
        raise ModelNotFoundError(
            "The weights of an epoch were expected at {path}, but there is no such file.", path=path
        )
    try:
        with parsing(), path.open("rb") as file, open_archive(file) as archive:
            return _read(archive, spec, words=words)
    except DamagedFileError as error:
        raise IncompatibleModelError(
            "{file} ({folder}) is not a whole file of weights ({error}).",
            file=path.name,
            folder=path.parent.parent.name,
            error=error,
        ) from error
    except (IncompatibleModelError, DataError) as error:
        raise IncompatibleModelError(
            "{file} ({folder}) cannot be shown: {error}", file=path.name, folder=path.parent.parent.name, error=error
        ) from None


def _read(archive: zipfile.ZipFile, spec: NetworkSpec, *, words: bool) -> list[list[Floats]]:
    names = sorted(archive.namelist(), key=lambda name: int(name.split("/")[0]))  # such as 00/embeddings.npy
    shapes = [list(layer.values()) for layer in weight_shapes(spec)]
    check_size(weight_shapes(spec))
    count = sum(map(len, shapes))
    if len(names) != count:
        raise IncompatibleModelError("it should hold {count} arrays; it holds {found}.", count=count, found=len(names))
    given = iter(zip(names, itertools.chain(*shapes), strict=True))
    read = [[next(given) for _ in layer] for layer in shapes]
    return [[_array(archive, *one) for one in layer] for layer in (read if words else [[], *read[1:]])]


def _array(archive: zipfile.ZipFile, name: str, shape: tuple[int, ...]) -> Floats:
    values: Floats = read_array(archive, name, shape, np.float16).astype(np.float32)
    if not np.isfinite(values).all():
        raise IncompatibleModelError("its array {name} holds inf or nan: the training diverged.", name=name[:80])
    return values
