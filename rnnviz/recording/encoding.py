"""A review as the ids that go into a row, its words found when they are asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import Network
from rnnviz.shapes import Ids
from rnnviz.text import PADDING_ID, START_ID, ReadWord, read_words

__all__ = ["MOST_CHARACTERS", "EncodedReview", "Review", "WordsAndSpans", "encode_review"]

MOST_CHARACTERS = 200_000
"""Longest text that is read at once; the longest IMDB review has 13,704 characters."""

Review = str | NDArray[np.integer[Any]]
"""A text, or the ids of its real timesteps (padding around them is dropped)."""

WordsAndSpans = tuple[tuple[str, ...], NDArray[np.int32]]
"""Words, and the half-open ranges of the text that they were written in, (timesteps, 2)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class EncodedReview:
    """The real timesteps of a review that fit into a row.

    Parameters
    ----------
    text
        The review as given; empty when ids were given.
    ids
        Start id and words, (timesteps,).
    words_cut
        Words that did not fit.
    words
        Finds the words of these timesteps.
    """

    text: str
    ids: Ids
    words_cut: int
    words: Callable[[], WordsAndSpans]


def encode_review(review: Review, network: Network) -> EncodedReview:
    """Ids of `review` as `network` reads them.

    Raises
    ------
    DataError
        A text is too long, or the ids are not one row with an id above 0 in it.
    ConfigurationError
        The network has no vocabulary to read a text with.
    """
    if isinstance(review, str):
        return _encode_text(review, network)
    if isinstance(review, np.ndarray):
        return _encode_ids(review, network)
    raise ConfigurationError(
        "A review is a text or an array of ids, not {kind}: {review}.",
        kind=type(review).__name__,
        review=f"{review!r:.40}",
    )


def _encode_text(text: str, network: Network) -> EncodedReview:
    if network.vocabulary is None:
        raise ConfigurationError(
            "{network} has no vocabulary, so it cannot read text: load it from its run directory.", network=network.name
        )
    if len(text) > MOST_CHARACTERS:
        raise DataError(
            "A review may have up to {most:,} characters; this one has {count:,}. Paste a part of it.",
            most=MOST_CHARACTERS,
            count=len(text),
        )
    read = [ReadWord("", START_ID, -1, -1), *read_words(text, network.vocabulary)]
    kept = read[network.padding.kept(len(read))]
    return EncodedReview(
        text=text,
        ids=np.array([word.id for word in kept], dtype=np.int32),
        words_cut=len(read) - len(kept) - (kept[0].id != START_ID),  # the start sign is no word
        words=partial(_words_of_text, kept),
    )


def _words_of_text(read: list[ReadWord]) -> WordsAndSpans:
    words, _, starts, stops = zip(*read, strict=True)
    return words, np.array([starts, stops], dtype=np.int32).T


def _encode_ids(ids: NDArray[np.integer[Any]], network: Network) -> EncodedReview:
    # Clipped, so that an id beyond int32 stays out of bounds instead of coming round to another word.
    real = ids[ids != PADDING_ID].clip(-1, 2**31 - 1).astype(np.int32)
    if ids.ndim != 1 or not real.size:
        raise DataError(
            "The ids of a review are one row with an id above 0 in it, not an array {shape} of padding.",
            shape=ids.shape,
        )
    kept = real[network.padding.kept(len(real))]
    known = network.vocabulary.words if network.vocabulary is not None else ()
    return EncodedReview(
        text="",
        ids=kept,
        words_cut=int(np.count_nonzero(real != START_ID) - np.count_nonzero(kept != START_ID)),
        words=partial(_words_of_ids, kept, known),
    )


def _words_of_ids(ids: Ids, known: tuple[str, ...]) -> WordsAndSpans:
    words = ("" if i == START_ID else known[i] if i < len(known) else f"id {i}" for i in ids.tolist())
    return tuple(words), np.full((len(ids), 2), -1, dtype=np.int32)
