"""What the verdict would be without a unit, and which unit it needs."""

from typing import get_args

import numpy as np
import streamlit as st

from rnnviz.explanation import Operation, Surgery, UnitEffects, operate, unit_effects
from rnnviz.networks import sigmoid
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import HELD, choice, whole_number
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.panels import over_words, probability_axis, value_axis
from rnnviz.ui.instruments.units import surgery_words, words
from rnnviz.ui.instruments.units.facts import EffectFacts, effect_facts
from rnnviz.ui.instruments.views.lines import LinePanel, lines_view

__all__ = ["show_surgery"]

assert set(get_args(Operation)) == set(words.operations())


def show_surgery(asked: Asked, layer: int) -> None:
    """Let the visitor change a unit from a word on; show the verdict without it, and the effects of all units."""
    called, steps = words.controls(), asked.steps
    numbers = [number for number in steps.numbers.tolist() if number]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        operation = choice(called["operation"], words.operations(), key="u_do", width=230)
        value = 0.0
        if operation == "clamp":
            value = st.slider(called["value"], -1.0, 1.0, 0.0, 0.05, key="u_value", width=180, **HELD)
        first, end = (numbers[0], numbers[-1]) if numbers else (1, 1)
        start = whole_number(called["from"], first, end, first, key="u_from", width=130)
        surgery = _surgery(asked, layer, operation, start, value)
        effects = unit_effects(asked.reading, surgery)
        facts = effect_facts(effects)
        units = [str(unit) for unit in range(facts.units)]
        unit = int(choice(called["unit"], units, key="u_unit", first=str(facts.strongest), width=110))
    lesson(surgery_words.effect_sentence(facts, operation, None if start == first else start), key="surgery")
    chosen = np.arange(facts.units) == unit
    changed = operate(asked.reading, chosen, surgery)
    panels = [
        _verdict(asked, unit, changed, surgery, marked=start != first),
        _ranking(effects, facts),
        _correlation(effects, facts),
    ]
    lines_view({"panels": panels, "colours": both_inks()}, key="units-surgery")
    misleads(surgery_words.effect_mislead())


def _surgery(asked: Asked, layer: int, operation: Operation, start: int, value: float) -> Surgery:
    steps = asked.steps
    places = np.flatnonzero(steps.numbers == start)
    first = not places.size or start == steps.numbers[steps.numbers > 0][0]
    # From the first word on is the whole reading, the start sign included.
    return Surgery(operation=operation, layer=layer, start=0 if first else int(steps.timesteps[places[0]]), value=value)


def _verdict(asked: Asked, unit: int, changed: Floats, surgery: Surgery, *, marked: bool) -> LinePanel:
    before = sigmoid(asked.steps.logit.astype(np.float64))
    after = sigmoid(changed[asked.steps.timesteps])
    called = surgery_words.verdict_labels(unit)
    title = surgery_words.verdict_title(unit, float(before[-1]), float(after[-1]), surgery.operation)
    begins = int(np.searchsorted(asked.steps.timesteps, surgery.start))
    return over_words(
        asked.steps,
        name="units-verdict",
        title=title,
        help=surgery_words.verdict_help(marked=marked),
        told=title,
        lines=[
            {"label": called["with"], "values": as_float32(before), "ink": "ink"},
            {"label": called["without"], "values": as_float32(after), "ink": "one", "dash": "6 4"},
        ],
        marks=[{"x": begins, "label": called["from"]}] if marked else [],
        wide=True,
        tall=220,
        **probability_axis(),
    )


def _ranking(effects: UnitEffects, facts: EffectFacts) -> LinePanel:
    called = surgery_words.effect_labels()
    ranked = effects.effect[effects.order]
    low, high = min(float(ranked.min()), effects.logit), max(float(ranked.max()), effects.logit)
    return {
        "name": "units-ranking",
        "title": surgery_words.ranking_title(facts),
        "help": surgery_words.ranking_help(),
        "told": surgery_words.ranking_title(facts),
        "x": list(range(1, facts.units + 1)),
        "words": [words.unit(int(unit)) for unit in effects.order],
        "lines": [
            {
                "label": called["positive"],
                "values": as_float32(np.where(ranked >= 0, ranked, np.nan)),
                "ink": "positive",
                "dots": "only",
            },
            {
                "label": called["negative"],
                "values": as_float32(np.where(ranked < 0, ranked, np.nan)),
                "ink": "negative",
                "dots": "only",
            },
        ],
        "levels": [{"value": effects.logit, "label": called["turned"]}],
        "x_low": 0.5,
        "x_high": facts.units + 0.5,
        "x_ticks": ticks(1, facts.units, about=6) if facts.units > 1 else [{"at": 1, "label": "1"}],
        "x_axis": called["rank"],
        "tip": called["at"],
        **value_axis(low, high, called["effect"]),  # type: ignore[typeddict-item]
    }


def _correlation(effects: UnitEffects, facts: EffectFacts) -> LinePanel:
    called = surgery_words.correlation_labels()
    goes_with, size = np.abs(effects.correlation), np.abs(effects.effect)
    order = [unit for unit in np.argsort(goes_with, kind="stable").tolist() if np.isfinite(goes_with[unit])]
    title = surgery_words.correlation_title(facts)
    return {
        "name": "units-correlation",
        "title": title,
        "help": surgery_words.correlation_help(),
        "told": title,
        "x": goes_with[order].tolist(),
        "words": [words.unit(unit) for unit in order],
        "lines": [
            {
                "label": surgery_words.effect_labels()["shift"],
                "values": as_float32(size[order]),
                "ink": "one",
                "dots": "only",
            }
        ],
        "x_low": 0.0,
        "x_high": 1.0,
        "x_ticks": ticks(0, 1),
        "x_axis": called["correlation"],
        "tip": surgery_words.effect_labels()["at"],
        **value_axis(0, float(size.max()), called["effect"]),  # type: ignore[typeddict-item]
    }
