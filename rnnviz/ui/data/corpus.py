"""What the corpus is made of: classes, lengths, coverage, words."""

import numpy as np
import streamlit as st

from rnnviz.ui.data import corpus_words
from rnnviz.ui.data.charts import class_balance, coverage_chart, length_chart, top_words
from rnnviz.ui.data.source import DataSource
from rnnviz.ui.data.views.plots import plots_view
from rnnviz.ui.data.words import choices_unknown, controls, word_order_labels
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.address import choice
from rnnviz.ui.frame.messages import plain

__all__ = ["show_corpus"]


def show_corpus(source: DataSource, num_words: int, maxlen: int) -> None:
    """Show the corpus in numbers; counting it the first time shows progress."""
    if not source.has("statistics"):
        with st.spinner(corpus_words.measuring(len(source.corpus))):
            _ = source.statistics
    found = source.statistics
    st.caption(plain(_about(source)))
    _show_figures(source)
    warnings = st.container()
    plots_view(
        {
            "balance": class_balance(found),
            "panels": [length_chart(found, maxlen), coverage_chart(found.counts, num_words)],
            "colours": both_inks(),
        },
        key="corpus-plots",
    )
    order = choice(
        controls()["d_words"],
        word_order_labels(),
        key="d_words",
        kind="row",
        place=warnings,
        unknown=choices_unknown()["d_words"],
    )
    plots_view({"panels": [], "words": top_words(found, order), "colours": both_inks()}, key="word-plots")


def _about(source: DataSource) -> str:
    if source.named and source.file is None:
        return corpus_words.about_published()[source.title]
    return corpus_words.about_file(source.title)


def _show_figures(source: DataSource) -> None:
    found, called = source.statistics, corpus_words.figure_labels()
    with st.container(horizontal=True, gap="large"):
        for name, value in (
            (called["reviews"], f"{len(found.labels):,}"),
            (called["words"], f"{found.counts.total:,}"),
            (called["different"], f"{np.count_nonzero(found.counts.counts):,}"),
            (called["median"], corpus_words.ids(float(np.median(found.lengths)))),
        ):
            st.metric(name, value, width="content")
