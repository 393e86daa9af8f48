"""Small tasks: what must a network remember to answer, and does it learn to?"""

import streamlit as st

from rnnviz.ui.tasks.choose import choose_part, choose_task
from rnnviz.ui.tasks.ladder import show_ladder
from rnnviz.ui.tasks.learn import keep_worker, show_learning
from rnnviz.ui.tasks.reach import show_reach

keep_worker()
warnings = st.container()
part = choose_part(warnings)
if part == "learn":
    show_learning(choose_task(warnings))
elif part == "ladder":
    show_ladder(warnings)
else:
    show_reach(warnings)
