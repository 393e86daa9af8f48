"""Loops to begin with, and how the controls of the page are set from outside them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from rnnviz.cells import CELLS
from rnnviz.loops import FORGET_GATE
from rnnviz.ui.loop import words

__all__ = [
    "DEFAULT_FORGET_BIAS",
    "DEFAULT_RADIUS",
    "MATRICES",
    "PRESETS",
    "SIZES",
    "Preset",
    "choose_preset",
    "keep_size",
    "set_controls",
    "small_weights",
]

SIZES: Mapping[str, tuple[int, int, int]] = {
    "timesteps": (1, 500, 100),
    "input_features": (1, 128, 32),
    "output_features": (1, 128, 64),
}
"""Lowest, highest and first value of the sliders, by their keys."""

MATRICES: tuple[words.Matrix, ...] = ("kernel", "recurrent_kernel", "bias", "x")
"""Keys of what can be typed."""

DEFAULT_RADIUS = 1.0
DEFAULT_FORGET_BIAS = 1.0
"""What Keras begins the bias of a forget gate with."""


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A loop to begin with; what is not named is as in the chapter."""

    cell: str = "simple_rnn"
    timesteps: int = 100
    input_features: int = 32
    output_features: int = 64
    sequences: str = "one"
    seed: int = 0
    weights: words.Scheme = "uniform"
    inputs: words.Scheme = "uniform"
    radius: float = DEFAULT_RADIUS
    forget_bias: float = DEFAULT_FORGET_BIAS
    own: Mapping[str, str] = field(default_factory=dict)

    def choices(self) -> dict[str, Any]:
        """Values of the widgets by their keys."""
        names = ("cell", "sequences", *SIZES, "seed", "weights", "inputs")
        radius = {"radius": self.radius} if self.weights == "orthogonal" else {}
        kept = {"forget_bias": self.forget_bias} if FORGET_GATE in CELLS[self.cell].blocks else {}
        return {name: getattr(self, name) for name in names} | radius | kept | dict(self.own)


# Three features, two units; weights with which each cell shows what it is for.
_SMALL_WEIGHTS: Mapping[str, Mapping[str, str]] = {
    "simple_rnn": {"kernel": "1 0 0\n0 1 -1", "recurrent_kernel": "0.9 0\n0 0.2", "bias": "0 0"},
    "lstm": {
        "kernel": "4 0 0\n0 4 4\n0 0 -6\n0 0 -6\n2 0 0\n0 2 -2\n0 0 0\n0 0 0",
        "recurrent_kernel": "0 0\n0 0\n0 0\n0 0\n0.2 0\n0 0.2\n0.5 0\n0 0.5",
        "bias": "-2 -2 3 3 0 0 1 1",
    },
    "gru": {
        "kernel": "-5 0 0\n0 -5 -5\n0 0 0\n0 0 0\n2 0 0\n0 2 -2",
        "recurrent_kernel": "0 0\n0 0\n0.5 0\n0 0.5\n0.5 0\n0 0.5",
        "bias": "2 2 1 1 0 0\n0 0 0 0 0 0",
    },
}
_SMALL_INPUTS = {"x": "1 0 0\n0 1 0\n0 0 1\n0 0 0\n0 0 0"}


def small_weights(cell: str) -> dict[str, str]:
    """Texts of the weights of a small loop of a cell; none for a cell that has none here."""
    return dict(_SMALL_WEIGHTS.get(cell, {}))


PRESETS: Mapping[str, Preset] = {
    "chapter": Preset(),
    "small": Preset(
        timesteps=5,
        input_features=3,
        output_features=2,
        weights="own",
        inputs="own",
        own=small_weights("simple_rnn") | _SMALL_INPUTS,
    ),
    "room": Preset(weights="glorot", inputs="normal"),
    "fades": Preset(weights="orthogonal", radius=0.5, inputs="impulse"),
    "lasts": Preset(weights="orthogonal", radius=1.15, inputs="impulse"),
    "explodes": Preset(weights="orthogonal", radius=2.0, inputs="impulse"),
    "keeps": Preset(cell="lstm", weights="keras", inputs="impulse", forget_bias=6.0),
}
"""By id; the first is what a new visitor sees."""


def choose_preset() -> None:
    """Pills that set all controls at once; the one that says what the controls say is marked."""
    held = ("cell", "sequences", *SIZES, "seed", "weights", "inputs", "radius", "forget_bias", *MATRICES)
    now = {name: st.session_state.get(name) for name in held}
    presets = {name: preset.choices() for name, preset in PRESETS.items()}
    marked = (name for name, choices in presets.items() if all(now[key] == choices[key] for key in choices))
    mark = next(marked, None)
    if st.session_state.get("begin", "") != mark:  # what is set from here is drawn anew
        st.session_state.begin = mark
    labels = words.presets()
    st.pills(
        words.controls()["begin"],
        list(PRESETS),
        key="begin",
        format_func=labels.__getitem__,
        on_change=_take_preset,
        label_visibility="collapsed",
    )


def _take_preset() -> None:
    if st.session_state.begin:
        set_controls(PRESETS[st.session_state.begin].choices())
        if PRESETS[st.session_state.begin].own:
            st.session_state.look = "numbers"  # where its numbers stand, and can be typed
        elif st.session_state.get("look") == "numbers":
            st.session_state.look = "lessons"


def keep_size(name: str, size: int) -> None:
    """Write a size into the address, which is believed: so the way back of the browser restores it, too."""
    if size == SIZES[name][2]:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != str(size):
        st.query_params[name] = str(size)


def set_controls(choices: Mapping[str, Any]) -> None:
    """Set controls from a callback, and write those into the address that are not on the page yet.

    Streamlit writes a control's value into the address when it changes, but not when it comes with the control.
    """
    st.session_state.update(choices)
    for name in SIZES.keys() & choices.keys():
        keep_size(name, choices[name])
    for key in {"radius", "forget_bias", *MATRICES} & choices.keys():
        if choices[key] not in (DEFAULT_RADIUS, DEFAULT_FORGET_BIAS):
            with suppress(StreamlitAPIException):  # it is on the page: then Streamlit writes it
                st.query_params[key] = str(choices[key])
