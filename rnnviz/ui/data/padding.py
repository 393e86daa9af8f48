"""What padding does to a trained network, on the review that is shown."""

import numpy as np
import streamlit as st

from rnnviz.analysis import PaddingDrift, padding_drift
from rnnviz.errors import RnnvizError
from rnnviz.shapes import Floats
from rnnviz.text import Padding
from rnnviz.ui.data.views.plots import PlotPanel, plots_view
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import count_of, signed
from rnnviz.ui.frame.address import HELD, warn_unless_known
from rnnviz.ui.frame.doors import DATA_MODEL_KEY
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import network_of, run_names

__all__ = ["show_padding"]

_FIRST_MODEL = "imdb-simple-rnn"  # it does not mask, so there is a drift to see
_MOST_POINTS = 500


def show_padding(text: str, padding: Padding) -> None:
    """Show the state over the padding, and the verdict with padding on either side; what fails is said here."""
    st.subheader("What a network makes of the zeros", anchor=False)
    st.caption(
        "The network reads this review in rows of the length chosen above, with its own vocabulary. A network that "
        "does not mask its padding computes a step at every zero."
    )
    try:
        name = _choose_model()
        network = network_of(name)
        drift = padding_drift(network, text, padding)
    except RnnvizError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    with st.container(horizontal=True, gap="large"):
        st.metric("Zeros before: probability", f"{drift.probabilities['pre']:.3f}", width="content")
        st.metric("Zeros behind: probability", f"{drift.probabilities['post']:.3f}", width="content")
    st.markdown(_verdicts(drift))
    if network.padding.maxlen != padding.maxlen or network.padding.padding != padding.padding:
        st.caption(
            plain(
                f"{name} was trained on rows of {network.padding.maxlen:,} with padding {network.padding.padding}: "
                f"rows of {padding.maxlen:,} with padding {padding.padding} are new to it."
            )
        )
    if drift.norms.size:
        plots_view(
            {
                "panels": _panels(drift, padding),
                "colours": both_inks(),
            },
            key="padding-plots",
        )


def _choose_model() -> str:
    names = run_names()
    first = [_FIRST_MODEL] if _FIRST_MODEL in names else []
    options = [*first, *(name for name in names if name not in first)]
    warn_unless_known(DATA_MODEL_KEY, "The model", options)
    return str(st.selectbox("Model", options, key=DATA_MODEL_KEY, width=320, **HELD))


def _verdicts(drift: PaddingDrift) -> str:
    before, behind = drift.probabilities["pre"], drift.probabilities["post"]
    if drift.masked:
        return (
            "This network **masks** its padding: it skips the zeros, so nothing drifts, and both sides give the same "
            "verdict."
        )
    if not drift.norms.size:
        return "The review fills the row: there is no zero in it, so nothing drifts."
    verdicts = ["positive" if probability >= 0.5 else "negative" for probability in (before, behind)]
    same = "the same verdict" if verdicts[0] == verdicts[1] else "another verdict"
    return (
        f"The same network, the same words, {same}: **{verdicts[0]}** ({before:.3f}) with the zeros before them, "
        f"**{verdicts[1]}** ({behind:.3f}) with the zeros behind them. Zeros behind the last word are read after it: "
        "the state goes on moving, away from what the words left in it."
    )


def _panels(drift: PaddingDrift, padding: Padding) -> list[PlotPanel]:
    pads, when = len(drift.norms), "before the first word" if padding.padding == "pre" else "behind the last word"
    last = float(drift.logit[-1])
    return [
        _panel(
            "norm",
            drift.norms,
            title=f"{count_of(pads, 'zero')} {when} bring the state to ‖h‖ = {drift.norms[-1]:.2f}",
            help="The length of the state vector after every zero. A flat line: the state has settled.",
            axis="‖h‖",
            zero=0.0,
        ),
        _panel(
            "logit",
            drift.logit,
            title=f"The logit drifts from {signed(drift.before)} to {signed(last)}, without a word",
            help="What the readout makes of the state after every zero. Above 0 it leans to a positive review.",
            axis="logit",
            zero=0.0,
        ),
    ]


def _panel(name: str, values: Floats, *, title: str, help: str, axis: str, zero: float) -> PlotPanel:  # noqa: A002
    count = len(values)
    places = np.unique(np.linspace(1, count, min(count, _MOST_POINTS)).astype(int))
    drawn = [float(values[place - 1]) for place in places]
    low, high = round_range(min(*drawn, zero), max(*drawn, zero))
    return {
        "name": name,
        "kind": "line",
        "title": title,
        "help": help,
        "told": f"From {drawn[0]:.2f} after the first zero to {drawn[-1]:.2f} after the last.",
        "x": [float(place) for place in places],
        "y": drawn,
        "x_low": 1.0,
        "x_high": float(max(count, 2)),
        "y_low": low,
        "y_high": high,
        "x_ticks": [{"at": 1.0, "label": "1"}, *(tick for tick in ticks(0, count) if tick["at"] >= max(2, count / 8))],
        "y_ticks": ticks(low, high),
        "x_axis": "padding step",
        "y_axis": axis,
        "tips": [
            [f"zero {place:,}", f"{axis} {value:.3f}".replace("-", "−")]
            for place, value in zip(places, drawn, strict=True)
        ],
        "zero": zero,
    }
