"""Rows of equal length: Keras's `pad_sequences`, and what it cut."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Ids
from rnnviz.text.vocabulary import PADDING_ID

__all__ = ["Padding", "Side"]

Side = Literal["pre", "post"]


@dataclass(frozen=True, kw_only=True)
class Padding:
    """How a review becomes a row of `maxlen` ids.

    Parameters
    ----------
    maxlen
        Length of the row, timesteps.
    padding
        "pre" puts the zeros before the review, "post" behind it.
    truncating
        "pre" cuts the beginning of a review that is too long, "post" its end.
    """

    maxlen: int = 500
    padding: Side = "pre"
    truncating: Side = "pre"

    def __post_init__(self) -> None:
        if type(self.maxlen) is not int or not 1 <= self.maxlen <= 10_000:
            raise ConfigurationError("maxlen is a whole number from 1 to 10,000, not {maxlen!r}.", maxlen=self.maxlen)
        for name in ("padding", "truncating"):
            if getattr(self, name) not in {"pre", "post"}:
                raise ConfigurationError(
                    '{name} is "pre" or "post", not {value!r}.', name=name, value=getattr(self, name)
                )

    def kept(self, length: int) -> slice:
        """Part of a review of `length` ids that the row holds."""
        if length <= self.maxlen:
            return slice(0, length)
        return slice(length - self.maxlen, length) if self.truncating == "pre" else slice(0, self.maxlen)

    def rows(self, reviews: Sequence[Sequence[int] | Ids]) -> Ids:
        """Padded rows of `reviews`, (samples, maxlen)."""
        rows = np.full((len(reviews), self.maxlen), PADDING_ID, dtype=np.int32)
        for row, review in zip(rows, reviews, strict=True):
            ids = review[self.kept(len(review))]
            if self.padding == "pre":
                row[self.maxlen - len(ids) :] = ids
            else:
                row[: len(ids)] = ids
        return rows
