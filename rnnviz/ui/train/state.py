"""Where a run is: one line and a bar."""

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.runs import Run, read_control
from rnnviz.training import jobs, worker_process
from rnnviz.training.jobs import Job
from rnnviz.ui.frame.messages import plain, show_error, without_places
from rnnviz.ui.train import run_words as words
from rnnviz.ui.train import steer_words
from rnnviz.ui.train.start import IDLE_KEY

__all__ = ["is_begun", "is_paused", "show_state", "steps_done"]


def is_begun(job: Job) -> bool:
    """Whether it has a record: a run that waits has none."""
    return (job.path / "run.json").is_file()


def steps_done(run: Run) -> int:
    """Batches that a run has learnt from, of all epochs, as far as it has told."""
    progress = run.progress
    return 0 if progress is None else (progress.epoch - 1) * progress.batches + progress.batch


def is_paused(job: Job) -> bool:
    """Whether a run that is trained holds, or does so after the batch that it is at."""
    pause_at = read_control(job.path).pause_at if job.state == "training" else None
    return pause_at is not None and steps_done(job.run) >= pause_at


def show_state(job: Job) -> None:
    """One line and a bar."""
    if job.state == "training":
        _show_progress(job.run, paused=is_paused(job))
    elif job.state == "queued":
        if not _has_worker():
            st.progress(0.0, text=words.waiting_in_vain())
            return
        before = [one for one in jobs.list_jobs() if one.state in jobs.LIVE and _earlier(one, job)]
        held = next((one.name for one in before if is_paused(one)), None)
        text = words.waiting(len(before)) if held is None else plain(steer_words.waiting_behind(held))
        st.progress(0.0, text=text)
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
    return words.failed(job.name, reason and without_places(reason), begun=is_begun(job))


def _show_progress(run: Run, *, paused: bool) -> None:
    progress = run.progress
    epochs = run.record.training.epochs
    if progress is None:
        st.progress(0.0, text=steer_words.paused(1, epochs, 0, None) if paused else words.first_batch())
        return
    done = (progress.epoch - 1 + progress.batch / progress.batches) / epochs
    if paused:
        text = steer_words.paused(progress.epoch, epochs, progress.batch, progress.batches)
    else:
        text = words.progress(progress.epoch, epochs, progress.batch, progress.batches, progress.remaining_seconds)
    st.progress(min(max(done, 0.0), 1.0), text=text)


def _show_end(job: Job) -> None:
    record, history = job.run.record, job.run.history
    done, epochs = len(history), record.training.epochs
    if job.state == "finished":
        st.progress(1.0, text=words.finished(done, epochs, sum(row.seconds for row in history)))
        return
    st.progress(min(done / epochs, 1.0), text=plain(without_places(words.stopped(done, epochs, record.reason))))
