"""Clinic: which reviews does a network learn, and which does it lose, epoch by epoch?"""

import streamlit as st

from rnnviz.ui.clinic.changes import show_changes
from rnnviz.ui.clinic.reviews import show_reviews
from rnnviz.ui.clinic.run import choose_epoch, choose_group, choose_run, examine

controls = st.container(horizontal=True, vertical_alignment="bottom", key="strip_clinic")
with controls:
    name = choose_run()
examined = examine(name)
with controls:
    place, group = choose_epoch(examined), choose_group()
show_changes(examined, place, group)
show_reviews(examined, place, group)
