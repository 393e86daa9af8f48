"""A unit over the corpus: a sentence, its extremes, what moves it, and its histogram."""

import numpy as np
from streamlit.delta_generator import DeltaGenerator

from rnnviz.shapes import Floats
from rnnviz.states import Effects, UnitSummary, unit_extremes, unit_movers
from rnnviz.states.index import Rows
from rnnviz.ui.across import unit_words, words
from rnnviz.ui.across.contexts import Place, contexts_of, show_contexts
from rnnviz.ui.across.leaving import go_to_word, read_review
from rnnviz.ui.across.run import Opened, choose
from rnnviz.ui.across.unit_facts import UnitFacts, unit_facts, units_by_voice
from rnnviz.ui.across.views.contexts import ContextList
from rnnviz.ui.across.views.effects import EffectList, effects_view
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.frame.address import whole_number
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.views.lines import LinePanel, lines_view

__all__ = ["first_sentence", "show_unit"]

_PLACES, _MOVERS = 6, 8
_LEAST_USES, _MOST_LEAST = 20, 10_000
_BINS = 64


def show_unit(opened: Opened, controls: DeltaGenerator, warnings: DeltaGenerator) -> None:
    """Let the visitor choose a unit; say and show what it does."""
    summaries = opened.summaries()
    with controls:
        order = [str(unit) for unit in units_by_voice(summaries)]
        unit = int(choose("w_unit", order, warnings, width=110))
        called = words.controls()["w_least"]
        least = whole_number(called, 2, _MOST_LEAST, _LEAST_USES, key="w_least", width=120, place=warnings)
    movers = unit_movers(opened.index, unit, least=least)
    lesson(_sentence(opened, unit_facts(unit, summaries, movers, opened.reviews)), key="unit")
    _show_places(opened, unit, least)
    _show_movers(opened, unit, movers, least)
    lines_view({"panels": [_histogram(unit, summaries[unit])], "colours": both_inks()}, key="unit-histogram")
    misleads(unit_words.mislead())


def first_sentence(opened: Opened) -> str:
    """What the unit does that goes with the verdict most."""
    summaries = opened.summaries()
    unit = units_by_voice(summaries)[0]
    movers = unit_movers(opened.index, unit, least=_LEAST_USES)
    return _sentence(opened, unit_facts(unit, summaries, movers, opened.reviews))


def _sentence(opened: Opened, facts: UnitFacts) -> str:
    raises, lowers = (opened.vocabulary.words[mover.word] if mover else "" for mover in (facts.raises, facts.lowers))
    return unit_words.unit_sentence(facts, raises, lowers)


def _show_places(opened: Opened, unit: int, least: int) -> None:
    index = opened.index

    def states(rows: Rows) -> Floats:
        return index.states_of(unit, rows)

    lists: list[ContextList] = []
    for name, sign in (("high", 1), ("low", -1)):
        extremes = unit_extremes(index, unit, sign=sign, most=_PLACES)
        places = [
            Place(review=one.review, first=one.position, last=one.position, note=signed(one.value)) for one in extremes
        ]
        lists.append(
            {
                "name": name,
                "title": unit_words.extremes_title(unit, sign),
                "help": unit_words.extremes_help(sign),
                "rows": contexts_of(opened, places, states),
            }
        )
    number = show_contexts(lists, "state", words.state_ends(), key="unit-contexts")
    if number is not None:
        read_review(opened, number - 1, {"w_part": "unit", "w_unit": str(unit), "w_least": str(least)})


def _show_movers(opened: Opened, unit: int, movers: Effects, least: int) -> None:
    shown = [_rising(movers), _falling(movers)]
    low, high = round_range(
        min([0.0, *(float(each.low.min()) for each in shown if len(each.what))]),
        max([0.0, *(float(each.high.max()) for each in shown if len(each.what))]),
    )
    effects_view(
        {
            "lists": [_list(opened, unit, each, sign, least) for each, sign in zip(shown, (1, -1), strict=True)],
            "scale": "state",
            "words": True,
            "low": low,
            "high": high,
            "ticks": ticks(low, high),
            "axis": unit_words.change_axis(),
            "labels": words.effect_labels(of_words=True),
            "colours": both_inks(),
        },
        key="unit-movers",
        on_pick=go_to_word,
    )


def _rising(movers: Effects) -> Effects:
    """The strongest upwards."""
    count = min(_MOVERS, int((movers.means > 0).sum()))
    return movers.take(range(len(movers.what) - 1, len(movers.what) - 1 - count, -1))


def _falling(movers: Effects) -> Effects:
    return movers.take(range(min(_MOVERS, int((movers.means < 0).sum()))))


def _list(opened: Opened, unit: int, effects: Effects, sign: int, least: int) -> EffectList:
    known = opened.vocabulary.words
    return {
        "name": "rising" if sign > 0 else "falling",
        "title": unit_words.movers_title(unit, sign),
        "help": unit_words.movers_help(least) if len(effects.what) else unit_words.no_mover(least),
        "rows": [
            {
                "name": known[number],
                "label": known[number],
                "mean": float(effects.means[at]),
                "low": float(effects.low[at]),
                "high": float(effects.high[at]),
                "uses": words.uses(int(effects.counts[at])),
            }
            for at, number in enumerate(effects.what.tolist())
        ],
    }


def _histogram(unit: int, summary: UnitSummary) -> LinePanel:
    called = unit_words.histogram_labels()
    shares = 100 * summary.histogram / max(int(summary.histogram.sum()), 1)
    middles = (np.arange(_BINS) + 0.5) / (_BINS / 2) - 1
    title = unit_words.histogram_title(unit, summary.mean, summary.deviation)
    _, most = round_range(0.0, float(shares.max()))
    values = as_float32(shares)
    return {
        "name": "unit-histogram",
        "title": title,
        "help": unit_words.histogram_help(),
        "told": title,
        "x": middles.tolist(),
        "lines": [{"label": called["line"], "values": values, "ink": "accent"}],
        "bands": [{"label": "", "low": as_float32(np.zeros(_BINS)), "high": values, "ink": "accent"}],
        "x_low": -1.0,
        "x_high": 1.0,
        "x_ticks": ticks(-1, 1),
        "y_low": 0.0,
        "y_high": most,
        "y_ticks": ticks(0, most),
        "x_axis": called["x"],
        "y_axis": called["y"],
        "tip": called["tip"],
        "wide": True,
        "tall": 200,
    }
