"""The ways from page to page: each a function with the things that it hands over.

A page keeps what it shows in its address, under keys. Keys that another page may set stand here and nowhere else.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NoReturn
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from rnnviz.shapes import Floats
from rnnviz.ui.frame.pages import PAGES, page_at

__all__ = [
    "ACROSS_BACK_KEY",
    "ACROSS_RUN_KEY",
    "BESIDE_FIRST_KEY",
    "BESIDE_SECOND_KEY",
    "BEST_EPOCH",
    "CLINIC_RUN_KEY",
    "DATA_MODEL_KEY",
    "DYNAMICS_RUN_KEY",
    "READ_BACK_KEY",
    "READ_EPOCH_KEY",
    "READ_LABEL_KEY",
    "READ_MODEL_KEY",
    "RUN_KEYS",
    "STACK_KEY",
    "TRAIN_RUN_KEY",
    "Door",
    "door_of",
    "to_across",
    "to_beside",
    "to_clinic",
    "to_dynamics",
    "to_pattern",
    "to_read",
    "to_state",
    "to_tasks",
    "to_train",
    "to_unit",
    "to_word",
]

READ_MODEL_KEY = "model"
"""Key of the run that "Read a review" reads with."""

READ_EPOCH_KEY = "epoch"
"""Key of the epoch whose weights it reads with: its number, or BEST_EPOCH."""

BEST_EPOCH = "best"
"""What stands for the best epoch."""

READ_LABEL_KEY = "label"
"""Key of what a review is labelled as, "positive" or "negative", where "Read a review" got it with its label."""

READ_BACK_KEY = "back"
"""Key of the address that leads back to where the review was picked, as `Door.link` gives it."""

READ_WORD_KEY = "word"
"""Key of the step that it pins, from 1; the browser writes it (`read/views/address.js`)."""

DATA_MODEL_KEY = "d_model"
"""Key of the run whose padding "Data" looks at."""

STACK_KEY = "stack"
"""Key of the stack of "Keras layers", one line; "Train" takes it over."""

TRAIN_RUN_KEY = "t_run"
"""Key of the run that "Train" shows."""

CLINIC_RUN_KEY = "c_run"
"""Key of the run that "Clinic" examines."""

DYNAMICS_RUN_KEY = "dy_run"
"""Key of the run whose states "Dynamics" follows."""

ACROSS_RUN_KEY = "w_run"
"""Key of the run that "Units and words" looks at."""

ACROSS_BACK_KEY = "w_back"
"""Key of the address that leads back to where the question came from, as `Door.link` gives it."""

BESIDE_FIRST_KEY = "be_a"
"""Key of the run that "Two networks" calls A."""

BESIDE_SECOND_KEY = "be_b"
"""Key of the run beside it."""

RUN_KEYS = (
    *(READ_MODEL_KEY, DATA_MODEL_KEY, TRAIN_RUN_KEY, CLINIC_RUN_KEY, DYNAMICS_RUN_KEY, ACROSS_RUN_KEY),
    *(BESIDE_FIRST_KEY, BESIDE_SECOND_KEY),
)
"""Keys that hold a run's name: what is renamed is renamed there, too."""


Label = Literal["positive", "negative"]


@dataclass(frozen=True, kw_only=True)
class Door:
    """A way to a page.

    Parameters
    ----------
    path
        Of the page, as in the table of pages.
    address
        What the page's address says; what is left out is as a new visitor finds it.
    anew
        Keys of controls that take over what the address says, whatever they showed when this session was there before.
    """

    path: str
    address: Mapping[str, str]
    anew: tuple[str, ...] = ()

    @property
    def link(self) -> str:
        """Address below the app's own; the start page has no path of its own."""
        path = "/" if page_at(self.path) is PAGES[0] else f"/{self.path}"
        return f"{path}?{urlencode(self.address)}" if self.address else path

    def offer(self, label: str, *, icon: str, key: str | None = None) -> None:
        """Draw a button that leads through, in the same tab and session."""
        if st.button(label, icon=icon, key=key):
            self.enter()

    def enter(self) -> NoReturn:
        """Go through, within this session."""
        # What a session chose before would win over the address.
        st.session_state.update({key: self.address[key] for key in RUN_KEYS if key in self.address})
        for key in self.anew:
            st.session_state.pop(key, None)
        if READ_MODEL_KEY in self.address:
            st.session_state[READ_EPOCH_KEY] = self.address.get(READ_EPOCH_KEY, BEST_EPOCH)
        st.switch_page(page_at(self.path).script, query_params=dict(self.address))


def to_read(
    *,
    model: str | None = None,
    epoch: int | None = None,
    text: Mapping[str, str] | None = None,
    label: Label | None = None,
    back: Door | None = None,
    step: int | None = None,
) -> Door:
    """Way to "Read a review".

    Parameters
    ----------
    model
        The run to read with; None for the one that was read with last.
    epoch
        Whose weights it reads with; None for the best.
    text
        What the address says of the text, as the page's box hands it over.
    label
        What the review is labelled as; with it the page can say whether the verdict is right.
    back
        The way back to where the review was picked.
    step
        The step that is pinned, from 0 as the page shows them.
    """
    address = dict(text or {})
    if model is not None:
        address[READ_MODEL_KEY] = model
    if epoch is not None:
        address[READ_EPOCH_KEY] = str(epoch)
    if label is not None:
        address[READ_LABEL_KEY] = label
    if back is not None:
        address[READ_BACK_KEY] = back.link
    if step is not None:
        address[READ_WORD_KEY] = str(step + 1)
    return Door(path="read", address=address)


def door_of(link: str) -> Door | None:
    """Door whose `link` this is; None for what leads to no page of the app, whatever an address claims."""
    try:
        parts = urlsplit(link)
        address = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        return None
    path = next((page.path for page in PAGES if Door(path=page.path, address={}).link == parts.path), None)
    if path is None or parts.scheme or parts.netloc or parts.fragment:
        return None
    return Door(path=path, address=address)


def to_train(*, stack: str) -> Door:
    """Way to "Train", with a stack of "Keras layers" to be trained."""
    return Door(path="train", address={STACK_KEY: stack})


def to_clinic(*, run: str, more: Mapping[str, str] | None = None) -> Door:
    """Way to "Clinic", with a run to be examined; `more` is what else its address says."""
    return Door(path="clinic", address={CLINIC_RUN_KEY: run, **(more or {})})


def to_tasks(*, chosen: Mapping[str, str]) -> Door:
    """Way to "Small tasks"; `chosen` is what its address says."""
    return Door(path="tasks", address=chosen)


def to_dynamics(*, run: str, text: Mapping[str, str]) -> Door:
    """Way to "Dynamics", with a run and what the page's box hands over of a review."""
    return Door(path="dynamics", address={DYNAMICS_RUN_KEY: run, **text})


def to_across(*, run: str, more: Mapping[str, str] | None = None) -> Door:
    """Way to "Units and words", with the run that is looked at; `more` is what else its address says."""
    return Door(path="across", address={ACROSS_RUN_KEY: run, **(more or {})})


def to_beside(*, run: str, more: Mapping[str, str] | None = None) -> Door:
    """Way to "Two networks", with the run that is called A; `more` is what else its address says."""
    return Door(path="beside", address={BESIDE_FIRST_KEY: run, **(more or {})})


def to_pattern(*, run: str, units: Sequence[int], level: float, high: bool) -> Door:
    """Way to the places of "Units and words" at which these units are on together."""
    chosen = {"w_part": "pattern", "w_units": ", ".join(map(str, units)), "w_side": "high" if high else "low"}
    door = to_across(run=run, more={**chosen, "w_level": f"{min(level, 0.95):.2f}"})
    return replace(door, anew=(*chosen, "w_level"))


def to_state(*, run: str, state: Floats, said: str) -> Door:
    """Way to the states of "Units and words" that are near to one; `said` is the word that was read before it."""
    packed = base64.urlsafe_b64encode(state.astype("<f2").tobytes()).decode("ascii")
    door = to_across(run=run, more={"w_part": "state", "w_state": packed, "w_said": said[:60]})
    return replace(door, anew=("w_part",))


def to_word(*, run: str, word: str) -> Door:
    """Way to what a word does, over all reviews of "Units and words"."""
    chosen = {"w_part": "word", "w_word": word}
    return replace(to_across(run=run, more=chosen), anew=tuple(chosen))


def to_unit(*, run: str, unit: int) -> Door:
    """Way to what a unit does, over all reviews of "Units and words"."""
    chosen = {"w_part": "unit", "w_unit": str(unit)}
    return replace(to_across(run=run, more=chosen), anew=tuple(chosen))
