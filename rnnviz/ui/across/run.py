"""The run whose states over its validation reviews are looked at, and where they are opened from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from streamlit.delta_generator import DeltaGenerator

from rnnviz.runs import BagOfWords
from rnnviz.shapes import Floats
from rnnviz.states import (
    CorpusReviews,
    StateIndex,
    StateStore,
    UnitSummary,
    bag_logits,
    corpus_reviews,
    is_ready,
    kept_store,
    note_use,
    open_index,
    unit_summary,
)
from rnnviz.text import Vocabulary
from rnnviz.ui.across import words
from rnnviz.ui.across.error_facts import denying_ids
from rnnviz.ui.across.words import Part
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.doors import ACROSS_RUN_KEY
from rnnviz.ui.frame.session import network_of, run_labels, run_names, run_of
from rnnviz.ui.frame.shared import shared

__all__ = ["Opened", "choose", "choose_part", "choose_run", "open_run", "store_of"]

Id = TypeVar("Id", bound=str)

_FIRST_RUN = "imdb-lstm"
_MOST_OPEN = 4


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """A run with what it did over its validation reviews, all of it on disk until it is looked at."""

    name: str
    store: StateStore
    index: StateIndex
    vocabulary: Vocabulary

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
        return _summaries(str(self.store.path), _made(self.store))

    def verdicts(self) -> tuple[CorpusReviews, Floats | None]:
        """What is known of every review, and the bag of words' logits where there is one."""
        bag = self.bag_of_words
        return _reviews(self.name, str(self.store.path), _made(self.store)), (
            None if bag is None else _bag(self.name, str(self.store.path), _made(self.store), bag.bias)
        )


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
    return kept_store(run_of(name))


def open_run(name: str) -> Opened | None:
    """Open what was recorded of a run; None where nothing whole is there.

    Raises
    ------
    DataError
        It is damaged.
    """
    store = store_of(name)
    if not is_ready(store):
        return None
    note_use(store)
    vocabulary = network_of(name).vocabulary
    assert vocabulary is not None  # a run's network has one
    return Opened(name=name, store=store, index=_index(str(store.path), _made(store)), vocabulary=vocabulary)


def _made(store: StateStore) -> int:
    return (store.path / "index" / "index.json").stat().st_mtime_ns


@shared(_MOST_OPEN)
def _index(path: str, made: int) -> StateIndex:
    del made  # part of the key only
    return open_index(StateStore(Path(path)))


@shared(_MOST_OPEN)
def _reviews(name: str, path: str, made: int) -> CorpusReviews:
    vocabulary = network_of(name).vocabulary
    assert vocabulary is not None
    return corpus_reviews(_index(path, made), denying_ids(vocabulary))


@shared(_MOST_OPEN)
def _bag(name: str, path: str, made: int, bias: float) -> Floats:
    bag = run_of(name).bag_of_words()
    assert bag is not None
    return bag_logits(_index(path, made), bag.weights, bias)


@shared(_MOST_OPEN)
def _summaries(path: str, made: int) -> list[UnitSummary]:
    index = _index(path, made)
    return [unit_summary(index, unit) for unit in range(index.units)]
