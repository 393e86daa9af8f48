"""What the page says of a pattern of units and of a state, as numbers, and how they stand in an address."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.explanation import Proportion
from rnnviz.shapes import Floats
from rnnviz.states import NearState, StateIndex
from rnnviz.states.index import LEVELS

__all__ = ["Mood", "Pattern", "mood_of", "pattern_of", "state_of", "units_of"]

_MOST_TEXT = 6_000
_STEPS = LEVELS // 2


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """Units that are on together.

    Parameters
    ----------
    units, level, high
        Which ones, beyond which threshold, and on which side.
    share
        Of all words after which all of them are on.
    chance
        The product of their own shares: what it would be if each were on regardless of the others.
    reviews, of_all
        How many reviews have such a word, and how many there are.
    """

    units: tuple[int, ...]
    level: float
    high: bool
    share: float
    chance: float
    reviews: int
    of_all: int


def pattern_of(index: StateIndex, units: Sequence[int], level: float, *, high: bool) -> Pattern:
    """How often all of these units are on: h ≥ level, or h < −level, the level rounded up as `find_spans` does."""
    step = np.float32(np.ceil(level * _STEPS) / _STEPS)
    every = np.ones(index.rows, dtype=bool)
    every[index.starts[:-1]] = False
    words = int(every.sum())
    chance = 1.0
    for unit in units:
        states = index.halves[:, unit].astype(np.float32)
        on = states >= step if high else states < -step
        on[index.starts[:-1]] = False
        chance *= int(on.sum()) / max(words, 1)
        every &= on
    return Pattern(
        units=tuple(units),
        level=level,
        high=high,
        share=int(every.sum()) / max(words, 1),
        chance=chance,
        reviews=int(np.logical_or.reduceat(every, index.starts[:-1]).sum()),
        of_all=len(index.labels),
    )


def units_of(text: str, units: int) -> tuple[int, ...] | None:
    """Numbers of units as they are typed, "3, 7" or "3 7"; None for what is none, or where a unit is not there."""
    parts = text.replace(",", " ").split()
    good = all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts)
    if not good or not 0 < len(parts) <= units:
        return None
    found = tuple(sorted({int(part) for part in parts}))
    return found if found[-1] < units else None


@dataclass(frozen=True, kw_only=True)
class Mood:
    """The reviews of the states that are nearest to one.

    Parameters
    ----------
    labelled
        How many of them are labelled positive.
    called
        At how many of these places the logit is 0 or more.
    overall
        Share of all reviews that are labelled positive.
    """

    labelled: Proportion
    called: int
    overall: float


def mood_of(index: StateIndex, near: Sequence[NearState]) -> Mood:
    """What is known of the nearest states."""
    reviews = np.array([one.review for one in near], dtype=np.int64)
    rows = index.starts[reviews] + 1 + np.array([one.position for one in near], dtype=np.int64)
    return Mood(
        labelled=Proportion(hits=int(index.labels[reviews].sum()), n=len(reviews)),
        called=int((index.logits[rows] >= 0).sum()),
        overall=float(index.labels.mean()),
    )


def state_of(text: str, units: int) -> Floats | None:
    """A state as it stands in an address, base64 of float16; None for what is none of so many units."""
    if len(text) > _MOST_TEXT:
        return None
    try:
        found = np.frombuffer(base64.urlsafe_b64decode(text.encode("ascii", "replace")), dtype="<f2")
    except (binascii.Error, ValueError):
        return None
    if found.shape != (units,) or not np.isfinite(found).all():
        return None
    state: Floats = found.astype(np.float64)
    return state
