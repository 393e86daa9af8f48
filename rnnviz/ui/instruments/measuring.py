"""What takes a minute and many reviews is measured by a process of its own, from the page, one run at a time."""

import atexit
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import streamlit as st

from rnnviz.runs import Run, runs_folder
from rnnviz.training.contrasts import ContrastProgress
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.frame.messages import plain, show_error, without_places
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.instruments import words
from rnnviz.ui.instruments.words import Work

__all__ = ["offer_measuring"]

_EXPLANATIONS = "200"  # reviews: half as many as for the models that ship, in half the time
_ARGUMENTS: Mapping[Work, tuple[str, ...]] = {"measure": ("--explanations", _EXPLANATIONS), "contrast": ()}
_POLL_SECONDS = 1.0
_MOST_SECONDS = 1_800.0
_REFUSED = "measuring-refused"


@dataclass(frozen=True, kw_only=True)
class _Measuring:
    """A run that is being worked on, with which command, since when, by which process, and what that says."""

    run: Run
    work: Work
    began: float
    process: "subprocess.Popen[bytes]"
    log: Path


_lock = Lock()
_at_work: list[_Measuring] = []


def offer_measuring(name: str, sentence: str, *, there: Callable[[Run], bool], work: Work = "measure") -> None:
    """Say that something has not been measured of a run, and let the visitor have it measured, if the run is their own.

    Parameters
    ----------
    name
        Of the run.
    sentence
        What is missing.
    there
        Whether it is there by now: what takes seconds comes before the rest.
    work
        The command that makes it.
    """
    st.info(plain(sentence), icon=":material/speed:")
    refused = st.session_state.pop(_REFUSED, None)
    if refused:
        show_error(refused)
    run = run_of(name)
    if runs_folder() not in run.path.parents:
        st.caption(plain(words.by_hand(work, name)))
    elif _at_work:
        run_alone(lambda: _follow(name, work, there), every=_POLL_SECONDS)
    else:
        st.button(words.begin(work), icon=":material/speed:", on_click=_begin, args=(name, work), key=work)
        st.caption(words.takes(work))


def _begin(name: str, work: Work) -> None:
    with _lock:
        if _at_work and _at_work[0].process.poll() is None:
            return
        _end()  # one that has ended: its visitor saw what was measured, or left
        try:
            process, log = _started(_command(work, run_of(name)))
        except OSError:  # of memory, or of what the system gives a process
            st.session_state[_REFUSED] = words.not_started()
            return
        _at_work.append(_Measuring(run=run_of(name), work=work, began=time.monotonic(), process=process, log=log))


def _started(command: list[str]) -> tuple["subprocess.Popen[bytes]", Path]:
    """A process, and the file that what it says goes to; a handle of our own would share its place with the process."""
    number, name = tempfile.mkstemp(prefix="rnnviz-")
    with os.fdopen(number, "wb") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT), Path(name)


def _command(work: Work, run: Run) -> list[str]:
    return [sys.executable, "-m", "rnnviz", work, str(run.path), *_ARGUMENTS[work]]


def _follow(name: str, work: Work, there: Callable[[Run], bool]) -> None:
    """Say how far the work is; when it has ended, or what is looked for is there, the page is drawn with it."""
    with _lock:
        if not _at_work:
            st.rerun()
        measuring = _at_work[0]
        ended = measuring.process.poll()
        seconds = time.monotonic() - measuring.began
        awaited = (measuring.run.name, measuring.work) == (name, work)
        if ended is None and awaited and there(Run(measuring.run.path)):
            st.rerun()
        if ended is None and seconds < _MOST_SECONDS:
            st.caption(plain(words.at_work(measuring.work, measuring.run.name, seconds, _progress(measuring))))
            return
        if ended:
            st.session_state[_REFUSED] = words.failed(measuring.work, measuring.run.name, _last_words(measuring))
        elif ended is None:
            st.session_state[_REFUSED] = words.took_long(measuring.work, measuring.run.name, _MOST_SECONDS)
        _end()
    st.rerun()


def _progress(measuring: _Measuring) -> ContrastProgress | None:
    """The last epoch that the process has told."""
    told = map(ContrastProgress.of_line, reversed(_lines(measuring)))
    return next((one for one in told if one is not None), None)


def _last_words(measuring: _Measuring) -> str:
    """The last line that the process said."""
    lines = (line.strip() for line in reversed(_lines(measuring)))
    return without_places(next((line for line in lines if line), ""))[:300]


def _lines(measuring: _Measuring) -> list[str]:
    return measuring.log.read_text("utf-8", "replace").split("\n")


@atexit.register
def _end() -> None:
    """Forget what was measured, and end it if it has not."""
    while _at_work:
        measuring = _at_work.pop()
        measuring.process.kill()
        measuring.process.wait()
        measuring.log.unlink(missing_ok=True)
