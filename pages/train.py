"""Train: how does a network learn, and why does its validation accuracy do what it does?"""

import streamlit as st

from rnnviz.ui.train_history import choose_runs, show_history
from rnnviz.ui.train_manage import offer_shelf
from rnnviz.ui.train_start import keep_worker, offer_training
from rnnviz.ui.train_view import follow

keep_worker()
offer_training()
name, others = choose_runs()
if name is None:
    st.info("No run yet: choose what to train and press Train. It goes on when you leave this page.")
else:
    follow(name, others)
    show_history()
offer_shelf()
