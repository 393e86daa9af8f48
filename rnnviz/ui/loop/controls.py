"""Controls of "The loop by hand". The address holds every choice, and restores it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError, RnnvizError
from rnnviz.loops import LoopSpec, check_budget, fit_matrix, format_matrix, most_timesteps, parse_matrix, run_loop
from rnnviz.ui.frame.address import HELD, asked, choice, whole_number
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.loop import words
from rnnviz.ui.loop.payload import MOST_TYPED
from rnnviz.ui.loop.presets import DEFAULT_RADIUS, MATRICES, SIZES, choose_preset, set_controls
from rnnviz.ui.loop.views.loop import Edit

__all__ = ["choose_loop", "type_number"]

Id = TypeVar("Id", bound=str)

_MOST_OWN_STEPS = 30
_MOST_RADIUS = 3.0
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
    presets = st.container()  # filled last: which of them is marked follows from the others
    with st.container(horizontal=True, vertical_alignment="bottom"):
        cell = _choose("cell", {name: cell.keras_class for name, cell in CELLS.items()}, warnings, kind="row")
        weights = _choose("weights", words.weight_schemes(), warnings, width=210)
        inputs = _choose("inputs", words.input_schemes(), warnings, width=210)
        seed = whole_number(words.controls()["seed"], 0, _MOST_SEED, 0, key="seed", width=130, place=warnings)
    columns = st.columns(4 if weights == "orthogonal" else 3, gap="medium")
    sizes, radius = _choose_sizes(columns), DEFAULT_RADIUS
    if weights == "orthogonal":
        with columns[3]:
            radius = _choose_radius()
    try:
        own = _own_numbers(cell, sizes, weights=weights == "own", inputs=inputs == "own")
    finally:
        with presets:
            choose_preset()
    spec = replace(_sized(cell, sizes), seed=seed, weights=weights, inputs=inputs, radius=radius, **own)
    _check(spec)
    return spec


def _choose(key: words.Choice, options: Mapping[Id, str], place: DeltaGenerator, **drawn: Any) -> Id:
    chosen: Id = choice(words.controls()[key], options, key=key, place=place, unknown=words.unknown(key), **drawn)
    return chosen


def _choose_sizes(columns: Sequence[DeltaGenerator]) -> dict[str, int]:
    sizes = {}
    for column, (name, (low, high, first)) in zip(columns, SIZES.items(), strict=False):
        with column:
            sizes[name] = st.slider(words.controls()[name], low, high, first, key=name, **HELD)
    return sizes


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


def _warn_of_sliders() -> None:
    """Say so where the address asks a slider for what there is not; Streamlit itself falls back without a word."""
    for name, (low, high, first) in SIZES.items():
        came = asked(name)
        if came is not None and not (came.isascii() and came.isdigit() and low <= int(came[:12]) <= high):
            warn(words.no_size(name, low, high, came[:40], first))
    came = asked("radius")
    if came is not None and not _is_radius(came):
        warn(words.no_radius(came[:40], _MOST_RADIUS, DEFAULT_RADIUS))


def _is_radius(text: str) -> bool:
    try:
        return 0 <= float(text) <= _MOST_RADIUS
    except ValueError:
        return False


def _sized(cell: str, sizes: Mapping[str, int]) -> LoopSpec:
    return LoopSpec(
        cell=cell,
        timesteps=sizes["timesteps"],
        input_features=sizes["input_features"],
        units=sizes["output_features"],
    )


# ---- numbers of one's own ----


def _own_numbers(cell: str, sizes: Mapping[str, int], *, weights: bool, inputs: bool) -> dict[str, Any]:
    """Text boxes for the matrices that are typed, and what stands in them."""
    if not weights and not inputs:
        return {}
    _check_typed(sizes, inputs=inputs)
    shapes = _sized(cell, sizes).matrix_shapes
    shape_of = {key: shapes["inputs" if key == "x" else key] for key in MATRICES}
    typed_here = [key for key in MATRICES if (inputs if key == "x" else weights)]
    own: dict[str, Any] = {}
    with st.expander(words.typed_title(), icon=":material/table:"):
        st.caption(words.typed_help())
        for column, key in zip(st.columns(len(typed_here)), typed_here, strict=True):
            with column:
                st.text_area(words.typed_label(key, shape_of[key]), key=key, height=130, **HELD)
    for key in typed_here:
        text = str(st.session_state[key] or "")
        typed = parse_matrix(text, words.typed_matrix(key)) if text.strip() else ()
        came = (len(typed), len(typed[0]) if typed else 0)
        if came != shape_of[key]:
            st.caption(words.misfit(key, shape_of[key], came))
        own["own_inputs" if key == "x" else f"own_{key}"] = fit_matrix(typed, shape_of[key])
    return own


def _check_typed(sizes: Mapping[str, int], *, inputs: bool) -> None:
    most = {"input_features": MOST_TYPED, "output_features": MOST_TYPED}
    if inputs:
        most["timesteps"] = _MOST_OWN_STEPS
    over = {name: limit for name, limit in most.items() if sizes[name] > limit}
    if not over:
        return
    st.button(
        words.make_small(),
        icon=":material/compress:",
        on_click=lambda: st.session_state.update(over),
    )
    limits = ", ".join(f"{name} {limit}" for name, limit in most.items())
    asked_for = ", ".join(f"{name} {sizes[name]}" for name in over)
    raise ConfigurationError(
        "Own numbers can be typed for loops of up to {limits}; this one has {asked}.", limits=limits, asked=asked_for
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


# ---- what cannot be drawn ----


def _check(spec: LoopSpec) -> None:
    """Refuse a picture beyond the budget, and offer what is possible."""
    try:
        check_budget(spec)
    except RnnvizError:
        possible = most_timesteps(spec)
        if possible:
            st.button(
                words.draw_less(possible),
                icon=":material/compress:",
                on_click=lambda: st.session_state.update(timesteps=possible),
            )
        raise
