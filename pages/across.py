"""Units and words: what does a unit, or a word, do over all of the reviews, and is that the rule?"""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.ui.across.blocks import show_blocks
from rnnviz.ui.across.elsewhere import show_pattern, show_state
from rnnviz.ui.across.errors import show_errors
from rnnviz.ui.across.missing import offer_all, offer_states
from rnnviz.ui.across.run import Opened, Recorded, choose_part, choose_run, open_run
from rnnviz.ui.across.unit import show_unit
from rnnviz.ui.across.word import show_word
from rnnviz.ui.across.words import Part
from rnnviz.ui.frame.coming_back import offer_way_back
from rnnviz.ui.frame.doors import ACROSS_BACK_KEY

controls, warnings = st.container(horizontal=True, vertical_alignment="bottom", key="strip_across"), st.container()
with controls:
    offer_way_back(ACROSS_BACK_KEY)
    name = choose_run(warnings)
opened = open_run(name)
if opened is None:
    offer_all(name)
else:
    with controls:
        part = choose_part(warnings)
    looks: dict[Part, Callable[[Opened, DeltaGenerator, DeltaGenerator], None]] = {
        "unit": show_unit,
        "word": show_word,
        "errors": show_errors,
        "blocks": show_blocks,
    }
    searches: dict[Part, Callable[[Recorded, DeltaGenerator, DeltaGenerator], None]] = {
        "pattern": show_pattern,
        "state": show_state,
    }
    if part in looks:
        looks[part](opened, controls, warnings)
    elif isinstance(opened, Recorded):
        searches[part](opened, controls, warnings)
    else:
        offer_states(name, part)
