"""The words of the review in random orders, which show whether this network uses order at all."""

import numpy as np
import streamlit as st

from rnnviz.errors import IncompatibleModelError
from rnnviz.explanation import ShuffledReading, shuffle_words
from rnnviz.runs import BagOfWords
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import whole_number
from rnnviz.ui.frame.messages import plain, said, warn
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.panels import over_words, value_axis
from rnnviz.ui.instruments.views.lines import LinePanel, lines_view
from rnnviz.ui.instruments.what_if import order_words, words

__all__ = ["bag_of", "show_orders"]

_BAND = (0.05, 0.5, 0.95)
_MOST_SHUFFLES, _MOST_SEED = 500, 999


def show_orders(asked: Asked) -> None:
    """Shuffle the words so many times; show where the readings run, and where a bag of words ends in all orders."""
    called = words.numbers()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shuffles = whole_number(called["shuffles"], 10, _MOST_SHUFFLES, 100, key="wi_shuffles", width=130)
        seed = whole_number(called["seed"], 0, _MOST_SEED, 0, key="wi_seed", width=110)
    bag = bag_of(asked)
    shuffled = shuffle_words(asked.reading, shuffles=shuffles, seed=seed)
    logit = None if bag is None else bag.logit(asked.reading.ids)
    facts = order_words.order_facts(shuffled, logit)
    lesson(order_words.lesson(facts), key="orders")
    lines_view({"panels": [_panel(asked, shuffled, logit)], "colours": both_inks()}, key="what_if-orders")
    st.caption(plain(order_words.beside(facts)))
    misleads(order_words.mislead())


def bag_of(asked: Asked) -> BagOfWords | None:
    """The bag of words of the run; None where there is none, and where it cannot be read, which is said."""
    try:
        return run_of(asked.name).bag_of_words()
    except IncompatibleModelError as error:
        warn(said(error))
        return None


def _panel(asked: Asked, shuffled: ShuffledReading, bag: float | None) -> LinePanel:
    called = words.band_labels()
    low, middle, high = (_at_steps(asked, line) for line in shuffled.quantiles(*_BAND))
    own = asked.steps.logit.astype(np.float64)
    values = np.concatenate([low, high, own, [] if bag is None else [bag]])
    return over_words(
        asked.steps,
        name="what_if-orders",
        title=called["title"],
        help=called["help"],
        told=called["title"],
        lines=[
            {"label": called["own"], "values": as_float32(own), "ink": "ink"},
            {"label": called["middle"], "values": as_float32(middle), "ink": "one", "dash": "6 4"},
        ],
        bands=[{"label": called["band"], "low": as_float32(low), "high": as_float32(high), "ink": "one"}],
        levels=[] if bag is None else [{"value": bag, "label": called["bag"]}],
        wide=True,
        tall=260,
        **value_axis(float(values.min()), float(values.max()), called["axis"]),
    )


def _at_steps(asked: Asked, values: Floats) -> Floats:
    """Values of the timesteps that are read, (timesteps,), at the steps of the review; padding before them stays."""
    reading, timesteps = asked.reading, asked.steps.timesteps
    return np.where(timesteps < reading.pads, asked.steps.logit, reading.spread(values)[timesteps])
