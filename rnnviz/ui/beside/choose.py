"""Controls of "Two networks": two runs on the same reviews, each with the weights of a moment; all in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.errors import ModelNotFoundError, RnnvizError
from rnnviz.runs import Run, list_runs
from rnnviz.ui.beside import words
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import BESIDE_FIRST_KEY, BESIDE_SECOND_KEY
from rnnviz.ui.frame.session import run_labels, run_of

__all__ = ["PAGE_KEY", "TRAINED", "UNTRAINED", "Chosen", "Side", "choose_networks", "split_of", "to_first_page"]

PAGE_KEY = "be_page"
"""Key of the box of the page of the list, in Session State and in the address."""

TRAINED, UNTRAINED = "trained", "untrained"

_FIRST, _SECOND = "imdb-lstm", "imdb-simple-rnn"

Id = TypeVar("Id", bound=str)
Split = tuple[str, int, float]


@dataclass(frozen=True, kw_only=True)
class Side:
    """A run with the weights of one moment: `TRAINED`, `UNTRAINED`, or the number of an epoch."""

    name: str
    weights: str

    @property
    def epoch(self) -> int | None:
        """The epoch; None for trained and for untrained weights."""
        return int(self.weights) if self.weights.isdecimal() else None


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What stands beside what."""

    first: Side
    second: Side

    @property
    def address(self) -> Mapping[str, str]:
        """What the address says of it beyond the first run."""
        weights = {"be_a_at": self.first.weights, "be_b_at": self.second.weights}
        return {BESIDE_SECOND_KEY: self.second.name, **weights}


def choose_networks(warnings: DeltaGenerator) -> Chosen:
    """Let the visitor choose two runs that are validated with the same reviews.

    Raises
    ------
    ModelNotFoundError
        No run is trained.
    """
    splits = {run.name: split for run in reversed(list_runs()) if (split := split_of(run)) is not None}
    names = list(dict.fromkeys(run.name for run in list_runs() if run.name in splits))
    if not names:
        raise ModelNotFoundError(
            "There is no trained network to compare. Train one with python -m rnnviz train, "
            "or the shipped ones with make models."
        )
    first = _choose_side(BESIDE_FIRST_KEY, names, _FIRST, warnings)
    same = [name for name in names if splits[name] == splits[first.name]]
    return Chosen(first=first, second=_choose_side(BESIDE_SECOND_KEY, same, _SECOND, warnings))


def split_of(run: Run) -> Split | None:
    """What a run's validation reviews follow from; None for a run that is not trained, or damaged."""
    try:
        record = run.record
        if not run.model_file.is_file():
            return None
    except RnnvizError:
        return None
    return record.corpus.fingerprint, record.training.split_seed, record.training.validation_split


def to_first_page() -> None:
    """Begin the list anew, from a callback: with other networks other reviews part."""
    st.session_state[PAGE_KEY] = 1.0


def _choose_side(key: str, names: list[str], first: str, warnings: DeltaGenerator) -> Side:
    name = _choose(key, run_labels(names), warnings, first=first if first in names else names[0], width=265)
    kept = [str(epoch) for epoch in run_of(name).kept_epochs]
    weights = _choose(f"{key}_at", words.weights_labels([TRAINED, *kept, UNTRAINED]), warnings, width=118)
    return Side(name=name, weights=weights)


def _choose(key: str, labels: Mapping[Id, str], warnings: DeltaGenerator, **drawn: Any) -> Id:
    """One of several things, with what is said of an address that asks for another."""
    unknown = words.choices_unknown()[key]
    chosen: Id = choice(
        words.controls()[key], labels, key=key, place=warnings, unknown=unknown, on_change=to_first_page, **drawn
    )
    return chosen
