"""The integral of a verdict's gradient along the straight way from a baseline to the review."""

from dataclasses import dataclass

import numpy as np

from rnnviz.cells import last_state_vjp, unroll_projected
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
    pieces = [path.whole(nodes or _NODES)]
    start, end = pieces[0].ends
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
        self._line = _Line.of(reading, self._base, difference)
        self.evaluations = 0

    def _at(self, points: Floats) -> Floats:
        return self._base + points[:, None, None] * self._difference

    def logits(self, points: list[float]) -> list[float]:
        """Logits at some points."""
        self.evaluations += len(points)
        return [float(logit) for logit in self._reading.logits(self._at(np.array(points)))]

    def whole(self, nodes: int) -> _Piece:
        """The whole way as one piece; its ends are read with its nodes, and weigh nothing."""
        at, weights = np.polynomial.legendre.leggauss(nodes)
        gradients, logits = self._mean(np.array([0.0, 1.0, *(at + 1) / 2]), np.array([0.0, 0.0, *weights / 2]))
        return self._piece((0.0, 1.0), (float(logits[0]), float(logits[1])), gradients)

    def pieces(self, spans: list[tuple[float, float]], ends: list[tuple[float, float]], nodes: int) -> list[_Piece]:
        """Each of several pieces, with the logits at their ends."""
        at, weights = np.polynomial.legendre.leggauss(nodes)
        means = [self._mean(low + (high - low) * (at + 1) / 2, weights / 2)[0] for low, high in spans]
        return [self._piece(*one) for one in zip(spans, ends, means, strict=True)]

    def _piece(self, span: tuple[float, float], ends: tuple[float, float], mean: Floats) -> _Piece:
        integral = (span[1] - span[0]) * mean
        missed = float((integral * self._difference).sum()) - (ends[1] - ends[0])
        return _Piece(low=span[0], high=span[1], ends=ends, gradients=integral, missed=missed)

    def _mean(self, points: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """Weighted sum of the gradients at some points, (timesteps, input_features), and the logits there."""
        self.evaluations += len(points)
        if self._line is not None:
            return self._line.mean_gradient(points, weights)
        logits, gradients = self._reading.gradients(self._at(points))
        return np.tensordot(weights, gradients, axes=1), logits


@dataclass(frozen=True, kw_only=True, eq=False)
class _Line:
    """The way in the projected inputs of a single layer that reads forwards: there it is a straight line, too.

    Neither the vectors of the points nor their gradients are made, and what is a mean over points is taken before the
    kernel: half the time.
    """

    reading: Reading
    base: Floats
    difference: Floats

    @classmethod
    def of(cls, reading: Reading, base: Floats, difference: Floats) -> "_Line | None":
        """The line; None for a network of several layers or directions."""
        layers = reading.network.layers
        if len(layers) > 1 or layers[0].backward is not None:
            return None
        cell = layers[0].forward
        return cls(reading=reading, base=cell.project(base), difference=difference @ cell.kernel)

    def mean_gradient(self, points: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """Weighted sum of the gradients at some points, (timesteps, input_features), and the logits there."""
        reading, cell = self.reading, self.reading.network.layers[0].forward
        total, logits, done = np.zeros_like(self.base), [], 0
        for some in reading.chunks(points):
            projected = some[:, None] * self.difference[:, None]  # timesteps first, as it is read
            projected += self.base[:, None]
            states = None if reading.initial is None else [np.tile(one, (len(some), 1)) for one in reading.initial[0]]
            read = unroll_projected(cell, np.moveaxis(projected, 0, -2), initial_state=states)
            logits.append(reading.network.readout(read.final_state[0]))
            kernel = np.broadcast_to(reading.network.readout_kernel, (len(some), cell.units))
            gradients = last_state_vjp(cell, read, kernel, out=projected)  # new memory would cost as much as the rest
            total += weights[done : done + len(some)] @ gradients
            done += len(some)
        return total @ cell.kernel.T, np.concatenate(logits)
