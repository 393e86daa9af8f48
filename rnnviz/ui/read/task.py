"""A network that was trained on a small task: what its verdict means, and a text that it can read."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.corpora import Task, is_task
from rnnviz.errors import RnnvizError
from rnnviz.text import plain_words
from rnnviz.ui.corpora.task_words import rules
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.read import task_words
from rnnviz.ui.reviews.box import READ_BOX

__all__ = ["label_of_task", "offer_task_text", "show_task"]


def _task_of(name: str) -> Task | None:
    """Task that a run was trained on; None for reviews, and for what a damaged record calls a task."""
    try:
        corpus = run_of(name).record.corpus.name
        return Task.from_name(corpus) if is_task(corpus) else None
    except RnnvizError:
        return None


def offer_task_text(name: str, text: str, warnings: DeltaGenerator) -> None:
    """Offer a text of the task where most of the words in the box are none of its symbols."""
    task, said = _task_of(name), plain_words(text)
    if task is None or 2 * sum(word in task.rule.symbols for word in said) > len(said):
        return
    with warnings, st.container(horizontal=True, vertical_alignment="center"):
        st.info(plain(task_words.no_symbol(task.rule.symbols)), icon=":material/abc:")
        held_out = task.held_out.corpus().texts[0]
        st.button(task_words.take_one(), key="read-task-text", on_click=READ_BOX.put, args=(held_out,))


def label_of_task(name: str, text: str) -> bool | None:
    """What is true of a text of symbols; None for other networks and texts, and where nothing is."""
    task = _task_of(name)
    try:
        answers = () if task is None else task.answers(text)
    except RnnvizError:
        return None
    return None if not answers or answers[-1] < 0 else answers[-1] == 1


def show_task(name: str) -> None:
    """Say what the verdict of a network means that was trained on a task."""
    task = _task_of(name)
    if task is not None:
        st.caption(plain(task_words.verdict_means(rules(task.distance)[task.key])))
