"""One network learns one task: the run, its right answers, and the way on."""

import re
from dataclasses import replace

import streamlit as st

from rnnviz.analysis import TaskScore, count_score, task_score
from rnnviz.corpora import Task
from rnnviz.errors import RnnvizError
from rnnviz.networks import LayerSpec
from rnnviz.training import job_queue, jobs, worker_process
from rnnviz.training.jobs import LIVE, Job
from rnnviz.training.small_tasks import SOLVED, task_network, task_padding, task_training
from rnnviz.ui.corpora.task_words import rules
from rnnviz.ui.frame.doors import Door, to_read, to_tasks
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.frame.messages import plain, said, show_refused, warn, without_places
from rnnviz.ui.frame.session import network_of
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.reviews.box import READ_BOX
from rnnviz.ui.tasks import learn_words, words
from rnnviz.ui.tasks.choose import Chosen
from rnnviz.ui.tasks.learn_words import Outcome, outcome_of
from rnnviz.ui.tasks.texts import example_texts, texts_payload
from rnnviz.ui.tasks.views.texts import texts_view

__all__ = ["keep_worker", "runs_of", "show_learning"]

_EVERY_SECONDS = 0.5
_REFUSED = "k_refused"


def keep_worker() -> None:
    """Start the process that trains where there is none; where there can be none, say so."""
    try:
        worker_process.ensure_worker()
    except RnnvizError as error:
        warn(said(error))


def show_learning(chosen: Chosen) -> None:
    """Show the rule, let the visitor train, and follow the run."""
    task = chosen.task
    rule, demands = rules(task.distance)[task.key], words.demands()[task.key]
    mean = words.symbols_mean().get(task.key, "")
    st.markdown(f"**{plain(rule)}** {plain(' '.join(filter(None, (mean, demands))))}")
    live = any(job.state in LIVE for job in runs_of(chosen))
    run_alone(lambda: _show(chosen, live=live), every=_EVERY_SECONDS if live else None)


def runs_of(chosen: Chosen) -> list[Job]:
    """Runs of this task and network, by their seeds."""
    form = re.compile(rf"{re.escape(_stem(chosen))}(\d{{1,9}})")
    found = [(int(match[1]), job) for job in jobs.list_jobs() if (match := form.fullmatch(job.name))]
    return [job for seed, job in sorted(found, key=lambda one: one[0]) if _is_of(job, chosen, seed)]


def _is_of(job: Job, chosen: Chosen, seed: int) -> bool:
    """Whether a run is what its name says; anybody may have called theirs so."""
    task = chosen.task
    wanted = (task_network(task, chosen.cell, chosen.units), task_training(task, seed=seed), task.name)
    try:
        if job.request is not None:
            return (job.request.network, job.request.training, job.request.corpus) == wanted
        record = job.run.record
    except RnnvizError:
        return False
    live = replace(record.training, engine="live")  # Keras trains where numba cannot be had
    return (record.network, live, record.corpus.name) == wanted


def _stem(chosen: Chosen) -> str:
    task = chosen.task
    return f"task-{task.key}-{task.distance}-{chosen.cell.replace('_', '-')}-{chosen.units}-seed"


# ---- the part that runs alone ----


def _show(chosen: Chosen, *, live: bool) -> None:
    runs = runs_of(chosen)
    if live != any(job.state in LIVE for job in runs):
        st.rerun()  # it has ended: only the whole page can look less often
    newest = runs[-1] if runs else None
    trained = newest if newest is not None and newest.state == "finished" else None
    with st.container(horizontal=True, vertical_alignment="center", key="go_tasks"):
        label = words.controls()["k_again" if runs else "k_start"]
        st.button(
            label,
            icon=":material/school:",
            key="k_start",
            type="primary",
            on_click=_start,
            args=(chosen,),
            disabled=live,
        )
        if trained is not None:
            _offer_reading(chosen, trained)
        _show_state(newest)
    show_refused(_REFUSED)
    _say_what_came(chosen, runs, newest)
    texts_view(texts_payload(chosen.task, trained.name if trained else None), key="texts")


def _offer_reading(chosen: Chosen, job: Job) -> None:
    text = example_texts(chosen.task)[0]
    if st.button(words.controls()["k_read"], icon=":material/menu_book:", key="k_read"):
        held = READ_BOX.hand_over(text)
        to_read(model=job.name, text=held, label="positive", back=_here(chosen)).enter()


def _here(chosen: Chosen) -> Door:
    """The way back to this task."""
    task = chosen.task
    distance = {f"k_{task.key}": str(task.distance)}
    return to_tasks(chosen={"k_task": task.key, **distance, "k_cell": chosen.cell, "k_units": str(chosen.units)})


def _show_state(job: Job | None) -> None:
    """A bar while it trains."""
    if job is None or job.state not in LIVE:
        return
    st.button(words.controls()["k_stop"], icon=":material/stop:", key="k_stop_run", on_click=_stop, args=(job,))
    if job.state != "training":
        keep_worker()
        st.progress(0.0, text=learn_words.waiting())
        return
    history, epochs = job.run.history, job.run.record.training.epochs
    share = history[-1].val_accuracy if history else None
    st.progress(len(history) / epochs, text=learn_words.progress(min(len(history) + 1, epochs), epochs, share))


def _say_what_came(chosen: Chosen, runs: list[Job], newest: Job | None) -> None:
    cell = LayerSpec(cell=chosen.cell).keras_class
    if newest is None:
        st.markdown(plain(learn_words.not_yet(cell, chosen.units, chosen.task.texts)))
        return
    if newest.state in LIVE:
        return
    if newest.state != "finished":
        st.warning(plain(learn_words.failed(_why(newest))), icon=":material/heart_broken:")
        return
    scores = [_score_of(job, chosen) for job in runs if job.state == "finished"]
    outcomes: list[Outcome] = [outcome_of(score) for score in scores]
    more = filter(None, (learn_words.of_seeds(outcomes), learn_words.counted_alone(_count_score(chosen.task))))
    st.markdown(f"**{plain(learn_words.verdict(cell, scores[-1]))}** {plain(' '.join(more))}")
    history = newest.run.history
    first = next((row.epoch for row in history if row.val_accuracy >= SOLVED), None)
    since = first if first and all(row.val_accuracy >= SOLVED for row in history[first - 1 :]) else None
    st.caption(plain(learn_words.finished(sum(row.seconds for row in history), len(history), since)))


def _why(job: Job) -> str | None:
    try:
        reason = job.request.error if job.request else job.run.record.reason
    except RnnvizError:
        return None
    return None if reason is None else without_places(reason)


def _score_of(job: Job, chosen: Chosen) -> TaskScore:
    return _score(job.name, chosen, job.run.model_file.stat().st_mtime_ns)


@shared(1_000)
def _score(name: str, chosen: Chosen, changed: int) -> TaskScore:
    del changed  # part of the key only
    return task_score(network_of(name), chosen.task)


@shared(1_000)
def _count_score(task: Task) -> TaskScore:
    return count_score(task)


# ---- starting and stopping ----


def _stop(job: Job) -> None:
    """Take a run out of the queue, or ask the process that trains it to stop."""
    try:
        if job.state == "queued":
            job_queue.cancel(job)
        else:
            job.run.ask_to_stop()
    except RnnvizError as error:
        st.session_state[_REFUSED] = said(error)


def _start(chosen: Chosen) -> None:
    """Queue a run with the first seed that was not tried; a refusal is shown when the page is drawn."""
    task, tried = chosen.task, {job.name for job in jobs.list_jobs()}
    seed = next(number for number in range(len(tried) + 1) if f"{_stem(chosen)}{number}" not in tried)
    try:
        job_queue.submit(
            f"{_stem(chosen)}{seed}",
            task_network(task, chosen.cell, chosen.units),
            task_training(task, seed=seed),
            corpus=task.name,
            padding=task_padding(task),
        )  # the page that is drawn next starts a worker, or says why there can be none
    except RnnvizError as error:
        st.session_state[_REFUSED] = said(error)
