"""What a trained model answered on the reviews that its contrasts answered, too: the file ``contrasted.json``."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rnnviz.errors import ConfigurationError
from rnnviz.runs.answers import MOST_PARTS, MeasuredPart
from rnnviz.runs.contrasts import ContrastFigures
from rnnviz.runs.files import write_text
from rnnviz.runs.of_model import read_of_model

__all__ = ["DROPOUT", "RUN", "Contrasted", "read_contrasted", "write_contrasted"]

RUN = "run"
"""What the trained model itself is called among those that answered."""

DROPOUT = "dropout"
"""The same network, trained with dropout."""

_MOST_BYTES = 4_000_000


@dataclass(frozen=True, kw_only=True, eq=False)
class Contrasted:
    """Answers of a trained model.

    Parameters
    ----------
    model
        SHA-256 of the ``model.keras`` that answered.
    parts
        Reviews and its answers, under the name `RUN`, and those of the same network with dropout, under `DROPOUT`.
    rate, dropout
        Share of inputs and of the state that this one dropped, and how it was trained; 0 and None where there is none.
    """

    model: str
    parts: tuple[MeasuredPart, ...]
    rate: float = 0.0
    dropout: ContrastFigures | None = None

    def __post_init__(self) -> None:
        given: tuple[object, ...] = (self.model, self.rate)
        good = isinstance(given[0], str) and isinstance(given[1], int | float) and 0 < len(self.parts) <= MOST_PARTS
        if not good or not all(RUN in part.answers and set(part.answers) <= {RUN, DROPOUT} for part in self.parts):
            raise ConfigurationError("these are no answers of a run")
        dropped = any(DROPOUT in part.answers for part in self.parts)
        if not 0 <= self.rate < 1 or len({dropped, self.rate > 0, self.dropout is not None}) > 1:
            raise ConfigurationError("what it tells of dropout cannot be")

    def joined(self, before: "Contrasted | None") -> "Contrasted":
        """These answers and what the same model answered before, where it is not answered anew.

        A network with dropout that was trained anew takes the place of the one before with all that this one answered.
        """
        if before is None:
            return self
        anew = self.dropout is not None
        new = {part.fingerprint: part for part in self.parts}
        parts = [part if not anew else _without_dropout(part) for part in before.parts if part.fingerprint not in new]
        for part in self.parts:
            old = before.part(part.fingerprint)
            kept = {} if anew or old is None or DROPOUT not in old.answers else {DROPOUT: old.answers[DROPOUT]}
            parts.append(replace(part, answers={**part.answers, **kept}))
        rate, dropout = (self.rate, self.dropout) if anew else (before.rate, before.dropout)
        return Contrasted(model=self.model, parts=tuple(parts[-MOST_PARTS:]), rate=rate, dropout=dropout)

    def part(self, fingerprint: str) -> MeasuredPart | None:
        """Its answers on these reviews; None without any."""
        return next((part for part in self.parts if part.fingerprint == fingerprint), None)


def write_contrasted(path: Path, contrasted: Contrasted) -> None:
    """Write ``contrasted.json``, in one step."""
    content = {
        "model": contrasted.model,
        "parts": [part.to_dict() for part in contrasted.parts],
        "rate": contrasted.rate,
        "dropout": None if contrasted.dropout is None else asdict(contrasted.dropout),
    }
    write_text(path, json.dumps(content, indent=1) + "\n")


def read_contrasted(path: Path, *, run: str, model_file: Path) -> Contrasted | None:
    """Read a ``contrasted.json`` that may be anybody's; None where there is none, or where it is of another model.

    Raises
    ------
    IncompatibleModelError
        It is damaged.
    """
    return read_of_model(path, _of_dict, _MOST_BYTES, run=run, model_file=model_file, command="contrast")


def _of_dict(data: Mapping[str, Any]) -> Contrasted:
    try:
        dropout, parts = data.get("dropout"), data["parts"][: MOST_PARTS + 1]
        return Contrasted(
            model=data["model"],
            parts=tuple(MeasuredPart.from_dict(part) for part in parts),
            rate=data.get("rate", 0.0),
            dropout=None if dropout is None else ContrastFigures.from_dict(dropout),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ConfigurationError(
            "these are no answers of a run ({kind}: {error})", kind=type(error).__name__, error=error
        ) from None


def _without_dropout(part: MeasuredPart) -> MeasuredPart:
    return replace(part, answers={RUN: part.answers[RUN]})
