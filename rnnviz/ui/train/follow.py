"""A run as it trains: where it is, its curves, and what can be done with it."""

from collections.abc import Callable

import streamlit as st

from rnnviz.analysis import PUBLISHED, compare_runs, diagnose, differ_in_seed_alone, seed_luck, setting_of
from rnnviz.errors import RnnvizError
from rnnviz.runs import Run, is_shipped
from rnnviz.training import command_line, job_queue, jobs, worker_process
from rnnviz.training.jobs import Job
from rnnviz.ui.frame.doors import to_clinic, to_read
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.frame.messages import plain, said, show_error, show_refused, without_places
from rnnviz.ui.frame.session import run_labels
from rnnviz.ui.train import more_words
from rnnviz.ui.train import run_words as words
from rnnviz.ui.train.comparison_words import bag_compared, compared, luck_in_words, overfits
from rnnviz.ui.train.diagnosis_words import finding_in_words
from rnnviz.ui.train.payload import curves_payload
from rnnviz.ui.train.shown import find_shown, is_own, list_shown
from rnnviz.ui.train.start import IDLE_KEY
from rnnviz.ui.train.views.curves import curves_view

__all__ = ["are_live", "follow", "is_live"]

_EVERY_SECONDS = 1.0


def is_live(job: Job) -> bool:
    """Whether something is going to happen to it without anybody's doing."""
    return job.state in jobs.LIVE


def are_live(names: list[str]) -> bool:
    """Whether something is going to happen to one of these runs without anybody's doing."""
    return any(is_live(find_shown(name)) for name in names)


def follow(name: str, others: list[str]) -> None:
    """Show a run, and draw it again every second while it lives; `others` are drawn beside it."""
    live = are_live([name, *others])
    run_alone(lambda: _show(name, others, live=live), every=_EVERY_SECONDS if live else None)


def _show(name: str, others: list[str], *, live: bool) -> None:
    found = list_shown()
    if not found.keys() >= {name, *others}:
        st.rerun()  # renamed or deleted from elsewhere: only the whole page can choose another
    job, together = found[name], [found[one] for one in (name, *others)]
    if live != any(map(is_live, together)):
        st.rerun()  # it has ended, or somebody let it go on: only the whole page can look more or less often
    damage = _damage_of(job)
    if damage is not None:
        show_error(damage)
        return
    if is_own(job):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(horizontal=True, width="content"):  # so that the bar has its own place in every state
                _offer_next(job)
            _show_state(job)
        show_refused(_REFUSED)
    runs = [one.run for one in together if _has_record(one) and _damage_of(one) is None]
    if runs:
        published = _published(runs)
        with st.container(key="found_live" if live else None):
            _say_what_they_show(runs, live=live)
        curves_view(curves_payload(runs, published=published), key="curves")
    with st.container(horizontal=True, key="leads_live" if live else None):
        _lead_on(job)
    _show_command(job)


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


def _has_record(job: Job) -> bool:
    return (job.path / "run.json").is_file()


def _damage_of(job: Job) -> str | None:
    """Sentence on what cannot be read of a run; None where all can."""
    if not _has_record(job):
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


# ---- where it is ----


def _show_state(job: Job) -> None:
    """One line and a bar."""
    if job.state == "training":
        _show_progress(job.run)
    elif job.state == "queued":
        if not _has_worker():
            st.progress(0.0, text=words.waiting_in_vain())
            return
        before = sum(one.state in jobs.LIVE for one in jobs.list_jobs() if _earlier(one, job))
        st.progress(0.0, text=words.waiting(before))
    elif job.state == "starting":
        st.progress(0.0, text=words.starting())
    elif job.state == "died":
        st.warning(words.died(), icon=":material/heart_broken:")
    elif job.state == "failed":
        show_error(_why(job))
    else:
        _show_end(job)


def _has_worker() -> bool:
    """Whether one is at work, or starts: the last may have been killed. Where none can be, the whole page says why."""
    try:
        worker_process.ensure_worker()
    except RnnvizError:
        if not st.session_state.get(IDLE_KEY):
            st.rerun()
        return False
    return True


def _earlier(one: Job, job: Job) -> bool:
    return one.name != job.name and (
        one.request is None or job.request is None or one.request.number < job.request.number
    )


def _why(job: Job) -> str:
    reason = job.request.error if job.request else None
    return words.failed(job.name, reason and without_places(reason), begun=_has_record(job))


def _show_progress(run: Run) -> None:
    progress = run.progress
    epochs = run.record.training.epochs
    if progress is None:
        st.progress(0.0, text=words.first_batch())
        return
    done = (progress.epoch - 1 + progress.batch / progress.batches) / epochs
    text = words.progress(progress.epoch, epochs, progress.batch, progress.batches, progress.remaining_seconds)
    st.progress(min(max(done, 0.0), 1.0), text=text)


def _show_end(job: Job) -> None:
    record, history = job.run.record, job.run.history
    done, epochs = len(history), record.training.epochs
    if job.state == "finished":
        st.progress(1.0, text=words.finished(done, epochs, sum(row.seconds for row in history)))
        return
    st.progress(min(done / epochs, 1.0), text=plain(without_places(words.stopped(done, epochs, record.reason))))


# ---- what can be done ----


def _offer_next(job: Job) -> None:
    """Buttons of what can be done next, before the bar: whatever the bar says, they keep their place."""
    called = words.actions()
    if job.state == "queued":
        _offer(called["cancel"], ":material/close:", lambda: job_queue.cancel(job))
    if job.state == "training":
        _offer(called["stop"], ":material/stop:", job.run.ask_to_stop, help_text=words.stop_help())
    if job.state in {"stopped", "died", "failed"}:
        label = called["resume" if _has_record(job) else "again"]
        _offer(label, ":material/play_arrow:", lambda: _go_on(job, None))
    if job.state in {"finished", "stopped"}:
        more = len(job.run.history) + 1
        _offer(called["more"], ":material/plus_one:", lambda: _go_on(job, more))


def _show_command(job: Job) -> None:
    command = command_line(job.run.record) if _has_record(job) else None
    if command is not None:
        with st.expander(words.titles()["command"], icon=":material/terminal:"):
            st.code(command, language="bash", wrap_lines=True)


def _lead_on(job: Job) -> None:
    """Lead to the pages that show what the run has learnt, once it has learnt something."""
    if not (job.path / "model.keras").is_file():
        return
    called = words.actions()
    to_read(model=job.name).offer(called["read"], icon=":material/menu_book:")
    if len(job.run.kept_epochs) > 1:
        to_read(model=job.name, epoch=1).offer(called["replay"], icon=":material/history:")
        to_clinic(run=job.name).offer(called["clinic"], icon=":material/stethoscope:")


_REFUSED = "t_action_refused"


def _offer(label: str, icon: str, act: Callable[[], object], *, help_text: str | None = None) -> None:
    """Draw a button; where what it does is refused, the sentence is shown below it."""
    st.button(label, icon=icon, on_click=_do, args=(act,), help=help_text)


def _do(act: Callable[[], object]) -> None:
    try:
        act()
    except RnnvizError as error:
        st.session_state[_REFUSED] = said(error)


def _go_on(job: Job, epochs: int | None) -> None:
    job_queue.ask_again(job, epochs=epochs)  # the page that is drawn next starts a worker
