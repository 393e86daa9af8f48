"""Which words: what each word did to the verdict, by several methods, and how far that can be trusted."""

import streamlit as st

from rnnviz.explanation import Baseline, Method
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.messages import plain, warn
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import misleads
from rnnviz.ui.instruments.views.strips import strips_view
from rnnviz.ui.instruments.which import words
from rnnviz.ui.instruments.which.explained import explained
from rnnviz.ui.instruments.which.payload import strips_payload
from rnnviz.ui.instruments.which.trust import show_trust

__all__ = ["show"]

_HIDDEN: tuple[Baseline, ...] = ("unknown", "zero")


def show(asked: Asked) -> None:
    """Let the visitor choose a method and its baseline; draw what all methods say of the review."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.container(width="content")
        called = words.controls()
        baseline = choice(
            called["baseline"], words.baselines(), key="ww_baseline", width=210, unknown=words.unknown_baseline()
        )
        hidden = choice(
            called["hidden"],
            {name: words.baselines()[name] for name in _HIDDEN},
            key="ww_hidden",
            width=180,
            unknown=words.unknown_baseline(),
        )
    found = explained(asked, baseline, hidden)
    with place:
        method = _choose_method(tuple(found.attributions))
    if found.refused is not None:
        warn(found.refused)
    strips_view(strips_payload(dict(found.attributions), method, asked.steps), key="which-words")
    misleads(words.mislead())
    if run_of(asked.name).bag_of_words() is None:
        st.caption(plain(words.no_bag(asked.name)))
    show_trust(asked, method, baseline, hidden)


def _choose_method(there: tuple[Method, ...]) -> Method:
    return choice(
        words.controls()["method"],
        {method: words.methods()[method] for method in there},
        key="ww_method",
        kind="row",
        first="integrated_gradients",
        unknown=words.unknown_method(),
    )
