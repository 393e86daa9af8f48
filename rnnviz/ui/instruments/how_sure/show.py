"""How sure: how often what this network says comes true, and where this verdict stands among the others."""

import numpy as np
import streamlit as st

from rnnviz.explanation import Proportion
from rnnviz.runs import Calibration
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.how_sure import words
from rnnviz.ui.instruments.how_sure.facts import SureFacts, sure_facts
from rnnviz.ui.instruments.measuring import offer_measuring
from rnnviz.ui.instruments.views.lines import LinePanel, Mark, lines_view

__all__ = ["show"]


def show(asked: Asked) -> None:
    """Draw probability against frequency on held-out reviews, with this verdict on it."""
    trust = run_of(asked.name).trust()
    if trust is None:
        offer_measuring(asked.name, words.not_measured(asked.name), there=lambda run: run.trust() is not None)
        return
    probability = float(asked.recording.probability[-1])
    facts = sure_facts(trust.calibration, probability)
    if asked.epoch is None:
        lesson(words.sentence(facts, probability), key="sure")
    else:
        lesson(words.other_epoch(asked.epoch), key="sure")
    st.caption(plain(words.of_reviews(trust.measured, facts)))
    marked = probability if asked.epoch is None else None
    panels = [_reliability(trust.calibration, facts, marked), _counts(trust.calibration, marked)]
    lines_view({"panels": panels, "colours": both_inks()}, key="how-sure")
    misleads(words.mislead())


def _reliability(calibration: Calibration, facts: SureFacts, marked: float | None) -> LinePanel:
    called = words.labels()
    there = [place for place, count in enumerate(calibration.counts) if count]
    came = [Proportion(hits=calibration.positive[place], n=calibration.counts[place]) for place in there]
    share = np.array([one.share for one in came])
    said = np.array([calibration.probability[place] for place in there], dtype=float)
    return {
        "name": "reliability",
        "title": words.reliability_title(facts),
        "help": words.reliability_help(),
        "told": words.reliability_title(facts),
        "x": said.tolist(),
        "lines": [
            {"label": called["came"], "values": as_float32(share), "ink": "one", "dots": "joined"},
            {"label": called["perfect"], "values": as_float32(said), "ink": "soft", "dash": "6 4"},
        ],
        "bands": [
            {
                "label": called["interval"],
                "low": as_float32(np.array([one.interval[0] for one in came])),
                "high": as_float32(np.array([one.interval[1] for one in came])),
                "ink": "one",
            }
        ],
        "marks": _mark(marked),
        "x_low": 0,
        "x_high": 1,
        "y_low": 0,
        "y_high": 1,
        "x_ticks": ticks(0, 1, about=5),
        "y_ticks": ticks(0, 1),
        "x_axis": called["said"],
        "y_axis": called["often"],
        "tip": called["at"],
        "tall": 300,
    }


def _counts(calibration: Calibration, marked: float | None) -> LinePanel:
    called = words.labels()
    counts = np.array(calibration.counts, dtype=float)
    low, high = round_range(0, float(counts.max()))
    return {
        "name": "how-often",
        "title": words.counts_title(),
        "help": words.counts_help(float(counts[[0, -1]].sum() / counts.sum())),
        "told": words.counts_title(),
        "x": [(place + 0.5) / len(counts) for place in range(len(counts))],
        "lines": [{"label": called["reviews"], "values": as_float32(counts), "ink": "one", "dots": "joined"}],
        "marks": _mark(marked),
        "x_low": 0,
        "x_high": 1,
        "y_low": low,
        "y_high": high,
        "x_ticks": ticks(0, 1, about=5),
        "y_ticks": ticks(low, high),
        "x_axis": called["said"],
        "y_axis": called["reviews"],
        "tip": called["at"],
        "digits": 0,
        "tall": 300,
    }


def _mark(probability: float | None) -> list[Mark]:
    return [] if probability is None else [{"x": probability, "label": words.labels()["here"]}]
