"""Controls of "The loop by hand". The address holds every choice, and restores it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from rnnviz.cells import CELLS
from rnnviz.errors import ConfigurationError, RnnvizError
from rnnviz.loops import LoopSpec, check_budget, fit_matrix, format_matrix, most_timesteps, parse_matrix, run_loop
from rnnviz.ui.frame.address import HELD, asked, whole_number
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.loop.payload import MOST_TYPED
from rnnviz.ui.loop.views.loop import Edit

__all__ = ["PRESETS", "choose_loop", "type_number"]

_CELLS: Mapping[str, str] = {CELLS[name].keras_class: name for name in CELLS}
_WEIGHTS: Mapping[str, str] = {
    "uniform from 0 to 1": "uniform",
    "Glorot": "glorot",
    "orthogonal": "orthogonal",
    "own numbers": "own",
}
_INPUTS: Mapping[str, str] = {
    "uniform from 0 to 1": "uniform",
    "normal": "normal",
    "one push at step 1": "impulse",
    "own numbers": "own",
}
_OWN = "own numbers"
_MOST_OWN_STEPS = 30
_DEFAULT_RADIUS = 1.0

_SIZES = {"timesteps": (1, 500, 100), "input_features": (1, 128, 32), "output_features": (1, 128, 64)}
_MOST_SEED = 2**32 - 1
_MATRICES = {
    "kernel": "W",
    "recurrent_kernel": "U",
    "bias": "b",
    "x": "inputs",
}


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A loop to begin with; what is not named is as in the chapter."""

    cell: str = "SimpleRNN"
    timesteps: int = 100
    input_features: int = 32
    output_features: int = 64
    seed: int = 0
    weights: str = "uniform from 0 to 1"
    inputs: str = "uniform from 0 to 1"
    radius: float = 1.0
    own: Mapping[str, str] = field(default_factory=dict)

    def choices(self) -> dict[str, Any]:
        """Values of the widgets by their keys."""
        names = ("cell", *_SIZES, "seed", "weights", "inputs")
        radius = {"radius": self.radius} if self.weights == "orthogonal" else {}
        return {name: getattr(self, name) for name in names} | radius | dict(self.own)


_SMALL = {
    "kernel": "1 0 0\n0 1 -1",
    "recurrent_kernel": "0.9 0\n0 0.2",
    "bias": "0 0",
    "x": "1 0 0\n0 1 0\n0 0 1\n0 0 0\n0 0 0",
}
PRESETS: Mapping[str, Preset] = {
    "as in the chapter": Preset(),
    "small: every number": Preset(
        timesteps=5, input_features=3, output_features=2, weights=_OWN, inputs=_OWN, own=_SMALL
    ),
    "room to move": Preset(weights="Glorot", inputs="normal"),
    "memory fades": Preset(weights="orthogonal", radius=0.5, inputs="one push at step 1"),
    "memory lasts": Preset(weights="orthogonal", radius=1.15, inputs="one push at step 1"),
    "memory explodes": Preset(weights="orthogonal", radius=2.0, inputs="one push at step 1"),
}
"""By name; the first is what a new visitor sees."""


def choose_loop() -> LoopSpec:
    """Let the visitor choose a loop; return its spec.

    Raises
    ------
    ConfigurationError, DataError
        What was chosen or typed cannot be drawn.
    """
    _warn_of_nonsense()
    warnings = st.container()
    presets = st.container()  # filled last: which of them is marked follows from the others
    with st.container(horizontal=True, vertical_alignment="bottom"):
        cell = st.segmented_control("Cell", list(_CELLS), default="SimpleRNN", key="cell", required=True, **HELD)
        weights = st.selectbox("Weights are drawn", list(_WEIGHTS), key="weights", width=210, **HELD)
        inputs = st.selectbox("Inputs are drawn", list(_INPUTS), key="inputs", width=210, **HELD)
        seed = whole_number("seed", 0, _MOST_SEED, 0, key="seed", width=130, place=warnings)
    columns = st.columns(4 if weights == "orthogonal" else 3, gap="medium")
    sizes = {}
    for column, (name, (low, high, value)) in zip(columns, _SIZES.items(), strict=False):
        with column:
            sizes[name] = st.slider(name, low, high, value, key=name, **HELD)
    radius = _DEFAULT_RADIUS
    if weights == "orthogonal":
        with columns[3]:
            radius = st.slider(
                "spectral radius of U", 0.0, 3.0, _DEFAULT_RADIUS, 0.05, key="radius", help=_RADIUS, **HELD
            )
    try:
        own = _own_numbers(_CELLS[cell], sizes, weights=weights == _OWN, inputs=inputs == _OWN)
    finally:
        with presets:
            _choose_preset()
    spec = LoopSpec(
        cell=_CELLS[cell],
        timesteps=sizes["timesteps"],
        input_features=sizes["input_features"],
        units=sizes["output_features"],
        seed=seed,
        weights=_WEIGHTS[weights],
        inputs=_INPUTS[inputs],
        radius=radius,
        **own,
    )
    _check(spec)
    return spec


_RADIUS = (
    "The largest size of an eigenvalue of U. Here all eigenvalues of U have this size: without the bend of tanh, a "
    "state would shrink or grow by just this factor at every step."
)


def _choose_preset() -> None:
    """Pills that set all controls at once; the one that says what the controls say is marked."""
    held = ("cell", *_SIZES, "seed", "weights", "inputs", "radius", *_MATRICES)
    now = {name: st.session_state.get(name) for name in held}
    presets = {name: preset.choices() for name, preset in PRESETS.items()}
    marked = (name for name, choices in presets.items() if all(now[key] == choices[key] for key in choices))
    st.session_state.begin = next(marked, None)
    st.pills("Begin with", list(PRESETS), key="begin", on_change=_take_preset)


def _take_preset() -> None:
    if st.session_state.begin:
        _choose(PRESETS[st.session_state.begin].choices())


def _choose(choices: Mapping[str, Any]) -> None:
    """Set controls from a callback, and write those into the address that are not on the page yet.

    Streamlit writes a control's value into the address when it changes, but not when it comes with the control.
    """
    st.session_state.update(choices)
    for key in {"radius", *_MATRICES} & choices.keys():
        if choices[key] != _DEFAULT_RADIUS:
            with suppress(StreamlitAPIException):  # it is on the page: then Streamlit writes it
                st.query_params[key] = str(choices[key])


# ---- numbers of one's own ----


def _own_numbers(cell: str, sizes: Mapping[str, int], *, weights: bool, inputs: bool) -> dict[str, Any]:
    """Text boxes for the matrices that are typed, and what stands in them."""
    if not weights and not inputs:
        return {}
    _check_typed(sizes, inputs=inputs)
    shapes = _shapes(cell, sizes)
    asked = [key for key in _MATRICES if (inputs if key == "x" else weights)]
    own: dict[str, Any] = {}
    with st.expander("The numbers as text, to paste or to copy", icon=":material/table:"):
        st.caption(
            "One row a line, numbers separated by spaces or commas. In the pictures below they can be typed, too."
        )
        for column, key in zip(st.columns(len(asked)), asked, strict=True):
            rows, columns = shapes[key]
            with column:
                st.text_area(f"{_MATRICES[key]}: {rows} × {columns}", key=key, height=130, **HELD)
    for key in asked:
        text = str(st.session_state[key] or "")
        typed = parse_matrix(text, _MATRICES[key]) if text.strip() else ()
        _say_fit(_MATRICES[key], typed, shapes[key])
        own["own_inputs" if key == "x" else f"own_{key}"] = fit_matrix(typed, shapes[key])
    return own


def _shapes(cell: str, sizes: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    spec = LoopSpec(
        cell=cell,
        timesteps=sizes["timesteps"],
        input_features=sizes["input_features"],
        units=sizes["output_features"],
    )
    return {"x" if name == "inputs" else name: shape for name, shape in spec.matrix_shapes.items()}


def _say_fit(name: str, typed: tuple[tuple[float, ...], ...], shape: tuple[int, int]) -> None:
    """Say what of a typed matrix is not used, or stands at 0 because it was not typed."""
    rows, columns = len(typed), len(typed[0]) if typed else 0
    if (rows, columns) == shape:
        return
    wanted, came = f"{shape[0]} × {shape[1]}", f"{rows} × {columns}"
    st.caption(
        f"{name} should have {wanted} numbers here and has {came}: what is missing stands at 0, what is beyond "
        "is kept in the text but not used."
    )


def _check_typed(sizes: Mapping[str, int], *, inputs: bool) -> None:
    most = {"input_features": MOST_TYPED, "output_features": MOST_TYPED}
    if inputs:
        most["timesteps"] = _MOST_OWN_STEPS
    over = {name: limit for name, limit in most.items() if sizes[name] > limit}
    if not over:
        return
    st.button(
        "Make it small enough",
        icon=":material/compress:",
        on_click=lambda: st.session_state.update(over),
    )
    limits = ", ".join(f"{name} {limit}" for name, limit in most.items())
    asked = ", ".join(f"{name} {sizes[name]}" for name in over)
    raise ConfigurationError(
        "Own numbers can be typed for loops of up to {limits}; this one has {asked}.", limits=limits, asked=asked
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
    scheme = {"inputs" if key == "x" else "weights": _OWN}
    _choose(scheme | {name: format_matrix(numbers[name]) for name in mine})


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
                f"Draw {possible} timesteps",
                icon=":material/compress:",
                on_click=lambda: st.session_state.update(timesteps=possible),
            )
        raise


def _warn_of_nonsense() -> None:
    """Say so where the address asks for what there is not; Streamlit itself falls back without a word."""
    for name, (low, high, value) in _SIZES.items():
        given = asked(name)
        if given is not None and not (given.isascii() and given.isdigit() and low <= int(given[:12]) <= high):
            warn(f"{name} is a whole number from {low:,} to {high:,}, not {given[:40]}; {value} is shown.")
    options = {"cell": list(_CELLS), "weights": list(_WEIGHTS), "inputs": list(_INPUTS)}
    for name, known in options.items():
        given = asked(name)
        if given is not None and given not in known:
            warn(f"{name} is one of {', '.join(known)}, not {given[:40]}; {known[0]} is shown.")
    given = asked("radius")
    if given is not None and not _is_radius(given):
        warn(f"The spectral radius is a number from 0 to 3, not {given[:40]}; 1.0 is shown.")


def _is_radius(text: str) -> bool:
    try:
        return 0 <= float(text) <= 3
    except ValueError:
        return False
