"""Below the drawing of a stack: what goes through it, its Keras source, and the command that trains it."""

import numpy as np
import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.networks import NetworkSpec, StackSpec, UntrainedStack, write_stack
from rnnviz.ui.frame.doors import to_train
from rnnviz.ui.frame.messages import plain
from rnnviz.ui.layers.controls import RunChoice, choose_run
from rnnviz.ui.layers.returns import returns_payload, unknown_words
from rnnviz.ui.layers.views.returns import returns_view
from rnnviz.ui.layers.words import training_command, why_not_trained

__all__ = ["show_run", "show_source"]


def show_run(stack: StackSpec) -> None:
    """Send data through the stack, with random weights."""
    st.subheader("What goes through it, with random weights", anchor=False)
    st.badge("untrained", icon=":material/casino:", color="violet")
    if stack.problem is not None:
        st.caption("Nothing goes through a stack that Keras does not build. Repair it above.")
        return
    try:
        choice = choose_run(stack)
        untrained = UntrainedStack(spec=stack, seed=choice.seed)
    except RnnvizError as error:
        st.info(plain(str(error)), icon=":material/info:")
        return
    run = untrained.run(_inputs(untrained, choice))
    returns_view(returns_payload(stack, run, choice), key="returns")
    unknown = unknown_words(choice)
    if unknown:
        st.caption(
            f"{unknown} of these words {'are' if unknown > 1 else 'is'} not among the {stack.num_words or 0:,} ids: "
            "unknown words all share id 2."
        )


def _inputs(untrained: UntrainedStack, choice: RunChoice) -> "np.ndarray[tuple[int, ...], np.dtype[np.floating]]":
    if choice.words is None:
        return untrained.features(choice.timesteps)
    return untrained.embedding_rows(np.array([word.id for word in choice.words], dtype=np.int32))


def show_source(stack: StackSpec) -> None:
    """Show the Keras program of the stack, and how rnnviz trains it where it does."""
    st.subheader("The same stack in Keras", anchor=False)
    if stack.problem is not None:
        st.caption("Pasted into Python, this stops with the error above.")
    st.code(stack.keras_source(), language="python", wrap_lines=True)
    if NetworkSpec.of_stack(stack) is None:
        st.caption(plain(f"rnnviz does not train this stack: {why_not_trained(stack)}"))
        return
    st.link_button("Train this network", to_train(stack=write_stack(stack)).link, icon=":material/school:")
    command = training_command(stack)
    if command is None:
        st.caption("The command line makes layers that are all alike, so it cannot name this one.")
        return
    st.caption("Or on the command line:")
    st.code(command, language="bash", wrap_lines=True)
