"""What takes a minute and many reviews is measured by a process of its own, from the page, one run at a time."""

import atexit
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import IO

import streamlit as st

from rnnviz.runs import Run, runs_folder
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.frame.messages import plain, show_error, without_places
from rnnviz.ui.frame.session import run_of
from rnnviz.ui.instruments import words

__all__ = ["offer_measuring"]

_EXPLANATIONS = "200"  # reviews: half as many as for the models that ship, in half the time
_POLL_SECONDS = 1.0
_MOST_SECONDS = 1_800.0
_REFUSED = "measuring-refused"


@dataclass(frozen=True, kw_only=True)
class _Measuring:
    """A run that is being measured, since when, by which process, and what that says."""

    run: Run
    began: float
    process: "subprocess.Popen[bytes]"
    log: IO[bytes]


_lock = Lock()
_at_work: list[_Measuring] = []


def offer_measuring(name: str, sentence: str, *, there: Callable[[Run], bool]) -> None:
    """Say that something has not been measured of a run, and let the visitor have it measured, if the run is their own.

    Parameters
    ----------
    name
        Of the run.
    sentence
        What is missing.
    there
        Whether it is there by now: what takes seconds comes before the rest.
    """
    st.info(plain(sentence), icon=":material/speed:")
    refused = st.session_state.pop(_REFUSED, None)
    if refused:
        show_error(refused)
    run = run_of(name)
    if runs_folder() not in run.path.parents:
        st.caption(plain(words.measure_by_hand(name)))
    elif _at_work:
        run_alone(lambda: _follow(there), every=_POLL_SECONDS)
    else:
        st.button(words.controls()["measure"], icon=":material/speed:", on_click=_begin, args=(name,), key="measure")
        st.caption(words.measure_takes())


def _begin(name: str) -> None:
    with _lock:
        if _at_work and _at_work[0].process.poll() is None:
            return
        _end()  # one that has ended: its visitor saw what was measured, or left
        log = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as the process lives)
        try:
            process = subprocess.Popen(
                _command(run_of(name)), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        except OSError:  # of memory, or of what the system gives a process
            st.session_state[_REFUSED] = words.not_started()
            return
        _at_work.append(_Measuring(run=run_of(name), began=time.monotonic(), process=process, log=log))


def _command(run: Run) -> list[str]:
    return [sys.executable, "-m", "rnnviz", "measure", str(run.path), "--explanations", _EXPLANATIONS]


def _follow(there: Callable[[Run], bool]) -> None:
    """Say how long the measuring has taken; when it has ended, the page is drawn with what was measured."""
    with _lock:
        if not _at_work:
            st.rerun()
        measuring = _at_work[0]
        ended = measuring.process.poll()
        seconds = time.monotonic() - measuring.began
        if ended is None and there(Run(measuring.run.path)):
            st.rerun()
        if ended is None and seconds < _MOST_SECONDS:
            st.caption(plain(words.being_measured(measuring.run.name, seconds)))
            return
        if ended:
            st.session_state[_REFUSED] = words.measuring_failed(measuring.run.name, _last_words(measuring))
        elif ended is None:
            st.session_state[_REFUSED] = words.measuring_took_long(measuring.run.name, _MOST_SECONDS)
        _end()
    st.rerun()


def _last_words(measuring: _Measuring) -> str:
    """The last line that the process said."""
    measuring.log.seek(0)
    lines = measuring.log.read().decode("utf-8", "replace").split("\n")
    return without_places(next((line.strip() for line in reversed(lines) if line.strip()), ""))[:300]


@atexit.register
def _end() -> None:
    """Forget what was measured, and end it if it has not."""
    while _at_work:
        measuring = _at_work.pop()
        measuring.process.kill()
        measuring.process.wait()
        measuring.log.close()
