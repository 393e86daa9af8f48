"""Small tasks: what must a network remember to answer, and does it learn to?"""

import streamlit as st

from rnnviz.ui.tasks.choose import choose_task
from rnnviz.ui.tasks.learn import show_learning

warnings = st.container()
show_learning(choose_task(warnings))
