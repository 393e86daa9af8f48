"""The pictures of "Small tasks" as lines."""

from collections.abc import Sequence

import numpy as np

from rnnviz.analysis import CellClimb, GradientReach
from rnnviz.networks import LayerSpec
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import Tick, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.instruments.views.lines import TOLD_APART, Band, Line, LinePanel, LinesPayload
from rnnviz.ui.tasks import climb_words, reach_words

__all__ = ["ladder_payload", "reach_payload"]

_DASHES = ("none", "9 5", "2 5")  # lines that lie on each other are still told apart
_FLOOR = 40.0  # percent; guessing is 50


def ladder_payload(climbs: Sequence[CellClimb], distances: Sequence[int]) -> LinesPayload:
    """Right answers over distance, one line a cell."""
    named = climb_words.ladder_axes()
    lines: list[Line] = []
    bands: list[Band] = []
    for ink, dash, climb in zip(TOLD_APART, _DASHES, climbs, strict=False):
        percents = _spread(climb.shares, climb.distances, distances)
        label = LayerSpec(cell=climb.cell).keras_class
        middle = as_float32(np.median(percents, axis=1))
        lines.append({"label": label, "values": middle, "ink": ink, "dash": dash, "dots": "joined"})
        low, high = as_float32(percents.min(axis=1)), as_float32(percents.max(axis=1))
        bands.append({"label": "", "low": low, "high": high, "ink": ink})
    title = climb_words.ladder_title(climbs)
    seeds = max((climb.seeds for climb in climbs), default=1)
    panel = _percents(distances, lines, bands, title=title, help_line=climb_words.ladder_help(seeds), named=named)
    panel["name"], panel["told"] = "ladder", " ".join([title, *(climb_words.held(climb) for climb in climbs)])
    return {"panels": [panel], "colours": both_inks()}


def _spread(shares: Sequence[Sequence[float]], places: Sequence[int], wanted: Sequence[int]) -> Floats:
    """Percents at all places, nan where there is none yet, (places, seeds)."""
    rows = dict(zip(places, shares, strict=True))
    nothing = [np.nan] * len(shares[0])
    return 100 * np.array([rows.get(place, nothing) for place in wanted])


def _percents(
    places: Sequence[int], lines: list[Line], bands: list[Band], *, title: str, help_line: str, named: dict[str, str]
) -> LinePanel:
    """Right answers over places that stand at equal distances, whatever their numbers."""
    across: list[Tick] = [{"at": at, "label": str(place)} for at, place in enumerate(places)]
    return {
        "name": "right",
        "title": title,
        "help": help_line,
        "told": title,
        "x": [float(at) for at in range(len(places))],
        "lines": lines,
        "bands": bands,
        "levels": [{"value": 50.0, "label": named["chance"]}],
        "x_low": -0.3,
        "x_high": len(places) - 0.7,
        "y_low": _FLOOR,
        "y_high": 101.0,
        "x_ticks": across,
        "y_ticks": ticks(_FLOOR, 100.0),
        "x_axis": named["x"],
        "y_axis": named["y"],
        "tip": named["tip"],
        "words": [str(place) for place in places],
        "digits": 1,
        "tall": 230,
    }


def reach_payload(reach: GradientReach, steps: Sequence[int], arrival: Floats, cut: int) -> LinesPayload:
    """What was learnt over how far gradients are carried, and what arrives at each step."""
    return {"panels": [_learnt(reach, steps), _arriving(arrival, reach.needed, cut)], "colours": both_inks()}


def _learnt(reach: GradientReach, steps: Sequence[int]) -> LinePanel:
    named = reach_words.learnt_axes()
    lines: list[Line] = []
    bands: list[Band] = []
    if reach.shares:
        percents = _spread(reach.shares, reach.steps, steps)
        lines = [
            {
                "label": named["median"],
                "values": as_float32(np.median(percents, axis=1)),
                "ink": "one",
                "dots": "joined",
            }
        ]
        low, high = as_float32(percents.min(axis=1)), as_float32(percents.max(axis=1))
        bands = [{"label": named["all"], "low": low, "high": high, "ink": "one"}]
    title = reach_words.learnt_title(reach)
    panel = _percents(steps, lines, bands, title=title, help_line=reach_words.learnt_help(), named=named)
    panel["name"] = "reach"
    panel["marks"] = [{"x": steps.index(reach.needed) - 0.5, "label": reach_words.reaches_first()}]
    return panel


def _arriving(arrival: Floats, needed: int, cut: int) -> LinePanel:
    named, count = reach_words.arrival_axes(), len(arrival)
    after = np.arange(count) >= count - cut
    exponents = np.log10(np.maximum(arrival, 1e-12))
    low, high = int(np.floor(exponents.min())), int(np.ceil(exponents.max()))
    title = reach_words.arrival_title(arrival, needed, cut)
    across: list[Tick] = [{"at": float(at), "label": str(at)} for at in _places(count)]
    return {
        "name": "arrival",
        "title": title,
        "help": reach_words.arrival_help(),
        "told": title,
        "x": [float(at) for at in range(count)],
        "lines": [
            {"label": named["arrives"], "values": as_float32(np.where(after, arrival, np.nan)), "ink": "one"},
            {
                "label": named["would"],
                "values": as_float32(np.where(after, np.nan, arrival)),
                "ink": "soft",
                "dash": "4 4",
            },
        ],
        "regions": [{"low": 0.0, "high": count - cut - 0.5}] if cut < count else [],
        "marks": [{"x": 1.0, "label": reach_words.first_symbol()}],
        "x_low": 0.0,
        "x_high": float(count - 1),
        "y_low": 10.0**low,
        "y_high": 10.0 ** max(high, low + 1),
        "x_ticks": across,
        "y_ticks": [{"at": 10.0**power, "label": _power(power)} for power in _powers(low, max(high, low + 1))],
        "x_axis": named["x"],
        "y_axis": named["y"],
        "tip": named["tip"],
        "log": True,
        "digits": 6,
        "tall": 230,
    }


def _places(count: int) -> list[int]:
    step = max(round(count / 6), 1)
    return list(range(0, count, step))


def _powers(low: int, high: int) -> list[int]:
    step = max(-(-(high - low) // 6), 1)
    return list(range(low, high + 1, step))


def _power(power: int) -> str:
    return "1" if power == 0 else f"10{str(power).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"
