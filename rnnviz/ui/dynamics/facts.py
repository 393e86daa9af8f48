"""What the page claims of a network, from what was computed of it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rnnviz.dynamics import PointKind, RestingPoint, SlowCurve
from rnnviz.shapes import Floats
from rnnviz.ui.dynamics import lesson_words
from rnnviz.ui.dynamics.look import SETTLING, Look, Rest
from rnnviz.ui.dynamics.words import Input

__all__ = ["crossings", "lesson_of", "rest_told", "settled", "sinks"]

_LINGERS = 0.1  # of a median word's step


def lesson_of(look: Look, rest: Rest, kind: Input) -> list[str]:
    """The lesson of this network, sentence by sentence."""
    first, second = look.plane.shares[:2].tolist()
    positive, kept = settled(rest.before, rest.after)
    sentences = [
        lesson_words.line_lesson(first, second, look.plane.participation_ratio, len(look.reviews)),
        rest_told(rest.exact, kind),
        lesson_words.settled_lesson(kind, positive, kept, len(rest.after), SETTLING),
    ]
    slow = [point for point in rest.points if not point.exact and point.speed <= _LINGERS * look.visited.median_step]
    if slow:
        slowest = min(slow, key=lambda point: point.q)
        sentences.append(lesson_words.linger_lesson(slowest.logit, slowest.speed / look.visited.median_step))
    return sentences


def rest_told(exact: Sequence[RestingPoint], kind: Input) -> str:
    """Where it rests: two verdicts and a saddle between, one place, or whatever there is."""
    kinds: list[PointKind] = [point.kind for point in exact]
    fades = [_fades(point) for point in exact]
    if len(exact) == 3 and kinds[1] == "saddle" and "saddle" not in (kinds[0], kinds[2]) and fades[0] and fades[2]:
        low, middle, high = exact
        if low.logit < 0 < high.logit:
            circled = [point.logit for point in (low, high) if point.kind == "turning"]
            constants = (_constant(low), _constant(high))
            return lesson_words.verdicts_lesson(kind, (low.logit, middle.logit, high.logit), constants, circled)
    if len(exact) == 1 and fades[0]:
        return lesson_words.single_lesson(kind, exact[0].logit, kinds[0], _constant(exact[0]))
    return lesson_words.listed(kind, [(point.logit, point.kind) for point in exact])


def _fades(point: RestingPoint) -> bool:
    """Whether the eigenvalue nearest to +1 is real and fades: a change along it keeps its direction."""
    return abs(point.spectrum.slow) < 1 and not point.spectrum.slow.imag


def _constant(point: RestingPoint) -> float:
    return float(point.spectrum.time_constants[0])


def settled(before: Floats, after: Floats) -> tuple[int, int]:
    """How many states are positive in the end, and how many are on the side that they were on."""
    return int((after >= 0).sum()), int(((after >= 0) == (before >= 0)).sum())


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
