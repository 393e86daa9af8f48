"""What is one click away from the loop: lessons, numbers, the other cells, the program, Keras, the bug hunt."""

import streamlit as st

from rnnviz.loops import Loop
from rnnviz.ui.frame.address import choice
from rnnviz.ui.loop import words
from rnnviz.ui.loop.bench import show_comparison, show_hunt
from rnnviz.ui.loop.compared import show_cells
from rnnviz.ui.loop.controls import type_number
from rnnviz.ui.loop.facts import show_lessons, show_program
from rnnviz.ui.loop.lessons import Lesson
from rnnviz.ui.loop.views.loop import LoopPayload, numbers_view

__all__ = ["show_panel"]


def show_panel(loop: Loop, lesson: Lesson, payload: LoopPayload) -> None:
    """Let the visitor choose what is open below the stage, and show it."""
    _take_old_address()
    look: words.Look = choice(
        words.controls()["look"],
        words.looks(),
        key="look",
        kind="row",
        unknown=words.unknown("look"),
        label_visibility="collapsed",
    )
    match look:
        case "lessons":
            show_lessons(loop, lesson)
        case "numbers":
            numbers_view(payload, key="numbers", on_edit=lambda edit: type_number(loop.spec, edit))
        case "cells":
            show_cells(loop)
        case "program":
            show_program(loop)
        case "compare":
            show_comparison(loop)
        case "hunt":
            show_hunt(loop)


def _take_old_address() -> None:
    """Addresses of before called what is open `bench`."""
    came = st.query_params.get("bench")
    if came is not None:
        asked_for = next((look for look, label in words.looks().items() if came in (look, label)), None)
        if asked_for and "look" not in st.session_state and "look" not in st.query_params:
            st.session_state.look = asked_for
        del st.query_params["bench"]
