"""What to train: the controls of "Train", all in the address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.cells import CELLS
from rnnviz.corpora import IMDB_REVIEWS
from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, NetworkSpec, read_stack
from rnnviz.runs import Engine, TrainingSpec
from rnnviz.text import Padding
from rnnviz.ui.corpora.own import OWN, choose_own
from rnnviz.ui.corpora.words import own_corpus
from rnnviz.ui.frame.address import HELD, choice, whole_number
from rnnviz.ui.frame.doors import STACK_KEY
from rnnviz.ui.frame.messages import said, warn
from rnnviz.ui.train import words
from rnnviz.ui.train.more import choose_more
from rnnviz.ui.train.reviews import Reviews, choose_reviews
from rnnviz.ui.train.words import Amount

__all__ = ["Plan", "choose_plan"]

_QUICK = 2_000
_AMOUNTS: Mapping[Amount, int | None] = {"all": None, "quick": _QUICK}
_OPTIMIZERS = ("rmsprop", "adam", "sgd")
_MOST_SEEDS = 12

Id = TypeVar("Id", bound=str)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the visitor wants to train, once for each seed.

    Parameters
    ----------
    network, training, padding
        As for `rnnviz.training.train`; `training.seed` is the first seed.
    reviews
        What it is trained on.
    seeds
        One run each.
    """

    network: NetworkSpec
    training: TrainingSpec
    padding: Padding
    reviews: Reviews
    seeds: tuple[int, ...]

    def with_seed(self, seed: int) -> TrainingSpec:
        """How the run of one seed is trained."""
        return replace(self.training, seed=seed)


def choose_plan() -> Plan | None:
    """Let the visitor choose what to train; None as long as there are no reviews.

    Raises
    ------
    ConfigurationError
        What was typed cannot be trained.
    DataError
        The file of reviews cannot be read.
    """
    warnings, stacked = st.container(), _stacked()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        own_stack = stacked if stacked is not None and _wants_stack(warnings) else None
        network = _choose_network(warnings) if own_stack is None else own_stack
        mode = _choose("t_mode", words.mode_labels(), warnings, kind="row", help=words.mode_help())
        engine = _choose("t_engine", words.engine_labels(), warnings, kind="row", help=words.engine_help())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        corpus = _choose("t_corpus", words.corpus_labels(IMDB_REVIEWS, own_corpus()), warnings, width=230)
        amount = _choose("t_amount", words.amount_labels(_QUICK), warnings, width=230)
        typed = _choose_training(warnings)
        more = choose_more(stack=own_stack is not None)
    own = choose_own("t", stays=words.stays_here()) if corpus == OWN else None
    training = replace(typed.training(engine, efficient=mode == "efficient"), **more.gradients)
    if corpus == OWN and own is None:
        return None
    reviews = choose_reviews(own, training, limit=_AMOUNTS[amount])
    return Plan(
        network=replace(more.dropping(network), mask_zero=network.mask_zero or mode == "efficient"),
        training=training,
        padding=Padding(),
        reviews=reviews,
        seeds=_seeds(typed.seeds),
    )


def _choose(key: str, labels: Mapping[Id, str] | Sequence[Id], warnings: DeltaGenerator, **drawn: Any) -> Id:
    """One of several things; `warnings` is where an address that asks for another is told."""
    called, unknown = words.controls()[key], words.choices_unknown()[key]
    chosen: Id = choice(called, labels, key=key, place=warnings, unknown=unknown, **drawn)
    return chosen


# ---- the network ----


def _stacked() -> NetworkSpec | None:
    """Network of the stack that was built on "Keras layers", where there is one that can be trained."""
    line = st.query_params.get(STACK_KEY) or st.session_state.get(STACK_KEY)
    try:
        return NetworkSpec.of_stack(read_stack(str(line))) if line else None
    except ConfigurationError as error:
        warn(words.stack_refused(said(error)))
        return None


def _wants_stack(warnings: DeltaGenerator) -> bool:
    return _choose("t_network", words.network_labels(), warnings, kind="row") == "stack"


def _choose_network(warnings: DeltaGenerator) -> NetworkSpec:
    called = words.controls()
    cell = _choose("t_cell", {name: CELLS[name].keras_class for name in CELLS}, warnings, kind="row")
    units = whole_number(called["t_units"], 1, 512, 32, key="t_units", width=130)
    layers = whole_number(called["t_layers"], 1, 8, 1, key="t_layers", width=130)
    return NetworkSpec(layers=(LayerSpec(cell=cell, units=units),) * layers)


# ---- its training ----


@dataclass(frozen=True, kw_only=True)
class _Typed:
    """What was chosen of a training; rate and seeds are texts as they were typed."""

    epochs: int
    batch_size: int
    optimizer: str
    rate: str
    seeds: str

    def training(self, engine: Engine, *, efficient: bool) -> TrainingSpec:
        """How the run of the first seed is trained."""
        return TrainingSpec(
            optimizer=self.optimizer,
            learning_rate=_rate(self.rate),
            batch_size=self.batch_size,
            epochs=self.epochs,
            seed=_seeds(self.seeds)[0],
            batching="by_length" if efficient else "padded",
            engine=engine,
            jit_compile=efficient and engine == "keras",
        )


def _choose_training(warnings: DeltaGenerator) -> _Typed:
    called = words.controls()
    return _Typed(
        epochs=whole_number(called["t_epochs"], 1, 100, 10, key="t_epochs", width=130),
        batch_size=whole_number(called["t_batch"], 1, 20_000, 128, key="t_batch", width=140),
        optimizer=_choose("t_optimizer", _OPTIMIZERS, warnings, width=140),
        rate=st.text_input(called["t_rate"], key="t_rate", placeholder=words.rate_of_keras(), width=140, **HELD),
        seeds=st.text_input(called["t_seeds"], "0", key="t_seeds", width=120, help=words.seeds_help(), **HELD),
    )


def _rate(text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise ConfigurationError(
            "The learning rate is a number above 0 (0.001 is usual), or empty for Keras's own, not {text!r}.",
            text=text[:40],
        ) from None


def _seeds(text: str) -> tuple[int, ...]:
    parts = [part for part in re.split(r"[\s,;]+", text.strip()) if part]
    if not parts or len(parts) > _MOST_SEEDS or not all(re.fullmatch(r"\d{1,10}", part) for part in parts):
        raise ConfigurationError(
            "Seeds are 1 to {most} whole numbers, such as 0 or 0, 1, 2, not {text!r}.", most=_MOST_SEEDS, text=text[:40]
        )
    seeds = tuple(dict.fromkeys(int(part) for part in parts))
    for seed in seeds:
        TrainingSpec(seed=seed)  # one that is too large is said before any run is queued
    return seeds
