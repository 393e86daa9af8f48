"""What a trained model answered on the reviews that its contrasts answered, too: the file ``contrasted.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rnnviz.errors import ConfigurationError, RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.runs.answers import MOST_PARTS, MeasuredPart
from rnnviz.runs.bag_of_words import damaged
from rnnviz.runs.files import write_text
from rnnviz.runs.trust import digest

__all__ = ["RUN", "Contrasted", "read_contrasted", "write_contrasted"]

RUN = "run"
"""What the trained model itself is called among those that answered."""

_MOST_BYTES = 4_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Contrasted:
    """Answers of a trained model.

    Parameters
    ----------
    model
        SHA-256 of the ``model.keras`` that answered.
    parts
        Reviews and its answers, under the name `RUN`.
    """

    model: str
    parts: tuple[MeasuredPart, ...]

    def part(self, fingerprint: str) -> MeasuredPart | None:
        """Its answers on these reviews; None without any."""
        return next((part for part in self.parts if part.fingerprint == fingerprint), None)


def write_contrasted(path: Path, contrasted: Contrasted) -> None:
    """Write ``contrasted.json``, in one step."""
    content = {"model": contrasted.model, "parts": [part.to_dict() for part in contrasted.parts]}
    write_text(path, json.dumps(content, indent=1) + "\n")


def read_contrasted(path: Path, *, run: str, model_file: Path) -> Contrasted | None:
    """Read a ``contrasted.json`` that may be anybody's; None where there is none, or where it is of another model.

    Raises
    ------
    IncompatibleModelError
        It is damaged.
    """
    if not path.is_file():
        return None
    try:
        with parsing():
            found = _of_dict(read_json(read_bytes(path, _MOST_BYTES)))
            return found if found.model == digest(model_file) else None
    except RnnvizError as error:
        raise damaged(path.name, run, error, command="contrast") from None


def _of_dict(data: Mapping[str, Any]) -> Contrasted:
    try:
        parts = data["parts"]
        good = isinstance(data["model"], str) and isinstance(parts, list) and 0 < len(parts) <= MOST_PARTS
        measured = tuple(MeasuredPart.from_dict(part) for part in parts) if good else ()
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ConfigurationError(
            "these are no answers of a run ({kind}: {error})", kind=type(error).__name__, error=error
        ) from None
    if not good or not all(RUN in part.answers for part in measured):
        raise ConfigurationError("these are no answers of a run")
    return Contrasted(model=data["model"], parts=measured)
