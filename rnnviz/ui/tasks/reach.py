"""Truncated back-propagation: how far back gradients are carried, and what is then not learnt."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.analysis import gradient_arrival, gradient_reach
from rnnviz.networks import LayerSpec
from rnnviz.shapes import Floats
from rnnviz.training.rungs import Rung, gradient_rungs
from rnnviz.training.small_tasks import Trial
from rnnviz.ui.frame.address import whole_number
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.instruments.views.lines import lines_view
from rnnviz.ui.tasks import climb_words, reach_words, words
from rnnviz.ui.tasks.choose import cell_labels, choose
from rnnviz.ui.tasks.climbing import show_experiment
from rnnviz.ui.tasks.pictures import reach_payload

__all__ = ["show_reach", "swept"]

_LEAST, _USUAL, _MOST = 5, 20, 60
_MOST_SEEDS = 5


def swept(distance: int) -> tuple[int, ...]:
    """Steps that gradients are carried back over: few, half, and around those that reach the first symbol."""
    needed = distance + 1
    wanted = {1, 2, 5, needed // 2, (3 * needed) // 4, needed - 1, needed, needed + 1, needed + 10}
    return tuple(sorted(step for step in wanted if step >= 1))


def show_reach(warnings: DeltaGenerator) -> None:
    """Let the visitor choose the distance and the cell, cut the gradients, and say what is learnt."""
    called = words.controls()
    with st.container(horizontal=True, vertical_alignment="bottom", key="strip_reach"):
        name = called["k_distance"]
        distance = whole_number(name, _LEAST, _MOST, _USUAL, key="k_distance", width=150, place=warnings)
        cell = choose("k_cell", cell_labels(), warnings, kind="row", first="gru")
        seeds = whole_number(called["k_seeds"], 1, _MOST_SEEDS, 3, key="k_reach_seeds", width=110, place=warnings)
        cut = whole_number(called["k_cut"], 1, distance + 11, 10, key="k_cut", width=150, place=warnings)
    st.markdown(plain(reach_words.question(distance, LayerSpec(cell=cell).keras_class)))
    rungs = gradient_rungs(distance, swept(distance), cell=cell, seeds=seeds)
    show_experiment(rungs, start="k_reach", draw=partial(_draw, rungs, cut))


def _draw(rungs: tuple[Rung, ...], cut: int, found: dict[Rung, Trial]) -> None:
    reach = gradient_reach(rungs, found)
    if len(found) == len(rungs):
        st.markdown(f"**{plain(climb_words.reach_found(reach))}**")
    elif not found:
        st.markdown(plain(climb_words.no_rung_yet(len(rungs))))
    steps = swept(rungs[0].tried.distance)
    lines_view(reach_payload(reach, steps, _arrival(rungs[0]), min(cut, rungs[0].tried.longest + 1)), key="reach")


@shared(200)
def _arrival(rung: Rung) -> Floats:
    return gradient_arrival(rung)
