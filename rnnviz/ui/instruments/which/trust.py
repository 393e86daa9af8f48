"""Can I trust it? What leaving the words out does in this review, and on average over many."""

import numpy as np
import streamlit as st

from rnnviz.errors import DataError
from rnnviz.explanation import GRADIENT, METHODS, RANDOM, Baseline, Deletion, Method
from rnnviz.runs import Faithfulness, Interval, Run, Trust
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.messages import plain, said, warn
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.measuring import offer_measuring
from rnnviz.ui.instruments.panels import value_axis
from rnnviz.ui.instruments.views.intervals import (
    Estimate,
    IntervalsColumn,
    IntervalsPayload,
    IntervalsRow,
    intervals_view,
)
from rnnviz.ui.instruments.views.lines import TOLD_APART, Line, LinePanel, lines_view
from rnnviz.ui.instruments.which import trust_words, words
from rnnviz.ui.instruments.which.explained import deleted
from rnnviz.ui.instruments.which.trust_facts import DeletionFacts, benchmark_facts, deletion_facts

__all__ = ["show_trust"]


def show_trust(asked: Asked, method: Method, baseline: Baseline, hidden: Baseline) -> None:
    """Draw the deletion curves of this review, and what was measured on many."""
    st.subheader(trust_words.title(), anchor=False)
    try:
        _show_deletion(deleted(asked, baseline, hidden), method)
    except DataError as error:
        warn(said(error))
    trust = run_of(asked.name).trust()
    if trust is None or trust.faithfulness is None:
        offer_measuring(asked.name, trust_words.not_measured(asked.name), there=_is_measured)
    else:
        _show_benchmark(trust, trust.faithfulness, method, asked.epoch)
    misleads(trust_words.mislead())


def _show_deletion(deletion: Deletion, method: Method) -> None:
    if deletion.counts[-1]:
        facts = deletion_facts(deletion, method)
        lesson(trust_words.deletion_sentence(facts, method), key="deletion")
        lines_view({"panels": [deletion_panel(deletion, facts, method)], "colours": both_inks()}, key="which-deletion")


def _is_measured(run: Run) -> bool:
    trust = run.trust()
    return trust is not None and trust.faithfulness is not None


# ---- this review ----


def deletion_panel(deletion: Deletion, facts: DeletionFacts, method: Method) -> LinePanel:
    """Curves of all methods over the words left out, the chosen one drawn last."""
    called, random = trust_words.deletion_labels(), deletion.logits[RANDOM]
    title = trust_words.deletion_title(facts, method)
    every = np.concatenate(list(deletion.logits.values()))
    return {
        "name": "which-deletion",
        "title": title,
        "help": trust_words.deletion_help(),
        "told": title,
        "x": list(deletion.counts),
        "lines": _curves(deletion, method),
        "bands": [
            {
                "label": called["random_range"],
                "low": as_float32(random.min(axis=0)),
                "high": as_float32(random.max(axis=0)),
                "ink": "soft",
            }
        ],
        "x_low": 0,
        "x_high": facts.most,
        "x_ticks": ticks(0, facts.most, about=min(facts.most, 8)),
        "x_axis": called["left_out"],
        "tip": called["at"],
        "wide": True,
        "tall": 300,
        **value_axis(float(every.min()), float(every.max()), called["logit"]),  # type: ignore[typeddict-item]
    }


def _curves(deletion: Deletion, chosen: Method) -> list[Line]:
    names = words.methods()
    curves: dict[Method, Line] = {
        method: {"label": names[method], "values": as_float32(deletion.mean(method)), "ink": ink}
        for method, ink in zip(METHODS, TOLD_APART, strict=True)
        if method in deletion.logits
    }
    floor: Line = {
        "label": trust_words.floors()[GRADIENT],
        "values": as_float32(deletion.mean(GRADIENT)),
        "ink": "ink",
        "dash": "2 4",
    }
    return [*(line for method, line in curves.items() if method != chosen), floor, curves[chosen]]


# ---- many reviews ----


def _show_benchmark(trust: Trust, measured: Faithfulness, method: Method, epoch: int | None) -> None:
    facts = benchmark_facts(measured)
    if facts is None:
        return
    lesson(trust_words.benchmark_sentence(facts, measured), key="benchmark")
    st.caption(plain(trust_words.benchmark_of(trust.measured, epoch)))
    intervals_view(benchmark_payload(measured, method), key="which-benchmark")


def benchmark_payload(measured: Faithfulness, chosen: Method) -> IntervalsPayload:
    """Both measures of every method and floor, the best of the first one on top and the floors below."""
    called = {str(method): label for method, label in words.methods().items()} | trust_words.floors()
    methods = sorted(
        (name for name in METHODS if name in measured.comprehensiveness),
        key=lambda name: -measured.comprehensiveness[name].mean,
    )
    floors = [name for name in trust_words.floors() if name in measured.comprehensiveness]
    rows: list[IntervalsRow] = [
        {
            "name": name,
            "label": called[name],
            "floor": name in floors,
            "chosen": name == chosen,
            "values": [_estimate(one[name]) for one in (measured.comprehensiveness, measured.sufficiency)],
        }
        for name in [*methods, *floors]
    ]
    title = trust_words.benchmark_title()
    return {
        "title": title,
        "help": trust_words.benchmark_help(measured.shares),
        "told": title,
        "columns": [
            _column("comprehensiveness", "more", list(measured.comprehensiveness.values())),
            _column("sufficiency", "less", list(measured.sufficiency.values())),
        ],
        "rows": rows,
        "colours": both_inks(),
    }


def _estimate(figure: Interval) -> Estimate:
    return {"mean": figure.mean, "low": figure.low, "high": figure.high}


def _column(name: str, better: str, figures: list[Interval]) -> IntervalsColumn:
    called = trust_words.benchmark_labels()
    low, high = round_range(min(0.0, *(one.low for one in figures)), max(0.0, *(one.high for one in figures)))
    return {
        "name": name,
        "title": called[name],
        "better": called[better],
        "low": low,
        "high": high,
        "ticks": ticks(low, high),
    }
