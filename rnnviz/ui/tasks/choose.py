"""What is tried: the task, its distance and the network, all in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.corpora import TASKS, Task, TaskKey
from rnnviz.engine import LIVE_CELLS
from rnnviz.networks import LayerSpec
from rnnviz.training.small_tasks import usual_task
from rnnviz.ui.corpora.task_words import task_labels
from rnnviz.ui.frame.address import choice, whole_number
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.tasks import words
from rnnviz.ui.tasks.words import Part

__all__ = ["MOST_UNITS", "Chosen", "cell_labels", "choose", "choose_part", "choose_task"]

MOST_UNITS = 128
"""Of a network that learns while one looks."""

Id = TypeVar("Id", bound=str)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A task, and the network that is to learn it."""

    task: Task
    cell: str
    units: int


def choose_part(warnings: DeltaGenerator) -> Part:
    """Let the visitor choose an experiment."""
    return choose("k_part", words.part_labels(), warnings, kind="row", label_visibility="collapsed")


def choose_task(warnings: DeltaGenerator) -> Chosen:
    """Let the visitor choose a task, its distance, and the network."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="strip_tasks"):
        key: TaskKey = choose("k_task", task_labels(), warnings, width=190)
        least, usual, most = TASKS[key].distances
        called = words.distance_called(key)
        distance = whole_number(called, least, most, usual, key=f"k_{key}", width=150, place=warnings)
        cell = choose("k_cell", cell_labels(), warnings, kind="row", first="gru")
        units = whole_number(words.controls()["k_units"], 2, MOST_UNITS, 16, key="k_units", width=120, place=warnings)
    return Chosen(task=usual_task(key, _in_steps(key, distance, warnings)), cell=cell, units=units)


def _in_steps(key: TaskKey, distance: int, warnings: DeltaGenerator) -> int:
    """Distance that the task can have: brackets come in pairs."""
    shown = distance - distance % TASKS[key].step
    if shown != distance:
        with warnings:
            warn(words.even_only(distance, shown))
    return shown


def cell_labels() -> dict[str, str]:
    """Cells that learn in seconds, as Keras calls them."""
    return {cell: LayerSpec(cell=cell).keras_class for cell in LIVE_CELLS}


def choose(key: str, labels: Mapping[Id, str], warnings: DeltaGenerator, **drawn: Any) -> Id:
    """One of several things; `warnings` is where an address that asks for another is told."""
    unknown = words.choices_unknown()[key]
    chosen: Id = choice(words.controls()[key], labels, key=key, place=warnings, unknown=unknown, **drawn)
    return chosen
