"""Keras layers: what goes through a stack of recurrent layers, and what does every parameter belong to?"""

import streamlit as st

from rnnviz.ui.layers.controls import choose_stack, refusals, take_edit
from rnnviz.ui.layers.facts import show_run, show_source
from rnnviz.ui.layers.payload import stack_payload
from rnnviz.ui.layers.views.stack import stack_view

presets, drawing, line = st.container(), st.container(), st.container()
stack = choose_stack(presets, line)
with drawing:
    stack_view(stack_payload(stack, refusals()), key="drawing", on_edit=lambda edit: take_edit(stack, edit))
show_run(stack)
show_source(stack)
