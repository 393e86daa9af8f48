"""With how many units on a verdict stands."""

import numpy as np

from rnnviz.explanation import BuildUp, Surgery, build_up, unit_effects
from rnnviz.networks import sigmoid
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.panels import probability_axis
from rnnviz.ui.instruments.units import build_words
from rnnviz.ui.instruments.units.facts import RANDOM_ORDERS, BuildFacts, build_facts, random_orders
from rnnviz.ui.instruments.views.lines import LinePanel, lines_view

__all__ = ["show_build"]


def show_build(asked: Asked, layer: int) -> None:
    """Switch units on one after the other, by effect, by correlation and in random orders."""
    effects = unit_effects(asked.reading, Surgery(layer=layer))
    by_correlation = np.argsort(-np.nan_to_num(np.abs(effects.correlation)), kind="stable")
    orders = np.array([effects.order, by_correlation, *random_orders(len(effects.order))])
    built = build_up(asked.reading, orders, layer=layer)
    facts = build_facts(built)
    lesson(build_words.build_sentence(facts, positive=effects.logit >= 0), key="build")
    lines_view({"panels": [_panel(built, facts)], "colours": both_inks()}, key="units-build")
    misleads(build_words.build_mislead())


def _panel(built: BuildUp, facts: BuildFacts) -> LinePanel:
    called = build_words.build_labels()
    probability = sigmoid(built.logit)
    low, middle, high = np.percentile(probability[2:], [5, 50, 95], axis=0)
    title = build_words.build_title(facts)
    return {
        "name": "units-build",
        "title": title,
        "help": build_words.build_help(RANDOM_ORDERS),
        "told": title,
        "x": list(range(facts.units + 1)),
        "lines": [
            {"label": called["effect"], "values": as_float32(probability[0]), "ink": "one"},
            {"label": called["correlation"], "values": as_float32(probability[1]), "ink": "two", "dash": "6 4"},
            {"label": build_words.mean_of(), "values": as_float32(middle), "ink": "soft", "dash": "2 4"},
        ],
        "bands": [{"label": called["random"], "low": as_float32(low), "high": as_float32(high), "ink": "soft"}],
        "marks": [{"x": facts.by_effect, "label": build_words.stands()}] if facts.by_effect else [],
        "x_low": 0,
        "x_high": facts.units,
        "x_ticks": ticks(0, facts.units, about=8),
        "x_axis": called["on"],
        "tip": called["at"],
        "tall": 300,
        **probability_axis(),  # type: ignore[typeddict-item]
    }
