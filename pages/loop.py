"""The loop by hand: what does a recurrent network compute, one step after the other?"""

import streamlit as st

from rnnviz.loops import memory, run_loop
from rnnviz.ui.components.loop import loop_view
from rnnviz.ui.loop_bench import show_bench
from rnnviz.ui.loop_controls import choose_loop, type_number
from rnnviz.ui.loop_facts import show_lessons
from rnnviz.ui.loop_lessons import learn
from rnnviz.ui.loop_payload import loop_payload

spec = choose_loop()
loop = run_loop(spec)
remembered = memory(loop)
lesson = learn(loop, remembered)
loop_view(loop_payload(loop, remembered, lesson), key="loop", on_edit=lambda edit: type_number(spec, edit))
show_lessons(loop, lesson)
st.subheader("The program that computed all this", anchor=False)
st.caption("Pasted into a file, it prints the numbers that are drawn above.")
st.code(loop.source, language="python", wrap_lines=True)
show_bench(loop)
