"""What the numbers of a loop teach: saturation, the spectral radius, memory; and the program that computed them."""

import streamlit as st

from rnnviz.loops import Loop
from rnnviz.ui.drawing.numbers import number
from rnnviz.ui.loop import fact_words, words
from rnnviz.ui.loop.lessons import Lesson

__all__ = ["show_lessons", "show_program"]


def show_lessons(loop: Loop, lesson: Lesson) -> None:
    """Show three facts of this loop, each with its number."""
    values = (f"{lesson.saturated:.0%}", f"{lesson.radius:.2f}", number(lesson.gain))
    texts = (
        fact_words.saturation_text(loop, lesson),
        fact_words.radius_text(loop, lesson),
        fact_words.memory_text(loop, lesson),
    )
    columns = st.columns(3, gap="large")
    for column, name, value, text in zip(columns, fact_words.fact_titles(), values, texts, strict=True):
        with column:
            st.caption(name)
            st.subheader(value, anchor=False)  # `st.metric` takes 36 ms of a browser at every move of a slider
            st.markdown(text)


def show_program(loop: Loop) -> None:
    """Show the program whose numbers are drawn."""
    st.caption(words.program_caption())
    st.code(loop.source, language="python", wrap_lines=True)
