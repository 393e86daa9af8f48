"""Controls of "The loop by hand". The address holds every choice, and restores it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.cells import CELLS
from rnnviz.loops import FORGET_GATE, LoopSpec, check_budget, fit_matrix, format_matrix, parse_matrix, run_loop
from rnnviz.ui.frame.address import HELD, asked, choice, no_number, no_whole_number, whole_number
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.loop import words
from rnnviz.ui.loop.presets import (
    DEFAULT_FORGET_BIAS,
    DEFAULT_RADIUS,
    MATRICES,
    SIZES,
    choose_preset,
    set_controls,
    small_weights,
)
from rnnviz.ui.loop.sizes import choose_sizes
from rnnviz.ui.loop.views.loop import Edit

__all__ = ["choose_loop", "type_number"]

Id = TypeVar("Id", bound=str)

_MOST_RADIUS = 3.0
_FORGET_BIASES = (-2.0, 8.0)
_MOST_SEED = 2**32 - 1


def choose_loop() -> LoopSpec:
    """Let the visitor choose a loop; return its spec.

    Raises
    ------
    ConfigurationError, DataError
        What was chosen or typed cannot be drawn.
    """
    _warn_of_sliders()
    warnings = st.container()
    with st.container(horizontal=True, vertical_alignment="center", key="loop_strip"):
        presets = st.container(
            width="content", key="loop_presets"
        )  # filled last: which of them is marked follows from the others
        cell = _choose(
            "cell",
            {name: cell.keras_class for name, cell in CELLS.items()},
            warnings,
            kind="row",
            label_visibility="collapsed",
            on_change=_take_weights_along,
        )
        drawer = st.popover(words.controls()["sizes"], icon=":material/tune:")
    try:
        with drawer:
            spec = _choose_sizes(cell, warnings)
    finally:
        with presets:
            choose_preset()
    check_budget(spec)
    return spec


def _choose(key: words.Choice, options: Mapping[Id, str], place: DeltaGenerator, **drawn: Any) -> Id:
    chosen: Id = choice(words.controls()[key], options, key=key, place=place, unknown=words.unknown(key), **drawn)
    return chosen


def _choose_sizes(cell: str, warnings: DeltaGenerator) -> LoopSpec:
    """Everything that is set in the drawer."""
    weights = _choose("weights", words.weight_schemes(), warnings)
    inputs = _choose("inputs", words.input_schemes(), warnings)
    sequences = 1 + (_choose("sequences", words.sequences(), warnings, kind="row") == "two")
    radius = _choose_radius() if weights == "orthogonal" else DEFAULT_RADIUS
    forget_bias = _choose_forget_bias() if FORGET_GATE in CELLS[cell].blocks and weights != "own" else None
    sizes = choose_sizes(cell, sequences, warnings, weights=weights == "own", inputs=inputs == "own")
    seed = whole_number(words.controls()["seed"], 0, _MOST_SEED, 0, key="seed", width=130, place=warnings)
    own = _own_numbers(sizes, warnings, weights=weights == "own", inputs=inputs == "own")
    return replace(sizes, seed=seed, weights=weights, inputs=inputs, radius=radius, forget_bias=forget_bias, **own)


def _choose_radius() -> float:
    return st.slider(
        words.controls()["radius"],
        0.0,
        _MOST_RADIUS,
        DEFAULT_RADIUS,
        0.05,
        key="radius",
        help=words.radius_help(),
        **HELD,
    )


def _choose_forget_bias() -> float:
    chosen: float = st.slider(
        words.controls()["forget_bias"],
        *_FORGET_BIASES,
        DEFAULT_FORGET_BIAS,
        0.5,
        key="forget_bias",
        help=words.forget_bias_help(),
        **HELD,
    )
    return chosen


def _warn_of_sliders() -> None:
    """Say so where the address asks a slider for what there is not; Streamlit itself falls back without a word."""
    for name, (low, high, first) in SIZES.items():
        came = asked(name)
        if came is not None and not (came.isascii() and came.isdigit() and low <= int(came[:12]) <= high):
            warn(no_whole_number(name, low, high, came, first))
    bounds: Mapping[str, tuple[float, float, float]] = {
        "radius": (0, _MOST_RADIUS, DEFAULT_RADIUS),
        "forget_bias": (*_FORGET_BIASES, DEFAULT_FORGET_BIAS),
    }
    for key, (lowest, highest, shown) in bounds.items():
        came = asked(key)
        if came is not None and not _is_between(came, lowest, highest):
            warn(no_number(words.controls()[key], lowest, highest, came, shown))


def _is_between(text: str, low: float, high: float) -> bool:
    try:
        return low <= float(text) <= high
    except ValueError:
        return False


# ---- numbers of one's own ----


def _own_numbers(sized: LoopSpec, warnings: DeltaGenerator, *, weights: bool, inputs: bool) -> dict[str, Any]:
    """Text boxes for the matrices that are typed, and what stands in them."""
    if not weights and not inputs:
        return {}
    shapes = sized.matrix_shapes
    shape_of = {key: shapes["inputs" if key == "x" else key] for key in MATRICES}
    typed_here = [key for key in MATRICES if (inputs if key == "x" else weights)]
    own: dict[str, Any] = {}
    st.markdown(words.typed_title())
    st.caption(words.typed_help())
    for key in typed_here:
        st.text_area(words.typed_label(key, shape_of[key]), key=key, height=96, **HELD)
    for key in typed_here:
        text = str(st.session_state[key] or "")
        typed = parse_matrix(text, words.typed_matrix(key)) if text.strip() else ()
        came = (len(typed), len(typed[0]) if typed else 0)
        if came != shape_of[key]:
            warnings.caption(words.misfit(key, shape_of[key], came))
        own["own_inputs" if key == "x" else f"own_{key}"] = fit_matrix(typed, shape_of[key])
    return own


def _take_weights_along() -> None:
    """Another cell has weights of other shapes: typed ones give way to those that its small loop begins with."""
    if st.session_state.get("weights") == "own":
        small = small_weights(st.session_state.cell)
        fits = {"input_features": 3, "output_features": 2}
        set_controls(
            {"weights": "own", **small}
            if all(st.session_state[k] == v for k, v in fits.items())
            else {"weights": "glorot"}
        )


def type_number(spec: LoopSpec, edit: Edit) -> None:
    """Take over a number that was typed into a picture: the drawn numbers become one's own, with this one changed."""
    loop = run_loop(spec)
    bias = loop.cell.bias
    numbers = {
        "kernel": loop.cell.kernel.T.tolist(),
        "recurrent_kernel": loop.cell.recurrent_kernel.T.tolist(),
        "bias": [] if bias is None else bias.reshape(-1, bias.shape[-1]).tolist(),
        "x": loop.inputs.tolist(),
    }
    key, row, column = _place(edit)
    if row >= len(numbers[key]) or column >= len(numbers[key][row]):
        return
    numbers[key][row][column] = edit.value
    mine = ["x"] if key == "x" else ["kernel", "recurrent_kernel", "bias"]
    scheme = {"inputs" if key == "x" else "weights": "own"}
    set_controls(scheme | {name: format_matrix(numbers[name]) for name in mine})


def _place(edit: Edit) -> tuple[str, int, int]:
    """Where a number typed into a picture stands in the texts: key, row, column, from 0."""
    if edit.matrix == "inputs":
        return "x", edit.column, edit.row  # drawn with the steps from left to right
    if edit.matrix == "bias":
        return "bias", 0, edit.row
    if edit.matrix == "recurrent_bias":
        return "bias", 1, edit.row
    return edit.matrix, edit.row, edit.column
