"""Two readings at once: what the one on the stage is compared with, and both beside each other."""

from dataclasses import dataclass

import streamlit as st

from rnnviz.explanation import compare_readings
from rnnviz.recording import Recording
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.session import recording_of, run_labels, run_names, run_of
from rnnviz.ui.instruments.asked import Asked
from rnnviz.ui.instruments.grammar import misleads
from rnnviz.ui.instruments.two import words
from rnnviz.ui.instruments.two.payload import pair_payload
from rnnviz.ui.instruments.views.pair import pair_view
from rnnviz.ui.reviews.box import ReviewBox
from rnnviz.ui.reviews.examples import EXAMPLES

__all__ = ["show"]

_BOX = ReviewBox(text="tw_text", example="tw_example")
_BEST = "best"


@dataclass(frozen=True, kw_only=True)
class _Other:
    """What the reading on the stage is compared with, and what both are called."""

    recording: Recording
    names: tuple[str, str]
    same_units: bool


def show(asked: Asked) -> None:
    """Show two readings beside each other."""
    kinds = words.kinds()
    names, epochs = [name for name in run_names() if name != asked.name], _epochs(asked)
    possible = {"network": bool(names), "review": True, "epoch": bool(epochs)}
    kind = choice(
        words.controls()["what"],
        {name: kinds[name] for name, there in possible.items() if there},
        key="tw_what",
        kind="row",
        unknown=words.not_there(),
    )
    other = {"network": _network, "review": _review, "epoch": _epoch}[kind](asked)
    pair = compare_readings(asked.recording, other.recording)
    pair_view(pair_payload(asked, pair, other.names, same_units=other.same_units), key="pair")
    misleads(words.mislead(kind))


def _network(asked: Asked) -> _Other:
    """Another network on the same review."""
    labels = run_labels([asked.name, *(name for name in run_names() if name != asked.name)])
    others = {name: label for name, label in labels.items() if name != asked.name}
    name = choice(words.controls()["network"], others, key="tw_model", width=290, unknown=words.no_network())
    called = run_labels(list(labels), short=True)
    return _Other(recording=recording_of(name, asked.text), names=(called[asked.name], called[name]), same_units=False)


def _epochs(asked: Asked) -> list[str]:
    """Epochs that the one on the stage can be compared with."""
    kept = [str(epoch) for epoch in run_of(asked.name).kept_epochs]
    shown = _BEST if asked.epoch is None else str(asked.epoch)
    return [epoch for epoch in [*kept, _BEST] if epoch != shown] if len(kept) > 1 else []


def _epoch(asked: Asked) -> _Other:
    """The same network after another epoch."""
    labels = {epoch: words.epoch_name(None if epoch == _BEST else int(epoch)) for epoch in _epochs(asked)}
    chosen = choice(words.controls()["epoch"], labels, key="tw_epoch", width=200, unknown=words.no_epoch())
    epoch = None if chosen == _BEST else int(chosen)
    names = (words.epoch_name(asked.epoch), words.epoch_name(epoch))
    return _Other(recording=recording_of(asked.name, asked.text, epoch=epoch), names=names, same_units=True)


def _review(asked: Asked) -> _Other:
    """Another review, read by the same network."""
    if not {_BOX.text, _BOX.example} & {*st.session_state, *st.query_params}:
        _BOX.put(next(text for text in EXAMPLES.values() if text != asked.text))
    _BOX.pick_example()
    text = _BOX.read(button=words.controls()["read"], part=words.kinds()["review"])
    names = (words.controls()["this_review"], words.controls()["that_review"])
    return _Other(recording=recording_of(asked.name, text, epoch=asked.epoch), names=names, same_units=True)
