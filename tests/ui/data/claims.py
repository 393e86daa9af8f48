"""Sentences are claims: real reviews to make them of, and what reads them back without the code that made them.

``RNNVIZ_SENTENCES=500`` takes so many reviews; the suite takes a few.
"""

import os
import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from rnnviz.corpora import Corpus
from rnnviz.text import Padding, Side

MANY = int(os.environ.get("RNNVIZ_SENTENCES", "40"))
"""Reviews that a test takes."""

SIDES: tuple[Side, Side] = ("pre", "post")

N = r"([\d,]+)"
"""A whole number."""

P = r"([01]\.\d{3})"
"""A probability."""


def some(imdb: Corpus, count: int = MANY, seed: int = 0) -> Iterator[tuple[str, np.random.Generator]]:
    """So many reviews, some of them made short, and a generator for the settings of each."""
    draw = np.random.default_rng(seed)
    for number in draw.choice(len(imdb), count, replace=False):
        words = imdb.texts[number].split(" ")
        short = draw.random() < 0.3
        yield " ".join(words[: draw.integers(0, 5)] if short else words), draw


def some_padding(draw: np.random.Generator, words: int) -> Padding:
    """Rows that fit exactly, nearly, by far, or not at all."""
    maxlen = int(draw.choice([1, 2, 3, max(words - 1, 1), max(words, 1), words + 1, words + 2, 100, 500, 1_000]))
    return Padding(maxlen=maxlen, padding=draw.choice(SIDES), truncating=draw.choice(SIDES))


def whole(text: str) -> int:
    return int(text.replace(",", ""))


def row_by_hand(ids: list[int], padding: Padding) -> tuple[list[int], int, int]:
    """The row as a list, and how many ids are lost in front and behind."""
    over = max(len(ids) - padding.maxlen, 0)
    front, behind = (over, 0) if padding.truncating == "pre" else (0, over)
    kept = ids[front : len(ids) - behind]
    zeros = [0] * (padding.maxlen - len(kept))
    return (zeros + kept if padding.padding == "pre" else kept + zeros), front, behind


class Claims:
    """A text from which claims are taken one by one, until nothing is left."""

    def __init__(self, text: str) -> None:
        self.text, self.rest = text, text

    def take(self, pattern: str) -> tuple[Any, ...] | None:
        """The groups of a claim at the beginning of what is left."""
        found = re.match(pattern + r"(?: |$)", self.rest)
        if found is None:
            return None
        self.rest = self.rest[found.end() :]
        return found.groups() or ("",)
