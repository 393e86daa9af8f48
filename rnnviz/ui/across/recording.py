"""Recording a run over its validation reviews from the page: by a process of its own, one run at a time."""

import atexit
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from threading import Lock
from typing import IO

import streamlit as st

from rnnviz.cells import CELLS
from rnnviz.errors import RnnvizError
from rnnviz.states import StateStore, forget_stores, is_ready
from rnnviz.ui.across import words
from rnnviz.ui.across.run import store_of
from rnnviz.ui.frame.fragment import run_alone
from rnnviz.ui.frame.messages import plain, said, show_refused, without_places
from rnnviz.ui.frame.session import network_of, run_of
from rnnviz.ui.instruments.grammar import lesson

__all__ = ["offer_recording"]

_POLL_SECONDS = 0.5
_MOST_SECONDS = 1_800.0
_REFUSED = "w_refused"
_BYTES = (2, 3, 24)  # a state in the store, packed; a hidden state in the index; what else a word takes in both
_WORDS_A_REVIEW = 240


@dataclass(frozen=True, kw_only=True)
class _Recording:
    """A run that is being recorded, since when, into which store, by which process, and what that says."""

    name: str
    store: StateStore
    began: float
    process: "subprocess.Popen[bytes]"
    log: IO[bytes]


_lock = Lock()
_at_work: list[_Recording] = []


def offer_recording(name: str, missing: str) -> None:
    """Say what is not there yet, and let the visitor have it recorded; follow what is being recorded."""
    lesson(missing, key="missing")
    show_refused(_REFUSED)
    if _at_work:
        run_alone(lambda: _follow(name), every=_POLL_SECONDS)
        return
    st.button(
        words.controls()["w_record"],
        icon=":material/database:",
        key="w_record",
        type="primary",
        on_click=_begin,
        args=(name,),
    )
    st.caption(plain(words.recording_takes(_megabytes(name))))


def _megabytes(name: str) -> float:
    """What a store takes with its index, about."""
    last, reviews = network_of(name).spec.layers[-1], run_of(name).record.corpus.validation
    states = last.output_features * len(CELLS[last.cell].state_names)
    packed, indexed, other = _BYTES
    return reviews * _WORDS_A_REVIEW * (packed * states + indexed * last.output_features + other) / 1e6


def _begin(name: str) -> None:
    with _lock:
        if _at_work and _at_work[0].process.poll() is None:
            return
        _end()  # one that has ended: its visitor saw what was recorded, or left
        try:
            store = store_of(name)
            forget_stores(store)
        except RnnvizError as error:
            st.session_state[_REFUSED] = said(error)
            return
        log = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as the process lives)
        try:
            process = subprocess.Popen(
                _command(name, store), stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        except OSError:  # of memory, or of what the system gives a process
            log.close()
            st.session_state[_REFUSED] = words.not_started()
            return
        _at_work.append(_Recording(name=name, store=store, began=time.monotonic(), process=process, log=log))


def _command(name: str, store: StateStore) -> list[str]:
    options = ["--out", str(store.path), "--index", "--quiet"]
    return [sys.executable, "-m", "rnnviz", "record-corpus", str(run_of(name).path), *options]


def _follow(name: str) -> None:
    """Show how far the recording is; when it has ended, the page is drawn with what was recorded."""
    with _lock:
        if not _at_work:
            st.rerun()
        recording = _at_work[0]
        ended, seconds = recording.process.poll(), time.monotonic() - recording.began
        if ended is None and seconds < _MOST_SECONDS:
            _show_progress(recording, name)
            return
        if ended is None:
            st.session_state[_REFUSED] = words.recording_took_long(recording.name, _MOST_SECONDS)
        elif ended or not is_ready(recording.store):
            st.session_state[_REFUSED] = words.recording_failed(recording.name, _last_words(recording))
        _end()
    st.rerun()


def _show_progress(recording: _Recording, name: str) -> None:
    try:
        whole, missing = recording.store.record.parts, len(recording.store.missing)
        reviews = recording.store.record.reviews
    except RnnvizError:  # it has not been laid yet
        st.progress(0.0, text=plain(words.looking(recording.name)))
        return
    done = whole - missing
    said_ = words.indexing() if not missing else words.reading(recording.name, reviews * done // whole, reviews)
    st.progress(0.9 * done / whole, text=plain(said_))
    if recording.name != name:
        st.caption(plain(words.one_at_a_time()))


def _last_words(recording: _Recording) -> str:
    """The last line that the process said."""
    recording.log.seek(0)
    lines = recording.log.read().decode("utf-8", "replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return without_places(last.removeprefix("rnnviz: "))[:300]


@atexit.register
def _end() -> None:
    """Forget what was recorded, and end it if it has not; what is on disk stays, and the next one goes on there."""
    while _at_work:
        recording = _at_work.pop()
        recording.process.kill()
        recording.process.wait()
        recording.log.close()
