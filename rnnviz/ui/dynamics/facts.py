"""What the page claims of a network, from what was computed of it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnnviz.dynamics import PointKind, RestingPoint, SlowCurve, Visited
from rnnviz.shapes import Floats
from rnnviz.ui.dynamics import lesson_words
from rnnviz.ui.dynamics.look import SETTLING, Look, Rest
from rnnviz.ui.dynamics.words import Input

__all__ = [
    "crossings",
    "holds_both",
    "lesson_of",
    "line_of",
    "rest_of_network",
    "rest_told",
    "settled",
    "sinks",
    "usual_push",
]

_LINGERS = 0.1  # of a median word's step
_NEUTRAL = 1e-4  # from +1: where q is 0 to the last digit, and yet no point stands out


def lesson_of(rest: Rest, kind: Input) -> str:
    """The lesson of this network: what becomes of its verdicts when it is left alone."""
    sides = int((rest.before >= 0).sum()), *settled(rest.before, rest.after)
    return lesson_words.kept_lesson(kind, sides, len(rest.after), SETTLING)


def line_of(look: Look) -> str:
    """How many directions its states use."""
    first, second = look.plane.shares[:2].tolist()
    return lesson_words.line_lesson(first, second, look.plane.participation_ratio, len(look.reviews))


def rest_of_network(look: Look, points: Sequence[RestingPoint]) -> str:
    """Where it rests and where it lingers."""
    exact = [point for point in points if point.exact]
    told = rest_told(exact)
    if len(_neutral(exact)) > 1:
        return told
    slow = [point for point in points if not point.exact and point.speed <= _LINGERS * look.visited.median_step]
    if not slow:
        return told
    slowest = min(slow, key=lambda point: point.q)
    lingering = lesson_words.linger_lesson(slowest.logit, slowest.speed / look.visited.median_step)
    return f"{told} {lingering}"


def rest_told(exact: Sequence[RestingPoint]) -> str:
    """Where it rests: a place for either verdict and a saddle between, one place, or whatever there is."""
    neutral = _neutral(exact)
    if len(neutral) > 1:
        return lesson_words.neutral_lesson(min(neutral), max(neutral))
    kinds: list[PointKind] = [point.kind for point in exact]
    fades = [_fades(point) for point in exact]
    if len(exact) == 3 and kinds[1] == "saddle" and "saddle" not in (kinds[0], kinds[2]) and fades[0] and fades[2]:
        low, middle, high = exact
        if low.logit < 0 < high.logit:
            circled = [point.logit for point in (low, high) if point.kind == "turning"]
            constants = (_constant(low), _constant(high))
            return lesson_words.verdicts_lesson((low.logit, middle.logit, high.logit), constants, circled)
    if kinds == ["stable"] and fades[0]:
        return lesson_words.single_lesson(exact[0].logit, _constant(exact[0]))
    return lesson_words.listed([(point.logit, point.kind) for point in exact])


def holds_both(points: Sequence[RestingPoint]) -> bool:
    """Whether points hold a verdict of either side: stable ones, or such as only circling pushes leave."""
    held = [point.logit for point in points if point.exact and point.kind != "saddle" and _fades(point)]
    return bool(held) and min(held) < 0 < max(held)


def _fades(point: RestingPoint) -> bool:
    """Whether the eigenvalue nearest to +1 is real and fades: a change along it keeps its direction."""
    slow = point.spectrum.slow
    return not slow.imag and 0 < slow.real < 1 - _NEUTRAL


def _neutral(exact: Sequence[RestingPoint]) -> list[float]:
    """Logits of those that do not stand out, because nothing fades or grows along one direction."""
    return [point.logit for point in exact if abs(point.spectrum.slow - 1) < _NEUTRAL]


def _constant(point: RestingPoint) -> float:
    return float(point.spectrum.time_constants[0])


def settled(before: Floats, after: Floats) -> tuple[int, int]:
    """How many states are positive in the end, and how many are on the side that they were on."""
    return int((after >= 0).sum()), int(((after >= 0) == (before >= 0)).sum())


def usual_push(visited: Visited) -> float:
    """How far the median word moves the logit, |Δlogit|; the first word of a review has none before it."""
    inside = np.ones(len(visited.logits), dtype=bool)
    inside[visited.starts[:-1]] = False
    return float(np.median(np.abs(np.diff(visited.logits, prepend=0.0)[inside])))


def crossings(logits: Floats) -> list[int]:
    """Steps, from 1, at which the verdict is on another side than at the step before."""
    side: NDArray[np.bool_] = np.asarray(logits) >= 0
    return (np.flatnonzero(side[1:] != side[:-1]) + 2).tolist()


def sinks(curve: SlowCurve) -> list[float]:
    """Reachable logits that the drift leads to from both sides."""
    both = curve.reachable[:-1] & curve.reachable[1:]
    falls = (curve.drifts[:-1] > 0) & (curve.drifts[1:] < 0)
    changes = (curve.drifts[:-1] * curve.drifts[1:] < 0) & both
    found: list[float] = curve.turns[falls[changes]].tolist()
    return found
