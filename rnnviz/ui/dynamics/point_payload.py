"""Fixed and slow points, as the plane draws them."""

from collections.abc import Sequence

import numpy as np

from rnnviz.dynamics import RestingPoint
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.dynamics import view_words
from rnnviz.ui.dynamics.look import Look, chief_of
from rnnviz.ui.dynamics.views.plane import PlanePoint

__all__ = ["point_sentence", "points_payload"]

_MOST_POINTS = 40


def points_payload(look: Look, points: Sequence[RestingPoint]) -> list[PlanePoint]:
    """The slowest points by their logit, behind the one that words push at."""
    slowest, chief = sorted(points, key=lambda point: point.q)[:_MOST_POINTS], chief_of(points)
    in_order = sorted(slowest, key=lambda point: (point is not chief, point.logit))
    return [_point(look, point) for point in in_order]


def _point(look: Look, point: RestingPoint) -> PlanePoint:
    spectrum = point.spectrum
    x, y = look.plane.project(point.state[look.visited.hidden]).tolist()
    return {
        "x": x,
        "y": y,
        "q": point.q,
        "kind": point.kind,
        "name": view_words.point_name(point.kind, point.logit),
        "told": point_sentence(look, point),
        "eigenvalues": as_float32(np.stack([spectrum.eigenvalues.real, spectrum.eigenvalues.imag], axis=-1)),
        "constants": as_float32(np.minimum(spectrum.time_constants, 1e9)),
        "overlaps": as_float32(spectrum.overlaps),
    }


def point_sentence(look: Look, point: RestingPoint) -> str:
    """What a point is."""
    spectrum = point.spectrum
    return view_words.point_told(
        point.kind,
        point.logit,
        spectrum.unstable,
        spectrum.slow,
        float(spectrum.time_constants[0]),
        (point.q, point.q_per_unit),
        point.speed / look.visited.median_step,
    )
