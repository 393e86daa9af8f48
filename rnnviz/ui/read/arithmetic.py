"""From a cell of the heatmap to the arithmetic of that very step: a window over the stage, and back."""

import streamlit as st

from rnnviz.analysis import ShownSteps, UnitStep, unit_step
from rnnviz.networks import Network
from rnnviz.recording import Recording
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.read import step_words
from rnnviz.ui.read.view import View
from rnnviz.ui.read.words import Words

__all__ = ["ask_for_step", "show_step"]

_KEY = "read-step"


def ask_for_step(unit: int, step: int) -> None:
    """Take over which unit and step was asked for in the picture."""
    st.session_state[_KEY] = (unit, step)


def show_step(recording: Recording, network: Network, view: View, steps: ShownSteps) -> None:
    """Show the arithmetic that was asked for, once: closing its window leads back."""
    unit, step = st.session_state.pop(_KEY, (None, 0))
    units = recording.layers[view.layer - 1].values().shape[1]
    if unit is None or step >= len(steps) or not 0 <= unit < units:
        return
    timestep = int(steps.timesteps[step])
    made = unit_step(recording, network, layer=view.layer - 1, unit=unit, timestep=timestep)
    place = Words(steps, recording.initial_probability).place(step)
    st.dialog(plain(step_words.step_title(unit, view.layer, place)), width="large")(_tell)(made)


def _tell(step: UnitStep) -> None:
    st.caption(step_words.step_help())
    for sentence in [*map(step_words.line_of, step.lines), *step_words.state_lines(step)]:
        st.markdown(sentence)
    with st.expander(step_words.products_title()):
        for line in step.lines:
            for told in step_words.products_of(line):
                st.markdown(told)
