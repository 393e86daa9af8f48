"""Read a review: what happens inside a trained network, word by word?"""

from functools import partial

import streamlit as st

from rnnviz.analysis import shown_steps
from rnnviz.ui.frame.coming_back import offer_way_back
from rnnviz.ui.frame.doors import READ_BACK_KEY
from rnnviz.ui.frame.session import network_of, recording_of, run_of
from rnnviz.ui.instruments.menu import ask
from rnnviz.ui.read.arithmetic import ask_for_step, show_step
from rnnviz.ui.read.controls import choose_model, choose_review, choose_view, panel, remember_unit, strip
from rnnviz.ui.read.elsewhere import ask_elsewhere, show_elsewhere
from rnnviz.ui.read.facts import show_downloads, show_model, show_reading
from rnnviz.ui.read.learning import choose_epoch, learning_of, remember_epoch
from rnnviz.ui.read.origin import label_of, offer_dynamics
from rnnviz.ui.read.payload import reader_payload
from rnnviz.ui.read.task import label_of_task, offer_task_text, show_task
from rnnviz.ui.read.view_file import offer_file, told_of_file
from rnnviz.ui.read.views.reader import reader

controls, warnings = strip(), st.container()
with controls:
    offer_way_back(READ_BACK_KEY)
    name = choose_model(warnings)
    epoch = choose_epoch(name, warnings)
    with panel("review"):
        with warnings:
            told_of_file()
        text = choose_review(warnings)
        offer_file(text)
offer_task_text(name, text, warnings)
positive = label_of(text, warnings)
positive = label_of_task(name, text) if positive is None else positive

network = network_of(name)
learning = None if epoch is None else learning_of(name, text, epoch)
recording = recording_of(name, text) if learning is None else learning.recording
with controls, panel("look"):
    view = choose_view(recording, warnings)
steps = shown_steps(recording)
payload = reader_payload(recording, network, view, learning, steps=steps, positive=positive)
reader(
    payload,
    key="reader",
    on_unit=remember_unit,
    on_epoch=remember_epoch,
    on_step=ask_for_step,
    on_elsewhere=ask_elsewhere,
)
show_step(recording, network if learning is None else network_of(name, epoch=epoch), view, steps)
if learning is None:
    show_elsewhere(name, recording, network, view, steps)
ask(name=name, epoch=epoch, text=text)
offer_dynamics(name, text, network)
show_reading(recording, network, steps, positive)
show_task(name)
show_downloads(partial(recording_of, name, text, epoch=epoch), network, view)
show_model(run_of(name), network)
