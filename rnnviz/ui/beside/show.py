"""The parts of the page: where verdicts part, whether states look alike, and when they became so."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.analysis import VerdictPair
from rnnviz.ui.beside import epoch_words, state_words, verdict_words, words
from rnnviz.ui.beside.choose import PAGE_KEY, Chosen, Side
from rnnviz.ui.beside.compare import (
    accuracy_of,
    epochs_beside,
    held_by,
    learnt,
    reviews_beside,
    states_beside,
    verdicts_beside,
)
from rnnviz.ui.beside.facts import EPOCH_REVIEWS, EpochFacts
from rnnviz.ui.beside.payload import (
    curves_payload,
    epochs_payload,
    estimates_payload,
    layers_payload,
    parting_payload,
    rows_payload,
)
from rnnviz.ui.beside.views.likeness import likeness_view
from rnnviz.ui.beside.views.parting import parting_view
from rnnviz.ui.frame.address import HELD, choose_page
from rnnviz.ui.frame.doors import to_beside, to_read
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.frame.session import run_label, run_of
from rnnviz.ui.instruments.grammar import lesson, misleads
from rnnviz.ui.instruments.views.intervals import intervals_view
from rnnviz.ui.instruments.views.lines import lines_view
from rnnviz.ui.reviews.box import READ_BOX
from rnnviz.ui.reviews.rows import reviews_view

__all__ = ["read_with_both", "show_epochs", "show_states", "show_verdicts"]

_ROWS = 5


def read_with_both(chosen: Chosen) -> VerdictPair:
    """Verdicts of both on the same reviews, computed while a bar tells how far that is.

    Raises
    ------
    TrainingError
        The reviews are not there any more.
    """
    bar = st.empty()
    bar.progress(0.05, text=words.reading_reviews())
    reviews_beside(chosen.first.name)
    for done, side in enumerate((chosen.first, chosen.second)):
        bar.progress(0.2 + 0.4 * done, text=_reading(side))
        held_by(side)
    bar.empty()
    return verdicts_beside(chosen)


def _reading(side: Side) -> str:
    return plain(words.reading(run_label(run_of(side.name), short=True), side.weights))


def show_verdicts(chosen: Chosen, pair: VerdictPair, warnings: DeltaGenerator) -> None:
    """Say and draw where the verdicts part, and let the visitor open the reviews."""
    left, right = st.columns([2, 3], gap="large")
    texts = reviews_beside(chosen.first.name).texts
    parted = np.flatnonzero(pair.part)
    parted = parted[np.argsort(-pair.gap[parted], kind="stable")]
    with left:
        lesson(*verdict_words.verdict_sentences(pair), key="beside-verdicts")
    with right:
        payload = parting_payload(pair, parted, texts)
        picked = parting_view(payload, key="beside-parting", reviews=len(pair))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.subheader(verdict_words.list_title(), anchor=False, width="stretch")
        page, pages = choose_page(len(parted), _ROWS, key=PAGE_KEY, place=warnings)
    shown = parted[(page - 1) * _ROWS : page * _ROWS]
    found = verdict_words.found(len(parted), page, pages)
    opened = reviews_view(rows_payload(pair, shown, texts, found), key="beside-reviews")
    misleads(verdict_words.mislead())
    _to_try("verdicts")
    number = picked if picked is not None else None if opened is None else opened.number
    if number is not None:
        to_read(
            text=READ_BOX.hand_over(texts[number - 1]),
            model=chosen.first.name,
            epoch=chosen.first.epoch,
            label="positive" if pair.labels[number - 1] else "negative",
            back=to_beside(run=chosen.first.name, more={**chosen.address, PAGE_KEY: str(page)}),
        ).enter()


def show_states(chosen: Chosen) -> None:
    """Say and draw how alike the states of both are."""
    st.subheader(words.part_titles()["states"], anchor=False)
    with st.spinner(words.comparing(), show_time=False):
        facts = states_beside(chosen)
    if not np.isfinite(facts.last.value):
        st.info(state_words.no_states(), icon=":material/info:")
        return
    lesson(*state_words.state_sentences(facts), key="beside-states")
    left, right = st.columns(2, gap="large")
    with left:
        likeness_view(layers_payload(facts), key="beside-layers")
    with right:
        intervals_view(estimates_payload(facts), key="beside-estimates")
    misleads(state_words.mislead())
    _to_try("states")


def show_epochs(chosen: Chosen) -> None:
    """Say and draw how A became alike to B, and, where asked for, every epoch beside every other."""
    st.subheader(words.part_titles()["epochs"], anchor=False)
    way = learnt(chosen.first.name)
    if not way:
        st.info(epoch_words.none_kept(), icon=":material/info:")
        return
    _read_all(way)
    cka = epochs_beside(way, [chosen.second, chosen.first])
    facts = EpochFacts(
        epochs=tuple(side.epoch or 0 for side in way),
        other=cka[:, 0],
        own=cka[:, 1],
        accuracies=np.array([accuracy_of(side) for side in way]),
        reviews=min(EPOCH_REVIEWS, len(reviews_beside(chosen.first.name))),
    )
    if not np.isfinite(cka).all():
        st.info(state_words.no_states(), icon=":material/info:")
        return
    lesson(epoch_words.epoch_sentence(facts), key="beside-epochs")
    lines_view(curves_payload(facts, accuracy_of(chosen.second)), key="beside-curves")
    if len(way) > 2 and st.toggle(words.every_epoch(), key="be_every", **HELD):
        others = learnt(chosen.second.name) or way
        _read_all(others)
        table = epochs_beside(way, others)
        own = others[0].name == way[0].name
        columns = tuple(side.epoch or 0 for side in others)
        likeness_view(epochs_payload(table, facts.epochs, columns, own=own), key="beside-every")
    misleads(epoch_words.mislead())
    _to_try("epochs")


def _to_try(part: str) -> None:
    st.caption(plain(words.to_try()[part]))


def _read_all(sides: list[Side]) -> None:
    bar = st.empty()
    for done, side in enumerate(sides):
        bar.progress(done / len(sides), text=_reading(side))
        held_by(side, most=EPOCH_REVIEWS)
    bar.empty()
