"""From a word of the review to all reviews: its state, the word itself, and the unit that is followed."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from rnnviz.analysis import ShownSteps
from rnnviz.networks import Network
from rnnviz.recording import Recording
from rnnviz.text import UNKNOWN_ID
from rnnviz.ui.frame.doors import ACROSS_BACK_KEY, Door, to_read, to_state, to_unit, to_word
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.read import elsewhere_words
from rnnviz.ui.read.view import View
from rnnviz.ui.read.words import Words

__all__ = ["ask_elsewhere", "show_elsewhere"]

_KEY = "read-elsewhere"


@dataclass(frozen=True, kw_only=True)
class _Way:
    """A door, what its button says, and its icon."""

    door: Door
    label: str
    icon: str


def ask_elsewhere(unit: int, step: int) -> None:
    """Take over which unit and step was asked for in the picture."""
    st.session_state[_KEY] = (unit, step)


def show_elsewhere(name: str, recording: Recording, network: Network, view: View, steps: ShownSteps) -> None:
    """Show the ways that were asked for, once: closing their window leads back.

    What is recorded over a corpus is the last layer with the weights of the best epoch, so nothing else leads there.
    """
    unit, step = st.session_state.pop(_KEY, (None, 0))
    if unit is None or step >= len(steps):
        return
    last = view.layer == len(recording.layers)
    place = Words(steps, recording.initial_probability).place(step)
    ways = _of_word(name, recording, network, int(steps.timesteps[step]), steps.words[step], last=last)
    if last and unit < recording.layers[-1].values().shape[1]:
        label = elsewhere_words.unit_everywhere(unit)
        ways.append(_Way(door=to_unit(run=name, unit=unit), label=label, icon=":material/linear_scale:"))
    # The session keeps the text, so the way back is short, however long the review.
    back = {ACROSS_BACK_KEY: to_read(model=name, step=step).link}
    ways = [replace(way, door=replace(way.door, address={**way.door.address, **back})) for way in ways]
    helps = elsewhere_words.missing(len(recording.layers), last=last, unknown=steps.kinds[step] == "unknown")
    st.dialog(plain(elsewhere_words.title(place)), width="medium")(_tell)(ways, helps)


def _of_word(name: str, recording: Recording, network: Network, timestep: int, word: str, *, last: bool) -> list[_Way]:
    """Ways of a word's state and of the word; none of a start sign and of padding, which are no words."""
    if recording.kinds[timestep] in {"padding", "start"}:
        return []
    ways, state, number = [], recording.layers[-1].values()[timestep], int(recording.ids[timestep])
    if last and np.isfinite(state).all():
        door = to_state(run=name, state=state, said=word)
        ways.append(_Way(door=door, label=elsewhere_words.state_elsewhere(), icon=":material/radar:"))
    if number != UNKNOWN_ID and network.vocabulary is not None:
        door = to_word(run=name, word=network.vocabulary.words[number])
        ways.append(_Way(door=door, label=elsewhere_words.word_everywhere(word), icon=":material/match_word:"))
    return ways


def _tell(ways: list[_Way], helps: list[str]) -> None:
    st.caption(plain(elsewhere_words.what_for()))
    for number, way in enumerate(ways):
        way.door.offer(plain(way.label), icon=way.icon, key=f"read-elsewhere-{number}")
    for line in helps:
        st.caption(plain(line))
