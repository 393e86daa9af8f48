"""What to train: the controls of "Train", all in the address."""

import re
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.cells import CELLS
from rnnviz.corpora import IMDB_REVIEWS
from rnnviz.errors import ConfigurationError
from rnnviz.networks import LayerSpec, NetworkSpec, read_stack
from rnnviz.runs import TrainingSpec
from rnnviz.text import Padding
from rnnviz.ui.corpora.own import OWN, choose_own
from rnnviz.ui.corpora.words import own_corpus
from rnnviz.ui.drawing.numbers import count_of
from rnnviz.ui.frame.address import HELD, choice, warn_unless_known, whole_number
from rnnviz.ui.frame.doors import STACK_KEY
from rnnviz.ui.frame.messages import warn
from rnnviz.ui.language import say
from rnnviz.ui.train.reviews import Reviews, choose_reviews

__all__ = ["Plan", "choose_plan"]

_CELLS = {CELLS[name].keras_class: name for name in CELLS}
_CHAPTER, _EFFICIENT = "as in the chapter", "efficient"
_AMOUNTS = {"all of it": None, "2,000 reviews, a quick try": 2_000}
_OPTIMIZERS = ("rmsprop", "adam", "sgd")
_MOST_SEEDS = 8


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
    _warn_of_nonsense()
    warnings, stacked = st.container(), _stacked()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        network = stacked if stacked is not None and _wants_stack() else _choose_network()
        mode = st.segmented_control(
            "Reading", [_CHAPTER, _EFFICIENT], default=_CHAPTER, key="t_mode", required=True, help=_MODES, **HELD
        )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        corpus = _choose_corpus(warnings)
        amount = st.selectbox("Train on", list(_AMOUNTS), key="t_amount", width=230, **HELD)
        epochs = whole_number("Epochs", 1, 100, 10, key="t_epochs", width=130)
        batch = whole_number("Batch size", 1, 20_000, 128, key="t_batch", width=140)
        optimizer = st.selectbox("Optimizer", _OPTIMIZERS, key="t_optimizer", width=140, **HELD)
        rate = st.text_input("Learning rate", key="t_rate", placeholder="Keras's", width=140, **HELD)
        seeds = st.text_input("Seeds", "0", key="t_seeds", width=120, help=_SEEDS, **HELD)
    own = choose_own("t", stays=_STAYS) if corpus == OWN else None
    training = TrainingSpec(
        optimizer=optimizer,
        learning_rate=_rate(rate),
        batch_size=batch,
        epochs=epochs,
        seed=_seeds(seeds)[0],
        **_batching(efficient=mode == _EFFICIENT),
    )
    if corpus == OWN and own is None:
        return None
    reviews = choose_reviews(own, training, limit=_AMOUNTS[amount])
    return Plan(
        network=replace(network, mask_zero=network.mask_zero or mode == _EFFICIENT),
        training=training,
        padding=Padding(),
        reviews=reviews,
        seeds=_seeds(seeds),
    )


_STAYS = (
    "It stays in this session's memory until you press Train: then a copy is kept beside the runs, which the training "
    "reads, and which everybody who uses this app may choose."
)
_KNOWN = {
    "t_amount": ("What to train on", tuple(_AMOUNTS)),
    "t_cell": ("The cell", tuple(_CELLS)),
    "t_mode": ("Reading", (_CHAPTER, _EFFICIENT)),
    "t_optimizer": ("The optimizer", _OPTIMIZERS),
}


def _warn_of_nonsense() -> None:
    """Say so where the address asks for what there is not; Streamlit itself falls back without a word."""
    for key, (label, known) in _KNOWN.items():
        warn_unless_known(key, label, known)


def _choose_corpus(warnings: DeltaGenerator) -> str:
    return choice(
        say("Corpus"),
        {"imdb": say("IMDB, {reviews:,} reviews", reviews=IMDB_REVIEWS), OWN: own_corpus()},
        key="t_corpus",
        width=230,
        place=warnings,
        unknown=say("The corpus is one of {known}, not {came}; {shown} is shown."),
    )


def _stacked() -> NetworkSpec | None:
    """Network of the stack that was built on "Keras layers", where there is one that can be trained."""
    line = st.query_params.get(STACK_KEY) or st.session_state.get(STACK_KEY)
    try:
        return NetworkSpec.of_stack(read_stack(str(line))) if line else None
    except ConfigurationError as error:
        warn(f"{error} A network is chosen here instead.")
        return None


def _wants_stack() -> bool:
    kinds = ["the stack of Keras layers", "chosen here"]
    chosen = st.segmented_control("Network", kinds, default=kinds[0], key="t_network", required=True, **HELD)
    return bool(chosen == kinds[0])


def _choose_network() -> NetworkSpec:
    cell = st.segmented_control("Cell", list(_CELLS), default="SimpleRNN", key="t_cell", required=True, **HELD)
    units = whole_number("units", 1, 512, 32, key="t_units", width=130)
    layers = whole_number("Layers", 1, 8, 1, key="t_layers", width=130)
    return NetworkSpec(layers=(LayerSpec(cell=_CELLS[cell], units=units),) * layers)


_MODES = (
    "As in the chapter: every review is padded to 500, and the padding is read like words. Efficient: padding is "
    "masked, and reviews of similar length share a batch, so that there is little of it; "
    "the step is compiled, which takes the first epoch about half a minute longer and makes every other twice as fast."
)
_SEEDS = "One run for each, such as 0 or 0, 1, 2. A seed draws the first weights and the order of the batches."


def _batching(*, efficient: bool) -> dict[str, Any]:
    return {"batching": "by_length", "jit_compile": True} if efficient else {}


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


def plan_in_words(plan: Plan) -> str:
    """What will be trained, in one line."""
    runs = f", {count_of(len(plan.seeds), 'seed')}" if len(plan.seeds) > 1 else ""
    return f"{plan.network.title}, {plan.network.parameter_count:,} parameters, {plan.reviews.count:,} reviews{runs}"
