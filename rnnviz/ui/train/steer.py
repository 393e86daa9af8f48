"""Steering a training while it is watched: pause, one batch, one epoch, slower, another learning rate, clipping."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from rnnviz.networks import KERAS_RATES
from rnnviz.runs import Run, read_changes, read_control, write_control
from rnnviz.training.jobs import Job
from rnnviz.ui.train import steer_words as words
from rnnviz.ui.train.acts import offer, refusing
from rnnviz.ui.train.state import is_paused, steps_done
from rnnviz.ui.train.steer_words import Pace

__all__ = ["offer_pause", "offer_steering", "rate_of"]

_WAITS: Mapping[Pace, float] = {"full": 0.0, "ten": 0.1, "two": 0.5, "slow": 2.0}
_RATES = (*(float(f"{digit}e{power}") for power in range(-5, 0) for digit in (1, 1.5, 2, 3, 5, 7)), 1.0)
_NORMS = (0.0, 0.1, 0.5, 1.0, 5.0)


def offer_pause(job: Job) -> None:
    """Buttons that hold a training, let it go on, and move it by a batch or an epoch."""
    run, called, paused = job.run, words.actions(), is_paused(job)
    if paused:
        offer(called["go_on"], ":material/play_arrow:", lambda: _ask(run, pause_at=None), width=124)
    else:
        offer(called["pause"], ":material/pause:", lambda: _ask(run, pause_at=0), width=124)
    offer(called["batch"], ":material/skip_next:", lambda: _ask_on(run, epoch=False), enabled=paused)
    offer(called["epoch"], ":material/fast_forward:", lambda: _ask_on(run, epoch=True), enabled=paused)


def offer_steering(job: Job) -> None:
    """Controls of how fast a training goes and how far each batch moves the weights.

    They show what holds for the run, whoever has chosen it; so they are in no address.
    """
    run, wait = job.run, read_control(job.path).wait
    pace = min(_WAITS, key=lambda one: abs(_WAITS[one] - wait))
    rate, norm = rate_of(run), norm_of(run)
    rates, norms = sorted({*_RATES, rate}), sorted({*_NORMS, norm})
    with st.container(horizontal=True, vertical_alignment="bottom", key="steering"):
        _choose(st.selectbox, "wait", _WAITS, pace, run, format_func=words.pace_labels().__getitem__)
        told = {"format_func": words.rate_label, "help": words.rate_help()}
        _choose(st.select_slider, "learning_rate", {one: one for one in rates}, rate, run, width=330, **told)
        if run.record.training.engine == "live":
            told = {"format_func": words.norm_label, "help": words.clip_help()}
            _choose(st.selectbox, "global_clipnorm", {one: one for one in norms}, norm, run, width=190, **told)


def rate_of(run: Run) -> float:
    """Step size that holds, or is asked for."""
    training = run.record.training
    asked = [read_control(run.path).learning_rate, *(one.learning_rate for one in reversed(read_changes(run.path)))]
    begun = KERAS_RATES[training.optimizer] if training.learning_rate is None else training.learning_rate
    return next((rate for rate in asked if rate is not None), begun)


def norm_of(run: Run) -> float:
    """Norm to which gradients are limited, or asked to be; 0 = no limit."""
    asked = [read_control(run.path).global_clipnorm, *(one.global_clipnorm for one in reversed(read_changes(run.path)))]
    return next((norm for norm in asked if norm is not None), run.record.training.global_clipnorm or 0.0)


def _choose(draw: Any, field: str, values: Mapping[Any, float], now: Any, run: Run, **drawn: Any) -> None:
    """A control that shows what holds: its own state is written only where somebody else has chosen."""
    key = f"t_{field}_{run.name}"
    if st.session_state.get(key) != now:
        st.session_state[key] = now

    def change() -> None:
        with refusing():
            _ask(run, **{field: values[st.session_state[key]]})

    draw(words.controls()[field], list(values), key=key, on_change=change, **{"width": 210, **drawn})


def _ask(run: Run, **changes: Any) -> None:
    write_control(run.path, replace(read_control(run.path), **changes))


def _ask_on(run: Run, *, epoch: bool) -> None:
    """Let a training that holds go on by a batch, or to the end of the epoch, from where it was asked to come last."""
    progress = run.progress
    at = max(steps_done(run), read_control(run.path).pause_at or 0)
    batches = progress.batches if progress is not None and epoch else 1
    _ask(run, pause_at=(at // batches + 1) * batches)
