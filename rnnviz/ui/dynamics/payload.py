"""What the views of the page draw."""

import numpy as np

from rnnviz.dynamics import TOLERANCES, RestingPoint, agreement, word_pushes
from rnnviz.runs import BagOfWords
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import Tick, round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.dynamics import curve_words, section_words, view_words, words
from rnnviz.ui.dynamics.facts import line_of, sinks, usual_push
from rnnviz.ui.dynamics.frames import Walked
from rnnviz.ui.dynamics.lesson_words import half_life
from rnnviz.ui.dynamics.look import LOOSEST, Look, Rest
from rnnviz.ui.dynamics.views.plane import Axes, Frame, Moves, PlanePayload, Tolerance, Walk
from rnnviz.ui.dynamics.views.pushes import PushesPayload, PushRow
from rnnviz.ui.instruments.views.lines import LinePanel, LinesPayload

__all__ = ["curve_answer", "curve_payload", "plane_payload", "pushes_payload", "walks_of"]

_FIRST_TOLERANCE = 1e-4
_FREQUENT, _LISTED = 3_000, 10
_LONGEST = 1_000.0  # words: beyond, a half-life is drawn at the edge
_WORD_LENGTH = 40
_RESERVED = 4  # ids of no word


def walks_of(look: Look) -> list[Walk]:
    """The drawn reviews with the trained weights."""
    visited = look.visited
    return [
        {
            "places": as_float32(look.plane.project(visited.hidden_states[visited.of_review(review)])),
            "positive": bool(visited.logits[visited.last[review]] >= 0),
        }
        for review in look.shown
    ]


def plane_payload(
    look: Look, rest: Rest, named: list[str], walked: Walked, frames: list[Frame], *, kind: words.Input, told: str = ""
) -> PlanePayload:
    """Everything that the plane draws; `named` are the words of the walking review, `told` is said of a training."""
    first, second = look.plane.shares[:2].tolist()
    return {
        "id": f"{look.network.name} {len(frames)} {as_float32(walked.logits)[:64]}",
        "help": told or line_of(look),
        "words": [(word or view_words.start_word())[:_WORD_LENGTH] for word in named],
        "frames": frames,
        "shown": 0 if len(frames) > 1 else len(frames) - 1,
        "axes": _axes(look, rest, walked, words.axis_names(first, second)),
        "moves": _moves(look, rest),
        "curve": as_float32(look.plane.project(rest.curve.states[rest.curve.reachable][:, rest.map.hidden])),
        "keys": section_words.keys(
            kind,
            len(look.network.readout_kernel),
            len(frames[-1]["walks"]),
            look.agreeing if len(frames) == 1 else None,
            own=look.own,
        ),
        "tolerances": tolerances_of(look, rest),
        "tolerance": next(at for at, q in enumerate(_TOLERANCES) if q <= _FIRST_TOLERANCE * (1 + 1e-9)),
        "labels": view_words.plane_labels(kind),
        "colours": both_inks(),
    }


_TOLERANCES = tuple(q for q in TOLERANCES if q <= LOOSEST * (1 + 1e-9))


def tolerances_of(look: Look, rest: Rest) -> list[Tolerance]:
    """Tolerances that can be chosen, loosest first."""
    return [
        {
            "q": q,
            "label": view_words.tolerance_label(float(np.sqrt(2 * q)) / look.visited.median_step),
            "stopped": rest.search.count_stopped(q),
        }
        for q in _TOLERANCES
    ]


def _axes(look: Look, rest: Rest, walked: Walked, names: list[str]) -> Axes:
    """Ends that hold what is drawn: reviews, the walking one, the cells that were visited, and where it rests."""
    visited = look.visited
    drawn = [visited.hidden_states[visited.of_review(review)] for review in look.shown]
    edge = rest.flow.size / 2
    places = np.concatenate(
        [
            look.plane.project(np.concatenate([*drawn, walked.hidden_states])),
            *(rest.flow.centres + sign * edge for sign in (-1, 1)),
            *(look.plane.project(point.state[None, rest.map.hidden]) for point in rest.exact),
        ]
    )
    return {"low": places.min(axis=0).tolist(), "high": places.max(axis=0).tolist(), "names": names}


def _moves(look: Look, rest: Rest) -> Moves:
    flow = rest.flow
    return {
        "centres": as_float32(flow.centres),
        "moves": as_float32(flow.moves),
        "speeds": as_float32(flow.speeds / look.visited.median_step),
        "width": float(flow.size[0]),
        "height": float(flow.size[1]),
    }


# ---- the slow curve ----


def curve_answer(look: Look, rest: Rest) -> str:
    """How fast a verdict drifts beside what words do."""
    drift = float(np.median(np.abs(rest.curve.drifts[rest.curve.reachable])))
    return curve_words.curve_answer(drift, usual_push(look.visited))


def curve_payload(look: Look, rest: Rest) -> LinesPayload:
    """Drift, speed and half-life at every logit."""
    curve = rest.curve
    shares, halves = (
        np.where(curve.reachable, values, np.nan)
        for values in (curve.speeds / look.visited.median_step, half_life(curve.time_constants))
    )
    slowest, longest = int(np.nanargmin(shares)), int(np.nanargmax(halves))
    titles = curve_words.curve_titles(
        sinks(curve),
        (float(curve.logits[slowest]), float(shares[slowest])),
        (float(curve.logits[longest]), float(halves[longest])),
    )
    drawn = {
        "drift": np.where(curve.reachable, curve.drifts, np.nan),
        "speed": 100 * shares,
        "half-life": np.minimum(halves, _LONGEST),
    }
    panels = [_panel(name, values, curve.logits, titles) for name, values in drawn.items()]
    return {"panels": panels, "colours": both_inks()}


def _panel(name: str, values: Floats, logits: Floats, titles: dict[str, str]) -> LinePanel:
    title, told, axis = titles[name], curve_words.curve_helps()[name], curve_words.curve_axes()[name]
    log = name == "half-life"
    low, high = (
        (1.0, _LONGEST) if log else round_range(min(float(np.nanmin(values)), 0.0), max(float(np.nanmax(values)), 0.0))
    )
    powers: list[Tick] = [{"at": at, "label": f"{at:,.0f}"} for at in (1.0, 10.0, 100.0, 1000.0)]
    panel: LinePanel = {
        "name": name,
        "title": title,
        "help": told,
        "told": f"{title}. {told}",
        "x": logits.tolist(),
        "lines": [{"label": axis, "values": as_float32(np.maximum(values, low)), "ink": "ink"}],
        "x_low": float(logits[0]),
        "x_high": float(logits[-1]),
        "y_low": low,
        "y_high": high,
        "x_ticks": ticks(float(logits[0]), float(logits[-1])),
        "y_ticks": powers if log else ticks(low, high),
        "x_axis": curve_words.logit_axis(),
        "y_axis": axis,
        "tip": curve_words.curve_tip(),
        "zero": 0.0,
        "tall": 190,
    }
    return {**panel, "log": True, "wide": True} if log else panel


# ---- words ----


def pushes_payload(look: Look, rest: Rest, point: RestingPoint, bag: BagOfWords | None) -> PushesPayload:
    """The words that push furthest either way, beside their weights in a bag of words."""
    vocabulary = look.network.vocabulary
    assert vocabulary is not None
    pushes = word_pushes(rest.map, point)
    frequent = np.arange(_RESERVED, min(_RESERVED + _FREQUENT, len(vocabulary)))
    order = frequent[np.argsort(pushes[frequent], kind="stable")]
    listed = list(dict.fromkeys([*order[::-1][:_LISTED].tolist(), *order[:_LISTED][::-1].tolist()]))
    rows: list[PushRow] = [
        {
            "word": vocabulary.words[one],
            "push": float(pushes[one]),
            "weight": None if bag is None else float(bag.weights[one]),
        }
        for one in listed
    ]
    agreeing = sum(row["weight"] is not None and row["push"] * row["weight"] > 0 for row in rows)
    told = None if bag is None else agreement(pushes, bag)
    return {
        "title": curve_words.pushes_heading(point.logit)
        if bag is None
        else curve_words.pushes_title(agreeing, len(rows)),
        "help": curve_words.pushes_help(point.logit, len(frequent)),
        "told": curve_words.unmeasured(look.network.name)
        if told is None
        else curve_words.agreement_told(told.auc, told.correlation, told.words, told.side),
        "rows": rows,
        "labels": curve_words.pushes_labels(),
        "colours": both_inks(),
    }
