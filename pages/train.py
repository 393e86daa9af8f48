"""Train: how does a network learn, and why does its validation accuracy do what it does?"""

import streamlit as st

from rnnviz.ui.train.contrasts import show_contrasts
from rnnviz.ui.train.follow import are_live, follow
from rnnviz.ui.train.history import choose_runs, show_history
from rnnviz.ui.train.manage import offer_shelf
from rnnviz.ui.train.start import keep_worker, offer_training
from rnnviz.ui.train.words import no_run_yet

keep_worker()
name, others = choose_runs()
offer_training(live=name is not None and are_live([name, *others]))
if name is None:
    st.info(no_run_yet())
else:
    follow(name, others)
    show_contrasts(name)
show_history()
offer_shelf()
