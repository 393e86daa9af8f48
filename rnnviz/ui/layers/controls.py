"""Controls of "Keras layers". The address holds the stack as one line, and every other choice."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rnnviz.cells import ABBREVIATIONS, either
from rnnviz.errors import ConfigurationError, DataError
from rnnviz.networks import StackSpec, read_stack, write_stack
from rnnviz.runs import find_run
from rnnviz.text import UNKNOWN_ID, ReadWord, Vocabulary, read_words
from rnnviz.ui.frame.address import asked, whole_number
from rnnviz.ui.frame.doors import STACK_KEY
from rnnviz.ui.frame.messages import plain, warn
from rnnviz.ui.layers.edits import MOST_DRAWN_LAYERS, PRESETS, edit_stack
from rnnviz.ui.layers.views.stack import StackEdit

__all__ = ["MOST_TIMESTEPS", "RunChoice", "choose_run", "choose_stack", "refusals", "take_edit"]

MOST_TIMESTEPS = 40
"""Timesteps that are run and drawn."""

_FIRST = next(iter(PRESETS.values()))
_FIRST_WORDS = "the plot is slow but the last act is wonderful"
_MOST_SEED = 9_999
_LINE_HELP = (
    "It begins with emb-num_words-output_dim, or in-features for plain features. The layers follow: "
    f"{either(ABBREVIATIONS)} with their units, -bi for Bidirectional, -seq for return_sequences=True. "
    "At the end, dense-units."
)
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
    text = line.text_input(
        "The stack in one line, as the address holds it",
        _FIRST,
        key=STACK_KEY,
        bind="query-params",
        help=_LINE_HELP,
    )
    stack = _stack_of(text, presets)
    known = {written: name for name, written in PRESETS.items()}
    st.session_state.preset = known.get(write_stack(stack))
    presets.pills("Begin with", list(PRESETS), key="preset", on_change=_take_preset)
    refused = st.session_state.pop("stack_refused", None)
    if refused:
        presets.warning(plain(f"{refused} The stack stays as it was."), icon=":material/warning:")
    return stack


def _stack_of(text: str, place: DeltaGenerator) -> StackSpec:
    try:
        stack = read_stack(text)
        if len(stack.layers) > MOST_DRAWN_LAYERS:
            raise ConfigurationError(  # noqa: TRY301  (the same answer as to any other line that is not drawn)
                "Up to {most} recurrent layers are drawn, not {count}.", most=MOST_DRAWN_LAYERS, count=len(stack.layers)
            )
    except ConfigurationError as error:
        place.warning(plain(f"{error} The chapter's network is shown instead."), icon=":material/warning:")
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
        st.session_state.stack_refused = str(error)
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
    warnings = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words, timesteps = None, 0
        if stack.num_words is None:
            label = "Timesteps of random features"
            timesteps = whole_number(label, 1, MOST_TIMESTEPS, 8, key="steps", width=230, place=warnings)
        else:
            text = st.text_input("A short text", _FIRST_WORDS, key="words", bind="query-params", width=520)
            words = _read(text, stack.num_words)
        seed = whole_number("Seed", 0, _MOST_SEED, 0, key="draw", width=130, place=warnings)
        layer = _choose_layer(len(stack.layers), warnings)
    if words is not None:
        words = _checked(words)
        timesteps = len(words)
    return RunChoice(seed=seed, layer=layer - 1, words=words, timesteps=timesteps)


def _choose_layer(count: int, warnings: DeltaGenerator) -> int:
    came = asked("watched")
    numbers = [str(number) for number in range(1, count + 1)]
    shown = st.selectbox("Layer to look into", numbers, index=count - 1, key="watched", bind="query-params", width=150)
    if came is not None and came != shown:
        _warn(warnings, f"The layer to look into is a whole number from 1 to {count}", came, int(shown))
    return int(shown)


def _warn(place: DeltaGenerator, expected: str, came: str, shown: int) -> None:
    with place:
        warn(f"{expected}, not {came[:40]}; {shown} is shown.")


def _read(text: str, num_words: int) -> list[ReadWord]:
    """Words with the ids of this Embedding: one that it has no row for is unknown, as in Keras's data."""
    words = read_words(text, _vocabulary())
    return [word if word.id < num_words else word._replace(id=UNKNOWN_ID) for word in words]


def _checked(words: list[ReadWord]) -> list[ReadWord]:
    if not words:
        raise DataError("There is no word to send through the stack: type a short text, such as a wonderful film.")
    if len(words) > MOST_TIMESTEPS:
        st.caption(f"The text has {len(words):,} words; the first {MOST_TIMESTEPS} are sent through.")
    return words[:MOST_TIMESTEPS]


@st.cache_resource(show_spinner=False)
def _vocabulary() -> Vocabulary:
    """The words of a shipped run: the most frequent first, so that a small Embedding knows the common ones."""
    return Vocabulary.from_file(find_run(_VOCABULARY_OF).vocabulary_file)
