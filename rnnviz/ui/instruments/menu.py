"""Which question is asked below a reading; one at a time, computed when it is asked."""

from collections.abc import Callable, Mapping
from importlib import import_module

import streamlit as st

from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.instruments import words
from rnnviz.ui.instruments.asked import Asked

__all__ = ["ask"]

_HOMES: Mapping[str, str] = {
    "which": "rnnviz.ui.instruments.which.show",
    "how_long": "rnnviz.ui.instruments.how_long.show",
    "what_if": "rnnviz.ui.instruments.what_if.show",
    "units": "rnnviz.ui.instruments.units.show",
    "two": "rnnviz.ui.instruments.two.show",
    "how_sure": "rnnviz.ui.instruments.how_sure.show",
    "without_state": "rnnviz.ui.instruments.without_state.show",
}
"""Where each instrument is: a module with `show(asked)`, imported when it is first opened."""


def ask(*, name: str, epoch: int | None, text: str) -> None:
    """Let the visitor ask one of the questions, and answer it; the page above is not drawn again for it.

    Between two runs a session keeps what was asked about, and nothing of what was read and computed for it.
    """
    with st.container(key="questions"):
        run_alone(lambda: _answer(Asked(name=name, epoch=epoch, text=text)))


def _answer(asked: Asked) -> None:
    questions = words.questions()
    question = choice(
        words.controls()["ask"],
        {"none": questions["none"], **{name: questions[name] for name in _HOMES}},
        key="ask",
        kind="row",
        unknown=words.no_question(),
    )
    if question != "none":
        show: Callable[[Asked], None] = import_module(_HOMES[question]).show
        show(asked)
