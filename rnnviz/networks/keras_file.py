"""Reading a ``.keras`` file with h5py alone: its spec and its weights, within limits, without TensorFlow.

The file is untrusted: nothing in it is executed, every size is checked before memory is taken, and what rnnviz
does not know how to show is refused by name.
"""

import io
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

import h5py
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError, DamagedFileError, DataError, IncompatibleModelError, ModelNotFoundError
from rnnviz.foreign import listed_zip, parsing, quoted, read_json
from rnnviz.networks.keras_config import read_config, weight_shapes
from rnnviz.networks.spec import NetworkSpec
from rnnviz.networks.weight_file import WeightFile, check_size
from rnnviz.shapes import Floats

__all__ = ["open_archive", "read_checkpoint", "read_keras_file", "read_member"]

_MOST_CONFIG_BYTES = 2_000_000
_MOST_FILE_BYTES = 400_000_000  # a checkpoint holds the weights and up to two numbers of the optimizer for each
_MOST_LIST_BYTES = 100_000  # a model has three files, the weights of an epoch one for each array
_KEPT_IN_MEMORY = 16_000_000
_CHUNK = 1 << 20
_WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others unpack any amount at a time


def read_keras_file(path: str | os.PathLike[str]) -> tuple[NetworkSpec, list[list[Floats]]]:
    """Spec and weights of a ``.keras`` file.

    Returns
    -------
    spec
        The network.
    weights
        One list a layer, Embedding first and readout last, in the order of `layer.get_weights()`, float32; those of
        a Bidirectional layer are the forward cell's, then the backward cell's.

    Raises
    ------
    ModelNotFoundError
        There is no such file.
    IncompatibleModelError
        The file is damaged, too large, or holds a network that rnnviz cannot show.
    """
    with _opened(Path(path)) as model:
        return model.spec, model.weights()


def read_checkpoint(
    path: Path, spec: NetworkSpec, variables: Sequence[tuple[tuple[int, ...], str]]
) -> tuple[list[list[Floats]], list[NDArray[Any]]]:
    """Weights of a ``.keras`` file that was saved while it was trained, and the numbers of its optimizer.

    Parameters
    ----------
    path
        The file.
    spec
        The network that it has to be.
    variables
        Shape and type of each of the optimizer's variables.

    Returns
    -------
    weights
        As `read_keras_file` gives them.
    variables
        In the order given.

    Raises
    ------
    ModelNotFoundError
        There is no such file.
    IncompatibleModelError
        The file is damaged, too large, or holds another network or optimizer.
    """
    with _opened(path) as model:
        if model.spec != spec:
            raise IncompatibleModelError("it is not the network that run.json describes.")
        numbered = enumerate(variables)
        read = [model.file.array(f"optimizer/vars/{place}", shape, dtype) for place, (shape, dtype) in numbered]
        return model.weights(), read


@dataclass(frozen=True, kw_only=True, eq=False)
class _Model:
    """An open ``.keras`` file."""

    names: Sequence[str]
    spec: NetworkSpec
    file: WeightFile

    def weights(self) -> list[list[Floats]]:
        shapes = weight_shapes(self.spec)
        return [self.file.layer(name, places) for name, places in zip(self.names, shapes, strict=True)]


@contextmanager
def _opened(path: Path) -> Iterator[_Model]:
    """The model in a file; what is wrong with it, here or in the block, is one sentence."""
    if not path.is_file():
        raise ModelNotFoundError("A model file was expected at {path}, but there is none.", path=path)
    try:
        with parsing(), path.open("rb") as file, open_archive(file) as archive:
            names, spec = read_config(_config(archive))
            check_size(weight_shapes(spec))
            with _unpacked(archive, "model.weights.h5", _MOST_FILE_BYTES) as content, h5py.File(content, "r") as h5:
                yield _Model(names=names, spec=spec, file=WeightFile(h5))
    except DamagedFileError as error:
        raise IncompatibleModelError(
            "{file} ({folder}) is not a whole .keras file: save it again with model.save() ({error}).",
            file=path.name,
            folder=path.parent.name,
            error=error,
        ) from error
    except (IncompatibleModelError, ConfigurationError, DataError) as error:
        raise IncompatibleModelError(
            "{file} ({folder}) cannot be shown: {reason}", file=path.name, folder=path.parent.name, reason=quoted(error)
        ) from None


@contextmanager
def open_archive(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Zip file of a model or of the weights of an epoch, which lists few files.

    Raises
    ------
    IncompatibleModelError
        It lists more.
    """
    refusal = IncompatibleModelError("its list of files is longer than {most:,} bytes.", most=_MOST_LIST_BYTES)
    with listed_zip(file, most_list_bytes=_MOST_LIST_BYTES, refusal=refusal) as archive:
        yield archive


def _config(archive: zipfile.ZipFile) -> Mapping[str, Any]:
    content = read_member(archive, "config.json", _MOST_CONFIG_BYTES)
    try:
        config: Mapping[str, Any] = read_json(content)
    except DataError as error:
        raise IncompatibleModelError("its config.json cannot be read: {error}.", error=error) from None
    return config


def read_member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Content of one file of an archive, of `most` bytes at most.

    Raises
    ------
    IncompatibleModelError
        It is not there, larger, or packed in a way that nobody's model is.
    """
    return b"".join(_chunks(archive, _member(archive, name, most), most))


@contextmanager
def _unpacked(archive: zipfile.ZipFile, name: str, most: int) -> Iterator[IO[bytes]]:
    """One file of an archive, unpacked; a large one lies on the disk."""
    info = _member(archive, name, most)
    with tempfile.TemporaryFile() if info.file_size > _KEPT_IN_MEMORY else io.BytesIO() as file:
        for chunk in _chunks(archive, info, most):
            file.write(chunk)
        file.seek(0)
        yield file


def _member(archive: zipfile.ZipFile, name: str, most: int) -> zipfile.ZipInfo:
    """Entry of a file in the list of an archive, if it may be unpacked."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        raise IncompatibleModelError(
            "it holds no {name}, so it was not written by Keras 3's model.save().", name=name
        ) from None
    if info.compress_type not in _WAYS:
        raise IncompatibleModelError("its {name} is packed in another way than stored or deflated.", name=name)
    if info.file_size > most:
        raise IncompatibleModelError(
            "its {name} has {size:,} bytes; at most {most:,} are read.", name=name, size=info.file_size, most=most
        )
    return info


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    left = most
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            left -= len(chunk)
            if left < 0:  # the size in the archive's list was a lie
                raise IncompatibleModelError(
                    "its {name} unpacks to more than {most:,} bytes.", name=info.filename, most=most
                )
            yield chunk
