"""Files that tell of one trained model, and are of no use for any other."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from rnnviz.errors import RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.runs.bag_of_words import damaged

__all__ = ["digest", "read_of_model"]


def digest(model_file: Path) -> str:
    """SHA-256 of a model's file."""
    with model_file.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _OfModel(Protocol):
    """Something that was measured of a trained model."""

    @property
    def model(self) -> str:
        """SHA-256 of its file."""
        ...


Found = TypeVar("Found", bound=_OfModel)


def read_of_model(
    path: Path, parse: Callable[[Any], Found], most: int, *, run: str, model_file: Path, command: str
) -> Found | None:
    """What was measured of a model, of a JSON file that may be anybody's; None without one, or of another model.

    Parameters
    ----------
    parse
        Gives it of the file's value.
    most
        Bytes of the file.
    command
        Which makes the file again.

    Raises
    ------
    IncompatibleModelError
        The file is damaged.
    """
    if not path.is_file():
        return None
    try:
        with parsing():
            found = parse(read_json(read_bytes(path, most)))
            return found if found.model == digest(model_file) else None
    except RnnvizError as error:
        raise damaged(path.name, run, error, command=command) from None
