"""Compiled functions on disk: whatever is wrong with the disk, or with what lies there, costs the time of compiling.

numba's own cache lets an error of the disk through, and takes a damaged file for machine code. Here each file carries
its digest; one that is damaged counts as not there, and is written again.
"""

import hashlib
import logging
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba.core.caching import CompileResultCacheImpl, FunctionCache, IndexDataCacheFile, UserProvidedCacheLocator

__all__ = ["KeptFunctions"]

_DIGEST_BYTES = hashlib.sha256().digest_size


class _InTheFolder(CompileResultCacheImpl):
    """Files in the folder that numba was told, and nowhere else: not beside the sources."""

    _locator_classes = (UserProvidedCacheLocator,)


class _DigestedFiles(IndexDataCacheFile):
    """The index and the data of a function, a digest behind the content of each."""

    def _dump(self, obj: object) -> bytes:
        content: bytes = super()._dump(obj)
        return content + hashlib.sha256(content).digest()

    def _load_index(self) -> dict[Any, Any]:
        # The version of numba stands before what is digested; pickle stops before the digest.
        try:
            content = Path(self._index_path).read_bytes()
        except OSError:
            return {}
        version = pickle.dumps(self._version, protocol=-1)
        if not content.startswith(version) or not _is_whole(content[len(version) :]):
            return {}
        index: dict[Any, Any] = super()._load_index()
        return index

    def _load_data(self, name: str) -> object:
        if not _is_whole(Path(self._data_path(name)).read_bytes()):
            raise OSError(f"{name} is damaged")
        return super()._load_data(name)


def _is_whole(content: bytes) -> bool:
    return hashlib.sha256(content[:-_DIGEST_BYTES]).digest() == content[-_DIGEST_BYTES:]


class KeptFunctions(FunctionCache):
    """What numba asks for a function that was compiled before, and gives one that it has compiled.

    Parameters
    ----------
    function
        The function as it is written; numba's folder is that of its setting at this moment.

    Raises
    ------
    RuntimeError
        Nothing can be written there.
    """

    _impl_class = _InTheFolder

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__(function)
        stamp = self._impl.locator.get_source_stamp()
        self._cache_file = _DigestedFiles(self._cache_path, self._impl.filename_base, stamp)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Compiled function; None where none is kept, or none that is whole."""
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # whatever an unreadable disk raises, or a file of another machine
            logging.getLogger(__name__).exception("what was compiled cannot be read")
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a compiled function, if the disk lets it."""
        try:
            super().save_overload(sig, data)
        except OSError as error:
            logging.getLogger(__name__).warning("what was compiled cannot be kept: %s", error)
