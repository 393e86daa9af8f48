"""What padding, or cutting, does to the verdict of a trained network, on the review that is shown."""

import numpy as np
import streamlit as st

from rnnviz.analysis import PaddingDrift, TwoRows, padding_drift, two_rows
from rnnviz.shapes import Floats
from rnnviz.text import Padding, Side
from rnnviz.ui.data import padding_words
from rnnviz.ui.data.padding_words import Chart
from rnnviz.ui.data.views.plots import PlotPanel, plots_view
from rnnviz.ui.data.views.thesis import RowPicture, ThesisPayload, thesis_view
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.session import network_of, run_labels

__all__ = ["show_state", "show_thesis", "thesis_payload"]

_MOST_POINTS = 500
_LONGEST_WORD = 60
_SIDES: tuple[Side, Side] = ("pre", "post")


def show_thesis(model: str, text: str, padding: Padding) -> None:
    """Draw what the network says of the review in two rows: padded on either side, or cut at either end.

    Raises
    ------
    RnnvizError
        The network cannot be read, or cannot read the text.
    """
    network = network_of(model)
    called = run_labels([model])[model]
    thesis_view(thesis_payload(called, network.padding, two_rows(network, text, padding), padding), key="thesis")


def thesis_payload(called: str, trained: Padding, read: TwoRows, padding: Padding) -> ThesisPayload:
    """Data of the component `thesis`; the network is called so, and was trained on such rows."""
    payload: ThesisPayload = {
        "headline": padding_words.headline(read),
        "help": padding_words.how_to_read(read),
        "note": padding_words.who_reads(called, trained, padding, read),
        "rows": [_row_picture(read, side, padding) for side in _SIDES],
        "labels": padding_words.thesis_labels(),
        "colours": both_inks(),
    }
    if read.zeros is not None and read.pads:
        payload["alone"] = _rounded(read.zeros)
    return payload


def _row_picture(read: TwoRows, side: Side, padding: Padding) -> RowPicture:
    row = read.rows[side]
    chosen = padding.padding if read.by == "padding" else padding.truncating
    return {
        "side": side,
        "title": padding_words.row_told(read, side),
        "first": row.first,
        "words": [word[:_LONGEST_WORD] for word in row.words],
        "probability": _rounded(row.probability),
        "zeros": padding_words.row_zeros(read.pads),
        "chosen": side == chosen,
    }


def _rounded(values: Floats) -> list[float]:
    return [round(float(value), 4) for value in values]


def show_state(model: str, text: str, padding: Padding) -> None:
    """Show the state over the zeros of the chosen row, folded; nothing where no zero is read, or both ways."""
    network = network_of(model)
    if any(layer.backward for layer in network.layers):
        return  # what it has read from the end is in its state from the first step on
    drift = padding_drift(network, text, padding)
    if drift.norms.size:
        with st.expander(padding_words.state_title()):
            panels = [_panel(name, drift, padding.padding) for name in ("norm", "logit")]
            plots_view({"panels": panels, "colours": both_inks()}, key="padding-plots")


def _panel(name: Chart, drift: PaddingDrift, side: Side) -> PlotPanel:
    values = drift.norms if name == "norm" else drift.logit
    told = padding_words.chart_words(name, drift, side)
    count = len(values)
    places = np.unique(np.linspace(1, count, min(count, _MOST_POINTS)).astype(int)).tolist()
    drawn = [float(values[place - 1]) for place in places]
    low, high = round_range(min(*drawn, 0.0), max(*drawn, 0.0))
    return {
        "name": name,
        "kind": "line",
        "title": told["title"],
        "help": told["help"],
        "told": told["told"],
        "x": [float(place) for place in places],
        "y": drawn,
        "x_low": 1.0,
        "x_high": float(max(count, 2)),
        "y_low": low,
        "y_high": high,
        "x_ticks": [{"at": 1.0, "label": "1"}, *(tick for tick in ticks(0, count) if tick["at"] >= max(2, count / 8))],
        "y_ticks": ticks(low, high),
        "x_axis": padding_words.step_axis(),
        "y_axis": told["axis"],
        "tips": [
            [padding_words.zero_label(place), padding_words.value_label(name, value)]
            for place, value in zip(places, drawn, strict=True)
        ],
        "zero": 0.0,
    }
