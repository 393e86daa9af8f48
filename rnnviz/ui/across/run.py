"""The run whose states over its validation reviews are looked at, and where they are opened from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.runs import BagOfWords
from rnnviz.shapes import Floats
from rnnviz.states import (
    CorpusIndex,
    CorpusReviews,
    Overview,
    StateIndex,
    StateStore,
    UnitSummary,
    bag_logits,
    corpus_reviews,
    has_overview,
    is_ready,
    kept_store,
    note_use,
    open_index,
    open_overview,
    unit_summary,
)
from rnnviz.states.overview_file import OVERVIEW_FILE
from rnnviz.text import Vocabulary
from rnnviz.ui.across import words
from rnnviz.ui.across.error_facts import denying_ids
from rnnviz.ui.across.words import Part
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import ACROSS_RUN_KEY
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import network_of, run_labels, run_names, run_of
from rnnviz.ui.frame.shared import shared

__all__ = ["Opened", "Recorded", "choose", "choose_part", "choose_run", "first_overview", "open_run", "store_of"]

Id = TypeVar("Id", bound=str)

_FIRST_RUN = "imdb-lstm"
_MOST_OPEN = 4


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """A run with what it did over its validation reviews.

    Parameters
    ----------
    name
        Of the run.
    store
        Where its states are, or will be; the reviews' texts are there.
    index
        What is asked.
    vocabulary
        Of the run.
    made
        Which file the index was read from, and when that was written: what is computed is kept by this.
    """

    name: str
    store: StateStore
    index: CorpusIndex
    vocabulary: Vocabulary
    made: tuple[str, int]

    @property
    def reviews(self) -> int:
        """How many there are."""
        return len(self.index.labels)

    @property
    def logits(self) -> Floats:
        """The verdicts' logits, (reviews,)."""
        verdicts: Floats = self.index.logits[self.index.starts[1:] - 1]
        return verdicts

    @cached_property
    def bag_of_words(self) -> BagOfWords | None:
        """The bag of words that was fitted on the same reviews; None where there is none."""
        return run_of(self.name).bag_of_words()

    def summaries(self) -> list[UnitSummary]:
        """What every unit does."""
        return _summaries(self)

    def verdicts(self) -> tuple[CorpusReviews, Floats | None]:
        """What is known of every review, and the bag of words' logits where there is one."""
        bag = self.bag_of_words
        return _reviews(self), None if bag is None else _bag(self, bag)


@dataclass(frozen=True, kw_only=True, eq=False)
class Recorded(Opened):
    """A run of which every state was recorded."""

    index: StateIndex


def choose_run(place: DeltaGenerator) -> str:
    """Let the visitor choose a run; return its name."""
    names = run_names()
    first = _FIRST_RUN if _FIRST_RUN in names else names[0]
    return choose(ACROSS_RUN_KEY, run_labels(names), place, width=265, first=first)


def choose_part(place: DeltaGenerator) -> Part:
    """Let the visitor choose what is looked at."""
    return choose("w_part", words.part_labels(), place, kind="row")


def choose(key: str, labels: Mapping[Id, str] | Sequence[Id], place: DeltaGenerator, **drawn: Any) -> Id:
    """One of several things; `place` is where an address that asks for another is told."""
    unknown = words.choices_unknown()[key]
    chosen: Id = choice(words.controls()[key], labels, key=key, place=place, unknown=unknown, **drawn)
    return chosen


def store_of(name: str) -> StateStore:
    """Where the states of a run are, or will be.

    Raises
    ------
    IncompatibleModelError
        Its files are damaged or missing.
    """
    network_of(name)
    try:
        return kept_store(run_of(name))
    except OSError:  # a file that was there when the network was read
        run_of(name).network()  # says which one
        raise


def open_run(name: str) -> Opened | None:
    """Open what was recorded of a run, or what came with it; None where there is neither.

    Raises
    ------
    DataError
        It is damaged.
    TrainingError
        The reviews of a run that came with an overview are gone.
    """
    store = store_of(name)
    if is_ready(store):
        note_use(store)
        made = _made(store.path / "index" / "index.json")
        return Recorded(name=name, store=store, index=_index(*made), vocabulary=_vocabulary(name), made=made)
    if not has_overview(run_of(name)):
        return None
    made = _made(run_of(name).path / OVERVIEW_FILE)
    with st.spinner(plain(words.opening(run_of(name).record.corpus.validation))):
        overview = _overview(name, made)
    if overview is None:
        return None
    return Opened(name=name, store=store, index=overview, vocabulary=_vocabulary(name), made=made)


def first_overview() -> Opened | None:
    """The first run that came with an overview."""
    for name in sorted(run_names(), key=lambda name: name != _FIRST_RUN):
        if has_overview(run_of(name)):
            return open_run(name)
    return None


def _vocabulary(name: str) -> Vocabulary:
    vocabulary = network_of(name).vocabulary
    assert vocabulary is not None  # a run's network has one
    return vocabulary


def _made(file: Path) -> tuple[str, int]:
    return str(file), file.stat().st_mtime_ns


@shared(_MOST_OPEN)
def _index(file: str, made: int) -> StateIndex:
    del made  # part of the key only
    return open_index(StateStore(Path(file).parent.parent))


@shared(_MOST_OPEN)
def _overview(name: str, made: tuple[str, int]) -> Overview | None:
    del made  # part of the key only
    return open_overview(run_of(name))


@shared(_MOST_OPEN, key=lambda opened: opened.made)
def _reviews(opened: Opened) -> CorpusReviews:
    return corpus_reviews(opened.index, denying_ids(opened.vocabulary))


@shared(_MOST_OPEN, key=lambda opened, bag: (opened.made, bag.bias))
def _bag(opened: Opened, bag: BagOfWords) -> Floats:
    return bag_logits(opened.index, bag.weights, bag.bias)


@shared(_MOST_OPEN, key=lambda opened: opened.made)
def _summaries(opened: Opened) -> list[UnitSummary]:
    return [unit_summary(opened.index, unit) for unit in range(opened.index.units)]
