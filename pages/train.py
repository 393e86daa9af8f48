"""Train: how does a network learn, and why does its validation accuracy do what it does?"""

import streamlit as st

from rnnviz.training import jobs
from rnnviz.ui.train_controls import choose_plan
from rnnviz.ui.train_history import choose_runs, show_history
from rnnviz.ui.train_manage import offer_shelf
from rnnviz.ui.train_start import offer_start
from rnnviz.ui.train_view import follow

jobs.ensure_worker()
plan = choose_plan()
offer_start(plan)
name, others = choose_runs()
if name is None:
    st.info("No run yet: choose what to train and press Train. It goes on when you leave this page.")
else:
    follow(name, others)
    show_history()
offer_shelf()
