"""Watching a network learn: what its weights of this moment say of a review."""

import hashlib
from collections.abc import Hashable

import streamlit as st

from rnnviz.analysis import shown_steps, watched
from rnnviz.errors import RnnvizError
from rnnviz.networks import Network
from rnnviz.recording import MOST_CHARACTERS, Recording, record
from rnnviz.runs import Moment, Run, Snapshot, read_snapshot, watch
from rnnviz.shapes import Floats
from rnnviz.ui.drawing.arrays import as_float32, as_int16
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.messages import said, show_error
from rnnviz.ui.frame.shared import shared
from rnnviz.ui.reviews.box import ReviewBox
from rnnviz.ui.train import watch_words as words
from rnnviz.ui.train.views.watch import WatchPayload, WatchStep, watch_view

__all__ = ["choose_watched", "show_watched", "watch_payload"]

_LONGEST_WORD = 60
_BOX = ReviewBox(text="t_text", example="t_example")


def choose_watched() -> None:
    """Let the visitor choose the review that is watched; where there is none, say so."""
    with st.expander(words.review_part(), icon=":material/rate_review:"):
        warnings = st.container()
        _BOX.pick_example(place=warnings)
        try:
            _BOX.read(button=words.show_review(), part=words.review_part())
        except RnnvizError as error:
            with warnings:
                show_error(said(error))


def show_watched(run: Run) -> None:
    """Show what the network says just now of the review that is in the box, while the run is trained."""
    text = str(st.session_state.get(_BOX.text) or "")
    watch(run.path)
    if not text.strip() or len(text) > MOST_CHARACTERS:
        return  # which is said at the box
    first = read_snapshot(run.path, "first", run.record.network)
    now = read_snapshot(run.path, "now", run.record.network) or first
    if now is None or first is None:
        st.caption(words.no_snapshot())
        return
    known = str(run.path), first.moment.step, first.weights[-1][0].tobytes(), text
    began = _began(_network(run, first), *known)
    watch_view(watch_payload(record(_network(run, now), text, gates=False), began, now.moment), key="watch")


def _without_network(_: Network, *others: Hashable) -> Hashable:
    return others


@shared(20, key=_without_network)
def _began(network: Network, path: str, step: int, readout: bytes, text: str) -> Floats:
    """Running probability with which the training began, at the steps that are shown."""
    del path, step, readout  # part of the key only
    return shown_steps(record(network, text, gates=False)).probability


def _network(run: Run, snapshot: Snapshot) -> Network:
    record_ = run.record
    return Network.from_weights(
        record_.network, snapshot.weights, name=run.name, vocabulary=run.vocabulary(), padding=record_.padding
    )


def watch_payload(recording: Recording, began: Floats, moment: Moment) -> WatchPayload:
    """Data of the component `watch`.

    Parameters
    ----------
    recording
        The review as it is read now.
    began
        Running probability when the training began, at the steps that are shown.
    moment
        When now is.
    """
    steps = shown_steps(recording)
    found = watched(float(began[-1]), steps, recording.initial_probability)
    states = recording.hidden_states[steps.timesteps].T
    key = f"{recording.network}\0{recording.text}"
    return {
        "id": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "steps": [_step(*one) for one in zip(steps.words, steps.kinds, steps.padding.tolist(), strict=True)],
        "initial": recording.initial_probability,
        "probability": as_float32(steps.probability),
        "began": as_float32(began),
        "push": as_float32(steps.delta_logit),
        "states": as_int16(states.clip(-1, 1), 1.0),
        "units": len(states),
        "sentence": words.lesson(found, steps, moment.step),
        "figures": words.figures(found, moment),
        "labels": words.watch_labels(),
        "colours": both_inks(),
    }


def _step(word: str, kind: str, folded: int) -> WatchStep:
    if kind == "padding":
        return {"t": words.padding_step(folded), "k": kind}
    if kind == "start":
        return {"t": words.start_step(), "k": kind}
    return {"t": word if len(word) <= _LONGEST_WORD else word[: _LONGEST_WORD - 1] + "…", "k": kind}
