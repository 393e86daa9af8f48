"""Where else? Spans of words during which the same units are on, and states that are near to one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Bools, Floats
from rnnviz.states.index import BLOCK, LEVELS, Codes, Rows, StateIndex

__all__ = ["NearState", "SpanMatch", "find_spans", "nearest_states"]


@dataclass(frozen=True, kw_only=True)
class SpanMatch:
    """A run of timesteps during which units are on.

    Parameters
    ----------
    review, first, last
        The review, and its first and last timestep of the run, from 0.
    common
        Those of the asked units that are on at every step of it.
    union
        How many units are on at every step of it or were asked for.
    """

    review: int
    first: int
    last: int
    common: tuple[int, ...]
    union: int


def find_spans(
    index: StateIndex, units: Sequence[int], threshold: float, *, sign: int = 1, most: int = 50
) -> list[SpanMatch]:
    """Runs of timesteps during which the same of these units are on, the best of each review.

    A unit is on where h ≥ threshold, or with sign −1 where h < −threshold; the threshold is rounded up to the next
    128th. A run is as long as the asked units that are on stay the same. Of two runs that with more of them comes
    first, then that with the smaller union of what is on throughout and what was asked, then the longer, then the
    earlier.

    Parameters
    ----------
    units
        What was on in a span: numbers of units, at least one.
    most
        How many reviews are told of.

    Raises
    ------
    ConfigurationError
        There is no such unit, none is asked for, or the threshold does not lie between 0 and 1.

    References
    ----------
    Strobelt, Gehrmann, Pfister & Rush (2018), LSTMVis, IEEE TVCG 24(1), section 4.
    """
    asked = sorted(set(units))
    if not asked or not 0 <= asked[0] <= asked[-1] < index.units:
        raise ConfigurationError(
            "Units are numbers from 0 to {last}, at least one; asked for were {units}.",
            last=index.units - 1,
            units=list(units)[:20],
        )
    if not 0 <= threshold <= 1:
        raise ConfigurationError("A threshold lies between 0 and 1, not {threshold}.", threshold=threshold)
    on = _Pattern.of(threshold, sign)
    counts = _counts(index, asked, on)
    found: list[SpanMatch] = []
    seen: set[int] = set()
    for common in range(len(asked), 0, -1):
        for match in _ranked(index, asked, on, np.flatnonzero(counts == common)):
            if match.review not in seen:
                seen.add(match.review)
                found.append(match)
                if len(found) == most:
                    return found
    return found


@dataclass(frozen=True, kw_only=True)
class _Pattern:
    """Which codes count as on."""

    level: int
    high: bool

    @classmethod
    def of(cls, threshold: float, sign: int) -> "_Pattern":
        half = LEVELS // 2
        # h ≥ j / 128 - 1 is code ≥ j; -h ≥ t is h ≤ -t, which codes tell only for h below the next step: code < j.
        step = int(np.ceil(threshold * half))
        return cls(level=half + step, high=True) if sign > 0 else cls(level=half - step, high=False)

    def __call__(self, codes: Codes) -> Bools:
        return np.asarray(codes >= self.level) if self.high else np.asarray(codes < self.level)


def _counts(index: StateIndex, units: Sequence[int], on: _Pattern) -> Codes:
    """How many of the units are on at each row; 0 before each review, which keeps reviews apart."""
    counts = np.zeros((len(index.codes), BLOCK), dtype=np.uint8)
    for unit in units:
        counts += on(index.codes[:, unit])
    flat: Codes = counts.reshape(-1)[: index.rows]
    flat[index.starts[:-1]] = 0
    return flat


def _ranked(index: StateIndex, asked: Sequence[int], on: _Pattern, rows: Rows) -> Iterator[SpanMatch]:
    """Runs among rows at which equally many of the asked units are on, the best first."""
    if not len(rows):
        return
    bits = _bits(index, asked, on, rows)
    new = np.flatnonzero((np.diff(rows, prepend=-2) != 1) | np.append(True, (bits[1:] != bits[:-1]).any(axis=1)))
    stops = np.append(new[1:], len(rows))
    every = on(index.codes[rows // BLOCK, :, rows % BLOCK])
    through = np.logical_and.reduceat(every, new, axis=0)
    through[:, list(asked)] = True
    union, lengths, first = through.sum(axis=1), stops - new, rows[new]
    reviews, positions = index.review_of(first), index.position_of(first)
    for place in np.lexsort((first, -lengths, union)):
        yield SpanMatch(
            review=int(reviews[place]),
            first=int(positions[place]),
            last=int(positions[place] + lengths[place] - 1),
            common=tuple(unit for unit, its in zip(asked, bits[new[place]], strict=True) if its),
            union=int(union[place]),
        )


def _bits(index: StateIndex, asked: Sequence[int], on: _Pattern, rows: Rows) -> Bools:
    """Which of the asked units are on at these rows, (rows, asked)."""
    blocks, places = rows // BLOCK, rows % BLOCK
    return np.stack([on(index.codes[blocks, unit, places]) for unit in asked], axis=1)


# ---- states ----


@dataclass(frozen=True, kw_only=True)
class NearState:
    """A state of the corpus, and its Euclidean distance from the one that was asked about."""

    review: int
    position: int
    distance: float


def nearest_states(index: StateIndex, state: Floats, *, most: int = 50, without: int | None = None) -> list[NearState]:
    """The nearest states of the corpus, one a review, exactly as if the distance to every one were computed.

    Codes give every state to half a step, so the distance to within √units / 256; what cannot be among the nearest by
    that is left out, and the rest is looked at as the store has it.

    Parameters
    ----------
    state
        (units,).
    most
        How many reviews are told of.
    without
        A review that is left out: the one that the state comes from.

    Raises
    ------
    ConfigurationError
        The state does not have the index's units, or holds what is no number.
    """
    state = np.asarray(state, dtype=np.float64)
    if state.shape != (index.units,) or not np.isfinite(state).all():
        raise ConfigurationError(
            "A state has {units} numbers, not the shape {shape}.", units=index.units, shape=state.shape
        )
    coarse = _coarse_distances(index, state)
    coarse[index.starts[:-1]] = np.inf
    if without is not None and 0 <= without < len(index.starts) - 1:
        coarse[index.starts[without] : index.starts[without + 1]] = np.inf
    error = np.sqrt(index.units) / LEVELS + 1e-3  # of half a step in every unit, and of the arithmetic
    best = np.minimum.reduceat(coarse, index.starts[:-1])  # of each review
    bound = np.partition(best, min(most, len(best)) - 1)[min(most, len(best)) - 1] + 2 * error
    rows = np.flatnonzero(coarse <= min(bound, np.finfo(np.float32).max))
    exact = np.sqrt(np.square(index.halves[rows].astype(np.float64) - state).sum(axis=1))
    reviews = index.review_of(rows)
    found: dict[int, NearState] = {}
    for place in np.lexsort((rows, exact)):
        review = int(reviews[place])
        if review not in found:
            position = int(rows[place] - index.starts[review] - 1)
            found[review] = NearState(review=review, position=position, distance=float(exact[place]))
            if len(found) == most:
                break
    return list(found.values())


def _coarse_distances(index: StateIndex, state: Floats) -> Floats:
    """Distance of the middle of every row's codes, (rows,), block by block: (c - s)² = c² - 2 c s + s²."""
    half = LEVELS // 2
    target = ((state + 1) * half - 0.5).astype(np.float32)
    out = np.empty((len(index.codes), BLOCK), dtype=np.float32)
    for codes, distances in zip(index.codes, out, strict=True):
        away = codes.astype(np.float32)
        away -= target[:, None]
        np.einsum("ub,ub->b", away, away, out=distances)
    flat: Floats = np.sqrt(out.reshape(-1)[: index.rows])
    flat /= half
    return flat
