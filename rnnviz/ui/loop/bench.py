"""The proof bench of "The loop by hand": the same weights in Keras, and faults to find."""

from typing import Any

import numpy as np
import streamlit as st

from rnnviz.loops import (
    FAULTS,
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
from rnnviz.ui.drawing.numbers import count_of, number
from rnnviz.ui.frame.address import whole_number
from rnnviz.ui.frame.keras_process import in_keras_process
from rnnviz.ui.loop.views.bench import BenchPayload, Reference, bench_view

__all__ = ["AGREE", "show_bench"]

AGREE = 1e-5
"""Two float32 computations of one step that differ by no more than this are the same."""

_OFF, _COMPARE, _HUNT = "not now", "compare with Keras", "find the bug"
_MOST_CASE = 999
_REFERENCE: Reference = {"value": AGREE, "label": "10⁻⁵: rounding in float32"}


def show_bench(loop: Loop) -> None:
    """Let the visitor hold the loop against Keras, or hunt for a planted fault."""
    st.subheader("Is it right?", anchor=False)
    mode = st.segmented_control(
        "Hold the loop against Keras's own layer, with the same weights",
        [_OFF, _COMPARE, _HUNT],
        default=_OFF,
        key="bench",
        bind="query-params",
        persist_state="session",
        required=True,
    )
    if mode == _COMPARE:
        _show_comparison(loop)
    elif mode == _HUNT:
        _show_hunt(loop)


# ---- the same loop in Keras ----


def _truth(loop: Loop) -> dict[str, Any]:
    """Outputs of the Keras layer, computed in a process of its own."""
    with st.spinner("Keras computes the same loop in a process of its own; the first time takes some seconds."):
        return _keras_outputs(repr(loop.spec), loop)


@st.cache_data(show_spinner=False, max_entries=32)
def _keras_outputs(spec: str, _loop: Loop) -> dict[str, Any]:
    del spec  # part of the key only: the loop follows from it
    return in_keras_process(keras_truth, *keras_arguments(_loop))


def _show_comparison(loop: Loop) -> None:
    truth = _truth(loop)
    differences = compare(loop, truth)
    running, single = float(np.max(differences.running)), float(np.max(differences.one_step))
    if running <= AGREE:
        title = f"The loop and Keras agree at every step: they differ by at most {number(running)}"
    elif single <= AGREE:
        first = int(np.argmax(differences.running > AGREE)) + 1
        title = f"Each step agrees with Keras, but rounding grows: from step {first} on the two loops part"
    else:
        title = f"The loop and Keras differ by up to {number(single)} in a single step"
    help_line = (
        "Largest difference over the units, both in float32. Where the two lines part, the loop is chaotic: it makes a "
        "rounding error of one step larger at every step that follows. Neither of the two is wrong."
    )
    lines = [("running on", differences.running), ("each step by itself", differences.one_step)]
    bench_view(_payload(loop, title, help_line, lines, []), key="bench_view")


def _payload(
    loop: Loop, title: str, help_line: str, lines: list[tuple[str, Floats]], maps: list[tuple[str, Floats]]
) -> BenchPayload:
    pack = Packer(values for _, values in [*lines, *maps])
    return {
        "count": loop.spec.timesteps,
        "units": loop.spec.units,
        "wide": pack.wide,
        "lines": [{"label": label, "values": pack(np.asarray(values))} for label, values in lines],
        "reference": _REFERENCE,
        "maps": [{"title": label, "values": pack(np.asarray(values)), "limit": 1.0} for label, values in maps],
        "title": title,
        "help": help_line,
        "axis": "difference",
        "axis_step": "step t",
        "colours": both_inks(),
    }


# ---- find the bug ----


def _show_hunt(loop: Loop) -> None:
    st.markdown(
        "One of six faults has been planted into the loop. **The evidence is how far it is from Keras, step by step.** "
        "Change the inputs, the weights or the sizes above to test what you suspect: a case keeps its fault."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        case = whole_number("Case", 1, _MOST_CASE, 1, key="case", width=150)
        st.button("Next case", icon=":material/skip_next:", on_click=_next_case)
    fault = fault_of_case(case)
    truth = _truth(loop)
    outputs = faulty_outputs(loop, fault)
    difference = compare_outputs(outputs, truth)
    bench_view(_evidence(loop, case, outputs, truth["outputs"], difference), key="hunt_view")
    if not np.any(difference > AGREE):  # nan is a difference of its own, and drawn
        st.info(
            "In this loop the fault does not show: right and wrong give the same outputs. Saturated outputs hide every "
            "fault; with Glorot weights and normal inputs there is something to see.",
            icon=":material/visibility_off:",
        )
    _ask(case, fault, loop.spec.cell)


def _evidence(loop: Loop, case: int, outputs: Floats, right: Floats, difference: Floats) -> BenchPayload:
    apart = np.flatnonzero(~(difference <= AGREE))
    if not len(apart):
        title = f"Case {case}: no difference to Keras at any step"
    elif apart[0] == 0:
        title = f"Case {case}: different from step 1 on, at {count_of(len(apart), 'step')} of {loop.spec.timesteps}"
    else:
        title = f"Case {case}: right at step 1, different from step {apart[0] + 1} on"
    help_line = "Largest difference over the units. Below the dotted line it is nothing but rounding."
    maps = [("Outputs of the loop with the fault", outputs), ("Outputs of Keras", right)]
    return _payload(loop, title, help_line, [("loop with the fault", difference)], maps)


def _next_case() -> None:
    st.session_state.case = float(st.session_state.case % _MOST_CASE + 1)


def _ask(case: int, fault: str, cell: str) -> None:
    labels = {known.label: name for name, known in FAULTS.items()}
    answer = st.radio("What is wrong with this loop?", list(labels), index=None, key=f"answer-{case}")
    if answer is None:
        st.caption("Choose an answer: it is checked at once, and the address never holds it.")
        return
    right, chosen = FAULTS[fault], FAULTS[labels[answer]]
    if chosen is right:
        st.success(f"Right. {right.explanation}", icon=":material/check:")
        good, bad = right.lines[cell]
        st.code(f"# with the fault\n{bad}\n\n# as it should be\n{good}", language="python")
    else:
        st.warning(f"Not this one: then the evidence would be another. {chosen.explanation}", icon=":material/close:")
