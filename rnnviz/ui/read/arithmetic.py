"""From a cell of the heatmap to the arithmetic of that very step: a window over the stage, and back."""

import streamlit as st

from rnnviz.analysis import ShownSteps, UnitStep, unit_step
from rnnviz.networks import Network
from rnnviz.recording import Recording
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.read import step_words
from rnnviz.ui.read.view import View
from rnnviz.ui.read.views.arithmetic import ArithmeticPayload, arithmetic
from rnnviz.ui.read.words import Words

__all__ = ["ask_for_step", "show_step"]

_KEY = "read-step"


def ask_for_step(unit: int, step: int) -> None:
    """Take over which unit and step was asked for in the picture."""
    st.session_state[_KEY] = (unit, step)


def show_step(recording: Recording, network: Network, view: View, steps: ShownSteps) -> None:
    """Show the arithmetic that was asked for, once: closing its window leads back."""
    unit, step = st.session_state.pop(_KEY, (None, 0))
    layer = recording.layers[view.layer - 1]
    units = layer.values().shape[1]
    if unit is None or step >= len(steps) or not 0 <= unit < units:
        return
    timestep = int(steps.timesteps[step])
    made = unit_step(recording, network, layer=view.layer - 1, unit=unit, timestep=timestep)
    place = Words(steps, recording.initial_probability).place(step)
    backwards = layer.backward_part is not None and unit >= units // 2
    helps = step_words.step_help(view.layer, backwards=backwards)
    st.dialog(plain(step_words.step_title(unit, view.layer, place)), width="large")(_tell)(made, helps)


def _tell(step: UnitStep, helps: list[str]) -> None:
    for line in helps:
        st.caption(line)
    payload: ArithmeticPayload = {
        "equations": step_words.equations(step),
        "products": step_words.products(step),
        "hint": step_words.products_hint(),
        "colours": both_inks(),
    }
    arithmetic(payload, key="arithmetic")
