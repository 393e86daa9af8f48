"""The memory ladder: accuracy against distance, cell by cell, found while one looks."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.analysis import CellClimb, climbs_of
from rnnviz.corpora import TaskKey
from rnnviz.training import experiments
from rnnviz.training.rungs import Rung, ladder_distances, ladder_rungs
from rnnviz.training.small_tasks import Trial
from rnnviz.ui.corpora.task_words import task_labels
from rnnviz.ui.frame.address import whole_number
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.instruments.views.lines import lines_view
from rnnviz.ui.tasks import climb_words, words
from rnnviz.ui.tasks.choose import choose
from rnnviz.ui.tasks.climbing import show_experiment
from rnnviz.ui.tasks.pictures import ladder_payload

__all__ = ["show_ladder"]

_TASKS: tuple[TaskKey, ...] = ("first-symbol", "copy")
"""Those that ask for memory over a distance."""

_GAINS = {"0.5": 0.5, "1": 1.0, "1.5": 1.5}
_MOST_SEEDS = 5


def show_ladder(warnings: DeltaGenerator) -> None:
    """Let the visitor choose how the networks begin, climb, and say how far each cell remembers."""
    called = words.controls()
    with st.container(horizontal=True, vertical_alignment="bottom", key="strip_ladder"):
        labels = {key: task_labels()[key] for key in _TASKS}
        key: TaskKey = choose("k_ladder_task", labels, warnings, kind="row")
        gain = choose("k_gain", climb_words.gain_labels(), warnings, width=210, first="1")
        clip = choose("k_clip", words.clip_labels(), warnings, width=170)
        seeds = whole_number(called["k_seeds"], 1, _MOST_SEEDS, 1, key="k_seeds", width=110, place=warnings)
    st.markdown(plain(words.ladder_question()))
    rungs = {one: _rungs(key, factor, clip == "on", seeds) for one, factor in _GAINS.items()}
    show_experiment(rungs[gain], start="k_ladder", draw=partial(_draw, rungs, gain))


def _rungs(key: TaskKey, gain: float, clipped: bool, seeds: int) -> tuple[Rung, ...]:
    return ladder_rungs(key, gain=gain, clip=1.0 if clipped else None, seeds=seeds)


def _draw(rungs: dict[str, tuple[Rung, ...]], gain: str, found: dict[Rung, Trial]) -> None:
    climbs = climbs_of(rungs[gain], found)
    if not climbs:
        st.markdown(plain(climb_words.no_rung_yet(len(rungs[gain]))))
    whole = len(found) == len(rungs[gain])
    if whole:
        st.markdown(f"**{plain(climb_words.compared(climbs))}**")
    lines_view(ladder_payload(climbs, ladder_distances(rungs[gain][0].tried.key)), key="ladder")
    told = [climb_words.held(climb) for climb in climbs]
    if whole:
        told += _other_gains(climbs, rungs, gain)
    st.markdown(plain(" ".join([*told, words.no_law()])))


def _other_gains(climbs: tuple[CellClimb, ...], rungs: dict[str, tuple[Rung, ...]], gain: str) -> list[str]:
    """The cell that depends most on its first weights, where another ladder was climbed to the same distances."""
    told: list[tuple[int, str]] = []
    for other, others in rungs.items():
        if other == gain:
            continue
        for climb in climbs_of(others, experiments.results(others)):
            mine = next(one for one in climbs if one.cell == climb.cell)
            if climb.distances == mine.distances:
                here, there = mine.median_reach, climb.median_reach
                sentence = climb_words.other_gain(climb.cell, _GAINS[gain], here, _GAINS[other], there)
                told.append((abs(here - there), sentence))
    return [max(told)[1]] if told else []
