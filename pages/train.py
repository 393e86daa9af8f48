"""Train: how does a network learn, and why does its validation accuracy do what it does?"""

import streamlit as st

from rnnviz.ui.train.follow import follow
from rnnviz.ui.train.history import choose_runs, show_history
from rnnviz.ui.train.manage import offer_shelf
from rnnviz.ui.train.start import keep_worker, offer_training

keep_worker()
offer_training()
name, others = choose_runs()
if name is None:
    st.info("No run yet: choose what to train and press Train. It goes on when you leave this page.")
else:
    follow(name, others)
    show_history()
offer_shelf()
