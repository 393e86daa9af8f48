"""The verdict of a review, what the network really read of it, and the downloads."""

import streamlit as st

from rnnviz.analysis import shown_steps, tell_story
from rnnviz.networks import Network
from rnnviz.recording import Recording
from rnnviz.runs import Run
from rnnviz.ui.drawing.numbers import signed
from rnnviz.ui.read.view import View

__all__ = ["show_downloads", "show_model", "show_reading", "show_verdict"]


def show_verdict(recording: Recording, epoch: int | None) -> None:
    """Show the verdict in its ink, after which epoch, and how much of the review it rests on."""
    probability = float(recording.probability[-1])
    verdict = ":green[positive]" if probability >= 0.5 else ":orange[negative]"
    after = "" if epoch is None else f" after epoch {epoch}"
    st.header(f"Verdict{after}: {verdict}, {probability:.3f}", anchor=False, help=_PROBABILITY)
    unknown, cut = recording.words_unknown, recording.words_cut
    read = f"**{recording.words_read:,}** {'word' if recording.words_read == 1 else 'words'} read"
    st.markdown(f"{read}, **{unknown:,}** unknown, **{cut:,}** cut", help=_COUNTS)


_PROBABILITY = (
    "The number is the probability that the review is positive, as the network gives it after the last word. "
    "From 0.5 on the verdict is positive."
)
_COUNTS = (
    "Unknown words are not in the model's vocabulary: they all share one id, so it cannot tell them apart. "
    "Cut words did not fit into the model's row, whose length is fixed."
)


def show_reading(recording: Recording, network: Network) -> None:
    """Say what the network really read: the row, its padding, and what was cut."""
    padding, kinds = network.padding, recording.kinds
    zeros = kinds.count("padding")
    lines = []
    if recording.words_cut:
        end = "beginning" if padding.truncating == "pre" else "end"
        lines.append(
            f"The row has {padding.maxlen} places, so the {end} was cut: {recording.words_cut:,} words were not read, "
            "as in training."
        )
    if zeros:
        story = tell_story(shown_steps(recording), recording.initial_probability)
        where = "Before the first word" if padding.padding == "pre" else "Behind the last word"
        moved = f"; they alone move the logit by {signed(story.padding_shift)}" if padding.padding == "pre" else ""
        lines.append(
            f"{where} stand {zeros} padding zeros, which this network reads like words{moved}. "
            "The views fold them into one step."
        )
    if network.spec.mask_zero:
        lines.append("This network skips padding: its first step is the start sign.")
    if not recording.words_read:
        lines.append("There is no word in this text: the verdict is what the network says before it reads one.")
    elif recording.words_unknown == recording.words_read:
        lines.append("The network knows none of these words: its verdict rests on their number alone.")
    for line in lines:
        st.caption(line)


def show_model(run: Run, network: Network) -> None:
    """Show what the model is and how good it is."""
    metrics, record = run.record.metrics, run.record
    with st.expander("About this model", icon=":material/info:"):
        st.markdown(
            f"**{network.spec.title}**, {network.spec.parameter_count:,} parameters, trained on "
            f"{record.corpus.training:,} reviews for {record.training.epochs} epochs; epoch "
            f"{metrics.get('best_epoch', 0):.0f} was the best and is the model."
        )
        held_out = metrics.get("test_accuracy")
        tested = "" if held_out is None else f" On {metrics['test_reviews']:,.0f} held-out reviews: {held_out:.1%}."
        right = metrics.get("val_accuracy", 0)
        st.markdown(f"Right on {right:.1%} of {record.corpus.validation:,} validation reviews.{tested}")
        st.code(network.spec.keras_source(), language="python", wrap_lines=True)


def show_downloads(recording: Recording, network: Network, view: View) -> None:
    """Offer the states as CSV and the heatmap as a page that needs no network."""
    with st.container(horizontal=True):
        st.download_button(
            "States as CSV",
            lambda: _csv(recording),
            "states.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "Heatmap as HTML",
            lambda: _html(recording, network, view),
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
