"""What can be done with a run, as buttons."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.runs import read_changes
from rnnviz.training import command_line, job_queue
from rnnviz.training.jobs import Job
from rnnviz.ui.frame.doors import to_clinic, to_read
from rnnviz.ui.frame.messages import plain, said, show_refused
from rnnviz.ui.train import run_words as words
from rnnviz.ui.train import steer_words
from rnnviz.ui.train.state import is_begun

__all__ = ["lead_on", "offer", "offer_next", "refusing", "show_command", "show_refusal"]


def offer_next(job: Job) -> None:
    """Buttons of what can be done next, before the bar: whatever the bar says, they keep their place."""
    called = words.actions()
    if job.state == "queued":
        offer(called["cancel"], ":material/close:", lambda: job_queue.cancel(job))
    if job.state == "training":
        offer(called["stop"], ":material/stop:", job.run.ask_to_stop, help_text=words.stop_help())
    if job.state in {"stopped", "died", "failed"}:
        label = called["resume" if is_begun(job) else "again"]
        offer(label, ":material/play_arrow:", lambda: _go_on(job, None))
    if job.state in {"finished", "stopped"}:
        more = len(job.run.history) + 1
        offer(called["more"], ":material/plus_one:", lambda: _go_on(job, more))


def show_command(job: Job) -> None:
    """Show the command that repeats the run, where there is one."""
    command = command_line(job.run.record) if is_begun(job) else None
    if command is not None:
        changes = read_changes(job.path)
        with st.expander(words.titles()["command"], icon=":material/terminal:"):
            if changes:
                st.markdown(plain(steer_words.changed(changes)))
            st.code(command, language="bash", wrap_lines=True)


def lead_on(job: Job) -> None:
    """Lead to the pages that show what the run has learnt, once it has learnt something."""
    if not (job.path / "model.keras").is_file():
        return
    called = words.actions()
    to_read(model=job.name).offer(called["read"], icon=":material/menu_book:")
    if len(job.run.kept_epochs) > 1:
        to_read(model=job.name, epoch=1).offer(called["replay"], icon=":material/history:")
        to_clinic(run=job.name).offer(called["clinic"], icon=":material/stethoscope:")


_REFUSED = "t_action_refused"


def offer(
    label: str,
    icon: str,
    act: Callable[[], object],
    *,
    help_text: str | None = None,
    enabled: bool = True,
    width: int | Literal["content"] = "content",
) -> None:
    """Draw a button; where what it does is refused, `show_refusal` shows the sentence."""
    st.button(label, icon=icon, on_click=_do, args=(act,), help=help_text, disabled=not enabled, width=width)


def _do(act: Callable[[], object]) -> None:
    with refusing():
        act()


@contextmanager
def refusing() -> Iterator[None]:
    """Keep the sentence of what is refused within, for `show_refusal`."""
    try:
        yield
    except RnnvizError as error:
        st.session_state[_REFUSED] = said(error)


def show_refusal() -> None:
    """Show the sentence of what was refused last, once."""
    show_refused(_REFUSED)


def _go_on(job: Job, epochs: int | None) -> None:
    job_queue.ask_again(job, epochs=epochs)  # the page that is drawn next starts a worker
