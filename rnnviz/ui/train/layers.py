"""Weights and gradients of each layer over a training, as small charts with what they show."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from rnnviz.analysis import LayerFacts, LayerHistory, layer_facts, layer_history
from rnnviz.cells import CELLS
from rnnviz.runs import Run, read_layer_lines
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import Tick, round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import number, power
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.instruments.views.lines import TOLD_APART, Line, LinePanel, LinesPayload, lines_view
from rnnviz.ui.train import layer_words as words
from rnnviz.ui.train.layer_words import Chart

__all__ = ["layers_payload", "show_layers"]

Index = NDArray[np.intp]

_USUAL = 1e-3
_IN_POWERS: frozenset[Chart] = frozenset({"gradients", "ratios"})
_MOST_POWERS = 8
_MOST_POINTS = 400
_TALL = 170


def show_layers(run: Run) -> None:
    """Show what happened to the weights of each layer, where the live engine has told."""
    lines = read_layer_lines(run.path)
    progress = run.progress
    if progress is None or len(lines) < 2 or len(lines[0].layers) != len(run.record.network.layers) + 2:
        return
    history = layer_history(lines, progress.batches)
    facts = layer_facts(history)
    if facts is None:
        return
    first, *more = words.seen(facts, gates=_has_gates(run))
    st.subheader(words.part_title(), anchor=False)
    st.markdown(f"**{plain(first)}** {plain(' '.join(more))}")
    lines_view(layers_payload(run, history, facts), key="layers")


def _has_gates(run: Run) -> bool:
    return all(CELLS[layer.cell].gates for layer in run.record.network.layers)


def layers_payload(run: Run, history: LayerHistory, facts: LayerFacts) -> LinesPayload:
    """Data of the charts: gradients, how far a batch moves the weights, the weights, and what is saturated."""
    rows: dict[Chart, Floats] = {
        "gradients": history.gradients,
        "ratios": history.ratios,
        "weights": history.weights,
        "saturated": history.saturated,
    }
    return {"panels": [_panel(chart, rows[chart], run, history, facts) for chart in rows], "colours": both_inks()}


def _panel(chart: Chart, rows: Floats, run: Run, history: LayerHistory, facts: LayerFacts) -> LinePanel:
    epochs, title, shown = run.record.training.epochs, words.titles(facts)[chart], _thinned(len(history.epochs))
    lines = _lines(run, rows, shown, inner=chart == "saturated")
    low, high, y_ticks = _scale(chart, rows)
    panel: LinePanel = {
        "name": chart,
        "title": title,
        "help": words.helps(gates=_has_gates(run))[chart],
        "told": words.told(title, [line["label"] for line in lines], [number(float(row[-1])) for row in rows]),
        "x": history.epochs[shown].tolist(),
        "lines": lines,
        "x_low": 0.0,
        "x_high": float(epochs),
        "y_low": low,
        "y_high": high,
        "x_ticks": ticks(0, epochs, about=min(epochs, 10)),
        "y_ticks": y_ticks,
        "x_axis": words.epochs(),
        "y_axis": words.axes()[chart],
        "tip": words.tip(),
        "log": chart in _IN_POWERS,
        "digits": 4,
        "tall": _TALL,
    }
    if chart == "ratios":
        panel["levels"] = [{"value": _USUAL, "label": words.usual()}]
    return panel


def _lines(run: Run, rows: Floats, shown: Index, *, inner: bool) -> list[Line]:
    """A line for each layer, in the same ink in every chart; `inner` leaves out the Embedding and the readout."""
    labels = words.layer_labels(run.record.network)
    inks = [TOLD_APART[at % len(TOLD_APART)] for at in range(len(labels))]
    of = slice(1, -1) if inner else slice(None)
    return [
        {"label": label, "values": as_float32(row[shown]), "ink": ink}
        for label, row, ink in zip(labels[of], rows, inks[of], strict=True)
    ]


def _thinned(count: int) -> Index:
    """Which looks are drawn: all, or evenly so many, with the last."""
    return np.unique(np.linspace(0, count - 1, min(count, _MOST_POINTS)).round().astype(np.intp))


def _scale(chart: Chart, rows: Floats) -> tuple[float, float, list[Tick]]:
    """The ends of the upward axis, and what is written at it."""
    found = rows[np.isfinite(rows)]
    if chart == "saturated":
        return 0.0, 1.0, [{"at": at, "label": f"{at:.0%}"} for at in (0.0, 0.5, 1.0)]
    if chart not in _IN_POWERS:
        low, high = round_range(0.0, float(found.max(initial=1.0)))
        return low, high, ticks(low, high)
    found = found[found > 0]
    low, high = (int(np.floor(np.log10(found.min()))), int(np.ceil(np.log10(found.max())))) if found.size else (-4, -2)
    low = max(low, high - _MOST_POWERS)
    high = max(high, low + 1)
    every = -(-(high - low) // 4)
    return 10.0**low, 10.0**high, [{"at": 10.0**at, "label": power(at)} for at in range(low, high + 1, every)]
