"""Entry of ``streamlit run app.py``."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from rnnviz.ui.frame.guard import Guard

# The page table lives in rnnviz/ui/main.py: a script beside a pages/ folder breaks the first deep link after a start.
app = st.App(Path(__file__).parent / "rnnviz" / "ui" / "main.py", middleware=[Middleware(Guard)])
