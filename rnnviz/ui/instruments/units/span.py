"""Which units are on during a span of words."""

import numpy as np
import streamlit as st

from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import HELD, choice
from rnnviz.ui.frame.doors import to_pattern, to_state
from rnnviz.ui.frame.messages import plain, warn
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.panels import named_steps, over_words, value_axis
from rnnviz.ui.instruments.units import span_words, words
from rnnviz.ui.instruments.units.facts import SpanFacts, span_facts
from rnnviz.ui.instruments.views.lines import TOLD_APART, LinePanel, lines_view
from rnnviz.ui.instruments.views.span import span_view

__all__ = ["show_span"]

_KEY = "u_span"


def show_span(asked: Asked, layer: int) -> None:
    """Let the visitor choose a span, and say and draw which units are on during it."""
    steps, called = asked.steps, words.controls()
    states = asked.recording.layers[layer].values()[steps.timesteps].astype(np.float64)
    first, last = _asked_span(len(steps))
    span_view(
        {
            "words": named_steps(steps),
            "other": [step for step, number in enumerate(steps.numbers.tolist()) if not number],
            "first": first,
            "last": last,
            "label": span_words.span_label(),
            "help": span_words.span_keys(),
            "colours": both_inks(),
        },
        key="units-span",
        on_span=_keep_span,
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        level: float = st.slider(
            called["level"], 0.0, 1.0, _usual_level(states), 0.05, key="u_level", width=220, **HELD
        )
        edges = choice(called["edges"], words.edges(), key="u_edges", kind="row")
    facts = span_facts(states, first, last, level, edges=edges == "only")
    names = named_steps(steps)[first : last + 1]
    lesson(span_words.span_sentence(facts, names, states.shape[1], level, edges), key="span")
    found = (*facts.high, *facts.low)
    if found:
        lines_view(
            {"panels": [_panel(asked, states, found, (first, last), level)], "colours": both_inks()}, key="units-on"
        )
    if asked.epoch is None and layer == len(asked.recording.layers) - 1:
        _offer_elsewhere(asked.name, facts, level, states[last], names[-1])
    misleads(span_words.span_mislead())


def _offer_elsewhere(run: str, facts: SpanFacts, level: float, state: Floats, word: str) -> None:
    """Ways to the same units, and to the same state, in all of the run's validation reviews."""
    high = len(facts.high) >= len(facts.low)
    units = facts.high if high else facts.low
    with st.container(horizontal=True):
        if units:
            label = span_words.where_else(len(units), high=high)
            to_pattern(run=run, units=units, level=level, high=high).offer(
                label, icon=":material/travel_explore:", key="u_elsewhere"
            )
        if np.isfinite(state).all():
            to_state(run=run, state=state, said=word).offer(
                plain(span_words.when_else(word)), icon=":material/radar:", key="u_when"
            )


def _panel(asked: Asked, states: Floats, found: tuple[int, ...], span: tuple[int, int], level: float) -> LinePanel:
    shown = found[: len(TOLD_APART)]
    title = span_words.span_lines_title(len(shown), len(found))
    most = max(level, float(np.nanmax(np.abs(states[:, shown]))))
    return over_words(
        asked.steps,
        name="units-on",
        title=title,
        help=span_words.span_lines_help(),
        told=title,
        lines=[
            {"label": words.unit(unit), "values": as_float32(states[:, unit]), "ink": ink}
            for unit, ink in zip(shown, TOLD_APART, strict=False)
        ],
        levels=[{"value": sign * level, "label": ""} for sign in (1, -1)],
        regions=[{"low": span[0] - 0.5, "high": span[1] + 0.5}],
        **value_axis(-most, most, span_words.unit_state()),
    )


def _usual_level(states: Floats) -> float:
    """A threshold that one state in six is beyond: what is high differs from network to network."""
    share = float(np.nanquantile(np.abs(states), 1 - 1 / 6))
    return min(max(round(20 * share) / 20, 0.05), 0.95) if np.isfinite(share) else 0.5


def _asked_span(count: int) -> tuple[int, int]:
    """The span that the address asks for, from 0; the last word where it asks for none that there is."""
    came = st.query_params.get(_KEY)
    last = count - 1
    if not came:
        st.query_params.pop(_KEY, None)
        return last, last
    ends = came.split("-")
    if len(ends) == 2 and all(end.isascii() and end.isdigit() and len(end) < 8 for end in ends):
        low, high = sorted(int(end) - 1 for end in ends)
        if 0 <= low <= high <= last:
            return low, high
    del st.query_params[_KEY]
    if came != st.session_state.get(f"kept {_KEY}"):  # what was chosen here leaves without a word with its review
        warn(span_words.unknown_span(count, came))
    return last, last


def _keep_span(first: int, last: int) -> None:
    st.session_state[f"kept {_KEY}"] = st.query_params[_KEY] = f"{first + 1}-{last + 1}"
