"""Dynamics: where does the state of a network move, and where does it rest?"""

import streamlit as st

from rnnviz.ui.dynamics.choose import choose_input, choose_review, choose_run, choose_weights
from rnnviz.ui.dynamics.show import looked_at, offer_reading, show_curve, show_lesson, show_pushes, show_walk
from rnnviz.ui.frame.session import recording_of

warnings = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="strip_dynamics"):
    name = choose_run(warnings)
    alone = choose_input(name, warnings)
    weights = choose_weights(warnings)
    text = choose_review(warnings)
look, rest = looked_at(name, alone)
show_lesson(rest, alone.kind)
show_walk(look, rest, recording_of(name, text), alone, epochs=weights == "epochs")
offer_reading(name, text)
show_curve(look, rest)
show_pushes(look, rest)
