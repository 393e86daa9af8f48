"""The run that the page "Clinic" examines, and the verdicts on its validation reviews after every epoch."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from rnnviz.analysis import Change, Clinic, last_logits, row_ids
from rnnviz.corpora import Corpus
from rnnviz.errors import ModelNotFoundError
from rnnviz.runs import find_run, list_runs
from rnnviz.shapes import Floats, Ids
from rnnviz.training.reviews import reviews_of
from rnnviz.ui.clinic.words import group_labels
from rnnviz.ui.drawing.numbers import count_of
from rnnviz.ui.frame.address import HELD, asked, choice
from rnnviz.ui.frame.doors import CLINIC_RUN_KEY
from rnnviz.ui.frame.messages import plain, warn
from rnnviz.ui.frame.session import network_of
from rnnviz.ui.language import say

__all__ = [
    "EPOCH_KEY",
    "GROUP_KEY",
    "PAGE_KEY",
    "Examined",
    "choose_epoch",
    "choose_group",
    "choose_run",
    "examine",
    "to_first_page",
]

EPOCH_KEY = "c_epoch"
"""Key of the box of the epoch, in Session State and in the address."""

GROUP_KEY = "c_group"
"""Key of the control of the group."""

PAGE_KEY = "c_page"
"""Key of the box of the page of the list."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Examined:
    """A run, its validation reviews, and the verdicts on them."""

    name: str
    reviews: Corpus
    clinic: Clinic


def choose_run() -> str:
    """Let the visitor choose a run that kept the weights of its epochs; return its name.

    Raises
    ------
    ModelNotFoundError
        No run kept them.
    """
    names = [run.name for run in list_runs() if len(run.kept_epochs) > 1]
    if not names:
        raise ModelNotFoundError("No run has kept the weights of two epochs or more: train one on the page Train.")
    came = asked(CLINIC_RUN_KEY)
    if came is not None and came not in names:
        warn(f"There is no run {came[:80]} that kept the weights of its epochs; {names[0]} is shown.")
    return str(st.selectbox("Run", names, key=CLINIC_RUN_KEY, width=380, on_change=to_first_page, **HELD))


def examine(name: str) -> Examined:
    """Read the validation reviews of a run with the weights after each of its epochs, and show how far that is.

    Raises
    ------
    TrainingError
        The reviews of the run are not there any more.
    """
    run = find_run(name)
    epochs = tuple(run.kept_epochs)
    bar = st.empty()
    bar.progress(0.0, text="Looking for the validation reviews of the run.")
    reviews, rows = _validation(name, run.record.corpus.fingerprint)
    logits = []
    for done, epoch in enumerate(epochs):
        text = f"Reading {count_of(len(rows), 'validation review')} with the weights of epoch {epoch}."
        bar.progress(done / len(epochs), text=plain(text))
        logits.append(_logits(name, epoch, run.epoch_file(epoch).stat().st_mtime_ns))
    bar.empty()
    return Examined(
        name=name, reviews=reviews, clinic=Clinic(epochs=epochs, labels=reviews.labels, logits=np.stack(logits))
    )


def choose_epoch(examined: Examined) -> int:
    """Let the visitor choose an epoch; return its place. At first it is the one that lost most."""
    epochs = [str(epoch) for epoch in examined.clinic.epochs]
    came = asked(EPOCH_KEY)
    lost = [len(examined.clinic.changes(place)["newly_wrong"]) for place in range(len(epochs))]
    first = lost.index(max(lost))
    if came is not None and came not in epochs:
        warn(f"{examined.name} kept no weights of an epoch {came[:40]}; {epochs[first]} is shown.")
    chosen = st.selectbox("Epoch", epochs, index=first, key=EPOCH_KEY, width=110, on_change=to_first_page, **HELD)
    return epochs.index(chosen)


def choose_group() -> Change:
    """Let the visitor choose what became of the reviews that are listed."""
    labels = group_labels()
    return choice(
        say("Reviews that are"),
        labels,
        key=GROUP_KEY,
        kind="row",
        unknown=say(
            "The group is one of {known}, not {came}; {shown} is shown.",
            known=", ".join(labels.values()),
            came="{came}",
            shown="{shown}",
        ),
        on_change=to_first_page,
    )


def to_first_page() -> None:
    """Begin the list anew, from a callback: another list has nothing to do with the page of the last one."""
    st.session_state[PAGE_KEY] = 1.0


@st.cache_resource(show_spinner=False, max_entries=4)
def _validation(name: str, fingerprint: str) -> tuple[Corpus, list[Ids]]:
    """Validation reviews of a run and their rows."""
    del fingerprint  # part of the key only
    _, reviews = reviews_of(find_run(name), download=False)
    vocabulary = network_of(name).vocabulary
    assert vocabulary is not None
    return reviews, row_ids(reviews.texts, vocabulary)


@st.cache_resource(show_spinner=False, max_entries=128)
def _logits(name: str, epoch: int, changed: int) -> Floats:
    """Verdicts on the validation reviews after an epoch."""
    del changed  # part of the key only
    _, rows = _validation(name, find_run(name).record.corpus.fingerprint)
    return last_logits(network_of(name, epoch=epoch), rows)
