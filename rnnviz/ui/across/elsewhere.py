"""Where else? The same units on together, and states near to one, all over the corpus."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.shapes import Floats
from rnnviz.states import find_spans, nearest_states
from rnnviz.states.index import Rows
from rnnviz.ui.across import elsewhere_words, words
from rnnviz.ui.across.contexts import Place, contexts_of, show_contexts
from rnnviz.ui.across.elsewhere_facts import mood_of, pattern_of, state_of, units_of
from rnnviz.ui.across.leaving import read_review
from rnnviz.ui.across.run import Opened, Recorded, choose
from rnnviz.ui.across.unit_facts import units_by_voice
from rnnviz.ui.across.views.contexts import Context, ContextList
from rnnviz.ui.frame.address import HELD
from rnnviz.ui.frame.messages import plain, warn
from rnnviz.ui.instruments.grammar import lesson, misleads

__all__ = ["show_pattern", "show_state"]

_PLACES, _NEAREST = 12, 50
_FRAMED = 8  # words of a stretch that are shown framed
_LEVEL = 0.25
_LONGEST = 200


def show_pattern(opened: Recorded, controls: DeltaGenerator, warnings: DeltaGenerator) -> None:
    """Let the visitor choose units and a threshold; say how often they are on together, and show where."""
    index, called = opened.index, words.controls()
    with controls:
        first = _usual_units(opened)
        typed = str(st.text_input(called["w_units"], first, key="w_units", max_chars=_LONGEST, width=100, **HELD))
        side = choose("w_side", elsewhere_words.sides(), warnings, kind="row")
        level = float(st.slider(called["w_level"], 0.0, 0.95, _LEVEL, 0.05, key="w_level", width=110, **HELD))
    units = units_of(typed, index.units)
    if units is None:
        with warnings:
            warn(elsewhere_words.no_units(typed, index.units, first))
        units = units_of(first, index.units)
        assert units is not None
    sign = 1 if side == "high" else -1
    lesson(elsewhere_words.pattern_sentence(pattern_of(index, units, level, high=sign > 0)), key="pattern")
    matches = find_spans(index, units, level, sign=sign, most=_PLACES)

    def states(rows: Rows) -> Floats:
        return np.asarray(index.halves[rows][:, list(units)].astype(np.float64).mean(axis=1))

    places = [
        Place(
            review=one.review,
            first=one.first,
            last=min(one.last, one.first + _FRAMED - 1),
            note=elsewhere_words.run_length(one.last - one.first + 1, len(one.common), len(units)),
        )
        for one in matches
    ]
    number = _show(
        "pattern",
        contexts_of(opened, places, states),
        elsewhere_words.matches_title(),
        elsewhere_words.matches_help() if matches else elsewhere_words.no_match(),
    )
    misleads(elsewhere_words.pattern_mislead())
    if number is not None:
        chosen = {"w_units": ",".join(map(str, units)), "w_side": side, "w_level": f"{level:.2f}"}
        read_review(opened, number - 1, {"w_part": "pattern", **chosen})


def show_state(opened: Recorded, controls: DeltaGenerator, warnings: DeltaGenerator) -> None:
    """Show when else the network was in a state that the address holds."""
    del controls, warnings
    index = opened.index
    came, said = str(st.query_params.get("w_state", "")), str(st.query_params.get("w_said", ""))[:60]
    state, own = state_of(came, index.units), None
    if state is None:
        st.caption(plain(elsewhere_words.no_state()))
        surest = own = int(np.argmax(opened.logits))
        state = index.halves[index.starts[surest + 1] - 1].astype(np.float64)
        said = opened.vocabulary.words[index.ids[index.starts[surest + 1] - 1]]
    near = nearest_states(index, state, most=_NEAREST, without=own)
    lesson(elsewhere_words.mood_sentence(said, mood_of(index, near)), key="state")

    def logits(rows: Rows) -> Floats:
        return np.asarray(index.logits[rows], dtype=np.float64)

    places = [
        Place(review=one.review, first=one.position, last=one.position, note=f"{one.distance:.2f}")
        for one in near[:_PLACES]
    ]
    number = _show(
        "state", contexts_of(opened, places, logits), elsewhere_words.near_title(), elsewhere_words.near_help()
    )
    misleads(elsewhere_words.state_mislead())
    if number is not None:
        read_review(opened, number - 1, {"w_part": "state", **({"w_state": came, "w_said": said} if came else {})})


def _usual_units(opened: Opened) -> str:
    """The two units that speak most, to the same side."""
    summaries = opened.summaries()
    order = units_by_voice(summaries)
    side = [unit for unit in order if summaries[unit].of_verdict * summaries[order[0]].of_verdict >= 0]
    return ", ".join(str(unit) for unit in sorted(side[:2]))


def _show(kind: str, rows: list[Context], title: str, help_: str) -> int | None:
    lists: list[ContextList] = [{"name": kind, "title": title, "help": help_, "rows": rows}]
    if kind == "pattern":
        return show_contexts(lists, "state", words.state_ends(), key="pattern-contexts")
    return show_contexts(lists, "push", elsewhere_words.verdict_ends(), key=f"{kind}-contexts")
