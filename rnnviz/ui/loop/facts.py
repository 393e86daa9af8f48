"""What the numbers of a loop teach: saturation, the spectral radius, memory; and the program that computed them."""

from html import escape

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
    # One element: columns of Streamlit's own would be thirteen, which a browser draws anew at every move of a slider.
    facts = zip(fact_words.fact_titles(), values, texts, strict=True)
    st.html(f'<dl class="facts">{"".join(_fact(*fact) for fact in facts)}</dl>')


def _fact(name: str, value: str, text: str) -> str:
    told = f'<dd class="value">{escape(value)}</dd><dd>{escape(text)}</dd>'
    return f"<div><dt>{escape(name)}</dt>{told}</div>"


def show_program(loop: Loop) -> None:
    """Show the program whose numbers are drawn."""
    st.caption(words.program_caption())
    st.code(loop.source, language="python", wrap_lines=True)
