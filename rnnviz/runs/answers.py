"""On which of many reviews a network is right, as written and with their words in another order."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Bools

__all__ = ["MOST_PARTS", "Answers", "MeasuredPart"]

MOST_PARTS = 4
"""So many kinds of reviews a network is asked about at most; those asked last stay."""

_MOST_REVIEWS = 1_000_000
_LONGEST = 200


@dataclass(frozen=True, kw_only=True, eq=False)
class Answers:
    """Which verdicts of a network are as labelled.

    Parameters
    ----------
    right
        On the reviews as they were written, (reviews,).
    shuffled
        On the same reviews with the words that their rows hold in a random order, (reviews,).
    """

    right: Bools
    shuffled: Bools

    def __post_init__(self) -> None:
        if self.right.shape != self.shuffled.shape or self.right.ndim != 1 or not len(self.right):
            raise ConfigurationError("answers are of as many reviews as their shuffled ones, one at least")

    @property
    def accuracy(self) -> float:
        """Share of the reviews that are judged as labelled."""
        return float(self.right.mean())

    @property
    def turned(self) -> int:
        """Verdicts that another order of the words turned: with two classes, all that became right or wrong."""
        return int((self.right != self.shuffled).sum())

    def to_dict(self) -> dict[str, str]:
        """JSON form: eight reviews a byte, base64."""
        return {"right": _packed(self.right), "shuffled": _packed(self.shuffled)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], reviews: int) -> "Answers":
        """Answers on so many reviews, of their JSON form.

        Raises
        ------
        ConfigurationError
            They are not those.
        """
        return cls(right=_unpacked(data["right"], reviews), shuffled=_unpacked(data["shuffled"], reviews))


@dataclass(frozen=True, kw_only=True, eq=False)
class MeasuredPart:
    """Reviews that several networks answered.

    Parameters
    ----------
    name
        What they are called; "validation" for a run's own part, which chose epochs.
    fingerprint
        SHA-256 of all of them and their labels, as of a corpus.
    reviews
        How many.
    left_out
        How many were left out, because the networks' own reviews hold them.
    answers
        By the name of the network.
    """

    name: str
    fingerprint: str
    reviews: int
    left_out: int
    answers: Mapping[str, Answers]

    def __post_init__(self) -> None:
        texts: tuple[object, ...] = (self.name, self.fingerprint, *self.answers)
        if not all(isinstance(text, str) and 0 < len(text) <= _LONGEST for text in texts):
            raise ConfigurationError("reviews that were measured have a name and a fingerprint")
        counts = (self.reviews, self.left_out)
        if not all(type(count) is int and 0 <= count <= _MOST_REVIEWS for count in counts) or not self.reviews:
            raise ConfigurationError("the numbers of its reviews cannot be")
        if any(len(one.right) != self.reviews for one in self.answers.values()):
            raise ConfigurationError("a network answered other reviews than are counted")

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {**vars(self), "answers": {name: one.to_dict() for name, one in self.answers.items()}}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "MeasuredPart":
        """Part of its JSON form.

        Raises
        ------
        ConfigurationError
            A field is missing, unknown or out of range.
        """
        reviews = data["reviews"]
        if type(reviews) is not int or not 0 < reviews <= _MOST_REVIEWS:
            raise ConfigurationError("the numbers of its reviews cannot be")
        answers = {name: Answers.from_dict(one, reviews) for name, one in data["answers"].items()}
        return cls(**{**data, "answers": answers})


def _packed(values: Bools) -> str:
    return base64.b64encode(np.packbits(values).tobytes()).decode("ascii")


def _unpacked(text: object, count: int) -> Bools:
    try:
        content = base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if len(content) != -(-count // 8):
        raise ConfigurationError("its answers are not those of {count:,} reviews", count=count)
    return np.unpackbits(np.frombuffer(content, dtype=np.uint8), count=count).astype(bool)
