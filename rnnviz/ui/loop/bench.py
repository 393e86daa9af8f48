"""The proof bench of "The loop by hand": the same weights in Keras, and faults to find."""

from typing import Any

import numpy as np
import streamlit as st

from rnnviz.loops import (
    FAULTS,
    SATURATED,
    Loop,
    compare,
    compare_outputs,
    fault_of_case,
    faulty_outputs,
    keras_arguments,
    keras_truth,
)
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import Packer
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import whole_number
from rnnviz.ui.frame.keras_process import in_keras_process
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.loop import bench_words
from rnnviz.ui.loop.view_words import bench_labels
from rnnviz.ui.loop.views.bench import BenchPayload, bench_view

__all__ = ["AGREE", "show_comparison", "show_hunt"]

AGREE = 1e-5
"""Two float32 computations of one step that differ by no more than this are the same."""

_MOST_CASE = 999


# ---- the same loop in Keras ----


def _truth(loop: Loop) -> dict[str, Any]:
    """Outputs of the Keras layer, computed in a process of its own."""
    with st.spinner(bench_words.bench_texts()["waiting"]):
        return _keras_outputs(repr(loop.spec), loop)


@shared(32, key=lambda spec, _: spec)
def _keras_outputs(spec: str, loop: Loop) -> dict[str, Any]:
    del spec  # part of the key only: the loop follows from it
    return in_keras_process(keras_truth, *keras_arguments(loop))


def show_comparison(loop: Loop) -> None:
    """Hold the loop against Keras's own layer, with the same weights."""
    words, differences = bench_words.comparison(), compare(loop, _truth(loop))
    running, single = float(np.max(differences.running)), float(np.max(differences.one_step))
    title = bench_words.agreement(running, single, parts=_first(differences.running > AGREE), agree=AGREE)
    lines = [(words["running"], differences.running), (words["single"], differences.one_step)]
    bench_view(_payload(loop, title, words["help"], lines, []), key="bench_view")


def _first(marked: np.ndarray[Any, np.dtype[np.bool_]]) -> int | None:
    """The first step, from 1, that is marked."""
    return int(marked.argmax()) + 1 if marked.any() else None


def _payload(
    loop: Loop, title: str, help_line: str, lines: list[tuple[str, Floats]], maps: list[tuple[str, Floats]]
) -> BenchPayload:
    pack, texts = Packer(values for _, values in [*lines, *maps]), bench_words.bench_texts()
    return {
        "count": loop.spec.steps,
        "units": loop.spec.units,
        "wide": pack.wide,
        "lines": [{"label": label, "values": pack(np.asarray(values))} for label, values in lines],
        "reference": {"value": AGREE, "label": texts["reference"]},
        "maps": [{"title": label, "values": pack(np.asarray(values)), "limit": 1.0} for label, values in maps],
        "title": title,
        "help": help_line,
        "axis": texts["axis"],
        "axis_step": texts["axis_step"],
        "colours": both_inks(),
        "labels": bench_labels(),
    }


# ---- find the bug ----


def show_hunt(loop: Loop) -> None:
    """Let the visitor find a planted fault."""
    words = bench_words.hunt()
    st.markdown(words["intro"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        case = whole_number(words["case"], 1, _MOST_CASE, 1, key="case", width=150)
        st.button(words["next"], icon=":material/skip_next:", on_click=_next_case)
    fault = fault_of_case(case)
    truth = _truth(loop)
    outputs = faulty_outputs(loop, fault)
    difference = compare_outputs(outputs, truth)
    bench_view(_evidence(loop, case, outputs, truth["outputs"], difference), key="hunt_view")
    if not np.any(difference > AGREE):  # nan is a difference of its own, and drawn
        flat = not loop.cell.gates and bool((np.abs(loop.hidden_states) >= SATURATED).all())
        st.info(words["saturated" if flat else "hidden"], icon=":material/visibility_off:")
    _ask(case, fault, loop.spec.cell)


def _evidence(loop: Loop, case: int, outputs: Floats, right: Floats, difference: Floats) -> BenchPayload:
    words, apart = bench_words.hunt(), ~(difference <= AGREE)
    title = bench_words.evidence(case, loop.spec.steps, int(apart.sum()), _first(apart))
    maps = [(words["faulty"], outputs), (words["keras"], right)]
    return _payload(loop, title, words["help"], [(words["line"], difference)], maps)


def _next_case() -> None:
    st.session_state.case = float(st.session_state.case % _MOST_CASE + 1)


def _ask(case: int, fault: str, cell: str) -> None:
    words, known = bench_words.hunt(), bench_words.faults()
    answer = st.radio(
        words["question"],
        list(known),
        index=None,
        key=f"answer-{case}",
        format_func=lambda name: known[name].label,
    )
    if answer is None:
        st.caption(words["choose"])
    elif answer == fault:
        st.success(known[answer].right, icon=":material/check:")
        good, bad = FAULTS[fault].lines[cell]
        st.code(f"# {words['with']}\n{bad}\n\n# {words['without']}\n{good}", language="python")
    else:
        st.warning(known[answer].wrong, icon=":material/close:")
