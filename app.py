"""Entry of ``streamlit run app.py``."""

import os
from pathlib import Path

# Before NumPy is loaded: the products of one step are small, and threads that wait for each other's part of them keep
# the processor from all other sessions (benchmarks/sessions.py: 62 ms of processor time a rerun, with one thread 16).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import streamlit as st
from starlette.middleware import Middleware

from rnnviz.ui.frame.guard import Guard
from rnnviz.ui.frame.heap import share_parts

share_parts()  # before script runs start their threads

# The page table lives in rnnviz/ui/main.py: a script beside a pages/ folder breaks the first deep link after a start.
app = st.App(Path(__file__).parent / "rnnviz" / "ui" / "main.py", middleware=[Middleware(Guard)])
