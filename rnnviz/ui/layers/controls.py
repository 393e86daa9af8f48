"""Controls of "Keras layers". The address holds the stack as one line, and every other choice."""

from dataclasses import dataclass
from functools import cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import StackSpec, read_stack, write_stack
from rnnviz.runs import find_run
from rnnviz.text import UNKNOWN_ID, ReadWord, Vocabulary, read_words
from rnnviz.ui.frame.address import asked, choice, whole_number
from rnnviz.ui.frame.doors import STACK_KEY
from rnnviz.ui.frame.messages import said, warn
from rnnviz.ui.layers import words
from rnnviz.ui.layers.edits import MOST_DRAWN_LAYERS, PRESETS, edit_stack
from rnnviz.ui.layers.views.stack import StackEdit

__all__ = ["MOST_TIMESTEPS", "RunChoice", "choose_run", "choose_stack", "refusals", "take_edit"]

MOST_TIMESTEPS = 40
"""Timesteps that are run and drawn."""

_FIRST = next(iter(PRESETS.values()))
_LONGEST_TEXT = 20_000
_FIRST_WORDS = "the plot is slow but the last act is wonderful"
_MOST_SEED = 9_999
_VOCABULARY_OF = "imdb-simple-rnn"


@dataclass(frozen=True, kw_only=True)
class RunChoice:
    """What is sent through the stack.

    Parameters
    ----------
    seed
        Of the weights, and of the features where there are no words.
    layer
        The recurrent layer that is looked into, from 0.
    words
        What was read, each word with the id that the Embedding gets; None for plain features.
    timesteps
        Length of the sample.
    """

    seed: int
    layer: int
    words: list[ReadWord] | None
    timesteps: int


# ---- the stack ----


def choose_stack(presets: DeltaGenerator, line: DeltaGenerator) -> StackSpec:
    """Let the visitor choose a stack, in two places of the page; what is no stack is said, and the first one shown."""
    called = words.controls()
    text = line.text_input(called["stack"], _FIRST, key=STACK_KEY, bind="query-params", help=words.line_help())
    with presets:
        stack = _stack_of(text)
        known = {written: preset for preset, written in PRESETS.items()}
        st.session_state.preset = known.get(write_stack(stack))
        labels = words.preset_labels()
        st.pills(
            called["preset"],
            list(PRESETS),
            key="preset",
            format_func=labels.__getitem__,
            on_change=_take_preset,
            label_visibility="collapsed",
        )
        refused = st.session_state.pop("stack_refused", None)
        if refused:
            warn(words.refused_edit(refused))
    return stack


def _stack_of(text: str) -> StackSpec:
    try:
        stack = read_stack(text)
        if len(stack.recurrent) > MOST_DRAWN_LAYERS:
            raise ConfigurationError(  # noqa: TRY301  (the same answer as to any other line that is not drawn)
                "Up to {most} recurrent layers are drawn, not {count}.",
                most=MOST_DRAWN_LAYERS,
                count=len(stack.recurrent),
            )
    except ConfigurationError as error:
        warn(words.refused_line(said(error)))
        return read_stack(_FIRST)
    return stack


def _take_preset() -> None:
    if st.session_state.preset:
        st.session_state[STACK_KEY] = PRESETS[st.session_state.preset]


def take_edit(stack: StackSpec, edit: StackEdit) -> None:
    """Take over a change that was made in the drawing; one that leads to no stack is refused in a sentence."""
    try:
        st.session_state[STACK_KEY] = write_stack(edit_stack(stack, edit.do, edit.layer, edit.value))
    except ConfigurationError as error:
        st.session_state.stack_refused = said(error)
        st.session_state.stack_refusals = refusals() + 1


def refusals() -> int:
    """How many changes of this session were refused."""
    return int(st.session_state.get("stack_refusals", 0))


# ---- what is sent through it ----


def choose_run(stack: StackSpec) -> RunChoice:
    """Let the visitor choose a text, or a length for plain features, the seed, and the layer to look into.

    Raises
    ------
    DataError
        There is no word to read.
    """
    called, warnings = words.controls(), st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        read, timesteps = None, 0
        if stack.num_words is None:
            timesteps = whole_number(called["steps"], 1, MOST_TIMESTEPS, 8, key="steps", width=230, place=warnings)
        else:
            text = st.text_input(called["words"], _FIRST_WORDS, key="words", bind="query-params", width=520)
            read = _read(text, stack.num_words)
        seed = whole_number(called["draw"], 0, _MOST_SEED, 0, key="draw", width=130, place=warnings)
        layer = _choose_layer(called["watched"], len(stack.recurrent), warnings)
    if read is not None:
        read = _checked(read)
        timesteps = len(read)
    return RunChoice(seed=seed, layer=layer - 1, words=read, timesteps=timesteps)


def _choose_layer(label: str, count: int, warnings: DeltaGenerator) -> int:
    numbers = [str(number) for number in range(1, count + 1)]
    # A layer that has just been removed is not missed; one that an address asks for is.
    unknown = None if asked("watched") is None else words.no_layer(count)
    return int(choice(label, numbers, key="watched", first=numbers[-1], place=warnings, unknown=unknown, width=150))


def _read(text: str, num_words: int) -> list[ReadWord]:
    """Words with the ids of this Embedding: one that it has no row for is unknown, as in Keras's data."""
    if len(text) > _LONGEST_TEXT:
        raise DataError(
            "A text to send through the stack has up to {most:,} characters, not {count:,}.",
            most=_LONGEST_TEXT,
            count=len(text),
        )
    read = read_words(text, _vocabulary())
    return [word if word.id < num_words else word._replace(id=UNKNOWN_ID) for word in read]


def _checked(read: list[ReadWord]) -> list[ReadWord]:
    if not read:
        raise DataError("There is no word to send through the stack: type a short text, such as a wonderful film.")
    if len(read) > MOST_TIMESTEPS:
        st.caption(words.text_cut(len(read), MOST_TIMESTEPS))
    return read[:MOST_TIMESTEPS]


@cache
def _vocabulary() -> Vocabulary:
    """The words of a shipped run: the most frequent first, so that a small Embedding knows the common ones."""
    return Vocabulary.from_file(find_run(_VOCABULARY_OF).vocabulary_file)
