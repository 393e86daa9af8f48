"""Read a review: what happens inside a trained network, word by word?"""

import streamlit as st

from rnnviz.analysis import shown_steps
from rnnviz.ui.frame.session import network_of, recording_of, run_of
from rnnviz.ui.read.controls import choose_model, choose_review, choose_view, pick_example, remember_unit
from rnnviz.ui.read.facts import show_downloads, show_model, show_reading, show_verdict
from rnnviz.ui.read.learning import choose_epoch, learning_of, remember_epoch
from rnnviz.ui.read.payload import reader_payload
from rnnviz.ui.read.views.reader import reader

pick_example()
left, right = st.columns([5, 3], gap="medium")
with right, st.container(horizontal=True, vertical_alignment="bottom"):
    name = choose_model()
    epoch = choose_epoch(name)
with left:
    text = choose_review()

network = network_of(name)
learning = None if epoch is None else learning_of(name, text, epoch)
recording = recording_of(name, text) if learning is None else learning.recording
with right:
    show_verdict(recording, epoch)
view = choose_view(recording)
steps = shown_steps(recording)
payload = reader_payload(recording, network, view, learning, steps=steps)
reader(payload, key="reader", on_unit=remember_unit, on_epoch=remember_epoch)
show_reading(recording, network, steps)
show_downloads(recording, network, view)
show_model(run_of(name), network)
