"""What the network really read of a review, the downloads, and what the model is."""

from collections.abc import Callable

import streamlit as st

from rnnviz.analysis import ShownSteps, tell_story
from rnnviz.networks import Network
from rnnviz.recording import Recording
from rnnviz.runs import Run
from rnnviz.ui.read import reading_words
from rnnviz.ui.read.view import View
from rnnviz.ui.read.words import controls

__all__ = ["show_downloads", "show_model", "show_reading"]


def show_reading(recording: Recording, network: Network, steps: ShownSteps, positive: bool | None) -> None:
    """Say what the network really read: the label, how many words, the row, its padding, and what was cut."""
    if positive is not None:
        st.markdown(reading_words.labelled(positive))
    st.markdown(reading_words.counts(recording), help=reading_words.counts_help())
    shift = tell_story(steps).padding_shift
    for line in reading_words.what_was_read(recording, network, shift):
        st.caption(line)


def show_model(run: Run, network: Network) -> None:
    """Show what the model is and how good it is."""
    with st.expander(reading_words.model_title(), icon=":material/info:"):
        for line in reading_words.about_model(run, network):
            st.markdown(line)
        st.code(network.spec.keras_source(), language="python", wrap_lines=True)


def show_downloads(read: Callable[[], Recording], network: Network, view: View) -> None:
    """Offer the states as CSV and the heatmap as a page that needs no network.

    `read` reads the review again for whoever downloads: what a button refers to stays as long as the session, and a
    recording is most of what a session would take.
    """
    with st.container(horizontal=True):
        st.download_button(
            controls()["csv"],
            lambda: _csv(read()),
            "states.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            controls()["html"],
            lambda: _html(read(), network, view),
            "heatmap.html",
            "text/html",
            icon=":material/download:",
            on_click="ignore",
        )


def _csv(recording: Recording) -> bytes:
    return str(recording.to_frame().to_csv(index=False)).encode("utf-8", "replace")


def _html(recording: Recording, network: Network, view: View) -> bytes:
    from rnnviz.figures import state_heatmap

    figure = state_heatmap(
        recording,
        layer=view.layer - 1,
        state=view.state,
        order=view.order,
        readout_kernel=network.readout_kernel,
    )
    return str(figure.to_html(include_plotlyjs=True)).encode("utf-8", "replace")
