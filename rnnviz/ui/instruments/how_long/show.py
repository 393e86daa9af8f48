"""How long each word is remembered: the controls, and what is computed when the question is asked."""

import streamlit as st

from rnnviz.explanation import Saturation, Without, WordMemory, saturation, word_memory
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import misleads
from rnnviz.ui.instruments.how_long import words
from rnnviz.ui.instruments.how_long.payload import influence_payload
from rnnviz.ui.instruments.views.influence import influence_view

__all__ = ["show"]

_MOST_BYTES = 60_000_000
_LEAST_BYTES = 5_000_000  # an entry keeps its network, too


def show(asked: Asked) -> None:
    """Show how long the words of the review are remembered."""
    labels = words.controls()
    with st.container(horizontal=True, gap="medium"):
        without: Without = choice(labels["without"], words.comparisons(), key="hl_without", kind="row")
        cell = asked.network.layers[-1].forward
        measured = {name: text for name, text in words.measures().items() if name in {*cell.state_names, "logit"}}
        shown = choice(labels["shown"], measured, key="hl_shown", kind="row")
    with st.spinner(words.waiting(), show_time=False):
        memory, saturated = _computed(asked, without)
    told = words.nothing_to_forget(memory)
    if told is not None:
        st.info(told, icon=":material/info:")
        return
    influence_view(influence_payload(asked, memory, saturated, shown), key="influence")
    misleads(words.mislead())


@shared(
    _MOST_BYTES,
    size=lambda found: _LEAST_BYTES + found[0].influence.size,
    key=lambda asked, without: (asked.network, asked.text, without),
)
def _computed(asked: Asked, without: Without) -> tuple[WordMemory, Saturation]:
    return word_memory(asked.reading, without), saturation(asked.reading)
