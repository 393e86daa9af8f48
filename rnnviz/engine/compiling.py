"""Compiling ahead: numba's compiler as this engine uses it, and the folder in which it keeps what it compiled."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from platformdirs import user_cache_path

__all__ = ["cache_folder", "compiled", "is_kept"]

Function = TypeVar("Function", bound=Callable[..., Any])


def cache_folder() -> Path | None:
    """Folder of the compiled functions: the user's cache, or `RNNVIZ_HOME`; None where neither can be written.

    It is named by the engine's sources, because numba sees a change in the file of a function only, not in one that the
    function calls. numba's own setting goes before.
    """
    sources = sorted(Path(__file__).parent.glob("*.py"))
    name = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    home = os.environ.get("RNNVIZ_HOME")
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    places = [Path(chosen)] if chosen else [user_cache_path("rnnviz"), *([Path(home)] if home else [])]
    return next((folder for place in places if _can_be_written(folder := place / "engine" / name)), None)


def is_kept(cells: Iterable[str]) -> bool:
    """Whether what reads with these cells was compiled before, by this or another process. Nothing is loaded for it."""
    folder = cache_folder()
    return folder is not None and all(any(folder.rglob(f"{cell}.forward-*.nbi")) for cell in cells)


def _can_be_written(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def compiled(function: Function) -> Function:
    """Function that numba compiles at its first call, and keeps on disk for the next process.

    Additions keep the order in which they are written, so registers of any length give the same bits.
    """
    import numba

    made = numba.njit(error_model="numpy", boundscheck=False)(function)
    if _FOLDER is not None:
        _keep(made, _FOLDER)
    _made.append(made)
    result: Function = made
    return result


def _keep(made: Any, folder: Path) -> None:
    """Let what numba compiles of a function be kept in a folder."""
    import numba

    from rnnviz.engine.keeping import KeptFunctions

    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder)
    try:
        made._cache = KeptFunctions(made.py_func)
    except RuntimeError as error:  # a disk on which no file can be made
        logging.getLogger(__name__).warning("what is compiled cannot be kept: %s", error)
    finally:
        numba.config.CACHE_DIR = before


_FOLDER = cache_folder()
_made: list[Any] = []
