"""Below the drawing of a stack: what goes through it, its Keras source, and the command that trains it."""

import numpy as np
import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.networks import NetworkSpec, StackSpec, UntrainedStack, write_stack
from rnnviz.ui.frame.doors import to_train
from rnnviz.ui.frame.messages import plain, said
from rnnviz.ui.layers import words
from rnnviz.ui.layers.controls import RunChoice, choose_run
from rnnviz.ui.layers.keras_texts import training_command
from rnnviz.ui.layers.returns import returns_payload, unknown_words
from rnnviz.ui.layers.views.returns import returns_view

__all__ = ["show_run", "show_source"]


def show_run(stack: StackSpec) -> None:
    """Send data through the stack, with random weights."""
    st.subheader(words.run_title(), anchor=False)
    st.badge(words.untrained(), icon=":material/casino:", color="violet")
    if stack.problem is not None:
        st.caption(words.nothing_goes_through())
        return
    try:
        choice = choose_run(stack)
        untrained = UntrainedStack(spec=stack, seed=choice.seed)
    except RnnvizError as error:
        st.info(plain(said(error)), icon=":material/info:")
        return
    run = untrained.run(_inputs(untrained, choice))
    returns_view(returns_payload(stack, run, choice), key="returns")
    unknown = unknown_words(choice)
    if unknown:
        st.caption(words.unknown_words(unknown, stack.num_words or 0))


def _inputs(untrained: UntrainedStack, choice: RunChoice) -> "np.ndarray[tuple[int, ...], np.dtype[np.floating]]":
    if choice.words is None:
        return untrained.features(choice.timesteps)
    return untrained.embedding_rows(np.array([word.id for word in choice.words], dtype=np.int32))


def show_source(stack: StackSpec) -> None:
    """Show the Keras program of the stack, and how rnnviz trains it where it does."""
    st.subheader(words.source_title(), anchor=False)
    if stack.problem is not None:
        st.caption(words.source_stops())
    st.code(stack.keras_source(), language="python", wrap_lines=True)
    if NetworkSpec.of_stack(stack) is None:
        st.caption(plain(words.why_not_trained(stack)))
        return
    to_train(stack=write_stack(stack)).offer(words.controls()["train"], icon=":material/school:")
    command = training_command(stack)
    if command is None:
        st.caption(words.not_named())
        return
    st.caption(words.or_on_the_command_line())
    st.code(command, language="bash", wrap_lines=True)
