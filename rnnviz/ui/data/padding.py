"""What padding does to a trained network, on the review that is shown."""

import numpy as np
import streamlit as st

from rnnviz.analysis import PaddingDrift, padding_drift
from rnnviz.errors import RnnvizError
from rnnviz.text import Padding, Side
from rnnviz.ui.data import padding_words
from rnnviz.ui.data.padding_words import Chart
from rnnviz.ui.data.views.plots import PlotPanel, plots_view
from rnnviz.ui.data.words import choices_unknown, controls
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import DATA_MODEL_KEY
from rnnviz.ui.frame.messages import plain, said, show_error
from rnnviz.ui.frame.session import network_of, run_names

__all__ = ["show_padding"]

_FIRST_MODEL = "imdb-simple-rnn"  # it does not mask, so there is a drift to see
_MOST_POINTS = 500


def show_padding(text: str, padding: Padding) -> None:
    """Show the state over the padding, and the verdict with padding on either side; what fails is said here."""
    st.subheader(padding_words.title(), anchor=False)
    st.caption(padding_words.about())
    try:
        name = _choose_model()
        network = network_of(name)
        drift = padding_drift(network, text, padding)
    except RnnvizError as error:
        show_error(said(error))
        return
    _show_verdicts(drift)
    trained = network.padding
    if (trained.maxlen, trained.padding) != (padding.maxlen, padding.padding):
        st.caption(plain(padding_words.new_to_it(name, trained, padding)))
    if drift.norms.size:
        panels = [_panel(name, drift, padding.padding) for name in ("norm", "logit")]
        plots_view({"panels": panels, "colours": both_inks()}, key="padding-plots")


def _choose_model() -> str:
    names = run_names()
    first = [_FIRST_MODEL] if _FIRST_MODEL in names else []
    return choice(
        controls()["d_model"],
        [*first, *(name for name in names if name not in first)],
        key=DATA_MODEL_KEY,
        width=320,
        unknown=choices_unknown()["d_model"],
    )


def _show_verdicts(drift: PaddingDrift) -> None:
    with st.container(horizontal=True, gap="large"):
        st.metric(padding_words.before_label(), f"{drift.probabilities['pre']:.3f}", width="content")
        st.metric(padding_words.behind_label(), f"{drift.probabilities['post']:.3f}", width="content")
    st.markdown(padding_words.verdicts(drift))


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
