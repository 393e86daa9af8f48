"""Read a review: what happens inside a trained network, word by word?"""

import streamlit as st

from rnnviz.ui.components.reader import reader
from rnnviz.ui.payload import reader_payload
from rnnviz.ui.review_controls import choose_model, choose_review, choose_view, pick_example, remember_unit
from rnnviz.ui.review_facts import show_downloads, show_model, show_reading, show_verdict
from rnnviz.ui.session import network_of, recording_of, run_of

pick_example()
left, right = st.columns([5, 3], gap="medium")
with right:
    name = choose_model()
with left:
    text = choose_review()

network, recording = network_of(name), recording_of(name, text)
with right:
    show_verdict(recording)
view = choose_view(recording)
reader(reader_payload(recording, network, view), key="reader", on_unit=remember_unit)
show_reading(recording, network)
show_downloads(recording, network, view)
show_model(run_of(name), network)
