"""Where else? Spans of words during which the same units are on, and states that are near to one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnnviz.errors import ConfigurationError
from rnnviz.shapes import Bools, Floats
from rnnviz.states.corpus_index import LEVELS, Rows
from rnnviz.states.index import BLOCK, Codes, StateIndex

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
        There is no such unit, none is asked for, or the threshold does not lie between 0 and 127/128.

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
    if not 0 <= threshold <= _HIGHEST:
        raise ConfigurationError(
            "A threshold lies between 0 and {most:.3f}, not {threshold}.", most=_HIGHEST, threshold=threshold
        )
    on = _Pattern.of(threshold, sign)
    counts = _counts(index, asked, on)
    found: list[SpanMatch] = []
    seen: set[int] = set()
    for common in range(len(asked), 0, -1):
        there = counts == common
        runs = _Runs.every(there, len(asked)) if common == len(asked) else _Runs.of(index, asked, on, there)
        for match in runs.ranked(index, asked, on, most=most - len(found), seen=seen):
            if match.review not in seen:
                seen.add(match.review)
                found.append(match)
                if len(found) == most:
                    return found
    return found


_HIGHEST = (LEVELS // 2 - 1) / (LEVELS // 2)
_NEGATIVE_ZERO, _MAGNITUDE = -32768, 32767


@dataclass(frozen=True, kw_only=True)
class _Pattern:
    """Which codes, and which states, count as on."""

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

    def of_halves(self, states: NDArray[np.float16]) -> Bools:
        """The same of the states themselves. As whole numbers their magnitudes keep their order, and compare faster."""
        numbers = states.view(np.int16)
        step = abs(self.level - LEVELS // 2) / (LEVELS // 2)
        least = int(np.float16(step).view(np.int16))
        if not self.high:
            return np.asarray((numbers < 0) & ((numbers & _MAGNITUDE) > least))
        return np.asarray((numbers >= least) | (numbers == _NEGATIVE_ZERO) if least == 0 else numbers >= least)


def _counts(index: StateIndex, units: Sequence[int], on: _Pattern) -> Codes:
    """How many of the units are on at each row; 0 before each review, which keeps reviews apart."""
    counts = np.zeros((len(index.codes), BLOCK), dtype=np.uint8)
    for unit in units:
        counts += on(index.codes[:, unit])
    flat: Codes = counts.reshape(-1)[: index.rows]
    flat[index.starts[:-1]] = 0
    return flat


_TWO_BYTES = np.uint16(0xFFFF)
_AT_ONCE = 128
"""Runs of which it is looked up what else is on."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Runs:
    """Runs of rows at which equally many of the asked units are on, and always the same; the longest first."""

    first: Rows
    lengths: Rows
    bits: Bools

    @classmethod
    def every(cls, there: Bools, asked: int) -> "_Runs":
        """Runs among the rows at which all asked units are on; they are at none before a review."""
        edges = np.flatnonzero(there[1:] != there[:-1]) + 1
        if there[-1]:
            edges = np.append(edges, len(there))
        first = edges[::2]
        return cls._longest_first(first, edges[1::2] - first, np.ones((len(first), asked), dtype=bool))

    @classmethod
    def of(cls, index: StateIndex, asked: Sequence[int], on: _Pattern, there: Bools) -> "_Runs":
        """Runs among the rows at which some of them are."""
        rows = np.flatnonzero(there)
        bits = _bits(index, asked, on, rows)
        begins = np.diff(rows, prepend=-2) != 1
        begins[1:] |= (bits[1:] != bits[:-1]).any(axis=1)
        new = np.flatnonzero(begins)
        return cls._longest_first(rows[new], np.diff(np.append(new, len(rows))), bits[new])

    @classmethod
    def _longest_first(cls, first: Rows, lengths: Rows, bits: Bools) -> "_Runs":
        # No row of a network is longer than 10,000, and numbers of two bytes are ordered by counting.
        order = np.argsort(_TWO_BYTES - lengths.astype(np.uint16), kind="stable")
        return cls(first=first[order], lengths=lengths[order], bits=bits[order])

    def ranked(
        self, index: StateIndex, asked: Sequence[int], on: _Pattern, *, most: int, seen: set[int]
    ) -> Iterator[SpanMatch]:
        """The best first, at least `most` of reviews that were not seen where there are so many.

        No union is smaller than what was asked for, so once there are enough of that size the shorter runs that are
        left cannot come before them.
        """
        unions: list[Rows] = []
        enough: set[int] = set()
        for start in range(0, len(self.first), _AT_ONCE):
            unions.append(self._unions(index, asked, on, slice(start, start + _AT_ONCE)))
            smallest = start + np.flatnonzero(unions[-1] == len(asked))
            enough |= set(index.review_of(self.first[smallest]).tolist()) - seen
            if len(enough) >= most:
                break
        union = np.concatenate([*unions, np.zeros(0, dtype=np.int64)])
        first = self.first[: len(union)]
        reviews, positions = index.review_of(first), index.position_of(first)
        for place in np.lexsort((first, -self.lengths[: len(union)], union)):
            yield SpanMatch(
                review=int(reviews[place]),
                first=int(positions[place]),
                last=int(positions[place] + self.lengths[place] - 1),
                common=tuple(unit for unit, its in zip(asked, self.bits[place], strict=True) if its),
                union=int(union[place]),
            )

    def _unions(self, index: StateIndex, asked: Sequence[int], on: _Pattern, some: slice) -> Rows:
        """How many units are on throughout each of some runs, or asked for."""
        first, lengths = self.first[some], self.lengths[some]
        begins = np.cumsum(lengths) - lengths
        rows = np.repeat(first - begins, lengths) + np.arange(lengths.sum())
        on_at = on.of_halves(index.halves[rows])
        on_at[:, list(asked)] = True
        packed = np.packbits(on_at, axis=1)
        through = np.bitwise_and.reduceat(packed, begins, axis=0)
        union: Rows = np.bitwise_count(through).sum(axis=1, dtype=np.int64)
        return union


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

    Codes give every state to half a step, so the distance to within √units / 256 and the rounding of what is asked
    about; what cannot be among the nearest by that is left out, and the rest is looked at as the store has it.

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
    coarse, error = _coarse_distances(index, state)
    coarse[index.starts[:-1]] = np.inf
    if without is not None and 0 <= without < len(index.starts) - 1:
        coarse[index.starts[without] : index.starts[without + 1]] = np.inf
    best = np.minimum.reduceat(coarse, index.starts[:-1])  # of each review
    count = min(most, len(best))
    bound = min(np.partition(best, count - 1)[count - 1] + 2 * error, np.finfo(np.float32).max)
    rows = np.flatnonzero(coarse <= bound)
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


def _coarse_distances(index: StateIndex, state: Floats) -> tuple[Floats, float]:
    """Distance of the middle of every row's codes, (rows,), and how far it may be off.

    c² - 2 c·s + s², where s is rounded so finely that all of it is whole numbers that float32 holds exactly.
    """
    half, highest = LEVELS // 2, LEVELS - 1
    scale = 2.0 ** np.floor(np.log2(2**24 / (index.units * highest * half)))
    target = np.round((state.clip(-2, 2) * half - 0.5) * scale).astype(np.float32)
    products = np.empty((len(index.codes), BLOCK), dtype=np.float32)
    for codes, out in zip(index.codes, products, strict=True):
        np.matmul(target, codes.astype(np.float32), out=out)
    flat: Floats = products.reshape(-1)[: index.rows]
    flat -= half * target.sum(dtype=np.float64)
    flat *= -2 / scale
    flat += index.norms
    flat += np.square(target.astype(np.float64) / scale).sum()
    np.sqrt(np.maximum(flat, 0, out=flat), out=flat)
    flat /= half
    beyond = float(np.linalg.norm(state - state.clip(-2, 2)))
    return flat, float(np.sqrt(index.units) * (0.5 + 0.5 / scale) / half) + beyond + 1e-4
