"""The integral of a verdict's gradient along the straight way from a baseline to the review."""

from dataclasses import dataclass

import numpy as np

from rnnviz.explanation.reading import Reading, reading_seconds
from rnnviz.shapes import Floats

__all__ = ["MOST_EVALUATIONS", "TOLERANCE", "PathIntegral", "affordable_evaluations", "path_integral"]

TOLERANCE = 1e-3
"""What all pieces of the way may miss together, as a share of the difference between its ends."""

MOST_EVALUATIONS = 1_200
"""How many points of the way are looked at, at most."""

_WAIT = 0.4  # seconds
_NODES = 16
_LEAST = 1e-6  # of a difference; between equal logits there is nothing to take a share of


@dataclass(frozen=True, kw_only=True, eq=False)
class PathIntegral:
    """Mean gradient on the way, and the logits at its ends.

    Parameters
    ----------
    gradients
        ∫₀¹ ∂logit/∂x (x′ + a (x − x′)) da, (timesteps, input_features).
    start, end
        Logit at a = 0 and at a = 1.
    evaluations
        Points of the way that were looked at.
    """

    gradients: Floats
    start: float
    end: float
    evaluations: int


@dataclass(frozen=True, kw_only=True, eq=False)
class _Piece:
    """Part of the way: its share of the integral, and what that misses of the difference of the logits at its ends."""

    low: float
    high: float
    ends: tuple[float, float]
    gradients: Floats
    missed: float


def affordable_evaluations(reading: Reading) -> int:
    """So many points of the way that whoever opens the picture waits for less than half a second, about."""
    seconds = 5 * reading_seconds(reading) + 3e-7 * len(reading.ids)  # forwards and back, few at a time
    return int(min(max(_WAIT / seconds, 4 * _NODES), MOST_EVALUATIONS))


def path_integral(reading: Reading, difference: Floats, *, nodes: int | None, most: int) -> PathIntegral:
    """Integral of the gradient from `vectors − difference` to `vectors`.

    Parameters
    ----------
    reading
        The review.
    difference
        x − x′, (timesteps, input_features).
    nodes
        Of Gauss and Legendre, over the whole way; None halves pieces of 16 where the gradients do not add up to the
        difference of the logits at their ends, until all of them together miss less than `TOLERANCE`.
    most
        At most so many points, where `nodes` is None.
    """
    path = _Path(reading, difference)
    start, end = path.logits([0.0, 1.0])
    pieces = path.pieces([(0.0, 1.0)], [(start, end)], nodes or _NODES)
    allowed = TOLERANCE * max(abs(end - start), _LEAST)
    while nodes is None:
        worst = _worst(pieces, allowed)
        if not worst or path.evaluations + len(worst) * (2 * _NODES + 1) > most:
            break
        pieces = [piece for piece in pieces if piece not in worst] + _halved(path, worst)
    gradients = np.sum([piece.gradients for piece in pieces], axis=0)
    return PathIntegral(gradients=gradients, start=start, end=end, evaluations=path.evaluations)


def _worst(pieces: list[_Piece], allowed: float) -> list[_Piece]:
    """Pieces that miss most: without them the others miss half of what is allowed; none where all are good enough."""
    missed = [abs(piece.missed) for piece in pieces]
    if sum(missed) <= allowed:
        return []
    order = sorted(range(len(pieces)), key=missed.__getitem__)
    rest = np.cumsum([missed[place] for place in order])
    return [pieces[place] for place in order[int((rest <= allowed / 2).sum()) :]]


def _halved(path: "_Path", pieces: list[_Piece]) -> list[_Piece]:
    middles = [(piece.low + piece.high) / 2 for piece in pieces]
    logits = path.logits(middles)
    spans, ends = [], []
    for piece, middle, logit in zip(pieces, middles, logits, strict=True):
        spans += [(piece.low, middle), (middle, piece.high)]
        ends += [(piece.ends[0], logit), (logit, piece.ends[1])]
    return path.pieces(spans, ends, _NODES)


class _Path:
    """The way, and how many of its points were looked at."""

    def __init__(self, reading: Reading, difference: Floats) -> None:
        self._reading, self._difference = reading, difference
        self._base = reading.vectors - difference
        self.evaluations = 0

    def _at(self, points: Floats) -> Floats:
        self.evaluations += len(points)
        return self._base + points[:, None, None] * self._difference

    def logits(self, points: list[float]) -> list[float]:
        """Logits at some points."""
        return [float(logit) for logit in self._reading.logits(self._at(np.array(points)))]

    def pieces(self, spans: list[tuple[float, float]], ends: list[tuple[float, float]], nodes: int) -> list[_Piece]:
        """Gradients integrated over each of several pieces, with the logits at their ends."""
        at, weights = np.polynomial.legendre.leggauss(nodes)
        return [self._piece(span, end, (at + 1) / 2, weights / 2) for span, end in zip(spans, ends, strict=True)]

    def _piece(self, span: tuple[float, float], ends: tuple[float, float], at: Floats, weights: Floats) -> _Piece:
        low, high = span
        gradients = self._reading.gradients(self._at(low + (high - low) * at))[1]
        integral = (high - low) * np.tensordot(weights, gradients, axes=1)
        missed = float((integral * self._difference).sum()) - (ends[1] - ends[0])
        return _Piece(low=low, high=high, ends=ends, gradients=integral, missed=missed)
