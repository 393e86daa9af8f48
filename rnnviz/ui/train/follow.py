"""A run as it trains: where it is, its curves, and what can be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from rnnviz.analysis import PUBLISHED, compare_runs, diagnose, differ_in_seed_alone, seed_luck, setting_of
from rnnviz.errors import RnnvizError
from rnnviz.runs import Run, is_shipped
from rnnviz.training import jobs
from rnnviz.training.jobs import Job
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.frame.messages import plain, said, show_error, without_places
from rnnviz.ui.frame.session import run_labels
from rnnviz.ui.train import more_words
from rnnviz.ui.train import run_words as words
from rnnviz.ui.train.acts import lead_on, offer_next, show_command, show_refusal
from rnnviz.ui.train.comparison_words import bag_compared, compared, luck_in_words, overfits
from rnnviz.ui.train.diagnosis_words import finding_in_words
from rnnviz.ui.train.layer_words import not_by_keras
from rnnviz.ui.train.layers import show_layers
from rnnviz.ui.train.payload import curves_payload
from rnnviz.ui.train.shown import find_shown, is_own, list_shown
from rnnviz.ui.train.state import is_begun, show_state
from rnnviz.ui.train.steer import offer_pause, offer_steering
from rnnviz.ui.train.views.curves import curves_view
from rnnviz.ui.train.watch import choose_watched, show_watched
from rnnviz.ui.train.words import was_trained_by_keras

__all__ = ["are_live", "follow", "is_live"]

_EVERY_SECONDS, _SOON_SECONDS, _PICTURE_SECONDS = 1.0, 0.3, 0.2


def is_live(job: Job) -> bool:
    """Whether something is going to happen to it without anybody's doing."""
    return job.state in jobs.LIVE


def are_live(names: list[str]) -> bool:
    """Whether something is going to happen to one of these runs without anybody's doing."""
    return any(is_live(find_shown(name)) for name in names)


def follow(name: str, others: list[str]) -> None:
    """Show a run, and draw it again every second while it lives; `others` are drawn beside it.

    While it is trained, a review stands beside its curves as the network reads it just now.
    """
    found = list_shown()
    if not found.keys() >= {name, *others}:
        st.rerun()  # renamed or deleted from elsewhere since they were chosen
    way = _way_of(found, name, others)
    run_alone(lambda: _show_head(name, others, way), every=way.head)
    if way.watched:
        _show_both(name, others, way)
    else:
        run_alone(lambda: _show_curves(name, others, way), every=way.curves)
    run_alone(lambda: _show_layers(name, others, way), every=way.curves)


def _show_both(name: str, others: list[str], way: "_Way") -> None:
    """A review that is watched, and the curves beside it."""
    review, curves = st.columns([11, 9], gap="large")
    with review:
        picture = st.container()
        choose_watched()
        with picture:
            run_alone(lambda: _watch(name, others, way), every=_PICTURE_SECONDS)
    with curves:
        run_alone(lambda: _show_curves(name, others, way), every=way.curves)


@dataclass(frozen=True, kw_only=True)
class _Way:
    """How a run is shown.

    Parameters
    ----------
    head, curves
        Seconds after which where it is, and its curves, are drawn again; None for never.
    watched
        Whether it is trained, so that it can be watched.
    """

    head: float | None
    curves: float | None
    watched: bool


def _way_of(found: Mapping[str, Job], name: str, others: list[str]) -> _Way:
    job, together = found[name], [found[one] for one in (name, *others)]
    if not any(map(is_live, together)):
        return _Way(head=None, curves=None, watched=False)
    watched, begins = job.state == "training", job.state in {"queued", "starting"}
    return _Way(head=_SOON_SECONDS if begins or watched else _EVERY_SECONDS, curves=_EVERY_SECONDS, watched=watched)


def _found(name: str, others: list[str], way: _Way) -> dict[str, Job]:
    """Runs as they are; where they are to be shown in another way, the whole page is drawn."""
    found = list_shown()
    if not found.keys() >= {name, *others} or _way_of(found, name, others) != way:
        st.rerun()  # renamed, deleted, ended, or let go on: only the whole page can choose another, or look more often
    return found


def _show_head(name: str, others: list[str], way: _Way) -> None:
    """Where the run is, and what can be done with it."""
    job = _found(name, others, way)[name]
    if not is_own(job) or _damage_of(job) is not None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(horizontal=True, width="content"):  # so that the bar has its own place in every state
            offer_next(job)
            if way.watched:
                offer_pause(job)
        show_state(job)
    if is_begun(job) and job.run.record.not_live is not None:
        st.caption(plain(was_trained_by_keras(job.run.record.not_live)))
    if way.watched:
        offer_steering(job)
    show_refusal()


def _watch(name: str, others: list[str], way: _Way) -> None:
    show_watched(_found(name, others, way)[name].run)


def _show_layers(name: str, others: list[str], way: _Way) -> None:
    job = _found(name, others, way)[name]
    if is_begun(job) and _damage_of(job) is None:
        if way.watched and job.run.record.training.engine == "keras":
            st.caption(plain(not_by_keras()))
        show_layers(job.run)
        show_command(job)


def _show_curves(name: str, others: list[str], way: _Way) -> None:
    found = _found(name, others, way)
    job, together = found[name], [found[one] for one in (name, *others)]
    live = way.curves is not None
    damage = _damage_of(job)
    if damage is not None:
        show_error(damage)
        return
    runs = [one.run for one in together if is_begun(one) and _damage_of(one) is None]
    if runs:
        published = _published(runs)
        if not way.watched:  # there a review is told of, whose sentence is the one that moves
            with st.container(key="found_live" if live else None):
                _say_what_they_show(runs, live=live)
        curves_view(curves_payload(runs, published=published), key="curves")
    with st.container(horizontal=True, key="leads_beside" if way.watched else "leads_live" if live else None):
        lead_on(job)


def _say_what_they_show(runs: list[Run], *, live: bool) -> None:
    """Findings on one run, the luck of several seeds of one network, or what a comparison shows; the first is bold.

    While a run trains it is the first alone: what grows with the epochs would move what stands below.
    """
    sentences = _shown_by(runs)[: 1 if live else None]
    if sentences:
        st.markdown(f"**{plain(sentences[0])}** {plain(' '.join(sentences[1:]))}")


def _shown_by(runs: list[Run]) -> list[str]:
    if len(runs) == 1:
        findings = diagnose(runs[0].history, setting_of(runs[0]))
        told = [sentence for found in findings for sentence in finding_in_words(found)]
        return [*told, *more_words.measured_dropping(runs[0].record.network)] if runs[0].history else told
    if differ_in_seed_alone([run.record for run in runs]):
        luck = seed_luck(runs, setting_of(runs[0]))
        return [] if luck is None else luck_in_words(luck)
    found = compare_runs(runs)
    if found is None:
        return []
    labels = run_labels([run.name for run in runs], short=True)
    first, *more = compared(found, labels)
    bag = [bag_compared(found)] if found.held_out and all(map(is_shipped, runs)) else []
    heart = [
        overfits(labels[runs[0].name], one)
        for one in diagnose(runs[0].history, setting_of(runs[0]))
        if one.finding == "overfitting"
    ]
    return [first, *bag, *heart, *more]


def _damage_of(job: Job) -> str | None:
    """Sentence on what cannot be read of a run; None where all can."""
    if not is_begun(job):
        return None
    try:
        _ = job.run.record, job.run.history
    except RnnvizError as error:
        return words.damaged(said(error), without_places(str(job.path)))
    return None


def _published(runs: list[Run]) -> str | None:
    """Cell whose published curves can be compared: the first run's, where all had all the reviews of the chapter."""
    cell = runs[0].record.network.layers[0].cell
    alike = all(run.record.corpus.limit is None and run.record.corpus.name in _CHAPTERS for run in runs)
    return cell if alike and cell in PUBLISHED else None


_CHAPTERS = {"imdb", "keras-imdb"}
