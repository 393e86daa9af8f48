"""Controls of "Dynamics": the network, what it reads when left alone, the weights, the review; all in the address."""

from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.dynamics import MOST_FEATURES, has_dynamics
from rnnviz.errors import ModelNotFoundError, RnnvizError
from rnnviz.runs import Run, list_runs
from rnnviz.ui.dynamics import words
from rnnviz.ui.dynamics.look import Alone
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import DYNAMICS_RUN_KEY
from rnnviz.ui.frame.session import run_labels, run_of
from rnnviz.ui.reviews.box import DYNAMICS_BOX

__all__ = ["choose_input", "choose_review", "choose_run", "choose_weights"]

_FIRST_RUN = "imdb-gru"  # two verdicts and a saddle between them, on nearly a line

Id = TypeVar("Id", bound=str)


def choose_run(warnings: DeltaGenerator) -> str:
    """Let the visitor choose a trained run whose layers read forward; return its name.

    Raises
    ------
    ModelNotFoundError
        There is none.
    """
    names = list(dict.fromkeys(run.name for run in list_runs() if _is_small(run)))
    if not names:
        raise ModelNotFoundError(
            "There is no trained network whose layers read forward, with at most {most} numbers in its state: train "
            "one on the page Train.",
            most=MOST_FEATURES,
        )
    first = _FIRST_RUN if _FIRST_RUN in names else names[0]
    return _choose(DYNAMICS_RUN_KEY, run_labels(names), warnings, first=first, width=290)


def _is_small(run: Run) -> bool:
    """Whether a run is trained, reads forward and has a state that can be searched; a damaged one is none."""
    try:
        return run.model_file.is_file() and has_dynamics(run.record.network)
    except RnnvizError:
        return False


def choose_input(name: str, warnings: DeltaGenerator) -> Alone:
    """Let the visitor choose what the network reads when it is left alone."""
    labels = dict(words.input_labels())
    if run_of(name).record.network.mask_zero:
        del labels["padding"]  # it is never read
    kind = _choose("dy_input", labels, warnings, width=150)
    if kind != "word":
        return Alone(kind=kind)
    word = st.text_input(
        words.controls()["dy_word"], "the", key="dy_word", bind="query-params", width=110, max_chars=40
    )
    return Alone(kind=kind, word=word.strip().lower())


def choose_weights(warnings: DeltaGenerator) -> str:
    """Let the visitor choose between the trained network and the way to it."""
    return _choose("dy_weights", words.weights_labels(), warnings, kind="row")


def choose_review(warnings: DeltaGenerator) -> str:
    """Let the visitor pick a review that comes with rnnviz, or paste one; return the text.

    Raises
    ------
    DataError
        The text is empty or too long.
    """
    with st.popover(words.review_button(), icon=":material/edit_note:", width=150):
        DYNAMICS_BOX.pick_example(place=warnings)
        return DYNAMICS_BOX.read(button=words.controls()["show"], part=words.review_button())


def _choose(key: str, labels: Mapping[Id, str], warnings: DeltaGenerator, **drawn: Any) -> Id:
    """One of several things, with what is said of an address that asks for another."""
    chosen: Id = choice(
        words.controls()[key], labels, key=key, place=warnings, unknown=words.choices_unknown()[key], **drawn
    )
    return chosen
