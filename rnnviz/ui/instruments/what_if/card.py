"""The card of negation and order: what this network makes of pairs of short texts that differ in one thing."""

import numpy as np
import streamlit as st

from rnnviz.errors import DataError
from rnnviz.explanation import MOST_FILLERS, PairReadings, negation_pairs, order_pairs, read_pairs
from rnnviz.networks import Network
from rnnviz.runs import BagOfWords
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.messages import plain, said, show_error
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.views.lines import Band, Ink, Line, LinePanel, lines_view
from rnnviz.ui.instruments.what_if import card_lessons, card_words
from rnnviz.ui.instruments.what_if.orders import bag_of

__all__ = ["show_card"]

_MOST_KEPT = 64


def show_card(asked: Asked) -> None:
    """Show what the network makes of negation and order, and what a bag of words makes of the same texts."""
    labels = card_words.modifiers()
    modifier = choice(card_words.controls()["modifier"], labels, key="wi_modifier", kind="row")
    bag = bag_of(asked)
    try:
        negation, order = (_read(asked, which, bag) for which in (modifier, ""))
    except DataError as error:
        show_error(said(error))
        return
    lesson(
        card_lessons.negation_lesson(card_lessons.negation_facts(negation, modifier)),
        card_lessons.order_lesson(card_lessons.order_facts(order)),
        key="card",
    )
    panels = [
        _panel(
            negation,
            ("positive", "negative"),
            name="what_if-negation",
            title=card_words.negation_title(modifier),
            help=card_words.negation_help(modifier),
        ),
        _panel(
            order,
            ("three", "two"),
            name="what_if-order",
            title=card_words.order_title(),
            help=card_words.order_help(),
        ),
    ]
    lines_view({"panels": panels, "colours": both_inks()}, key="what_if-pairs")
    st.markdown(card_words.table(negation, order, modifier))
    for line in (card_lessons.scatter(negation), *card_words.notes(known=bag is not None)):
        st.caption(plain(line))
    misleads(card_words.mislead())


def _read(asked: Asked, modifier: str, bag: BagOfWords | None) -> PairReadings:
    """Pairs with a modifier, or those of order; once for all sessions while the files stay what they are."""
    run = run_of(asked.name)
    file = run.model_file if asked.epoch is None else run.epoch_file(asked.epoch)
    changed = tuple(path.stat().st_mtime_ns if path.exists() else 0 for path in (file, run.bag_of_words_file))
    return _pairs(asked.reading.network, modifier, bag, (asked.name, asked.epoch, changed))


@shared(_MOST_KEPT, key=lambda _network, modifier, _bag, known: (modifier, known))
def _pairs(network: Network, modifier: str, bag: BagOfWords | None, known: tuple[object, ...]) -> PairReadings:
    del known  # part of the key only: network and bag follow from it
    pairs = negation_pairs(modifier) if modifier else order_pairs()
    return read_pairs(network, pairs, bag_of_words=None if bag is None else bag.weights)


def _panel(read: PairReadings, inks: tuple[Ink, Ink], **texts: str) -> LinePanel:
    """Shares by the words in between: of all pairs, and of either kind in its ink."""
    called = card_words.chart_labels()
    kinds = card_words.negation_kinds() if read.control is not None else card_words.order_kinds()
    parts: list[tuple[str, int | None, Ink]] = [
        (kinds[1], 1, inks[0]),
        (kinds[0], 0, inks[1]),
        (called["all"], None, "ink"),
    ]
    lines: list[Line] = [
        {"label": label, "values": as_float32(_shares(read, read.moved, kind)), "ink": ink, "dots": "joined"}
        for label, kind, ink in parts
    ]
    if read.bag_moved is not None:
        whole = as_float32(_shares(read, read.bag_moved, None))
        lines.append({"label": called["bag"], "values": whole, "ink": "one", "dash": "2 4"})
    return {
        **texts,  # type: ignore[typeddict-item]
        "told": texts["title"],
        "x": list(range(MOST_FILLERS + 1)),
        "lines": lines,
        "bands": [_band(read, kind, ink, called["intervals"] if kind is None else "") for _, kind, ink in parts],
        "levels": [{"value": 50.0, "label": called["chance"]}],
        "x_low": -0.3,
        "x_high": MOST_FILLERS + 0.3,
        "x_ticks": [{"at": fillers, "label": str(fillers)} for fillers in range(MOST_FILLERS + 1)],
        "x_axis": called["fillers"],
        "tip": called["at"],
        "y_low": 0.0,
        "y_high": 100.0,
        "y_ticks": ticks(0, 100, unit=" %"),
        "y_axis": called["share"],
        "digits": 0,
        "tall": 230,
    }


def _shares(read: PairReadings, moved: Floats, kind: int | None) -> Floats:
    counted = range(MOST_FILLERS + 1)
    return np.array([100 * read.share(moved, fillers=fillers, kind=kind).share for fillers in counted])


def _band(read: PairReadings, kind: int | None, ink: Ink, label: str) -> Band:
    ends = [read.share(fillers=fillers, kind=kind).interval for fillers in range(MOST_FILLERS + 1)]
    low, high = 100 * np.array(ends).T
    return {"label": label, "low": as_float32(low), "high": as_float32(high), "ink": ink}
