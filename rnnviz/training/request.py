"""The file ``request.json``: what the queue is asked to do with a run."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from rnnviz.errors import ConfigurationError, RnnvizError
from rnnviz.foreign import parsing, read_bytes, read_json
from rnnviz.networks import NetworkSpec
from rnnviz.runs import TrainingSpec, write_text
from rnnviz.text import Padding

__all__ = ["REQUEST_FILE", "Request", "read_request", "write_request"]

REQUEST_FILE = "request.json"
"""Name of the file in the run's folder."""

_MOST_BYTES = 100_000


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a worker is asked to do with a run directory.

    Parameters
    ----------
    number
        Place in the queue: the lowest goes first.
    network, training, padding, corpus, limit
        What to train, as for `train`; not looked at when the run goes on.
    epochs
        Train on until so many epochs are finished; None = as many as the run was begun with.
    taken
        Whether a worker has begun.
    lost
        Whether the worker that had begun was killed.
    error
        The sentence that says why it failed; None while it has not.
    """

    number: int
    network: NetworkSpec
    training: TrainingSpec
    padding: Padding
    corpus: str
    limit: int | None = None
    epochs: int | None = None
    taken: bool = False
    lost: bool = False
    error: str | None = None

    def __post_init__(self) -> None:
        numbers = (self.number, *(value for value in (self.limit, self.epochs) if value is not None))
        if not all(type(value) is int and value >= 0 for value in numbers):
            raise ConfigurationError("Numbers of a request are whole and not negative, not {numbers}.", numbers=numbers)
        if {type(self.taken), type(self.lost)} != {bool}:
            raise ConfigurationError(
                "taken and lost are true or false, not {taken!r} and {lost!r}.", taken=self.taken, lost=self.lost
            )
        if not all(isinstance(text, str) for text in (self.corpus, self.error or "")):
            raise ConfigurationError(
                "A corpus has a name, and an error is a sentence, not {error!r}.", error=self.error
            )

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Request of its JSON form.

        Raises
        ------
        ConfigurationError
            A field is missing, unknown or out of range.
        """
        try:
            return cls(
                **{
                    **data,
                    "network": NetworkSpec.from_dict(data["network"]),
                    "training": TrainingSpec(**data["training"]),
                    "padding": Padding(**data["padding"]),
                }
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ConfigurationError("This is not a request for a training run: {error}.", error=error) from None


def read_request(path: Path) -> Request | None:
    """Request in the folder of a run; None where there is none. A damaged one asks for nothing."""
    file = path / REQUEST_FILE
    try:
        with parsing():
            return Request.from_dict(read_json(read_bytes(file, _MOST_BYTES)))
    except RnnvizError:
        return None


def write_request(path: Path, request: Request) -> None:
    """Replace the request in the folder of a run."""
    write_text(path / REQUEST_FILE, json.dumps(asdict(request), indent=2) + "\n")
