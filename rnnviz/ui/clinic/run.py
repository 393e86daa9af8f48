"""The run that the page "Clinic" examines, and the verdicts on its validation reviews after every epoch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import streamlit as st

from rnnviz.analysis import Change, Clinic, last_logits, row_ids
from rnnviz.corpora import Corpus
from rnnviz.errors import ModelNotFoundError, RnnvizError
from rnnviz.runs import Run, find_run, list_runs
from rnnviz.shapes import Floats, Ids
from rnnviz.training.reviews import reviews_of
from rnnviz.ui.clinic import words
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import CLINIC_RUN_KEY
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import network_of, run_labels
from rnnviz.ui.frame.shared import shared

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

_FIRST_RUN = "imdb-simple-rnn"

Id = TypeVar("Id", bound=str)


@dataclass(frozen=True, kw_only=True, eq=False)
class Examined:
    """A run, its validation reviews, and the verdicts on them."""

    name: str
    reviews: Corpus
    clinic: Clinic


def choose_run() -> str:
    """Let the visitor choose a run that kept the weights of its epochs; return its name. At first it is the chapter's.

    Raises
    ------
    ModelNotFoundError
        No run kept them.
    """
    names = [run.name for run in list_runs() if _kept(run) > 1]
    if not names:
        raise ModelNotFoundError("No run has kept the weights of two epochs or more: train one on the page Train.")
    first = _FIRST_RUN if _FIRST_RUN in names else names[0]
    return _choose(CLINIC_RUN_KEY, run_labels(names), words.choices_unknown()[CLINIC_RUN_KEY], first=first, width=300)


def _kept(run: Run) -> int:
    """How many epochs a run kept; a damaged one is no run to examine."""
    try:
        return len(run.kept_epochs)
    except RnnvizError:
        return 0


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
    bar.progress(0.0, text=words.looking())
    reviews, rows = _validation(name, run.record.corpus.fingerprint)
    logits = []
    for done, epoch in enumerate(epochs):
        bar.progress(done / len(epochs), text=plain(words.reading(len(rows), epoch)))
        logits.append(_logits(name, epoch, run.epoch_file(epoch).stat().st_mtime_ns))
    bar.empty()
    return Examined(
        name=name, reviews=reviews, clinic=Clinic(epochs=epochs, labels=reviews.labels, logits=np.stack(logits))
    )


def choose_epoch(examined: Examined) -> int:
    """Let the visitor choose an epoch; return its place. At first it is the one that lost most."""
    epochs = [str(epoch) for epoch in examined.clinic.epochs]
    lost = [len(examined.clinic.changes(place)["newly_wrong"]) for place in range(len(epochs))]
    first = epochs[lost.index(max(lost))]
    return epochs.index(_choose(EPOCH_KEY, epochs, words.no_epoch(examined.name), first=first, width=90))


def choose_group() -> Change:
    """Let the visitor choose what became of the reviews that are listed."""
    return _choose(GROUP_KEY, words.group_labels(), words.choices_unknown()[GROUP_KEY], kind="row")


def _choose(key: str, labels: Mapping[Id, str] | Sequence[Id], unknown: str, **drawn: Any) -> Id:
    """One of several things; the list of reviews begins anew with another."""
    chosen: Id = choice(words.controls()[key], labels, key=key, unknown=unknown, on_change=to_first_page, **drawn)
    return chosen


def to_first_page() -> None:
    """Begin the list anew, from a callback: another list has nothing to do with the page of the last one."""
    st.session_state[PAGE_KEY] = 1.0


def _bytes_of_reviews(found: tuple[Corpus, list[Ids]]) -> int:
    corpus, rows = found
    return sum(4 * len(text) for text in corpus.texts) + sum(row.nbytes for row in rows)


@shared(200_000_000, size=_bytes_of_reviews)
def _validation(name: str, fingerprint: str) -> tuple[Corpus, list[Ids]]:
    """Validation reviews of a run and their rows."""
    del fingerprint  # part of the key only
    _, reviews = reviews_of(find_run(name), download=False)
    vocabulary = network_of(name).vocabulary
    assert vocabulary is not None
    return reviews, row_ids(reviews.texts, vocabulary)


@shared(20_000_000, size=lambda logits: logits.nbytes)
def _logits(name: str, epoch: int, changed: int) -> Floats:
    """Verdicts on the validation reviews after an epoch."""
    del changed  # part of the key only
    _, rows = _validation(name, find_run(name).record.corpus.fingerprint)
    return last_logits(network_of(name, epoch=epoch), rows)
