"""The linked views of "Read a review": one review, one time cursor, drawn in the browser.

Moving the cursor (hover, click, keys, play) never runs Python; choosing a unit does.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal, NotRequired, TypedDict

import streamlit as st

from rnnviz.ui.drawing.colours import Colours
from rnnviz.ui.drawing.component import component
from rnnviz.ui.drawing.sentence import SentencePart
from rnnviz.ui.drawing.words import PlaybackLabels
from rnnviz.ui.read.learning_words import EpochLabels

__all__ = ["Frame", "LearningPayload", "ReaderLabels", "ReaderPayload", "Step", "reader"]


class Step(TypedDict):
    """One timestep as the reader shows it: what is not sent with every word of every run is what usually is.

    `k` is the kind, a known word where it is missing. `p` is a word's number in the pasted text, from 1; where it is
    missing, the next one.
    """

    t: str
    k: NotRequired[Literal["padding", "start", "unknown"]]
    p: NotRequired[int]


class Frame(TypedDict):
    """What depends on the weights; arrays are base64 of little-endian numbers.

    `probability`, `logit`, `delta_logit` and `speed` are float32, one per step. `states` is int16,
    row-major (units, steps), value = q * `states_scale`, with q = -32768 for a value that is not
    finite. `verdict` is its label and what it is.
    """

    probability: str
    logit: str
    delta_logit: str
    speed: str
    initial_probability: float
    states: str
    titles: dict[Literal["strip", "probability", "heatmap", "unit"], str]
    sentence: list[SentencePart]
    verdict: list[str]


class LearningPayload(TypedDict):
    """The same review after each of several epochs; `shown` and `best` are places in the lists."""

    epochs: list[int]
    shown: int
    best: int
    accuracies: list[float]
    frames: list[Frame]
    title: str
    help: str


class ReaderLabels(PlaybackLabels, EpochLabels):
    """What is written in the views, and said of what is pointed at; a step is called by its kind."""

    reader: str
    pinned: str
    ask: str
    word: str
    unknown: str
    padding: str
    start: str
    unknown_words: str
    probability: str
    probability_is: str
    push: str
    push_is: str
    about_probability: str
    about_push: str
    about_state: str
    unit: str
    unit_is: str
    unit_title: str
    follow: str
    why: str
    further: str
    about_further: str
    elsewhere: str
    positive: str
    negative: str
    initial: str
    says: str
    chart: str
    strip_keys: str
    axis_word: str
    axis_unit: str
    axis_state: str


class ReaderPayload(Frame):
    """Everything the reader draws: the frame that is shown, and what all frames share.

    Colours and the line run from `states_low` to `states_limit`: −limit to limit for a state, 0 to 1 for a
    gate. A new `id` resets the cursor; with the same `id` cursor and pin survive. With `learning` a slider of epochs
    stands above the views. `word_ends` and `state_ends` say what lies at both ends of a scale.
    """

    id: str
    steps: list[Step]
    states_scale: float
    states_limit: float
    states_low: float
    order: list[int]
    order_label: str
    unit: int
    colouring: Literal["readout", "delta_logit", "unit", "speed"]
    colours: dict[Literal["light", "dark"], Colours]
    helps: dict[Literal["strip", "probability", "heatmap", "unit"], str]
    state_name: str
    learning: LearningPayload | None
    word_ends: list[str]
    state_ends: list[str]
    labels: ReaderLabels


_mount = component("read/views/reader")


def reader(
    payload: ReaderPayload,
    *,
    key: str,
    on_unit: Callable[[int], None] | None = None,
    on_epoch: Callable[[int | None], None] | None = None,
    on_step: Callable[[int, int], None] | None = None,
    on_elsewhere: Callable[[int, int], None] | None = None,
) -> int | None:
    """Unit the user has just chosen in the heatmap, or None in every run that was not such a click.

    An event, not a state: Python holds the unit and sends it back as `payload["unit"]`, so a choice
    made elsewhere cannot disagree with it. `on_unit` gets the unit before the script runs again, as
    a widget's callback does: the place to write it into Session State or the URL. `on_epoch` gets the epoch that was
    chosen on the slider of epochs, None when it was closed; `on_step` the unit and the step whose arithmetic was asked
    for, `on_elsewhere` those that are looked for in all reviews.
    """
    # What callbacks refer to stays as long as the session, so they know numbers, not the payload.
    units, steps = payload["order"], len(payload["steps"])
    epochs = payload["learning"]["epochs"] if payload["learning"] else []

    def announce() -> None:
        unit = _chosen(st.session_state.get(key, {}), units)
        if on_unit is not None and unit is not None:
            on_unit(unit)

    def announce_epoch() -> None:
        epoch = st.session_state.get(key, {}).get("epoch")
        if on_epoch is not None and (epoch == "best" or (type(epoch) is int and epoch in epochs)):
            on_epoch(None if epoch == "best" else epoch)

    def announce_place(name: Literal["step", "elsewhere"], take: Callable[[int, int], None] | None) -> None:
        asked = st.session_state.get(key, {}).get(name)
        if take is not None and isinstance(asked, list) and [type(number) for number in asked] == [int, int]:
            unit, step = asked
            if unit in units and 0 <= step < steps:
                take(unit, step)

    # In a list: Streamlit would look into a dict for data frames, and import pandas (0.3 s) to know one.
    mounted = _mount(
        key=key,
        data=[payload],
        on_unit_change=announce,
        on_epoch_change=announce_epoch,
        on_step_change=partial(announce_place, "step", on_step),
        on_elsewhere_change=partial(announce_place, "elsewhere", on_elsewhere),
    )
    return _chosen(mounted, units)


def _chosen(state: Mapping[str, Any], units: list[int]) -> int | None:
    """The browser sends it, so it may be anything; only a unit on the heatmap counts."""
    unit = state.get("unit")
    return unit if type(unit) is int and unit in units else None
